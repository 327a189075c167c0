"""What a typed date means: its weekday, and where it lies in the patient's course."""

from datetime import date

from registry.display.banner import elapsed
from registry.display.numbers import day
from registry.domain.schedule import Schedule


def day_words(on: date, *, index_date: date | None, today: date) -> str:
    """Say the date with its weekday and the time since treatment.

    Examples
    --------
    >>> treated, today = date(2025, 3, 4), date(2026, 6, 1)
    >>> day_words(date(2026, 3, 10), index_date=treated, today=today)
    'Tuesday, 10 March 2026; 12 months + 6 days after treatment'
    >>> day_words(date(2025, 3, 3), index_date=treated, today=today)
    'Monday, 3 March 2025; 1 day before treatment'
    """
    named = f"{on:%A}, {day(on)}"
    if on > today:
        return f"{named}; in the future"
    if index_date is None:
        return named
    if on == index_date:
        return f"{named}; the day of treatment"
    if on < index_date:
        return f"{named}; {elapsed(on, index_date)} before treatment"
    return f"{named}; {elapsed(index_date, on)} after treatment"


def visit_words(on: date, *, index_date: date | None, today: date, schedule: Schedule) -> str:
    """Say the date of a visit as ``day_words`` does, and which planned visit it answers."""
    words = day_words(on, index_date=index_date, today=today)
    if index_date is None or on > today:
        return words
    if on > index_date:
        planned = schedule.collection_visit(index_date, on)
        window = f"inside the {planned.months}-month window" if planned else "between two windows"
        return f"{words}, {window}"
    if (index_date - on).days > schedule.baseline_max_age_days:
        return f"{words}, too early for a baseline"
    return f"{words}, a baseline"
