"""Days, months and years as every analysis counts them."""

DAYS_PER_YEAR = 365.25
DAYS_PER_MONTH = 30.4375


def days_after(months: int) -> int:
    """Return the day since treatment on which ``months`` months are full.

    Examples
    --------
    >>> [days_after(months) for months in (0, 1, 12, 24, 60)]
    [0, 30, 365, 730, 1826]
    """
    return round(months * DAYS_PER_MONTH)
