"""Events of each site beside those expected of its patients."""

import pandas as pd

from registry.analysis.estimates import NotEstimable
from registry.analysis.rates import poisson_rate
from registry.analysis.site_results import StandardisedSite

_PER_100 = 100


def expected_risk(outcomes: pd.DataFrame) -> pd.Series:
    """Return the risk of each patient: the share with the event in the patient's stratum.

    Parameters
    ----------
    outcomes
        One row a patient whose outcome is known: ``stratum`` and the flag ``event``.

    Returns
    -------
    Series
        0-1, on the index of ``outcomes``.
    """
    return outcomes["event"].groupby(outcomes["stratum"]).transform("mean").astype("float64")


def indirect_standardisation(
    outcomes: pd.DataFrame, *, confidence_level: float
) -> tuple[StandardisedSite, ...]:
    """Compare each site's events with those its patients would have at the risks of all sites.

    Parameters
    ----------
    outcomes
        One row a patient whose outcome is known: ``site_code``, ``stratum`` and the flag
        ``event``.
    confidence_level
        Such as 0.95; two-sided.

    Returns
    -------
    tuple of StandardisedSite
        In the order of the codes; ratio and interval are ``NotEstimable`` where no event is
        expected.

    Notes
    -----
    Estimand: the ratio of a site's events to those of the same patients at the risks of all
    sites, stratum by stratum. Interval: exact Poisson of the observed events over the expected,
    which are taken as known; at one risk of 20 % it is wider than the binomial needs. Each
    site is compared with the whole of which it is a part, not with another site. Whoever has no
    baseline score is a stratum of its own.

    References
    ----------
    Breslow NE, Day NE (1987). Statistical methods in cancer research II. IARC, chapter 2.

    Examples
    --------
    >>> rows = [("A", "mild", False)] * 3 + [("A", "mild", True)] + [("B", "mild", True)]
    >>> outcomes = pd.DataFrame(rows, columns=["site_code", "stratum", "event"])
    >>> a, b = indirect_standardisation(outcomes, confidence_level=0.95)
    >>> round(a.expected, 3), round(a.ratio, 3), round(b.ratio, 3)
    (1.6, 0.625, 2.5)
    """
    with_risk = outcomes.assign(risk=expected_risk(outcomes))
    return tuple(
        _site(str(code), rows, confidence_level)
        for code, rows in with_risk.groupby("site_code", sort=True)
    )


def _site(code: str, rows: pd.DataFrame, confidence_level: float) -> StandardisedSite:
    observed, expected = int(rows["event"].sum()), float(rows["risk"].sum())
    found = poisson_rate(observed, _PER_100 * expected, confidence_level=confidence_level)
    none = NotEstimable(reason="no event is expected", n=0, minimum=1)
    return StandardisedSite(
        site_code=code,
        patients=len(rows),
        observed=observed,
        expected=expected,
        ratio=none if isinstance(found, NotEstimable) else found.per_100_person_years,
        interval=none if isinstance(found, NotEstimable) else found.interval,
    )
