"""What the columns of a file that was not made for the registry mean."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from registry.domain.codes import DataOrigin, Sex
from registry.domain.errors import SettingsError
from registry.domain.instruments.instrument import Conversion, InstrumentCode
from registry.domain.site import AddSite
from registry.interchange.delimited_file import FileFormat

_MONTHS = range(-120, 601)


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientColumns:
    """Which columns describe the patient; the index date is a column or assumed for all."""

    column: str
    index_date: date | None = None
    index_date_column: str | None = None
    age_column: str | None = None
    birth_year_column: str | None = None
    sex_column: str | None = None
    sex_codes: Mapping[str, Sex]

    def __post_init__(self) -> None:
        """Refuse a mapping that says a thing twice, or not at all."""
        _one_of("index_date", self.index_date, "index_date_column", self.index_date_column)
        if self.index_date is not None and type(self.index_date) is not date:
            message = "index_date needs a date without quotes, such as 2020-01-31"
            raise TypeError(message)
        _one_of("age_column", self.age_column, "birth_year_column", self.birth_year_column)

    @property
    def columns(self) -> set[str]:
        """All columns that are read."""
        named = (self.column, self.index_date_column, self.age_column)
        return {name for name in (*named, self.birth_year_column, self.sex_column) if name}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreColumn:
    """One instrument's column; a rating of 0-10 is multiplied by ten and flagged."""

    column: str
    instrument: InstrumentCode
    conversion: Conversion

    def __post_init__(self) -> None:
        """Refuse a conversion of pain for an instrument that is not pain."""
        if self.conversion is not Conversion.NONE and self.instrument is InstrumentCode.ODI:
            message = "the ODI has no conversion"
            raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitColumns:
    """One visit that a row may hold; a long file has one, a wide file several."""

    scores: tuple[ScoreColumn, ...]
    months: int | None = None
    months_column: str | None = None
    date_column: str | None = None

    def __post_init__(self) -> None:
        """Refuse a visit without a time, or with two."""
        given = [self.months is not None, bool(self.months_column), bool(self.date_column)]
        if sum(given) != 1:
            message = "a visit needs one of months, months_column and date_column"
            raise ValueError(message)
        whole = self.months is None or type(self.months) is int
        if not whole or self.months not in (None, *_MONTHS):
            message = f"months is {self.months!r}; it needs a whole number up to {_MONTHS[-1]}"
            raise ValueError(message)

    @property
    def columns(self) -> set[str]:
        """All columns that are read."""
        times = {name for name in (self.months_column, self.date_column) if name}
        return times | {score.column for score in self.scores}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreMapping:
    """Where the data come from, and what each column means."""

    site: AddSite
    file: FileFormat
    patient: PatientColumns
    visits: tuple[VisitColumns, ...]

    def __post_init__(self) -> None:
        """Refuse a column whose name is no text."""
        if not all(isinstance(name, str) for name in self.columns):
            message = "a column needs its name in quotes"
            raise TypeError(message)

    @property
    def columns(self) -> set[str]:
        """All columns that are read."""
        return self.patient.columns.union(*(visit.columns for visit in self.visits))


def load_mapping(path: Path) -> ScoreMapping:
    """Read a mapping file.

    Raises
    ------
    SettingsError
        The file is no TOML, or a part of it is missing, unknown or wrong.
    """
    try:
        content = tomllib.loads(path.read_text("utf-8"))
        return ScoreMapping(
            site=AddSite(data_origin=DataOrigin.PUBLISHED, **content.pop("site")),
            file=_file_format(content.pop("file", {})),
            patient=_patient(content.pop("patient")),
            visits=tuple(_visit(row) for row in content.pop("visits")),
            **content,
        )
    except KeyError as error:
        raise SettingsError(setting=path.name, reason=f"does not say {error}") from error
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise SettingsError(setting=path.name, reason=f"cannot be used: {error}") from error


def _file_format(content: dict[str, Any]) -> FileFormat:
    if "encoding" in content:
        " ".encode(content["encoding"])
    if "delimiter" in content:
        csv.reader([], delimiter=content["delimiter"])
    if "missing" in content:
        content["missing"] = ("", *content["missing"])
    return FileFormat(**content)


def _patient(content: dict[str, Any]) -> PatientColumns:
    codes = {text: Sex(code) for text, code in content.pop("sex_codes", {}).items()}
    return PatientColumns(sex_codes=codes, **content)


def _visit(content: dict[str, Any]) -> VisitColumns:
    return VisitColumns(scores=tuple(_score(row) for row in content.pop("scores")), **content)


def _score(content: dict[str, Any]) -> ScoreColumn:
    return ScoreColumn(
        instrument=InstrumentCode(content.pop("instrument")),
        conversion=Conversion(content.pop("conversion", "none")),
        **content,
    )


def _one_of(name: str, value: object, other_name: str, other: object) -> None:
    if (value is None) == (other is None):
        message = f"either {name} or {other_name} is needed"
        raise ValueError(message)
