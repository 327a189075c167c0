"""One patient's course in plain words: scores by visit, events, what comes next."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from registry.display.banner import change_words, since_treatment
from registry.display.numbers import bare, count_noun, day
from registry.display.tables import (
    DisplayTable,
    TableColumn,
    TableRow,
    body_row,
    group_row,
    total_row,
)
from registry.domain.instruments.catalogue import INSTRUMENTS
from registry.domain.instruments.instrument import Instrument, InstrumentCode
from registry.domain.instruments.odi import ODI
from registry.domain.patient_overview import DatedScore, PatientOverview
from registry.domain.schedule import Schedule
from registry.domain.visit_state import ExpectedVisit, VisitState

MOST_VISITS = 8
MOST_EVENTS = 5
_NOTHING = "–"
_SCALES = (
    "VAS: 0 no pain to 100 worst imaginable pain. ODI: 0 no disability to 100. Names of the bands: "
    f"{INSTRUMENTS[InstrumentCode.VAS_BACK].source} (VAS), {ODI.source} (ODI)."
)
_NOT_SAID = (
    "The scores tell how the patient was at each visit. They do not tell why: one patient's course "
    "cannot show what a treatment did."
)
_OPEN = {VisitState.UPCOMING, VisitState.DUE, VisitState.OVERDUE}


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseEvent:
    """What happened on a day, in words that name nobody; ``on`` sorts, ``when`` is shown."""

    on: date
    when: str
    since: str
    what: str
    how: str


def score_words(instrument: Instrument, value: float) -> str:
    """Write a score with its band: "62.0, moderate pain"."""
    return f"{bare(value, 'points')}, {_band_words(instrument, value)}"


def scores_by_visit(overview: PatientOverview, schedule: Schedule) -> DisplayTable:
    """Lay out the scores of each day, the first and the latest ones where there are too many."""
    days = sorted({score.answered_on for score in overview.scores})
    rows = list(_shortened([_visit(overview, on) for on in days], MOST_VISITS, "visit"))
    changes = tuple(_change(overview, code, schedule) for code in INSTRUMENTS)
    if any(change != _NOTHING for change in changes):
        rows.append(total_row("Baseline to last", "", *changes))
    scores = tuple(
        TableColumn(header=f"{each.name}, {each.unit}", alignment="text", share=1.1)
        for each in INSTRUMENTS.values()
    )
    return DisplayTable(
        title="Scores by visit",
        columns=(
            TableColumn(header="Visit", alignment="text", share=0.9),
            TableColumn(header="Since treatment", alignment="text", share=0.9),
            *scores,
        ),
        rows=tuple(rows),
        notes=(_SCALES, _NOT_SAID),
    )


def events_table(events: Iterable[CourseEvent]) -> DisplayTable:
    """Lay out adverse events, operations and further treatments in order of time."""
    rows = [
        body_row(event.when, event.since, event.what, event.how)
        for event in sorted(events, key=lambda event: event.on)
    ]
    return DisplayTable(
        title="Events since treatment",
        columns=(
            TableColumn(header="Date", alignment="text", share=0.9),
            TableColumn(header="Since treatment", alignment="text", share=0.9),
            TableColumn(header="Event", alignment="text", share=1.5),
            TableColumn(header="How it was", alignment="text", share=1.7),
        ),
        rows=tuple(_shortened(rows, MOST_EVENTS, "event")),
    )


def next_visit(planned: Sequence[ExpectedVisit], today: date) -> str:
    """Say which planned visit comes next, when, and from when to when it may be."""
    for visit in planned:
        state = visit.state(today)
        if state in _OPEN:
            late = " It is overdue." if state is VisitState.OVERDUE else ""
            return (
                f"{visit.label} after treatment: planned for {day(visit.target)}, possible from "
                f"{day(visit.opens)} to {day(visit.closes)}.{late}"
            )
    return "No further visit is planned." if planned else "Visits are planned after the treatment."


def _visit(overview: PatientOverview, on: date) -> TableRow:
    values = {score.instrument: score.value for score in overview.scores if score.answered_on == on}
    scores = (
        score_words(instrument, values[code]) if code in values else _NOTHING
        for code, instrument in INSTRUMENTS.items()
    )
    return body_row(day(on), since_treatment(on, overview.index_date), *scores)


def _change(overview: PatientOverview, code: InstrumentCode, schedule: Schedule) -> str:
    baseline = overview.baseline(code, schedule)
    last = _last_after_treatment(overview, code)
    if last is None:
        return _NOTHING
    return change_words(baseline.value - last.value) if baseline else "no baseline"


def _last_after_treatment(overview: PatientOverview, code: InstrumentCode) -> DatedScore | None:
    index = overview.index_date
    after = [score for score in overview.of(code) if index and score.answered_on > index]
    return after[-1] if after else None


def _shortened(rows: Sequence[TableRow], most: int, noun: str) -> Iterator[TableRow]:
    """Keep the first and the latest rows and say between them how many are left out."""
    if len(rows) <= most:
        yield from rows
        return
    left_out = len(rows) - most + 1
    yield rows[0]
    yield group_row(f"{count_noun(left_out, noun)} between not shown")
    yield from rows[left_out + 1 :]


def _band_words(instrument: Instrument, value: float) -> str:
    if value == 0:
        return "no disability" if instrument is ODI else "no pain"
    band = instrument.band(value)
    if instrument is not ODI:
        return f"{band} pain"
    return f"{band} disability" if band in {"minimal", "moderate", "severe"} else band
