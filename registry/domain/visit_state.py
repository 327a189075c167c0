"""Where each planned visit of a patient stands; derived each time, never stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from registry.domain.codes import Code
from registry.domain.schedule import PlannedVisit, Schedule


class VisitState(Code):
    """Where a planned visit stands."""

    UPCOMING = "upcoming", "Upcoming"
    DUE = "due", "Due"
    OVERDUE = "overdue", "Overdue"
    MISSED = "missed", "Missed"
    DONE_EARLY = "done_early", "Done, early"
    DONE = "done", "Done, in the window"
    DONE_LATE = "done_late", "Done, late"
    NOT_EXPECTED = "not_expected", "Not expected"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedVisit:
    """One planned visit of one patient."""

    planned: PlannedVisit
    target: date
    opens: date
    closes: date
    answered_on: date | None
    state: VisitState


def expected_visits(
    schedule: Schedule,
    index_date: date,
    *,
    answered: Mapping[str, date],
    ended_on: date | None,
    today: date,
) -> Iterator[ExpectedVisit]:
    """Yield every planned visit with its dates and its state.

    Parameters
    ----------
    schedule
        The follow-up plan.
    index_date
        Time zero.
    answered
        The day on which each planned visit that was answered took place, by its code.
    ended_on
        The day after which the patient may no longer be asked (death, withdrawal, transfer).
    today
        The day on which the question is asked.
    """
    for planned in schedule.visits:
        opens, closes = planned.opens(index_date), planned.closes(index_date)
        target, answered_on = planned.target(index_date), answered.get(planned.code)
        if answered_on is not None:
            state = _done(answered_on, opens=opens, closes=closes)
        elif ended_on is not None and ended_on <= closes:
            state = VisitState.NOT_EXPECTED
        else:
            state = _open(today, opens=opens, target=target, closes=closes)
        yield ExpectedVisit(
            planned=planned,
            target=target,
            opens=opens,
            closes=closes,
            answered_on=answered_on,
            state=state,
        )


def _done(answered_on: date, *, opens: date, closes: date) -> VisitState:
    if answered_on < opens:
        return VisitState.DONE_EARLY
    return VisitState.DONE if answered_on <= closes else VisitState.DONE_LATE


def _open(today: date, *, opens: date, target: date, closes: date) -> VisitState:
    if today < opens:
        return VisitState.UPCOMING
    if today <= target:
        return VisitState.DUE
    return VisitState.OVERDUE if today <= closes else VisitState.MISSED
