"""The six figures that can be read alone in one minute."""

from dataclasses import dataclass

from registry.analysis.estimates import MeanChange, NotEstimable, ShareReoperated
from registry.analysis.patient_results import FollowUp
from registry.analysis.results import CohortSummary
from registry.display.captions import treatment_period
from registry.display.numbers import bare, count_noun, count_of, named_bounds, number
from registry.display.tabulate.benchmark import published_estimate
from registry.domain.benchmark import Outcome
from registry.domain.instruments.catalogue import INSTRUMENTS
from registry.domain.instruments.instrument import InstrumentCode

CHANGE_MONTHS = 12
REOPERATION_MONTHS = 24
_NO_VALUE = "–"
_FOLLOWED = f"follow_up.m{CHANGE_MONTHS}.answered_of_due"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """One headline number; ``detail`` is its interval and denominator.

    ``key`` is that of the number in the JSON.
    """

    key: str
    label: str
    value: str
    detail: str
    benchmark: str | None = None


def key_figures(summary: CohortSummary) -> tuple[KeyFigure, ...]:
    """Choose the headline numbers, each with its interval and the published value."""
    return (
        _treated(summary),
        _followed(summary),
        _change(summary, InstrumentCode.VAS_BACK, Outcome.VAS_BACK_CHANGE),
        _change(summary, InstrumentCode.ODI, Outcome.ODI_CHANGE),
        _reoperated(summary),
        _serious(summary),
    )


def _treated(summary: CohortSummary) -> KeyFigure:
    flow, chosen = summary.flow, bool(summary.definition.groups)
    of, stage = (flow.treated_at_sites, "treated") if chosen else (flow.enrolled, "enrolled")
    enrolled = f"of {bare(of, 'count')} {stage}"
    return KeyFigure(
        key="flow.treated",
        label="Patients in the groups chosen" if chosen else "Patients treated",
        value=bare(summary.flow.treated, "count"),
        detail=f"{enrolled}, {treatment_period(summary)}" if summary.flow.treated else enrolled,
    )


def _followed(summary: CohortSummary) -> KeyFigure:
    label = f"Followed up at {CHANGE_MONTHS} months"
    visit = next((v for v in summary.follow_up if v.months == CHANGE_MONTHS), None)
    if visit is None:
        return KeyFigure(
            key=_FOLLOWED, label=label, value=_NO_VALUE, detail="not in the follow-up plan"
        )
    return _share_followed(label, visit)


def _share_followed(label: str, visit: FollowUp) -> KeyFigure:
    share = visit.answered_of_due
    if isinstance(share, NotEstimable):
        return KeyFigure(key=_FOLLOWED, label=label, value=_NO_VALUE, detail=str(share))
    answered = f"{count_of(share.count, share.denominator)} due"
    return KeyFigure(
        key=_FOLLOWED,
        label=label,
        value=number(share.value, "share"),
        detail=f"{named_bounds(share.interval, 'share')}; {answered}",
    )


def _change(summary: CohortSummary, instrument: InstrumentCode, outcome: Outcome) -> KeyFigure:
    value, detail = _NO_VALUE, "no pair of scores"
    for visit in summary.course(instrument).changes:
        if visit.months == CHANGE_MONTHS:
            value, detail = _mean_change(visit.change, INSTRUMENTS[instrument].unit)
    return KeyFigure(
        key=f"{instrument}.m{CHANGE_MONTHS}.change_mean",
        label=f"{INSTRUMENTS[instrument].name}, improvement at {CHANGE_MONTHS} months",
        value=value,
        detail=detail,
        benchmark=_published(summary, outcome),
    )


def _mean_change(change: MeanChange | NotEstimable, unit: str) -> tuple[str, str]:
    if isinstance(change, NotEstimable):
        return _NO_VALUE, str(change)
    pairs = count_noun(change.n, "pair")
    detail = f"{named_bounds(change.interval, 'points')} {unit}; {pairs}"
    return bare(change.change_mean, "points"), detail


def _reoperated(summary: CohortSummary) -> KeyFigure:
    value, detail = _NO_VALUE, "not estimable"
    curve = summary.reoperation.kaplan_meier
    if isinstance(curve, NotEstimable):
        detail = str(curve)
    else:
        for share in curve.shares:
            if share.months == REOPERATION_MONTHS:
                value, detail = _share_reoperated(share)
    return KeyFigure(
        key="reoperation.kaplan_meier.month_24.share",
        label=f"Reoperated by {REOPERATION_MONTHS} months",
        value=value,
        detail=detail,
        benchmark=_published(summary, Outcome.REOPERATION),
    )


def _share_reoperated(share: ShareReoperated) -> tuple[str, str]:
    if isinstance(share.share, NotEstimable):
        return _NO_VALUE, str(share.share)
    at_risk = f"{bare(share.at_risk, 'count')} at risk"
    return number(share.share, "share"), f"{named_bounds(share.interval, 'share')}; {at_risk}"


def _serious(summary: CohortSummary) -> KeyFigure:
    share = summary.safety.patients_with_serious_event
    value, detail = _NO_VALUE, str(share)
    if not isinstance(share, NotEstimable):
        value = bare(summary.safety.total.serious_events, "count")
        patients = count_of(share.count, share.denominator)
        detail = f"in {patients} patients: {number(share.value, 'share')}, "
        detail += named_bounds(share.interval, "share")
    return KeyFigure(
        key="safety.any.serious_events",
        label="Serious adverse events",
        value=value,
        detail=detail,
    )


def _published(summary: CohortSummary, outcome: Outcome) -> str | None:
    for comparison in summary.benchmarks:
        if comparison.outcome is outcome:
            return f"{comparison.publication_name}: {published_estimate(comparison.published)}"
    return None
