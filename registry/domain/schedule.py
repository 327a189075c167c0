"""Planned visits and their two windows: one to collect in, one to analyse by."""

import calendar
import itertools
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS_PER_YEAR = 12


def add_months(day: date, months: int) -> date:
    """Return the same day ``months`` later, or the month's last day where that day is missing.

    Examples
    --------
    >>> add_months(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    >>> add_months(date(2024, 2, 29), 12)
    datetime.date(2025, 2, 28)
    """
    year, month0 = divmod(day.year * MONTHS_PER_YEAR + day.month - 1 + months, MONTHS_PER_YEAR)
    last_day = calendar.monthrange(year, month0 + 1)[1]
    return date(year, month0 + 1, min(day.day, last_day))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedVisit:
    """One visit of the follow-up plan.

    Attributes
    ----------
    code
        The stored code, such as ``m12``.
    months
        Months after the index treatment at which the visit is aimed.
    collect_before_days, collect_after_days
        How far from the target date the visit may be collected.
    analyse_from_days, analyse_to_days
        Days since treatment, both inclusive, whose scores belong to the visit.
    """

    code: str
    months: int
    collect_before_days: int
    collect_after_days: int
    analyse_from_days: int
    analyse_to_days: int

    @property
    def label(self) -> str:
        """The words shown for this visit."""
        return f"{self.months} month" if self.months == 1 else f"{self.months} months"

    def target(self, index_date: date) -> date:
        """Return the date aimed at."""
        return add_months(index_date, self.months)

    def opens(self, index_date: date) -> date:
        """Return the first date on which the visit may be collected."""
        return self.target(index_date) - timedelta(days=self.collect_before_days)

    def closes(self, index_date: date) -> date:
        """Return the last date on which the visit may be collected."""
        return self.target(index_date) + timedelta(days=self.collect_after_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The follow-up plan of the registry.

    Attributes
    ----------
    baseline_max_age_days
        How many days before treatment a score may lie and still be the baseline.
    visits
        The planned visits in order of time; their analysis windows touch and never overlap.
    """

    baseline_max_age_days: int
    visits: tuple[PlannedVisit, ...]

    def __post_init__(self) -> None:
        """Refuse analysis windows with a gap or an overlap: a score has one visit or none."""
        for earlier, later in itertools.pairwise(self.visits):
            if later.analyse_from_days != earlier.analyse_to_days + 1:
                message = (
                    f"the analysis window of {later.code} must begin on day "
                    f"{earlier.analyse_to_days + 1}, the day after that of {earlier.code} ends"
                )
                raise ValueError(message)

    def label(self, code: str) -> str:
        """Return the words for a planned visit, its code where the plan has it no more."""
        return next((visit.label for visit in self.visits if visit.code == code), code)

    def collection_visit(self, index_date: date, day: date) -> PlannedVisit | None:
        """Return the visit whose collection window holds ``day``, None between windows."""
        for visit in self.visits:
            if visit.opens(index_date) <= day <= visit.closes(index_date):
                return visit
        return None
