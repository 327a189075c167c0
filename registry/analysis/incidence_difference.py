"""How far the share with the event differs between groups at a time, death competing."""

from collections.abc import Iterator

import pandas as pd

from registry.analysis.cumulative_incidence import incidence_at
from registry.analysis.day_counts import SHARE_MONTHS, count_by_day
from registry.analysis.estimates import IncidenceDifference, NotEstimable
from registry.analysis.intervals import interval_around
from registry.analysis.time_units import days_after


def incidence_differences(
    time_to_event: pd.DataFrame,
    group: pd.Series,
    *,
    minimum_at_risk: int,
    confidence_level: float,
) -> tuple[IncidenceDifference, ...]:
    """Estimate the difference of each group from the largest one, at each time.

    Parameters
    ----------
    time_to_event
        A frame that meets ``TIME_TO_EVENT``.
    group
        Codes on the index of the frame, none missing.
    minimum_at_risk
        Where fewer patients of either group are at risk at a time, its difference is not
        estimable; at least 1.
    confidence_level
        Such as 0.95; two-sided.

    Returns
    -------
    tuple of IncidenceDifference
        Group − reference, a proportion; groups in the order of their codes, each at every time.
        The largest group is the reference, of two equally large the first. Empty below two groups.

    Raises
    ------
    FrameError
        A duration is negative.

    Notes
    -----
    Estimand: the difference of the probabilities of the event by a time in a world in which
    patients die. Aalen–Johansen in each group; SE² is the sum of both; normal interval. The groups
    were not randomised: the difference is not an effect. Censoring as in `cumulative_incidence`.

    References
    ----------
    Klein JP et al. (2007). Analyzing survival curves at a fixed point in time. Stat Med
    26:4505-4519.
    """
    sizes = group.value_counts().sort_index()
    if len(sizes) < 2:  # noqa: PLR2004 - a difference is between two
        return ()
    reference = str(sizes.idxmax())
    return tuple(
        found
        for other in sizes.index
        if other != reference
        for found in _at_times(
            time_to_event[group == other],
            time_to_event[group == reference],
            (str(other), reference),
            minimum_at_risk=minimum_at_risk,
            confidence_level=confidence_level,
        )
    )


def _at_times(
    of_group: pd.DataFrame,
    of_reference: pd.DataFrame,
    names: tuple[str, str],
    *,
    minimum_at_risk: int,
    confidence_level: float,
) -> Iterator[IncidenceDifference]:
    counts = count_by_day(of_group), count_by_day(of_reference)
    for months in SHARE_MONTHS:
        day = days_after(months)
        fewest = min(each.at_risk_on(day) for each in counts)
        if fewest < minimum_at_risk:
            too_few = NotEstimable(
                reason=f"too few patients of a group were followed for {months} months",
                n=fewest,
                minimum=minimum_at_risk,
            )
            yield IncidenceDifference(
                group=names[0],
                reference=names[1],
                months=months,
                difference=too_few,
                interval=too_few,
            )
            continue
        (share, error), (other_share, other_error) = (incidence_at(each, day) for each in counts)
        difference, spread = share - other_share, (error**2 + other_error**2) ** 0.5
        yield IncidenceDifference(
            group=names[0],
            reference=names[1],
            months=months,
            difference=difference,
            interval=interval_around(
                difference, spread, None, level=confidence_level, method="normal"
            )
            if spread
            else NotEstimable(reason="neither group had the event by then", n=0, minimum=1),
        )
