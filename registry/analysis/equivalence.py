"""Whether a difference lies within a margin that was set beforehand."""

from scipy.special import ndtr, ndtri

from registry.analysis.estimates import Equivalence, Interval


def equivalence(
    difference: float, standard_error: float, *, margin: float, confidence_level: float
) -> Equivalence:
    """Test by two one-sided tests whether a difference is smaller than a margin either way.

    Parameters
    ----------
    difference, standard_error
        In one unit; the standard error at least 0.
    margin
        In the same unit, above 0; set before the data are looked at.
    confidence_level
        Such as 0.95: each one-sided test is made at 1 − level.

    Returns
    -------
    Equivalence
        ``shown`` where both tests reject; the interval has the level 2 × level − 1 (90 % for
        0.95) and lies within the margin exactly then.

    Notes
    -----
    Hypothesis: the true difference is −margin or less, or margin or more. Normal tests. Not shown
    is not the same as different: a wide interval shows nothing.

    References
    ----------
    Schuirmann DJ (1987). A comparison of the two one-sided tests procedure and the power approach.
    J Pharmacokinet Biopharm 15:657-680.

    Examples
    --------
    >>> found = equivalence(3.0, 5.0, margin=15.0, confidence_level=0.95)
    >>> found.shown, round(found.p_value, 4), round(found.interval.upper, 2)
    (True, 0.0082, 11.22)
    """
    half_width = float(ndtri(confidence_level)) * standard_error
    nearest = margin - abs(difference)
    p_value = float(ndtr(-nearest / standard_error)) if standard_error > 0 else float(nearest <= 0)
    return Equivalence(
        margin=margin,
        p_value=p_value,
        shown=p_value <= 1 - confidence_level,
        interval=Interval(
            lower=difference - half_width,
            upper=difference + half_width,
            level=2 * confidence_level - 1,
            method="normal",
        ),
    )
