"""Hazard ratios of synthetic patients."""

from registry.analysis.cox_results import (
    ChiSquareTest,
    Concordance,
    CovariateOverTime,
    Cox,
    HazardModel,
    HazardRatio,
    ProportionalHazards,
)
from tests.factories.estimates import interval


def hazards() -> HazardModel:
    """Return a model of 290 patients with two covariates."""
    test = ChiSquareTest(chi_square=1.9, degrees_of_freedom=2, p_value=0.387)
    age = HazardRatio(
        covariate="age_10_years",
        coefficient=0.262,
        hazard_ratio=1.3,
        standard_error=0.2,
        z=1.31,
        p_value=0.19,
        interval=interval(0.88, 1.92, "normal"),
    )
    male = HazardRatio(
        covariate="male",
        coefficient=-0.105,
        hazard_ratio=0.9,
        standard_error=0.4,
        z=-0.263,
        p_value=0.793,
        interval=interval(0.41, 1.97, "normal"),
    )
    return HazardModel(
        covariates=("age_10_years", "male"),
        model=Cox(
            n=290,
            events=24,
            left_out=10,
            hazard_ratios=(age, male),
            log_likelihood_null=-130.2,
            log_likelihood=-129.25,
            likelihood_ratio=test,
            wald=test,
            score=test,
            concordance=Concordance(
                value=0.58, standard_error=0.05, concordant=3100, discordant=2200, tied=41
            ),
        ),
        proportional=ProportionalHazards(
            transform="km",
            covariates=(
                CovariateOverTime(covariate="age_10_years", test=test),
                CovariateOverTime(covariate="male", test=test),
            ),
            overall=test,
        ),
    )
