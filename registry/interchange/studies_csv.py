"""Study rows that a user supplies, to be pooled: one CSV row a study."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from registry.analysis.estimates import NotEstimable
from registry.analysis.meta_analysis.event_effects import EventCount, logit_proportion
from registry.analysis.meta_analysis.results import Study, StudyEffects
from registry.analysis.results import CohortSummary
from registry.domain.benchmark import SMALLEST_CREDIBLE_DEVIATION, Outcome
from registry.domain.errors import BrokenRule, RuleBroken
from registry.domain.instruments.instrument import InstrumentCode
from registry.interchange.delimited_file import FileFormat, Row, read_rows
from registry.interchange.problems import FileRefused, Problem

_COMMON = ("study", "patients")
_CHANGE = ("change", "standard_deviation")
_EVENTS = ("events",)
_LARGEST_CHANGE = 100
_COHORT = "This cohort"
_INSTRUMENTS = {
    Outcome.VAS_BACK_CHANGE: InstrumentCode.VAS_BACK,
    Outcome.ODI_CHANGE: InstrumentCode.ODI,
}


class Measure(StrEnum):
    """What the studies report: a change in points of 0-100, or a share of patients."""

    CHANGE = "change"
    SHARE = "share"


@dataclass(frozen=True, slots=True, kw_only=True)
class SuppliedStudies:
    """The studies of a file on the scale on which they are pooled; shares as their logit."""

    measure: Measure
    effects: StudyEffects


def read_studies(path: Path) -> SuppliedStudies:
    """Read the columns study, patients, optionally year, and change with deviation or events.

    Raises
    ------
    FileRefused
        A column is missing, or a cell cannot be; each is said by row and column.
    """
    columns, rows = read_rows(path, FileFormat())
    measure = _measure(path, columns)
    studies, problems = [], []
    for row in rows:
        found = list(_problems(row, measure))
        problems += found
        if not found:
            studies.append(_study(row, measure))
    if problems or not studies:
        raise FileRefused(path.name, tuple(problems or [Problem(reason="It holds no study.")]))
    return SuppliedStudies(measure=measure, effects=StudyEffects(studies=tuple(studies)))


def of_change(label: str, change: float, deviation: float, patients: int) -> Study:
    """Return a study of a mean change; its variance is the deviation² ÷ patients."""
    return Study(label=label, estimate=change, variance=deviation**2 / patients)


def of_share(label: str, events: int, patients: int) -> Study:
    """Return a study of a share, as its logit."""
    return logit_proportion(EventCount(events=events, patients=patients)).of_study(label)


def cohort_study(summary: CohortSummary, outcome: Outcome) -> Study:
    """Return the cohort as a study: its change to the last observation, or its crude share.

    Raises
    ------
    RuleBroken
        The cohort has no such figure.
    """
    reoperation = summary.reoperation.crude
    if outcome is Outcome.REOPERATION:
        if isinstance(reoperation, NotEstimable):
            raise _none(outcome, reoperation)
        return of_share(_COHORT, reoperation.count, reoperation.denominator)
    found = summary.course(_INSTRUMENTS[outcome]).last_observation.change
    if isinstance(found, NotEstimable):
        raise _none(outcome, found)
    return of_change(_COHORT, found.change_mean, found.change_standard_deviation, found.n)


def _none(outcome: Outcome, why: NotEstimable) -> RuleBroken:
    rule = f"The cohort’s figure is {why}: {why.reason}."
    return RuleBroken(broken=(BrokenRule(field=outcome.value, rule=rule),))


def _measure(path: Path, columns: tuple[str, ...]) -> Measure:
    """Tell by the columns what the studies report."""
    for measure, own in ((Measure.CHANGE, _CHANGE), (Measure.SHARE, _EVENTS)):
        if set(_COMMON + own) <= set(columns):
            return measure
    reason = (
        "The columns must be study, patients, and either change with standard_deviation, or "
        f"events; year may be added. There are: {', '.join(columns)}."
    )
    raise FileRefused(path.name, (Problem(row=1, reason=reason),))


def _study(row: Row, measure: Measure) -> Study:
    cells, patients = row.cells, int(row.cells["patients"])
    if measure is Measure.CHANGE:
        deviation = float(cells["standard_deviation"])
        study = of_change(cells["study"], float(cells["change"]), deviation, patients)
    else:
        study = of_share(cells["study"], int(cells["events"]), patients)
    year = int(cells["year"]) if "year" in cells else None
    return Study(label=study.label, estimate=study.estimate, variance=study.variance, year=year)


def _problems(row: Row, measure: Measure) -> Iterator[Problem]:
    """Say what is wrong with the cells of a row."""
    own = _CHANGE if measure is Measure.CHANGE else _EVENTS
    for column in _COMMON + own:
        if column not in row.cells:
            yield Problem(row=row.number, column=column, reason="There is no value.")
    for column, cell in row.cells.items():
        check = _CHECKS.get(column)
        reason = check(cell) if check else None
        if reason:
            yield Problem(row=row.number, column=column, reason=reason)
    if {"events", "patients"} <= set(row.cells) and measure is Measure.SHARE:
        events, patients = row.cells["events"], row.cells["patients"]
        if events.isdecimal() and patients.isdecimal() and int(events) > int(patients):
            reason = f"{events} events among {patients} patients cannot be."
            yield Problem(row=row.number, column="events", reason=reason)


def _whole(cell: str, *, lowest: int) -> str | None:
    if cell.isdecimal() and int(cell) >= lowest:
        return None
    return f"“{cell}” is no whole number from {lowest}."


def _number(cell: str) -> float | None:
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _change(cell: str) -> str | None:
    value = _number(cell)
    if value is not None and abs(value) <= _LARGEST_CHANGE:
        return None
    return f"“{cell}” is no change in points from −100 to 100."


def _deviation(cell: str) -> str | None:
    value = _number(cell)
    if value is None or value <= 0:
        return f"“{cell}” is no number above 0."
    if value < SMALLEST_CREDIBLE_DEVIATION:
        return (
            f"{cell} is very small for a standard deviation of scores 0–100: is it a standard "
            "error? Multiply a standard error by the square root of the number of patients."
        )
    return None


_CHECKS: dict[str, Callable[[str], str | None]] = {
    "patients": lambda cell: _whole(cell, lowest=2),
    "events": lambda cell: _whole(cell, lowest=0),
    "year": lambda cell: _whole(cell, lowest=1900),
    "change": _change,
    "standard_deviation": _deviation,
}
