"""Where each planned visit of a patient stands; derived each time, never stored."""

from dataclasses import dataclass
from datetime import date

from registry.domain.codes import Code


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
    """The dates of one planned visit of one patient.

    ``expected`` is false where the window closes after death, withdrawal or transfer.
    """

    code: str
    label: str
    target: date
    opens: date
    closes: date
    expected: bool
    answered_on: date | None

    def state(self, today: date) -> VisitState:
        """Return where the visit stands on that day."""
        if self.answered_on is not None:
            return self._done(self.answered_on)
        return self._open(today) if self.expected else VisitState.NOT_EXPECTED

    def _done(self, answered_on: date) -> VisitState:
        if answered_on < self.opens:
            return VisitState.DONE_EARLY
        return VisitState.DONE if answered_on <= self.closes else VisitState.DONE_LATE

    def _open(self, today: date) -> VisitState:
        if today < self.opens:
            return VisitState.UPCOMING
        if today <= self.target:
            return VisitState.DUE
        return VisitState.OVERDUE if today <= self.closes else VisitState.MISSED
