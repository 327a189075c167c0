"""Sentences on sites beside each other and on outcomes in the order of treatment."""

from registry.analysis.cusum import SERIES_SIMULATED
from registry.analysis.estimates import NotEstimable
from registry.analysis.results import CohortSummary
from registry.analysis.site_results import Cusum, OutcomeMonitoring
from registry.display.captions import selection
from registry.display.numbers import bare, count_noun, day, number
from registry.display.tabulate.sites import PROMPT_TO_LOOK, within

_SITES_NAMED = 12


def funnel_caption(found: OutcomeMonitoring, summary: CohortSummary) -> str:
    """Say what the funnel shows, who is in it, and which sites are too small for it."""
    return (
        f"{within(found)}: share of each site’s patients against their number, not adjusted. "
        "Line: all patients together; dashed and dotted: exact binomial limits that hold 95 and "
        f"99.8 per cent of sites, were all risks the same. A code that would lie on another is "
        f"left out; the table has every site. {_known(found)}{_small(found)} "
        f"{PROMPT_TO_LOOK} {selection(summary)}"
    )


def cusum_caption(found: OutcomeMonitoring, summary: CohortSummary) -> str:
    """Say what the CUSUM shows, how its limit was found, and what went beyond it."""
    return f"{within(found)}: {_series(found.cusum)} {_known(found)} {selection(summary)}"


def _series(cusum: Cusum | NotEstimable) -> str:
    if isinstance(cusum, NotEstimable):
        return f"no CUSUM: {cusum.reason}; {cusum}."
    return (
        "risk-adjusted CUSUM by date of treatment (Steiner 2000), the evidence for odds "
        f"{bare(cusum.odds_ratio, 'count')} times those of the whole cohort at the same severity "
        f"(ODI band) before treatment. Limit {bare(cusum.limit, 'rate')}: an unchanged series "
        f"passes it with a probability of {number(cusum.false_alarm, 'share')}, by "
        f"{bare(SERIES_SIMULATED, 'count')} simulated ones. {signals_sentence(cusum)} The cohort "
        "is held against itself: this finds a change over time, not a difference from elsewhere."
    )


def signals_sentence(cusum: Cusum) -> str:
    """Say how often the sum went beyond the limit, and when."""
    if not cusum.signals:
        return "No signal."
    when = ", ".join(day(each.treated_on) for each in cusum.signals)
    return (
        f"{count_noun(len(cusum.signals), 'signal')} (patients treated up to {when}), after which "
        "the sum begins again at 0: a prompt to look, not a verdict."
    )


def _known(found: OutcomeMonitoring) -> str:
    return (
        f"{count_noun(found.events, 'patient')} with the event of "
        f"{bare(found.patients, 'count')} whose window is complete; left out: "
        f"{bare(found.left_out, 'count')} not known to its end, {bare(found.not_due, 'count')} "
        "still in it."
    )


def _small(found: OutcomeMonitoring) -> str:
    if not found.small_sites:
        return ""
    named = ", ".join(found.small_sites[:_SITES_NAMED])
    more = len(found.small_sites) - _SITES_NAMED
    others = f" and {more} more" if more > 0 else ""
    return f" Too few patients to be shown: {named}{others}."
