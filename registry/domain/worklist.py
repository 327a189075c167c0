"""What stands on the worklist: open planned visits, by where they stand."""

from dataclasses import dataclass
from datetime import date, timedelta

from registry.domain.codes import Code
from registry.domain.schedule import PlannedVisit

AHEAD_DAYS = 30


class VisitGroup(Code):
    """The planned visits on the worklist."""

    DUE = "due", "Due now"
    OVERDUE = "overdue", "Overdue"
    OPENING = "opening", f"Opening within {AHEAD_DAYS} days"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorklistSearch:
    """A part of the worklist; ``after`` is the last line of the page before."""

    group: VisitGroup | None = None
    site_code: str | None = None
    visit: str | None = None
    text: str | None = None
    after: tuple[date, int] | None = None


def closing_between(group: VisitGroup, visit: PlannedVisit, today: date) -> tuple[date, date]:
    """Return the first and last closing day of the open visits that are in the group today.

    All windows of one planned visit are equally long, so each group is one range of days.
    """
    due_from = today + timedelta(visit.collect_after_days)
    due_to = due_from + timedelta(visit.collect_before_days)
    if group is VisitGroup.OVERDUE:
        return today, due_from - timedelta(1)
    if group is VisitGroup.DUE:
        return due_from, due_to
    return due_to + timedelta(1), due_to + timedelta(AHEAD_DAYS)
