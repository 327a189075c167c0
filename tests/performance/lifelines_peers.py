"""The estimators of lifelines on the same patients, row by row as its manual uses them."""

import warnings

from lifelines import AalenJohansenFitter, CoxPHFitter, KaplanMeierFitter
from lifelines.statistics import multivariate_logrank_test
from lifelines.utils import restricted_mean_survival_time

from tests.performance.prepared import DAYS, LEVEL, Prepared, status


def kaplan_meier(given: Prepared) -> float:
    """Return the lower bound of the share with the event."""
    fitter = KaplanMeierFitter(alpha=1 - LEVEL).fit(given.frame["duration"], given.frame["event"])
    upper = fitter.confidence_interval_.iloc[:, 1]
    return 1 - float(upper[upper.index <= DAYS].iloc[-1])


def cumulative_incidence(given: Prepared) -> float:
    """Return the share with the event, death competing; tied days are moved at random."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitter = AalenJohansenFitter(seed=1, calculate_variance=True)
        fitter.fit(given.frame["duration"], status(given.cohort), event_of_interest=1)
    curve = fitter.cumulative_density_.iloc[:, 0]
    return float(curve[curve.index <= DAYS + 0.5].iloc[-1])


def restricted_mean(given: Prepared) -> float:
    """Return the mean days without the event."""
    fitter = KaplanMeierFitter().fit(given.frame["duration"], given.frame["event"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return float(restricted_mean_survival_time(fitter, t=DAYS))


def log_rank(given: Prepared) -> float:
    """Return the chi-square of two groups."""
    groups = given.cohort.frames.subjects["product_type"]
    found = multivariate_logrank_test(given.frame["duration"], groups, given.frame["event"])
    return float(found.test_statistic)


def cox(given: Prepared) -> float:
    """Return the coefficient of age."""
    fitter = CoxPHFitter().fit(given.frame, "duration", "event")
    return float(fitter.params_.iloc[0])
