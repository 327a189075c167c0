"""Where a page of a list begins: after the last line of the page before."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from marshmallow import ValidationError, fields


class PagePlace(fields.Field[tuple[date, int]]):
    """The day and the key of a line, as the address of the next page names them."""

    def __init__(self) -> None:
        super().__init__(metadata={"label": "Page"})

    def _deserialize(
        self,
        value: object,
        attr: str | None,
        data: Mapping[str, Any] | None,
        **kwargs: object,
    ) -> tuple[date, int]:
        del attr, data, kwargs
        day, _, key = str(value).partition(".")
        try:
            return date.fromisoformat(day), int(key)
        except ValueError as error:
            message = "This page is not there any more. Begin at the first one."
            raise ValidationError(message) from error


def place_text(day: date, key: int) -> str:
    """Return the place of a line for an address."""
    return f"{day}.{key}"
