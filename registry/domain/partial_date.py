"""Dates known to the day, the month or the year."""

import calendar
from dataclasses import dataclass
from datetime import date

from registry.domain.codes import DatePrecision

DECEMBER = 12


@dataclass(frozen=True, slots=True)
class PartialDate:
    """The first possible day, and how exactly it is known."""

    first_day: date
    precision: DatePrecision

    @property
    def last_day(self) -> date:
        """Return the last possible day.

        Examples
        --------
        >>> PartialDate(date(2024, 2, 1), DatePrecision.MONTH).last_day
        datetime.date(2024, 2, 29)
        """
        if self.precision is DatePrecision.DAY:
            return self.first_day
        year = self.first_day.year
        month = DECEMBER if self.precision is DatePrecision.YEAR else self.first_day.month
        return date(year, month, calendar.monthrange(year, month)[1])

    def earliest_not_before(self, day: date) -> date:
        """Return the earliest possible date that is not before ``day``, where one is possible.

        Examples
        --------
        >>> PartialDate(date(2026, 1, 1), DatePrecision.YEAR).earliest_not_before(date(2026, 3, 4))
        datetime.date(2026, 3, 4)
        >>> PartialDate(date(2026, 2, 1), DatePrecision.MONTH).earliest_not_before(date(2026, 3, 4))
        datetime.date(2026, 2, 1)
        """
        if self.first_day < day <= self.last_day:
            return day
        return self.first_day
