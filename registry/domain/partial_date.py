"""Dates known to the day, the month or the year."""

from dataclasses import dataclass
from datetime import date

from registry.domain.codes import DatePrecision


@dataclass(frozen=True, slots=True)
class PartialDate:
    """The first possible day, and how exactly it is known."""

    first_day: date
    precision: DatePrecision

    def earliest_not_before(self, day: date) -> date:
        """Return the earliest possible date that is not before ``day``, where one is possible.

        Examples
        --------
        >>> PartialDate(date(2026, 1, 1), DatePrecision.YEAR).earliest_not_before(date(2026, 3, 4))
        datetime.date(2026, 3, 4)
        >>> PartialDate(date(2026, 2, 1), DatePrecision.MONTH).earliest_not_before(date(2026, 3, 4))
        datetime.date(2026, 2, 1)
        """
        if self.first_day < day and self._possible(day):
            return day
        return self.first_day

    def _possible(self, day: date) -> bool:
        if self.precision is DatePrecision.YEAR:
            return day.year == self.first_day.year
        if self.precision is DatePrecision.MONTH:
            return (day.year, day.month) == (self.first_day.year, self.first_day.month)
        return day == self.first_day
