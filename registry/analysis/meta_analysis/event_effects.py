"""Effect sizes of events: proportions on two scales and back, and the odds ratio of two arms."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scipy.special import expit

from registry.analysis.meta_analysis.results import EffectSize

_ADDED_TO_A_ZERO_CELL = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCount:
    """Patients with the event among those who could have it."""

    events: int
    patients: int

    def __post_init__(self) -> None:
        if not 0 <= self.events <= self.patients or self.patients == 0:
            message = (
                f"{self.events} of {self.patients} patients have the event: enter at least one "
                "patient, and events from 0 to the number of patients."
            )
            raise ValueError(message)


def logit_proportion(count: EventCount) -> EffectSize:
    """Put a proportion on the logit scale.

    Parameters
    ----------
    count
        Events and patients of one arm.

    Returns
    -------
    EffectSize
        log(x ÷ (n − x)); `proportion_from_logit` turns it back.

    Notes
    -----
    Estimand: the log odds of the event. Variance 1/x + 1/(n − x). Where x is 0 or n, a half is
    added to both cells, as metafor's ``escalc(measure="PLO")``, which pulls the pooled proportion
    towards a half. Missing patients are in neither number.

    References
    ----------
    Stijnen T et al. (2010). Random effects meta-analysis of event outcome. Stat Med 29:3046-3067.

    Examples
    --------
    >>> found = logit_proportion(EventCount(events=0, patients=9))
    >>> round(found.estimate, 4), round(found.variance, 4)
    (-2.9444, 2.1053)
    """
    with_event, without = _cells(count, added=_added(count))
    return EffectSize(
        estimate=math.log(with_event / without), variance=1 / with_event + 1 / without
    )


def proportion_from_logit(logit: float) -> float:
    """Turn a logit back into a proportion.

    Examples
    --------
    >>> proportion_from_logit(0.0)
    0.5
    """
    return float(expit(logit))


def freeman_tukey_proportion(count: EventCount) -> EffectSize:
    """Put a proportion on the double arcsine scale, on which no event has a place.

    Parameters
    ----------
    count
        Events and patients of one arm.

    Returns
    -------
    EffectSize
        Half the sum of asin √(x ÷ (n + 1)) and asin √((x + 1) ÷ (n + 1)), in radians;
        `proportion_from_freeman_tukey` turns it back.

    Notes
    -----
    Estimand: the transformed probability of the event. Variance 1 ÷ (4 n + 2), which hardly
    depends on the proportion; as metafor's ``escalc(measure="PFT")``. Missing patients are in
    neither number.

    References
    ----------
    Freeman MF, Tukey JW (1950). Ann Math Stat 21:607-611.

    Examples
    --------
    >>> found = freeman_tukey_proportion(EventCount(events=0, patients=9))
    >>> round(found.estimate, 4), round(found.variance, 4)
    (0.1609, 0.0263)
    """
    return EffectSize(
        estimate=_double_arcsine(count.events, count.patients),
        variance=1 / (4 * count.patients + 2),
    )


def proportion_from_freeman_tukey(angle: float, patients: Sequence[int]) -> float:
    """Turn a pooled double arcsine back into a proportion.

    Parameters
    ----------
    angle
        In radians.
    patients
        The number of patients of each pooled study, at least one study.

    Returns
    -------
    float
        0 to 1; an angle beyond that of no or of every patient gives 0 or 1.

    Notes
    -----
    Miller's inverse at the harmonic mean of the numbers of patients, as metafor's
    ``transf.ipft.hm``. Where these differ widely it can mislead: set it beside the logit.

    References
    ----------
    Miller JJ (1978). Am Stat 32:138. Schwarzer G et al. (2019). Seriously misleading results using
    inverse of Freeman–Tukey double arcsine transformation. Res Synth Methods 10:476-483.

    Examples
    --------
    >>> three_of_ten = freeman_tukey_proportion(EventCount(events=3, patients=10))
    >>> round(proportion_from_freeman_tukey(three_of_ten.estimate, [10]), 12)
    0.3
    """
    size = len(patients) / sum(1 / n for n in patients)
    if angle <= _double_arcsine(0, size):
        return 0.0
    if angle >= _double_arcsine(size, size):
        return 1.0
    sine = math.sin(2 * angle)
    inner = 1 - (sine + (sine - 1 / sine) / size) ** 2
    return (1 - math.copysign(math.sqrt(max(inner, 0.0)), math.cos(2 * angle))) / 2


def log_odds_ratio(first: EventCount, second: EventCount) -> EffectSize:
    """Compare the odds of the event between two arms.

    Parameters
    ----------
    first, second
        Events and patients of each arm.

    Returns
    -------
    EffectSize
        Log odds of the first − log odds of the second.

    Notes
    -----
    Estimand: the log odds ratio. Variance: the sum of the inverse cells. Where any cell of the
    study is 0, a half is added to all four, as metafor's ``escalc(measure="OR")``. Missing
    patients are in no cell.

    References
    ----------
    Woolf B (1955). Ann Hum Genet 19:251-253.

    Examples
    --------
    >>> found = log_odds_ratio(EventCount(events=2, patients=4), EventCount(events=1, patients=3))
    >>> round(found.estimate, 4), found.variance
    (0.6931, 2.5)
    """
    added = max(_added(first), _added(second))
    a, b = _cells(first, added=added)
    c, d = _cells(second, added=added)
    return EffectSize(estimate=math.log(a * d / (b * c)), variance=1 / a + 1 / b + 1 / c + 1 / d)


def _added(count: EventCount) -> float:
    """Return what is added to the cells of a study with none or all."""
    return _ADDED_TO_A_ZERO_CELL if count.events in {0, count.patients} else 0.0


def _cells(count: EventCount, *, added: float) -> tuple[float, float]:
    """Return the patients with and without the event."""
    return count.events + added, count.patients - count.events + added


def _double_arcsine(events: float, patients: float) -> float:
    lower = math.asin(math.sqrt(events / (patients + 1)))
    return (lower + math.asin(math.sqrt((events + 1) / (patients + 1)))) / 2
