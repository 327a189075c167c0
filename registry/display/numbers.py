"""The one place where numbers become text."""

from datetime import date, datetime
from typing import Literal

from registry.analysis.estimates import Distribution, Interval, NotEstimable, Proportion, Rate
from registry.analysis.time_units import DAYS_PER_MONTH

Kind = Literal["points", "share", "rate", "years", "months", "count"]

MINUS = "−"
NARROW_SPACE = "\u202f"
NOT_REACHED = "not reached"
WITHHELD = "withheld"

_PLACES: dict[Kind, int] = {
    "points": 1,
    "share": 1,
    "rate": 2,
    "years": 1,
    "months": 1,
    "count": 0,
}
_MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def bare(value: float | None, kind: Kind) -> str:
    """Write a value without its unit; a share (0-1) as per cent; None: it is withheld.

    Examples
    --------
    >>> bare(-3.14159, "points"), bare(-0.04, "points"), bare(0.0744, "share")
    ('−3.1', '0.0', '7.4')
    >>> bare(2392, "count")
    '2,392'
    """
    if value is None:
        return WITHHELD
    scaled = 100 * value if kind == "share" else value
    text = f"{abs(scaled):,.{_PLACES[kind]}f}"
    negative = scaled < 0 and text.strip("0.,")
    return f"{MINUS}{text}" if negative else text


def number(value: float | NotEstimable, kind: Kind) -> str:
    """Write a value, a share with its per cent sign; or say why there is none."""
    if isinstance(value, NotEstimable):
        return str(value)
    return bare(value, kind) + _sign(kind)


def bounds(interval: Interval | NotEstimable, kind: Kind) -> str:
    """Write both ends of an interval: "23.5 to 33.4"."""
    if isinstance(interval, NotEstimable):
        return "not estimable"
    return f"{bare(interval.lower, kind)} to {bare(interval.upper, kind)}{_sign(kind)}"


def named_bounds(interval: Interval | NotEstimable, kind: Kind, *, name: str = "CI") -> str:
    """Write an interval with its level and name: "95 % CI 23.5 to 33.4"."""
    if isinstance(interval, NotEstimable):
        return f"{name} not estimable"
    return f"{interval.level * 100:g}{NARROW_SPACE}% {name} {bounds(interval, kind)}"


def estimate(value: float | NotEstimable, interval: Interval | NotEstimable, kind: Kind) -> str:
    """Write a value with its interval: "28.4 (95 % CI 23.5 to 33.4)"."""
    if isinstance(value, NotEstimable):
        return str(value)
    return f"{number(value, kind)} ({named_bounds(interval, kind)})"


def proportion(share: Proportion | NotEstimable) -> str:
    """Write a share with its interval, numerator and denominator."""
    if isinstance(share, NotEstimable):
        return str(share)
    interval = named_bounds(share.interval, "share")
    return (
        f"{number(share.value, 'share')} ({interval}; {count_of(share.count, share.denominator)})"
    )


def rate(events: Rate | NotEstimable) -> str:
    """Write a rate per 100 patient-years with its interval and what it was made from."""
    if isinstance(events, NotEstimable):
        return str(events)
    interval = named_bounds(events.interval, "rate")
    source = f"{count_noun(events.events, 'event')} in {person_years(events.person_years)}"
    return (
        f"{bare(events.per_100_person_years, 'rate')} per 100 patient-years ({interval}; {source})"
    )


def mean_sd(mean: float, standard_deviation: float | NotEstimable, kind: Kind) -> str:
    """Write a mean with its standard deviation in brackets: "62.1 (14.9)"."""
    if isinstance(standard_deviation, NotEstimable):
        return bare(mean, kind)
    return f"{bare(mean, kind)} ({bare(standard_deviation, kind)})"


def median_quartiles(distribution: Distribution, kind: Kind) -> str:
    """Write a median with its quartiles in brackets: "61.0 (52.5 to 71.0)"."""
    quartiles = f"{bare(distribution.quartile_1, kind)} to {bare(distribution.quartile_3, kind)}"
    return f"{bare(distribution.median, kind)} ({quartiles})"


def count_of(count: int, denominator: int) -> str:
    """Write a numerator with its denominator: "44 of 51"."""
    return f"{bare(count, 'count')} of {bare(denominator, 'count')}"


def count_noun(count: int, noun: str, plural: str | None = None) -> str:
    """Write a count with its noun in the right number.

    Examples
    --------
    >>> count_noun(0, "patient"), count_noun(1, "patient"), count_noun(1200, "patient")
    ('no patients', '1 patient', '1,200 patients')
    >>> count_noun(2, "study", "studies")
    '2 studies'
    """
    word = noun if count == 1 else plural or f"{noun}s"
    return f"{bare(count, 'count') if count else 'no'} {word}"


def in_months(months: int) -> str:
    """Write a time point: "1 month", "12 months"."""
    return f"{months} month" if months == 1 else f"{months} months"


def person_years(years: float) -> str:
    """Write observed time: "412.3 patient-years"."""
    return f"{bare(years, 'years')} patient-years"


def median_time(days: float | None) -> str:
    """Write a median time in months, or that half the patients never had the event."""
    if days is None:
        return NOT_REACHED
    return f"{bare(days / DAYS_PER_MONTH, 'months')} months"


def day(on: date | None) -> str:
    """Write a calendar date: "3 March 2026"; a dash where there is none."""
    if on is None:
        return "–"
    return f"{on.day} {_MONTH_NAMES[on.month - 1]} {on.year}"


def month(on: date) -> str:
    """Write a calendar month: "March 2026"."""
    return f"{_MONTH_NAMES[on.month - 1]} {on.year}"


def month_initial(on: date) -> str:
    """Write a calendar month by its first letter, for an axis: "M"."""
    return _MONTH_NAMES[on.month - 1][:1]


def moment(at: datetime) -> str:
    """Write a day and the time on the clock of its time zone."""
    return f"{day(at.date())}, {at:%H:%M}"


def upper_first(text: str) -> str:
    """Begin a sentence with a text; capitals inside it stay."""
    return f"{text[:1].upper()}{text[1:]}"


def lower_first(text: str) -> str:
    """Write a label inside a sentence; an abbreviation keeps its capitals."""
    return text if text[1:2].isupper() else f"{text[:1].lower()}{text[1:]}"


def _sign(kind: Kind) -> str:
    return f"{NARROW_SPACE}%" if kind == "share" else ""
