"""Location and spread of one continuous variable."""

import numpy as np
import numpy.typing as npt

from registry.analysis.estimates import Distribution, NotEstimable

_MINIMUM_FOR_SPREAD = 2


def describe(values: npt.ArrayLike) -> Distribution | NotEstimable:
    """Describe a continuous variable by mean, standard deviation and quartiles.

    Parameters
    ----------
    values
        One value per patient, in the unit of the variable; NaN is missing.

    Returns
    -------
    Distribution or NotEstimable
        ``NotEstimable`` where every value is missing; the standard deviation alone is
        ``NotEstimable`` with one value.

    Notes
    -----
    The standard deviation divides by n − 1; quartiles are type 7, the default of R. Missing
    values are counted and left out.

    References
    ----------
    Hyndman RJ, Fan Y (1996). Sample quantiles in statistical packages. Am Stat 50:361-365.

    Examples
    --------
    >>> of_four = describe([4.0, 1.0, 3.0, 2.0, float("nan")])
    >>> of_four.n, of_four.missing, of_four.mean, of_four.quartile_1, of_four.quartile_3
    (4, 1, 2.5, 1.75, 3.25)
    """
    every = np.asarray(values, dtype=float)
    known = every[~np.isnan(every)]
    if known.size == 0:
        return NotEstimable(reason="no value is known", n=0, minimum=1)
    quartile_1, median, quartile_3 = np.quantile(known, (0.25, 0.5, 0.75))
    return Distribution(
        n=known.size,
        missing=every.size - known.size,
        mean=float(known.mean()),
        standard_deviation=_standard_deviation(known),
        median=float(median),
        quartile_1=float(quartile_1),
        quartile_3=float(quartile_3),
    )


def _standard_deviation(known: npt.NDArray[np.float64]) -> float | NotEstimable:
    """Return the sample standard deviation, which needs two values."""
    if known.size < _MINIMUM_FOR_SPREAD:
        reason = "one value has no spread"
        return NotEstimable(reason=reason, n=known.size, minimum=_MINIMUM_FOR_SPREAD)
    return float(known.std(ddof=1))
