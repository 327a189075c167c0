"""Weighted sums that every estimator of a meta-analysis takes."""

from registry.analysis.meta_analysis.results import Floats


def weighted_mean(estimates: Floats, weights: Floats) -> float:
    """Return the mean of the estimates under the weights; exact where all are equal."""
    first = estimates[0]
    return float(first + weights @ (estimates - first) / weights.sum())


def weighted_squares(estimates: Floats, weights: Floats) -> float:
    """Return the weighted sum of squares about the weighted mean: Q where weights are 1 ÷ v."""
    return float(weights @ (estimates - weighted_mean(estimates, weights)) ** 2)


def residual_information(weights: Floats) -> float:
    """Return the sum of the weights less what the mean takes of it."""
    return float(weights.sum() - (weights @ weights) / weights.sum())
