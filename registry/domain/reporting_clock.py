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


def kept_report_by(
    running: ReportingClock | None, *, reported: bool, received_on: date
) -> date | None:
    """Return the last day to report that new information on an event leaves standing.

    Parameters
    ----------
    running
        The clock of the event as it was before, None where none ran.
    reported
        Whether the event as it was before had been reported to the authority.
    received_on
        The day on which the new information came.

    Notes
    -----
    A clock that ran goes on until the report is made, also where the event turns out to be less
    than it seemed; the authority has to hear of a reported event again within 15 days. A clock
    that the new information starts, or makes shorter, is that of `reporting_clock`.

    References
    ----------
    ICH E2D (2003). Post-approval safety data management, section 4.3 and 5.2: the clock begins
    again with the day on which relevant follow-up information is received.

    Examples
    --------
    >>> kept_report_by(None, reported=True, received_on=date(2026, 5, 20))
    datetime.date(2026, 6, 4)
    """
    if reported:
        return received_on + timedelta(days=DAYS_OTHERWISE)
    return running.report_by if running else None


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
