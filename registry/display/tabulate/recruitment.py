"""Patients by time of treatment, and how soon their records were entered."""

from collections.abc import Sequence

from registry.analysis.estimates import Distribution, NotEstimable
from registry.analysis.recruitment_results import Recruitment, TreatedInMonth, TreatedInYear
from registry.display.numbers import bare, median_quartiles, month
from registry.display.tables import DisplayTable, TableColumn, body_row, total_row

_DELAY = (
    "Days from the treatment to the entry of its record, by the date at the site; median and "
    "quartiles. An imported record was entered on the day of the import. Whoever was treated "
    "lately and is not entered yet is in no number: the last year's delay may look short."
)


def treated_table(periods: Sequence[TreatedInMonth | TreatedInYear]) -> DisplayTable:
    """Lay out the patients treated in each month or year, and up to its end."""
    by_year = isinstance(periods[0], TreatedInYear) if periods else False
    return DisplayTable(
        title="Patients treated over time",
        columns=(
            TableColumn(header="Year" if by_year else "Month", alignment="text", share=1.2),
            TableColumn(header="Treated", share=0.8),
            TableColumn(header="Treated by its end", share=1.2),
        ),
        rows=tuple(
            body_row(
                str(period.first_day.year) if by_year else month(period.first_day),
                bare(period.treated, "count"),
                bare(period.cumulative, "count"),
            )
            for period in periods
        ),
    )


def delay_table(found: Recruitment) -> DisplayTable:
    """Lay out the days from treatment to entry by year of treatment and for all together."""
    treated = sum(year.treated for year in found.years)
    return DisplayTable(
        title="Registration delay",
        columns=(
            TableColumn(header="Year of treatment", alignment="text", share=1.2),
            TableColumn(header="Treated", share=0.8),
            TableColumn(header="Day of entry known", share=1.1),
            TableColumn(header="Days until entry, median (quartiles)", share=1.9),
        ),
        rows=(
            *(
                body_row(
                    str(year.first_day.year),
                    bare(year.treated, "count"),
                    *_delay(year.delay_days),
                )
                for year in found.years
            ),
            total_row("All", bare(treated, "count"), *_delay(found.delay_days)),
        ),
        notes=(_DELAY,),
    )


def _delay(days: Distribution | NotEstimable) -> tuple[str, str]:
    if isinstance(days, NotEstimable):
        return bare(days.n, "count"), "–"
    return bare(days.n, "count"), median_quartiles(days, "count")
