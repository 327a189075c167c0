"""Sites and series that nobody treated."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from registry.analysis.cusum import risk_adjusted_cusum
from registry.analysis.estimates import Interval, NotEstimable
from registry.analysis.funnel import funnel
from registry.analysis.site_results import Contrast, OutcomeMonitoring, SiteContrast
from registry.analysis.standardisation import indirect_standardisation
from tests.factories.estimates import NOBODY

STRATA = ("minimal", "moderate", "severe", "not_recorded")
RISKS = (0.03, 0.06, 0.12, 0.08)


def outcomes(*sizes: int, seed: int = 5, odds: float = 1.0, from_patient: int = 0) -> pd.DataFrame:
    """Return patients of sites of these sizes; their odds are multiplied from one of them on."""
    draw = np.random.default_rng(seed)
    n = sum(sizes)
    codes = [f"S{number:02}" for number in range(1, len(sizes) + 1)]
    stratum = draw.integers(0, len(STRATA), n)
    risk = np.array(RISKS)[stratum]
    raised = odds * risk / (1 - risk + odds * risk)
    risk = np.where(np.arange(n) >= from_patient, raised, risk)
    sites = draw.permutation(np.repeat(codes, sizes))
    first = date(2022, 1, 3)
    return pd.DataFrame(
        {
            "patient_id": np.arange(1, n + 1),
            "site_code": sites.astype(object),
            "index_date": pd.to_datetime([first + timedelta(days=3 * i // 2) for i in range(n)]),
            "stratum": [STRATA[place] for place in stratum],
            "event": draw.random(n) < risk,
        }
    )


def monitoring(rows: pd.DataFrame | None = None) -> OutcomeMonitoring:
    """Return what is said of reoperation; without rows of three sites and one too small."""
    found = outcomes(120, 90, 40, 6) if rows is None else rows
    compared, small = funnel(found, minimum_patients=10)
    return OutcomeMonitoring(
        outcome="reoperation",
        months=12,
        patients=len(found),
        events=int(found["event"].sum()),
        left_out=21,
        not_due=44,
        funnel=compared,
        small_sites=small,
        standardised=indirect_standardisation(found, confidence_level=0.95),
        cusum=risk_adjusted_cusum(found, minimum_patients=10),
    )


def contrasts() -> tuple[SiteContrast, ...]:
    """Return two sites beside each other; one is too small for its share."""
    level, few = 0.95, NotEstimable(reason="too few were followed", n=4, minimum=10)

    def contrast(own: float, others: float, half_width: float) -> Contrast:
        difference = own - others
        found = Interval(
            lower=difference - half_width,
            upper=difference + half_width,
            level=level,
            method="t, Welch",
        )
        return Contrast(
            n=41, others_n=160, own=own, others=others, difference=difference, interval=found
        )

    return tuple(
        SiteContrast(
            site_code=code,
            treated=60,
            other_sites=1,
            others_treated=240,
            vas_back=contrast(33.5, 29.25, 6.5),
            odi=contrast(15.75, 17.5, 5.25),
            reoperated=share,
        )
        for code, share in (("S01", contrast(0.075, 0.0625, 0.05)), ("S02", few))
    )


def nothing_monitored() -> tuple[OutcomeMonitoring, ...]:
    """Return what is said of nobody."""
    nobody = OutcomeMonitoring(
        outcome="reoperation",
        months=12,
        patients=0,
        events=0,
        left_out=0,
        not_due=0,
        funnel=NOBODY,
        small_sites=(),
        standardised=(),
        cusum=NOBODY,
    )
    return nobody, replace(nobody, outcome="serious_event", months=3)
