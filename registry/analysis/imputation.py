"""Multiple imputation of missing scores by chained equations."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from registry.analysis.imputation_results import IMPUTATIONS

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
_RIDGE = 1e-5
"""Of the predictors' variance, as in mice; keeps collinear columns solvable."""
_MINIMUM_KNOWN = 10


def minimum_known(columns: int) -> int:
    """Return how many known scores a column needs to be imputed among ``columns``.

    At least ten, as for a visit of `mmrm`, and enough to leave a residual degree of freedom.
    """
    return max(_MINIMUM_KNOWN, columns + 1)


def impute(
    scores: npt.ArrayLike,
    *,
    imputations: int = IMPUTATIONS,
    iterations: int = 10,
    generator: np.random.Generator,
) -> Floats:
    """Complete the scores several times by draws from their predictive distribution.

    Parameters
    ----------
    scores
        Patients × columns, 0-100: baseline, then one column per visit; NaN is missing.
    imputations
        Number m of completed data sets.
    iterations
        Sweeps over the incomplete columns, the first included.
    generator
        Source of the draws; the same state gives the same scores.

    Returns
    -------
    array
        Imputations × patients × columns. NaN remains only in a column with fewer known scores
        than `minimum_known`, which is then no predictor either.

    Notes
    -----
    Missing data: at random given all other columns, jointly near normal. Each incomplete column
    is regressed on all others; σ² and the coefficients are drawn from their posterior under the
    flat prior, then the missing scores ("norm" of mice). The first sweep goes from the column
    with the fewest gaps to that with the most and uses only columns already filled: under
    monotone drop-out it is an exact draw, so that no chain has to converge; other patterns
    take the sweeps that follow.

    A drawn score may lie below 0 or above 100. It is not clipped: a clipped normal has another
    mean and less spread, so that the mean change would be biased and its interval too narrow.
    Imputed scores serve means and variances; none is shown as a patient's.

    Draws fall on patients in the order of their scores, not of their rows. Who are alike in all
    scores may swap draws, which no statistic of these scores can see; the order of rows and the
    patients' names then change nothing. Patients without gaps enter the regressions as sums of
    products made once; a sweep costs the incomplete patients × columns² × imputations.

    References
    ----------
    van Buuren S (2018). Flexible Imputation of Missing Data, 2nd ed. CRC Press, sections 3.2, 4.5.
    van Buuren S, Groothuis-Oudshoorn K (2011). mice: multivariate imputation by chained equations
    in R. J Stat Softw 45(3):1-67.
    Rubin DB (1987). Multiple Imputation for Nonresponse in Surveys. Wiley, section 5.3.
    von Hippel PT (2013). Should a normal imputation model be modified to impute skewed variables?
    Sociol Methods Res 42:105-138.

    Examples
    --------
    >>> scores = [[float(50 + x), float(20 + x)] for x in range(12)] + [[56.0, np.nan]]
    >>> completed = impute(scores, imputations=5, generator=np.random.default_rng(1))
    >>> completed.shape, [round(score) for score in completed[:, 12, 1].tolist()]
    ((5, 13, 2), [26, 26, 26, 26, 26])
    """
    values = np.asarray(scores, dtype=float)
    completed = np.repeat(values[None], imputations, axis=0)
    known = ~np.isnan(values)
    kept = np.flatnonzero(known.sum(axis=0) >= minimum_known(values.shape[1]))
    gaps = ~known[:, kept].all(axis=1)
    if not gaps.any():
        return completed
    order = np.lexsort(np.where(known, values, np.inf).T)
    ranked, incomplete = values[order][:, kept], order[gaps[order]]
    centre, scale = np.nanmean(ranked, axis=0), np.nanstd(ranked, axis=0)
    scale[scale == 0] = 1
    chain = _started((ranked - centre) / scale, imputations)
    _run(chain, iterations, generator)
    drawn = chain.state[:, :, 1:] * scale + centre
    missing = ~known[np.ix_(incomplete, kept)]
    rows, columns = np.nonzero(missing)
    completed[:, incomplete[rows], kept[columns]] = drawn[:, rows, columns]
    return completed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chain:
    """The patients with gaps, and what those without add to every regression.

    ``state`` is (m, patients with gaps, 1 + columns) of standardised scores behind a column of
    ones; ``missing`` (patients with gaps, 1 + columns); ``complete`` the (1 + columns)² sums of
    products of the ``patients`` without gaps.
    """

    state: Floats
    missing: npt.NDArray[np.bool_]
    complete: Floats
    patients: int


def _started(standardised: Floats, imputations: int) -> _Chain:
    """Separate patients with gaps, which hold 0 until the first draw."""
    design = np.column_stack([np.ones(len(standardised)), standardised])
    gaps = np.isnan(design).any(axis=1)
    complete, incomplete = design[~gaps], design[gaps]
    return _Chain(
        state=np.repeat(np.nan_to_num(incomplete)[None], imputations, axis=0),
        missing=np.isnan(incomplete),
        complete=np.asarray(complete.T @ complete),
        patients=len(complete),
    )


def _run(chain: _Chain, iterations: int, generator: np.random.Generator) -> None:
    """Sweep over the incomplete columns, the first time from columns already filled only."""
    by_gaps = np.argsort(chain.missing.sum(axis=0), kind="stable")
    for sweep in range(iterations):
        for position, column in enumerate(by_gaps.tolist()):
            if chain.missing[:, column].any():
                others = by_gaps[:position] if sweep == 0 else by_gaps[by_gaps != column]
                _draw(chain, column, others, generator)


def _draw(chain: _Chain, column: int, others: Places, generator: np.random.Generator) -> None:
    """Draw one column's missing scores from its regression on the others (ones included)."""
    absent = chain.missing[:, column]
    answered, unanswered = np.flatnonzero(~absent), np.flatnonzero(absent)
    rows = chain.state.take(answered, axis=1)
    products = chain.complete + rows.swapaxes(1, 2) @ rows
    count, size = chain.patients + answered.size, others.size
    gram = products[:, others[:, None], others]
    crossed, square = products[:, others, column], products[:, column, column]
    penalty = np.where(others == 0, 0, _RIDGE * count)
    precision = gram + np.diag(penalty)
    coefficients = np.linalg.solve(precision, crossed[:, :, None])[:, :, 0]
    explained = 2 * crossed - (gram @ coefficients[:, :, None])[:, :, 0]
    residual = np.maximum(square - (coefficients * explained).sum(axis=1), 0)
    spread = np.sqrt(residual / generator.chisquare(count - size, len(residual)))[:, None]
    root = np.linalg.cholesky(precision).swapaxes(1, 2)
    noise = generator.standard_normal((len(residual), size))
    drawn = np.zeros((len(residual), chain.missing.shape[1]))
    drawn[:, others] = coefficients + spread * np.linalg.solve(root, noise[:, :, None])[:, :, 0]
    mean = (chain.state.take(unanswered, axis=1) @ drawn[:, :, None])[:, :, 0]
    chain.state[:, unanswered, column] = mean + spread * generator.standard_normal(mean.shape)
