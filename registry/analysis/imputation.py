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
    patients' names then change nothing. Patients who miss the same columns enter the regressions
    as one matrix of sums of products, of which a draw renews the column drawn: a sweep costs the
    missing scores × columns × imputations.

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
    patients = incomplete[chain.ranks]
    for place, column in enumerate(kept.tolist()):
        drawn = chain.absent(1 + place)
        scores_drawn = chain.state[:, 1 + place, drawn] * scale[place] + centre[place]
        completed[:, patients[drawn], column] = scores_drawn
    return completed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pattern:
    """The patients who miss the same columns: where they lie, and their sums of products.

    ``missing`` has 1 + columns flags, ``products`` is (m, 1 + columns, 1 + columns).
    """

    patients: slice
    missing: npt.NDArray[np.bool_]
    products: Floats

    @property
    def count(self) -> int:
        """How many they are."""
        return int(self.patients.stop - self.patients.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chain:
    """The patients with gaps, pattern by pattern, and what those without add to every regression.

    ``state`` is (m, 1 + columns, patients with gaps) of standardised scores behind a row of
    ones; ``ranks`` tells each of these patients' place in the order of scores, in which draws
    fall; ``complete`` is the (1 + columns)² sums of products of the ``patients`` without gaps.
    """

    state: Floats
    ranks: Places
    patterns: tuple[_Pattern, ...]
    complete: Floats
    patients: int

    def absent(self, column: int) -> Places:
        """Return the places in ``state`` of the patients who miss a column."""
        places = (
            np.arange(pattern.patients.start, pattern.patients.stop)
            for pattern in self.patterns
            if pattern.missing[column]
        )
        return np.concatenate([np.empty(0, np.intp), *places])

    def order_of_draws(self, column: int) -> Places:
        """Return which draw falls on whom of those who miss a column."""
        order = np.empty_like(ranks := self.ranks[self.absent(column)])
        order[np.argsort(ranks)] = np.arange(ranks.size)
        return order


def _started(standardised: Floats, imputations: int) -> _Chain:
    """Separate patients with gaps, which hold 0 until the first draw."""
    design = np.column_stack([np.ones(len(standardised)), standardised])
    missing = np.isnan(design)
    gaps = missing.any(axis=1)
    complete = design[~gaps]
    pattern = missing[gaps] @ (1 << np.arange(design.shape[1]))
    ranks = np.argsort(pattern, kind="stable")
    state = np.nan_to_num(design[gaps][ranks].T)
    _, starts, counts = np.unique(pattern[ranks], return_index=True, return_counts=True)
    blocks = [slice(a, a + n) for a, n in zip(starts.tolist(), counts.tolist(), strict=True)]
    return _Chain(
        state=np.repeat(state[None], imputations, axis=0),
        ranks=ranks,
        patterns=tuple(
            _Pattern(
                patients=block,
                missing=missing[gaps][ranks[block.start]],
                products=np.repeat((state[:, block] @ state[:, block].T)[None], imputations, 0),
            )
            for block in blocks
        ),
        complete=np.asarray(complete.T @ complete),
        patients=len(complete),
    )


def _run(chain: _Chain, iterations: int, generator: np.random.Generator) -> None:
    """Sweep over the incomplete columns, the first time from columns already filled only."""
    orders = [chain.order_of_draws(column) for column in range(len(chain.complete))]
    by_gaps = np.argsort([order.size for order in orders], kind="stable")
    for sweep in range(iterations):
        for position, column in enumerate(by_gaps.tolist()):
            if orders[column].size:
                others = by_gaps[:position] if sweep == 0 else by_gaps[by_gaps != column]
                coefficients, spread = _posterior(chain, column, others, generator)
                normal = generator.standard_normal((len(spread), orders[column].size))
                _draw(chain, column, coefficients, spread * normal[:, orders[column]])


def _posterior(
    chain: _Chain, column: int, others: Places, generator: np.random.Generator
) -> tuple[Floats, Floats]:
    """Draw the regression of one column on the others (ones included) among those who have it.

    Returns coefficients (m, 1 + columns), 0 for the column itself, and residual spreads (m, 1).
    """
    answered = [pattern for pattern in chain.patterns if not pattern.missing[column]]
    products = chain.complete + sum(pattern.products for pattern in answered)
    products = np.broadcast_to(products, (len(chain.state), *chain.complete.shape))
    count = chain.patients + sum(pattern.count for pattern in answered)
    gram = products[:, others[:, None], others]
    crossed, square = products[:, others, column], products[:, column, column]
    penalty = np.where(others == 0, 0, _RIDGE * count)
    precision = gram + np.diag(penalty)
    estimated = np.linalg.solve(precision, crossed[:, :, None])[:, :, 0]
    explained = 2 * crossed - (gram @ estimated[:, :, None])[:, :, 0]
    residual = np.maximum(square - (estimated * explained).sum(axis=1), 0)
    spread = np.sqrt(residual / generator.chisquare(count - others.size, len(residual)))[:, None]
    root = np.linalg.cholesky(precision).swapaxes(1, 2)
    noise = generator.standard_normal((len(residual), others.size))
    coefficients = np.zeros((len(residual), len(chain.complete)))
    coefficients[:, others] = estimated + spread * np.linalg.solve(root, noise[:, :, None])[:, :, 0]
    return coefficients, spread


def _draw(chain: _Chain, column: int, coefficients: Floats, noise: Floats) -> None:
    """Fill the column's gaps, and renew what the sums of products have of it."""
    first = 0
    for pattern in chain.patterns:
        if not pattern.missing[column]:
            continue
        state, products = chain.state[:, :, pattern.patients], pattern.products
        mean = (coefficients[:, None] @ state)[:, 0]
        state[:, column] = mean + noise[:, first : first + pattern.count]
        products[:, column] = (state @ state[:, column, :, None])[:, :, 0]
        products[:, :, column] = products[:, column]
        first += pattern.count
