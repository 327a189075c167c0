"""Read patients and scores from a delimited file, by the rules of the forms."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from marshmallow import Schema, ValidationError
from marshmallow.fields import Field

from registry.domain.instruments.instrument import Conversion, InstrumentCode
from registry.domain.patient import EnrolPatient
from registry.domain.schedule import Schedule, add_months
from registry.domain.visit import RecordVisit
from registry.forms.fields import Day, Number, Text, Whole
from registry.forms.patient import IDENTITY_FIELDS, EnrolPatientForm
from registry.forms.visit import RecordVisitForm
from registry.interchange.delimited_file import Row, read_rows
from registry.interchange.problems import FileRefused, Problem
from registry.interchange.score_mapping import (
    PatientColumns,
    ScoreColumn,
    ScoreMapping,
    VisitColumns,
)

FORM_FIELDS = {
    InstrumentCode.VAS_BACK: "vas_back_0_100",
    InstrumentCode.VAS_LEG: "vas_leg_0_100",
    InstrumentCode.ODI: "odi_total",
}
_KEY = Text("Patient", longest=64)
_AGE = Whole("Age", lowest=0, highest=120)
_MONTHS = Whole("Months", lowest=0, highest=600)
_RATING = Number("Pain, 0 to 10", lowest=0, highest=10)
_DAY = Day("Date")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadVisit:
    """One visit of the file; ``columns`` names the column of each field of the form."""

    row: int
    command: RecordVisit
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPatient:
    """One patient of the file with the visits found in its rows."""

    row: int
    index_date: date
    command: EnrolPatient
    columns: Mapping[str, str]
    visits: tuple[ReadVisit, ...]


def read_scores(path: Path, mapping: ScoreMapping, schedule: Schedule) -> list[ReadPatient]:
    """Return the patients of the file in the order in which they first appear.

    Raises
    ------
    FileRefused
        The file cannot be read, lacks a column, or holds cells that break a rule.
    """
    columns, rows = read_rows(path, mapping.file)
    problems = [
        Problem(reason=f"The column “{name}” is missing. The file has: {', '.join(columns)}.")
        for name in sorted(mapping.columns - set(columns))
    ]
    if not problems and not rows:
        problems = [Problem(reason="The file has a header and no rows.")]
    if problems:
        raise FileRefused(path.name, tuple(problems))
    reading = _Reading(mapping=mapping, visit_form=RecordVisitForm(schedule))
    patients = list(reading.patients(rows))
    if reading.problems:
        raise FileRefused(path.name, tuple(reading.problems.values()))
    return patients


@dataclass(slots=True, kw_only=True)
class _Reading:
    """One pass over the rows; what is wrong is collected, not raised."""

    mapping: ScoreMapping
    visit_form: Schema
    problems: dict[tuple[int, str | None], Problem] = field(default_factory=dict)

    def patients(self, rows: Iterable[Row]) -> Iterator[ReadPatient]:
        """Yield each patient whose cells are right."""
        column = self.mapping.patient.column
        keyed = []
        for row in rows:
            key = self._parsed(row, column, _KEY)
            if key is not None:
                keyed.append((key, row))
        first = {key: number for number, (key, _) in reversed(list(enumerate(keyed)))}
        keyed.sort(key=lambda pair: first[pair[0]])
        for key, group in groupby(keyed, key=itemgetter(0)):
            patient = self._patient(key, [row for _, row in group])
            if patient is not None:
                yield patient

    def _patient(self, key: str, rows: list[Row]) -> ReadPatient | None:
        columns = self.mapping.patient
        self._check_agreement(rows, columns)
        row = rows[0]
        index_date = columns.index_date or self._parsed(row, columns.index_date_column, _DAY)
        if index_date is None:
            return None
        names = {
            "birth_year": columns.birth_year_column or columns.age_column,
            "sex": columns.sex_column,
            "enrolled_on": columns.index_date_column,
        }
        known = {name: column for name, column in names.items() if column}
        command = self._enrolment(key, row, index_date, known)
        visits = tuple(visit for each in rows for visit in self._visits(each, index_date))
        if command is None:
            return None
        return ReadPatient(
            row=row.number, index_date=index_date, command=command, columns=known, visits=visits
        )

    def _enrolment(
        self, key: str, row: Row, index_date: date, names: Mapping[str, str]
    ) -> EnrolPatient | None:
        values = {
            "site_code": self.mapping.site.code,
            "enrolled_on": index_date.isoformat(),
            "birth_year": self._birth_year(row, index_date),
            "sex": self._sex(row),
        }
        form = EnrolPatientForm(exclude=IDENTITY_FIELDS)
        command = self._loaded(row, form, values, names)
        return None if command is None else replace(command, external_id=key)

    def _birth_year(self, row: Row, index_date: date) -> str:
        columns = self.mapping.patient
        if columns.birth_year_column:
            return row.cells.get(columns.birth_year_column, "")
        age = self._parsed(row, columns.age_column, _AGE)
        return "" if age is None else str(index_date.year - age)

    def _sex(self, row: Row) -> str:
        columns = self.mapping.patient
        written = row.cells.get(columns.sex_column or "")
        return "unknown" if written is None else columns.sex_codes.get(written, written)

    def _visits(self, row: Row, index_date: date) -> Iterator[ReadVisit]:
        for columns in self.mapping.visits:
            answered = [score for score in columns.scores if score.column in row.cells]
            day = self._visit_date(row, columns, index_date) if answered else None
            if day is not None:
                time = columns.date_column or columns.months_column
                visit = self._visit(row, day, answered, {"visited_on": time} if time else {})
                if visit is not None:
                    yield visit

    def _visit_date(self, row: Row, columns: VisitColumns, index_date: date) -> date | None:
        if columns.date_column:
            found: date | None = self._parsed(row, columns.date_column, _DAY)
            return found
        months = columns.months
        if months is None:
            months = self._parsed(row, columns.months_column, _MONTHS)
        if months is None:
            return None
        try:
            return add_months(index_date, months)
        except ValueError:
            reason = f"{months} months after {index_date} is no date."
            self._problem(row, columns.months_column, reason)
            return None

    def _visit(
        self, row: Row, day: date, answered: list[ScoreColumn], time: Mapping[str, str]
    ) -> ReadVisit | None:
        names = {**time} | {FORM_FIELDS[score.instrument]: score.column for score in answered}
        rated = [score for score in answered if score.conversion is Conversion.NRS_TIMES_10]
        typed = {
            FORM_FIELDS[score.instrument]: row.cells[score.column]
            for score in answered
            if score not in rated
        }
        values = {"visited_on": day.isoformat(), **typed}
        command = self._loaded(row, self.visit_form, values, names)
        for score in rated:
            rating = self._parsed(row, score.column, _RATING)
            if command is not None and rating is not None:
                converted: dict[str, Any] = {FORM_FIELDS[score.instrument]: rating * 10}
                command = replace(command, conversion=score.conversion, **converted)
        return command and ReadVisit(row=row.number, command=command, columns=names)

    def _check_agreement(self, rows: list[Row], columns: PatientColumns) -> None:
        for row in rows[1:]:
            for column in sorted(columns.columns):
                if row.cells.get(column) != rows[0].cells.get(column):
                    reason = f"The same patient has another value in row {rows[0].number}."
                    self._problem(row, column, reason)

    def _parsed(self, row: Row, column: str | None, parser: Field[Any]) -> Any:  # noqa: ANN401 - the parser says which type
        written = row.cells.get(column or "")
        if written is None:
            self._problem(row, column, "This is needed.")
            return None
        try:
            return parser.deserialize(written)
        except ValidationError as error:
            self._problem(row, column, f"“{written}” was found. {' '.join(error.messages)}")
            return None

    def _loaded(
        self, row: Row, form: Schema, values: Mapping[str, str], names: Mapping[str, str]
    ) -> Any:  # noqa: ANN401 - the form says which command
        try:
            return form.load(values)
        except ValidationError as error:
            for name, sentences in error.messages_dict.items():
                found = f"“{values[name]}” was found. " if values.get(name) else ""
                self._problem(row, names.get(name), found + " ".join(sentences))
            return None

    def _problem(self, row: Row, column: str | None, reason: str) -> None:
        """Keep the first problem of a cell: what follows from it is no news."""
        problem = Problem(row=row.number, column=column, reason=reason)
        self.problems.setdefault((row.number, column), problem)
