"""What goes with an earlier reoperation."""

from collections.abc import Iterator

from registry.analysis.catalogue import COX, PROPORTIONAL_HAZARDS
from registry.analysis.cox_results import ChiSquareTest, Concordance, Cox, HazardModel
from registry.analysis.estimates import NotEstimable
from registry.analysis.estimator import Estimator
from registry.interchange.cohort_json.figure import Figure, counted, estimated, not_estimable

_KEY = "reoperation.hazards"


def hazard_figures(found: HazardModel) -> Iterator[Figure]:
    """Yield hazard ratios, the tests of the model and whether the ratios are constant."""
    if isinstance(found.model, NotEstimable):
        yield not_estimable(_KEY, found.model, "ratio", COX)
        return
    yield from _model(found.model)
    if isinstance(found.proportional, NotEstimable):
        yield not_estimable(
            f"{_KEY}.constant", found.proportional, "statistic", PROPORTIONAL_HAZARDS
        )
        return
    for each in found.proportional.covariates:
        yield from _test(f"{_KEY}.{each.covariate}.constant", each.test, PROPORTIONAL_HAZARDS)
    yield from _test(f"{_KEY}.constant", found.proportional.overall, PROPORTIONAL_HAZARDS)


def _model(model: Cox) -> Iterator[Figure]:
    yield counted(f"{_KEY}.patients", model.n)
    yield counted(f"{_KEY}.events", model.events, "events", n=model.n)
    yield counted(f"{_KEY}.left_out", model.left_out)
    for ratio in model.hazard_ratios:
        key = f"{_KEY}.{ratio.covariate}"
        yield estimated(
            key, ratio.hazard_ratio, "ratio", estimator=COX, n=model.n, interval=ratio.interval
        )
        for name in ("coefficient", "standard_error", "z", "p_value"):
            yield Figure(
                key=f"{key}.{name}", value=getattr(ratio, name), unit="statistic", estimator=COX
            )
    for name in ("log_likelihood_null", "log_likelihood"):
        yield Figure(
            key=f"{_KEY}.{name}", value=getattr(model, name), unit="statistic", estimator=COX
        )
    for name in ("likelihood_ratio", "wald", "score"):
        yield from _test(f"{_KEY}.{name}", getattr(model, name), COX)
    yield from _concordance(model.concordance)


def _concordance(found: Concordance | NotEstimable) -> Iterator[Figure]:
    key = f"{_KEY}.concordance"
    if isinstance(found, NotEstimable):
        yield not_estimable(key, found, "proportion", COX)
        return
    yield Figure(key=key, value=found.value, unit="proportion", estimator=COX)
    for name in ("standard_error", "concordant", "discordant", "tied"):
        value = float(getattr(found, name))
        yield Figure(key=f"{key}.{name}", value=value, unit="statistic", estimator=COX)


def _test(key: str, found: ChiSquareTest, estimator: Estimator) -> Iterator[Figure]:
    for name in ("chi_square", "degrees_of_freedom", "p_value"):
        yield Figure(
            key=f"{key}.{name}",
            value=float(getattr(found, name)),
            unit="degrees" if name == "degrees_of_freedom" else "statistic",
            estimator=estimator,
        )
