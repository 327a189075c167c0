"""The line that names a patient on every page about them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from registry.display.numbers import MINUS, bare, count_noun, day
from registry.domain.codes import Sex
from registry.domain.instruments.catalogue import INSTRUMENTS
from registry.domain.instruments.instrument import Instrument
from registry.domain.patient_overview import PatientOverview
from registry.domain.schedule import MONTHS_PER_YEAR, Schedule, add_months


@dataclass(frozen=True, slots=True, kw_only=True)
class LastScore:
    """The last score of one instrument in words."""

    name: str
    value: str
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """Who the patient is, what was done, and how they are."""

    study_number: str
    person: str
    treatment: str
    elapsed: str
    scores: tuple[LastScore, ...]
    endings: tuple[str, ...]


def banner(overview: PatientOverview, schedule: Schedule, *, today: date) -> Banner:
    """Say what is always shown of a patient."""
    return Banner(
        study_number=overview.study_number,
        person=person(overview.sex, overview.birth_year),
        treatment=_treatment(overview),
        elapsed=f"{elapsed(overview.index_date, today)} ago" if overview.index_date else "",
        scores=tuple(_last_scores(overview, schedule)),
        endings=(
            *(f"{kind.label} {day(on)}" for kind, on in overview.ended),
            *(f"Consent to {scope} withdrawn {day(on)}" for scope, on in overview.withdrawn),
        ),
    )


def person(sex: Sex, birth_year: int) -> str:
    """Say who a patient is without naming them: "Female, born 1970"."""
    return f"{sex.label}, born {birth_year}"


def elapsed(start: date, end: date) -> str:
    """Write the time between two dates: "12 months + 9 days", "1 day".

    Examples
    --------
    >>> elapsed(date(2025, 3, 3), date(2026, 3, 12)), elapsed(date(2025, 3, 3), date(2025, 3, 4))
    ('12 months + 9 days', '1 day')
    >>> elapsed(date(2025, 3, 3), date(2026, 3, 3))
    '12 months'
    """
    months = (end.year - start.year) * MONTHS_PER_YEAR + end.month - start.month
    if add_months(start, months) > end:
        months -= 1
    rest = (end - add_months(start, months)) // timedelta(days=1)
    parts = [count_noun(months, "month")] if months else []
    parts += [count_noun(rest, "day")] if rest or not months else []
    return " + ".join(parts).replace("no days", "0 days")


def since_treatment(on: date, index: date | None) -> str:
    """Say when a day was relative to the first treatment; a dash where there is none.

    Examples
    --------
    >>> since_treatment(date(2025, 3, 4), date(2025, 3, 3)), since_treatment(date(2025, 3, 4), None)
    ('1 day', '–')
    """
    if index is None:
        return "–"
    if on == index:
        return "day of treatment"
    return elapsed(index, on) if on > index else "before treatment"


def _treatment(overview: PatientOverview) -> str:
    if overview.index_date is None or overview.product_type is None:
        return "Not treated yet"
    levels = ", ".join(level.label for level in overview.levels)
    parts = [f"Treated {day(overview.index_date)}", levels, overview.product_type.label]
    if overview.treatments > 1:
        parts.append(count_noun(overview.treatments, "treatment"))
    return " · ".join(part for part in parts if part)


def _last_scores(overview: PatientOverview, schedule: Schedule) -> Iterator[LastScore]:
    for instrument in INSTRUMENTS.values():
        scores = overview.of(instrument.code)
        if scores:
            value = f"{bare(scores[-1].value, 'points')} {instrument.unit}"
            change = _change(overview, instrument, schedule)
            yield LastScore(name=instrument.name, value=value, change=change)


def _change(overview: PatientOverview, instrument: Instrument, schedule: Schedule) -> str:
    last = overview.of(instrument.code)[-1]
    baseline = overview.baseline(instrument.code, schedule)
    if overview.index_date is None or last.answered_on <= overview.index_date:
        return "before treatment"
    if baseline is None:
        return "no baseline"
    return change_words(baseline.value - last.value)


def change_words(improvement: float) -> str:
    """Say a change from baseline in words; positive = improvement.

    Examples
    --------
    >>> change_words(44), change_words(-3.5), change_words(0.02)
    ('44.0 better', '3.5 worse', 'unchanged')
    """
    size = bare(abs(improvement), "points").removeprefix(MINUS)
    if float(size) == 0:
        return "unchanged"
    return f"{size} better" if improvement > 0 else f"{size} worse"
