"""How long there is to report a serious adverse event to the authority."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from registry.domain.codes import Relatedness, SeriousnessCriterion, YesNoUnknown

DAYS_IF_FATAL_OR_LIFE_THREATENING = 7
DAYS_OTHERWISE = 15
_URGENT = frozenset({SeriousnessCriterion.DEATH, SeriousnessCriterion.LIFE_THREATENING})
_RULED_OUT = frozenset({None, Relatedness.UNLIKELY, Relatedness.NOT_RELATED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingClock:
    """Until when an event is to be reported; the day of awareness is day 0."""

    aware_on: date
    report_by: date

    def days_left(self, today: date) -> int:
        """Return the days that are left, negative when the report is late."""
        return (self.report_by - today).days


def reporting_clock(
    criteria: Collection[SeriousnessCriterion],
    relations: Collection[Relatedness | None],
    expected: YesNoUnknown,
    *,
    aware_on: date,
) -> ReportingClock | None:
    """Return the clock of an event, None where none runs.

    Parameters
    ----------
    criteria
        The ICH criteria of seriousness that the event meets; none is not serious.
    relations
        How the event is related to cells, injection and harvest; None is not applicable.
    expected
        Whether the event is expected. Unknown counts as unexpected.
    aware_on
        The day on which the clinic became aware.

    Notes
    -----
    The clock runs for an event that is serious, unexpected and possibly related: 7 days where
    it is fatal or life-threatening, else 15. A relation that is unclassifiable is not ruled
    out, so it counts as possible.

    References
    ----------
    ICH E2A (1994). Clinical safety data management: definitions and standards for expedited
    reporting, section III.B.

    Examples
    --------
    >>> clock = reporting_clock(
    ...     [SeriousnessCriterion.HOSPITALISATION],
    ...     [Relatedness.POSSIBLE, None],
    ...     YesNoUnknown.NO,
    ...     aware_on=date(2026, 5, 20),
    ... )
    >>> clock.report_by, clock.days_left(date(2026, 6, 1))
    (datetime.date(2026, 6, 4), 3)
    """
    if not criteria or expected is YesNoUnknown.YES or _RULED_OUT.issuperset(relations):
        return None
    urgent = not _URGENT.isdisjoint(criteria)
    days = DAYS_IF_FATAL_OR_LIFE_THREATENING if urgent else DAYS_OTHERWISE
    return ReportingClock(aware_on=aware_on, report_by=aware_on + timedelta(days=days))
