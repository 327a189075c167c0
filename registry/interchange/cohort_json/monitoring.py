"""Sites beside each other, and outcomes in the order of treatment."""

from collections.abc import Iterable, Iterator

from registry.analysis.catalogue import CUSUM, FUNNEL, SITE_CONTRASTS, STANDARDISATION
from registry.analysis.estimates import NotEstimable
from registry.analysis.site_results import (
    Contrast,
    Cusum,
    Funnel,
    OutcomeMonitoring,
    SiteContrast,
    StandardisedSite,
)
from registry.interchange.cohort_json.figure import Figure, Unit, counted, estimated, not_estimable


def monitoring_figures(monitoring: Iterable[OutcomeMonitoring]) -> Iterator[Figure]:
    """Yield, of each outcome, who is counted, the funnel, the sites and the CUSUM."""
    for each in monitoring:
        key = f"monitoring.{each.outcome}"
        yield counted(f"{key}.months", each.months, "months")
        for name in ("patients", "left_out", "not_due"):
            yield counted(f"{key}.{name}", getattr(each, name))
        yield counted(f"{key}.events", each.events, n=each.patients)
        if isinstance(each.funnel, NotEstimable):
            yield not_estimable(f"{key}.funnel", each.funnel, "proportion", FUNNEL)
        else:
            yield from _funnel(f"{key}.funnel", each.funnel, each.patients)
        for site in each.standardised:
            yield from _standardised(f"{key}.standardised.{site.site_code}", site)
        if isinstance(each.cusum, NotEstimable):
            yield not_estimable(f"{key}.cusum", each.cusum, "statistic", CUSUM)
        else:
            yield from _cusum(f"{key}.cusum", each.cusum)


def _funnel(key: str, found: Funnel, patients: int) -> Iterator[Figure]:
    yield Figure(
        key=f"{key}.target", value=found.target, unit="proportion", n=patients, estimator=FUNNEL
    )
    for site in found.sites:
        at, limits = f"{key}.{site.site_code}", site.limits
        for name, value in (
            ("share", site.share),
            ("lower_95", limits.lower_95),
            ("upper_95", limits.upper_95),
            ("lower_998", limits.lower_998),
            ("upper_998", limits.upper_998),
        ):
            yield Figure(
                key=f"{at}.{name}",
                value=value,
                unit="proportion",
                n=limits.patients,
                estimator=FUNNEL,
            )


def _standardised(key: str, site: StandardisedSite) -> Iterator[Figure]:
    yield counted(f"{key}.observed", site.observed, n=site.patients)
    yield Figure(
        key=f"{key}.expected",
        value=site.expected,
        unit="patients",
        n=site.patients,
        estimator=STANDARDISATION,
    )
    yield estimated(
        f"{key}.ratio",
        site.ratio,
        "ratio",
        estimator=STANDARDISATION,
        n=site.patients,
        interval=site.interval,
    )


def _cusum(key: str, found: Cusum) -> Iterator[Figure]:
    for name in ("odds_ratio", "limit", "false_alarm"):
        yield Figure(
            key=f"{key}.{name}", value=getattr(found, name), unit="statistic", estimator=CUSUM
        )
    yield Figure(key=f"{key}.signals", value=len(found.signals), unit="days", estimator=CUSUM)
    for day in found.points:
        yield Figure(
            key=f"{key}.after_{day.patients}",
            value=day.value,
            unit="statistic",
            n=day.patients,
            estimator=CUSUM,
        )


def contrast_figures(contrasts: Iterable[SiteContrast]) -> Iterator[Figure]:
    """Yield each site beside all others together."""
    for each in contrasts:
        key = f"site_contrast.{each.site_code}"
        yield counted(f"{key}.treated", each.treated)
        yield counted(f"{key}.others_treated", each.others_treated)
        yield Figure(key=f"{key}.other_sites", value=each.other_sites, unit="sites")
        yield from _contrast(f"{key}.vas_back", each.vas_back, "points_0_100")
        yield from _contrast(f"{key}.odi", each.odi, "points_0_100")
        yield from _contrast(f"{key}.reoperated", each.reoperated, "proportion")


def _contrast(key: str, found: Contrast | NotEstimable, unit: Unit) -> Iterator[Figure]:
    if isinstance(found, NotEstimable):
        yield not_estimable(key, found, unit, SITE_CONTRASTS)
        return
    for name, value, n in (("own", found.own, found.n), ("others", found.others, found.others_n)):
        yield estimated(f"{key}.{name}", value, unit, estimator=SITE_CONTRASTS, n=n)
    yield estimated(
        key,
        found.difference,
        unit,
        estimator=SITE_CONTRASTS,
        n=found.n,
        interval=found.interval,
    )
