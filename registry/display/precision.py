"""What a hundred more patients would make of the headline figures, in sentences."""

from collections.abc import Sequence

from registry.analysis.estimates import Precision
from registry.analysis.precision import (
    CHANGE_MONTHS,
    NEXT_PATIENTS,
    REOPERATION_MONTHS,
)
from registry.display.numbers import NARROW_SPACE, Kind, bare, count_noun

_HEADLINES: dict[str, tuple[str, Kind, str]] = {
    "vas_back_change": (f"VAS back, improvement at {CHANGE_MONTHS} months", "points", " mm"),
    "odi_change": (f"ODI, improvement at {CHANGE_MONTHS} months", "points", " points"),
    "responders": (
        f"Responders at {CHANGE_MONTHS} months, first threshold",
        "share",
        " percentage points",
    ),
    "reoperation": (
        f"Reoperated by {REOPERATION_MONTHS} months",
        "share",
        " percentage points",
    ),
}
NOT_YET = "No headline figure has an interval yet: there is no precision to speak of."
_EXPECTED = (
    "Expected: half the width of the interval, were the next patients like those so far and as "
    "many of them to answer; the width seen then will differ."
)


def precision_sentences(found: Sequence[Precision]) -> tuple[str, ...]:
    """Say of each headline figure how precisely it is known and what more patients would give.

    Examples
    --------
    >>> known = Precision(
    ...     headline="odi_change", n=1, half_width=6.2, more=81, expected_half_width=2.04
    ... )
    >>> said = precision_sentences([known])[0]
    >>> said.partition(": ")[2].replace(NARROW_SPACE, "")[:47]
    'known to ±6.2 points from 1 patient; to be expe'
    >>> precision_sentences([])
    ('No headline figure has an interval yet: there is no precision to speak of.',)
    """
    if not found:
        return (NOT_YET,)
    return (*(_sentence(each) for each in found), _EXPECTED)


def _sentence(found: Precision) -> str:
    name, kind, unit = _HEADLINES[found.headline]
    now, then = (
        f"±{NARROW_SPACE}{bare(width, kind)}{unit}"
        for width in (found.half_width, found.expected_half_width)
    )
    whom = f", of whom {found.more} would add to it," if found.more < NEXT_PATIENTS else ""
    return (
        f"{name}: known to {now} from {count_noun(found.n, 'patient')}; to be expected with the "
        f"next {NEXT_PATIENTS} treated{whom} {then}."
    )
