"""Fields with the label, unit and help that a form shows, and errors in sentences."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar

from marshmallow import ValidationError, fields, validate

from registry.domain.codes import Code, DatePrecision
from registry.domain.partial_date import PartialDate

CodeType = TypeVar("CodeType", bound=Code)
_Messages = dict[str, str | list[Any] | dict[Any, Any]]
_REQUIRED: _Messages = {"required": "This is needed.", "null": "This is needed."}
_DECIMAL = re.compile(r"-?\d+([.,]\d+)?", re.ASCII)
_WHOLE = re.compile(r"-?\d+", re.ASCII)
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and marks that turn the direction of writing."""
DATE_STYLES = ("%Y-%m-%d", "%d.%m.%Y", "%d,%m,%Y", "%d/%m/%Y", "%d %B %Y", "%d %b %Y")
"""The comma is the key beside the digits on many keyboards."""


def _shown(label: str, unit: str = "", hint: str = "") -> dict[str, str]:
    return {"label": label, "unit": unit, "hint": hint}


def _printable(text: str) -> None:
    """Refuse what nobody can see and some databases and terminals cannot bear."""
    if UNPRINTABLE.search(text):
        message = "Remove the invisible character: type the text instead of pasting it."
        raise ValidationError(message)


class Text(fields.String):
    """Free text of limited length."""

    kind = "text"

    def __init__(self, label: str, *, longest: int = 200, hint: str = "", **rest: Any) -> None:
        super().__init__(
            metadata=_shown(label, hint=hint),
            validate=[
                validate.Length(max=longest, error=f"Use at most {longest} characters."),
                _printable,
            ],
            error_messages=_REQUIRED | {"invalid": "Enter text."},
            **rest,
        )


class LongText(Text):
    """Free text of several lines."""

    kind = "long_text"


class WarningReason(LongText):
    """Why a record is saved though it raises a warning; asked only when it does."""

    kind = "warning_reason"

    def __init__(self) -> None:
        super().__init__("Why it is right all the same", longest=500)


class Number(fields.Float):
    """A decimal number; a comma is taken as the decimal point."""

    kind = "number"

    def __init__(
        self,
        label: str,
        *,
        lowest: float,
        highest: float,
        unit: str = "",
        hint: str = "",
        **rest: Any,
    ) -> None:
        bounds = f"Enter a number from {lowest:g} to {highest:g}."
        super().__init__(
            metadata=_shown(label, unit, hint),
            validate=validate.Range(lowest, highest, error=bounds),
            error_messages=_REQUIRED | {"invalid": bounds, "special": bounds, "too_large": bounds},
            allow_nan=False,
            **rest,
        )

    def _validated(self, value: Any) -> float:
        if isinstance(value, str):
            if not _DECIMAL.fullmatch(value):
                raise self.make_error(key="invalid")
            value = value.replace(",", ".")
        return super()._validated(value)


class Whole(fields.Integer):
    """A whole number."""

    kind = "whole"

    def __init__(
        self,
        label: str,
        *,
        lowest: int,
        highest: int,
        unit: str = "",
        hint: str = "",
        **rest: Any,
    ) -> None:
        bounds = f"Enter a whole number from {lowest} to {highest}."
        super().__init__(
            metadata=_shown(label, unit, hint),
            validate=validate.Range(lowest, highest, error=bounds),
            error_messages=_REQUIRED | {"invalid": bounds, "too_large": bounds},
            **rest,
        )

    def _validated(self, value: Any) -> int:
        if not _WHOLE.fullmatch(str(value)):
            raise self.make_error(key="invalid")
        return super()._validated(value)

    def _serialize(self, value: float | None, *_: Any, **__: Any) -> float | None:  # type: ignore[override]  # a stored decimal is shown, not cut
        return value


class Flag(fields.Boolean):
    """A box that is ticked or not."""

    kind = "flag"

    def __init__(self, label: str, *, hint: str = "", **rest: Any) -> None:
        super().__init__(
            metadata=_shown(label, hint=hint),
            load_default=False,
            error_messages={"invalid": "Tick the box or leave it empty."},
            **rest,
        )


class Choice(fields.Field[CodeType]):
    """One code of a list."""

    kind = "choice"

    def __init__(
        self,
        label: str,
        codes: type[CodeType],
        *,
        hint: str = "",
        **rest: Any,
    ) -> None:
        super().__init__(metadata=_shown(label, hint=hint), error_messages=_REQUIRED, **rest)
        self.codes = codes

    @property
    def choices(self) -> Iterable[tuple[str, str]]:
        """Code and label of each choice."""
        return [(code.value, code.label) for code in self.codes]

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> CodeType:
        try:
            return self.codes(value)
        except ValueError as error:
            known = ", ".join(code.label for code in self.codes)
            message = f"“{value}” is not one of: {known}."
            raise ValidationError(message) from error


class OneOf(fields.String):
    """One value of a list that a setting makes; the schema gives ``choices`` when it is built."""

    kind = "choice"

    def __init__(self, label: str, *, hint: str = "", **rest: Any) -> None:
        super().__init__(
            metadata=_shown(label, hint=hint),
            error_messages=_REQUIRED | {"invalid": "Choose one of the list."},
            **rest,
        )
        self.choices: Iterable[tuple[str, str]] = ()


class Choices(fields.List[Any]):
    """Any number of codes of a list."""

    kind = "choices"

    def __init__(
        self,
        label: str,
        codes: type[Code],
        *,
        hint: str = "",
        **rest: Any,
    ) -> None:
        super().__init__(
            Choice(label, codes),
            metadata=_shown(label, hint=hint),
            error_messages=_REQUIRED,
            **rest,
        )
        self.codes = codes

    def _serialize(self, value: Any, attr: str | None, obj: Any, **rest: Any) -> list[Any] | None:
        """Give a set, which has no order, in the order of the list."""
        if isinstance(value, frozenset):
            value = [code for code in self.codes if code in value]
        return super()._serialize(value, attr, obj, **rest)

    @property
    def choices(self) -> Iterable[tuple[str, str]]:
        """Code and label of each choice."""
        return [(code.value, code.label) for code in self.codes]


def parse_date(text: str) -> date:
    """Read a date in one of the styles a person types; ValueError where none fits.

    Examples
    --------
    >>> parse_date("2026-03-04") == parse_date("4,3,2026") == parse_date("4 Mar 2026")
    True
    """
    for style in DATE_STYLES:
        try:
            return datetime.strptime(text, style).date()  # noqa: DTZ007 - a calendar date
        except ValueError:
            continue
    raise ValueError(text)


class Day(fields.Field[date]):
    """A calendar date in one of the styles a person types."""

    kind = "date"

    def __init__(self, label: str, *, hint: str = "", **rest: Any) -> None:
        hint = hint or "Such as 4.3.2026, 2026-03-04 or 4 Mar 2026."
        super().__init__(metadata=_shown(label, hint=hint), error_messages=_REQUIRED, **rest)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> date:
        if isinstance(value, date):
            return value
        try:
            return parse_date(str(value))
        except ValueError as error:
            message = f"“{value}” is not a date. Enter day, month and year, such as 4.3.2026."
            raise ValidationError(message) from error

    def _serialize(self, value: date | None, *_: Any, **__: Any) -> str | None:
        return value.isoformat() if value else None


class PartialDay(fields.Field[PartialDate]):
    """A date known to the day, the month or the year."""

    kind = "partial_date"

    def __init__(self, label: str, *, hint: str = "", **rest: Any) -> None:
        hint = hint or "A day (4.3.2026), a month (3.2026) or a year (2026), as far as it is known."
        super().__init__(metadata=_shown(label, hint=hint), error_messages=_REQUIRED, **rest)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> PartialDate:
        text = str(value)
        try:
            if re.fullmatch(r"\d{4}", text):
                return PartialDate(date(int(text), 1, 1), DatePrecision.YEAR)
            if month := re.fullmatch(r"(\d{1,2})[./](\d{4})|(\d{4})-(\d{1,2})", text):
                number, year = month[1] or month[4], month[2] or month[3]
                return PartialDate(date(int(year), int(number), 1), DatePrecision.MONTH)
            return PartialDate(parse_date(text), DatePrecision.DAY)
        except ValueError as error:
            message = f"“{value}” is not a date. Enter a day, a month (3.2026) or a year (2026)."
            raise ValidationError(message) from error

    def _serialize(self, value: PartialDate | None, *_: Any, **__: Any) -> str | None:
        if value is None:
            return None
        parts = {DatePrecision.YEAR: 1, DatePrecision.MONTH: 2}.get(value.precision, 3)
        return "-".join(value.first_day.isoformat().split("-")[:parts])
