"""300 synthetic patients by month of treatment, from March 2022 to the cut-off."""

from datetime import date
from itertools import accumulate, groupby

from registry.analysis.recruitment_results import Recruitment, TreatedInMonth, TreatedInYear
from tests.factories.estimates import distribution

FIRST_MONTH = 2022 * 12 + 2


def recruitment(counts: tuple[int, ...] = (5, 6) * 27 + (3,)) -> Recruitment:
    """Return the months from March 2022 on, so many patients each, entered after nine days."""
    first_days = [
        date(month // 12, month % 12 + 1, 1)
        for month in range(FIRST_MONTH, FIRST_MONTH + len(counts))
    ]
    months = tuple(
        TreatedInMonth(first_day=day, treated=treated, cumulative=cumulative)
        for day, treated, cumulative in zip(first_days, counts, accumulate(counts), strict=True)
    )
    return Recruitment(
        months=months,
        years=tuple(
            _year(year, tuple(of_year))
            for year, of_year in groupby(months, key=lambda month: month.first_day.year)
        ),
        delay_days=distribution(9.0, 6.5, sum(counts)),
    )


def _year(year: int, months: tuple[TreatedInMonth, ...]) -> TreatedInYear:
    treated = sum(month.treated for month in months)
    return TreatedInYear(
        first_day=date(year, 1, 1),
        treated=treated,
        cumulative=months[-1].cumulative,
        delay_days=distribution(8.5, 5.5, treated),
    )
