"""How precisely the headline figures are known, and what a hundred more patients would give."""

import math
from collections.abc import Iterator, Sequence

from scipy.special import ndtri, stdtrit

from registry.analysis.estimates import (
    Interval,
    KaplanMeier,
    MeanChange,
    NotEstimable,
    Precision,
    Proportion,
)
from registry.analysis.patient_results import FollowUp
from registry.analysis.results import InstrumentCourse, Reoperation, Responders
from registry.domain.instruments.instrument import InstrumentCode

NEXT_PATIENTS = 100
CHANGE_MONTHS = 12
REOPERATION_MONTHS = 24
_CHANGES = (InstrumentCode.VAS_BACK, InstrumentCode.ODI)


def headline_precision(
    courses: Sequence[InstrumentCourse],
    responders: Sequence[Responders],
    follow_up: Sequence[FollowUp],
    reoperation: Reoperation,
) -> tuple[Precision, ...]:
    """Measure the precision of each headline figure that has an interval.

    Parameters
    ----------
    courses, responders, follow_up, reoperation
        As in the cohort summary; its first responder threshold is the headline.

    Returns
    -------
    tuple of Precision
        Points of 0-100 for a change, a proportion for a share; in the order of the report. A
        figure without an interval, or without anybody due, is not in it.

    Notes
    -----
    Estimand: half the width to expect were the next hundred patients due like those so far: the
    same spread or share, and as many of them with a score. A change: t with the new number of
    pairs. Responders: Wilson at the same share. Reoperation: the present width × √(n ÷ (n + 100)),
    were they followed for as long. No chance enters: the width seen then will differ.

    References
    ----------
    Bland JM (2009). The tyranny of power: is there a better way to calculate sample size? BMJ
    339:b3985.
    """
    answering = _share_answering(follow_up)
    if answering is None:
        return ()
    return (
        *_of_changes(courses, answering),
        *_of_responders(responders, answering),
        *_of_reoperation(reoperation),
    )


def _share_answering(follow_up: Sequence[FollowUp]) -> float | None:
    """Return the share of those due at 12 months who answered, None where nobody was due."""
    for visit in follow_up:
        if visit.months == CHANGE_MONTHS and isinstance(visit.answered_of_due, Proportion):
            return visit.answered_of_due.value
    return None


def _half(interval: Interval) -> float:
    return (interval.upper - interval.lower) / 2


def _of_changes(courses: Sequence[InstrumentCourse], answering: float) -> Iterator[Precision]:
    more = round(NEXT_PATIENTS * answering)
    for course in courses:
        for visit in course.changes:
            found = visit.change
            if (
                course.instrument in _CHANGES
                and visit.months == CHANGE_MONTHS
                and isinstance(found, MeanChange)
            ):
                n, tail = found.n + more, (1 + found.interval.level) / 2
                spread = found.change_standard_deviation / math.sqrt(n)
                yield Precision(
                    headline="vas_back_change"
                    if course.instrument is InstrumentCode.VAS_BACK
                    else "odi_change",
                    n=found.n,
                    half_width=_half(found.interval),
                    more=more,
                    expected_half_width=float(stdtrit(n - 1, tail)) * spread,
                )


def _of_responders(responders: Sequence[Responders], answering: float) -> Iterator[Precision]:
    more = round(NEXT_PATIENTS * answering)
    at_visit = [row.observed for row in responders if row.months == CHANGE_MONTHS]
    for found in at_visit[:1]:
        if isinstance(found, Proportion):
            yield Precision(
                headline="responders",
                n=found.denominator,
                half_width=_half(found.interval),
                more=more,
                expected_half_width=wilson_half_width(
                    found.value, found.denominator + more, level=found.interval.level
                ),
            )


def wilson_half_width(share: float, n: int, *, level: float) -> float:
    """Return half the width of Wilson's interval of a share among ``n`` patients.

    Examples
    --------
    >>> round(wilson_half_width(0.5, 10, level=0.95), 4)
    0.2634
    """
    z = float(ndtri((1 + level) / 2))
    return z * math.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)


def _of_reoperation(reoperation: Reoperation) -> Iterator[Precision]:
    curve = reoperation.kaplan_meier
    if not isinstance(curve, KaplanMeier):
        return
    for share in curve.shares:
        if share.months == REOPERATION_MONTHS and not isinstance(share.interval, NotEstimable):
            half_width = _half(share.interval)
            yield Precision(
                headline="reoperation",
                n=curve.n,
                half_width=half_width,
                more=NEXT_PATIENTS,
                expected_half_width=half_width * math.sqrt(curve.n / (curve.n + NEXT_PATIENTS)),
            )
