"""How a reporting clock is said in words."""

from datetime import date

from registry.display.numbers import count_noun, day
from registry.domain.reporting_clock import ReportingClock


def clock_words(clock: ReportingClock, today: date) -> str:
    """Say until when to report, and how long that is.

    Examples
    --------
    >>> clock = ReportingClock(aware_on=date(2026, 5, 20), report_by=date(2026, 6, 4))
    >>> clock_words(clock, date(2026, 6, 3)), clock_words(clock, date(2026, 6, 4))
    ('by 4 June 2026: 1 day left', 'by 4 June 2026: today is the last day')
    >>> clock_words(clock, date(2026, 6, 6))
    'by 4 June 2026: 2 days late'
    """
    left = clock.days_left(today)
    if left == 0:
        said = "today is the last day"
    else:
        said = f"{count_noun(abs(left), 'day')} {'left' if left > 0 else 'late'}"
    return f"by {day(clock.report_by)}: {said}"
