"""The cohort's figure for the outcome and the time of a published result."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from registry.analysis.estimates import (
    CumulativeIncidence,
    Interval,
    MeanChange,
    NotEstimable,
    Proportion,
    ShareReoperated,
)
from registry.analysis.patient_results import FollowUp
from registry.analysis.published_spread import error_of_interval
from registry.analysis.results import (
    CategoryCount,
    InstrumentCourse,
    LastObservationChange,
    Reoperation,
    Responders,
)
from registry.domain.benchmark import Outcome, PublishedResult
from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.threshold import ThresholdRule

FINAL_FOLLOW_UP = "final follow-up"
_CHANGES = {
    InstrumentCode.VAS_BACK: Outcome.VAS_BACK_CHANGE,
    InstrumentCode.VAS_LEG: Outcome.VAS_LEG_CHANGE,
    InstrumentCode.ODI: Outcome.ODI_CHANGE,
}
_RELIEF = {
    (InstrumentCode.VAS_BACK, 30.0): Outcome.VAS_BACK_RELIEF_30,
    (InstrumentCode.VAS_BACK, 50.0): Outcome.VAS_BACK_RELIEF_50,
    (InstrumentCode.ODI, 50.0): Outcome.ODI_RELIEF_50,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortFigure:
    """An estimate of the cohort with its standard error; points of 0-100, or a share 0-1."""

    n: int
    value: float
    standard_error: float
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortSide:
    """What the cohort brings to a comparison.

    Attributes
    ----------
    estimates
        By outcome what answers to "final follow-up": the change to the last observation, or
        the reoperations.
    at_months
        By outcome and months what answers to a result at that time.
    products
        How many patients received each product.
    msc_patients
        Whether all were treated with MSC; published data of other patients are not.
    """

    estimates: Mapping[Outcome, LastObservationChange | Reoperation]
    at_months: Mapping[tuple[Outcome, float], CohortFigure | NotEstimable]
    products: tuple[CategoryCount, ...]
    msc_patients: bool

    def figure(self, published: PublishedResult) -> CohortFigure | NotEstimable | None:
        """Return the figure that matches a published result in outcome and time.

        None: the cohort has none for this outcome at this time.
        """
        if published.months is not None:
            return self.at_months.get((published.outcome, published.months))
        if published.time_point != FINAL_FOLLOW_UP or published.outcome not in self.estimates:
            return None
        result = self.estimates[published.outcome]
        return cohort_figure(result.crude if isinstance(result, Reoperation) else result.change)


def last_figures(
    courses: Iterable[InstrumentCourse], reoperation: Reoperation
) -> dict[Outcome, LastObservationChange | Reoperation]:
    """Return what answers to "final follow-up"."""
    changes = {_CHANGES[course.instrument]: course.last_observation for course in courses}
    return {**changes, Outcome.REOPERATION: reoperation}


def figures_at_months(
    courses: Iterable[InstrumentCourse],
    responders: Iterable[Responders],
    follow_up: Iterable[FollowUp],
    reoperation: Reoperation,
) -> dict[tuple[Outcome, float], CohortFigure | NotEstimable]:
    """Return what answers to a result at a time: by planned visit, or by cumulative incidence.

    Notes
    -----
    A change is that among patients with both scores in the visit's analysis window; a share with
    relief counts a reoperated patient as without; reoperation is the cumulative incidence with
    death competing; follow-up is answered of all treated and due.
    """
    found: dict[tuple[Outcome, float], CohortFigure | NotEstimable] = {}
    for course in courses:
        for visit in course.changes:
            found[_CHANGES[course.instrument], visit.months] = cohort_figure(visit.change)
    for row in responders:
        outcome = _relief(row)
        if outcome is not None:
            found[outcome, row.months] = cohort_figure(row.observed)
    for answered in follow_up:
        found[Outcome.FOLLOW_UP, answered.months] = cohort_figure(answered.answered_of_due)
    incidence = reoperation.cumulative_incidence
    if isinstance(incidence, CumulativeIncidence):
        found |= dict(_reoperated(incidence))
    return found


def _relief(row: Responders) -> Outcome | None:
    """Return the outcome that a responder rule is about, None where no publication counts it."""
    criterion = row.threshold.alone
    if criterion is None or criterion.rule is not ThresholdRule.PERCENT_CHANGE_AT_LEAST:
        return None
    return _RELIEF.get((criterion.instrument, criterion.value))


def _reoperated(
    incidence: CumulativeIncidence,
) -> Iterator[tuple[tuple[Outcome, float], CohortFigure | NotEstimable]]:
    for share in incidence.shares:
        yield (Outcome.REOPERATION, share.months), _share_reoperated(share, incidence.n)


def _share_reoperated(share: ShareReoperated, patients: int) -> CohortFigure | NotEstimable:
    if isinstance(share.share, NotEstimable):
        return share.share
    if isinstance(share.interval, NotEstimable):
        return share.interval
    return _of_share(share.share, share.interval, patients)


def cohort_figure(found: MeanChange | Proportion | NotEstimable) -> CohortFigure | NotEstimable:
    """Return an estimate of the cohort with its standard error.

    The error of a share is the width of its interval ÷ 2z, so that no event at all does not
    pass for certainty.
    """
    if isinstance(found, NotEstimable):
        return found
    if isinstance(found, Proportion):
        return _of_share(found.value, found.interval, found.denominator)
    return CohortFigure(
        n=found.n,
        value=found.change_mean,
        standard_error=found.standard_error,
        interval=found.interval,
    )


def _of_share(value: float, interval: Interval, patients: int) -> CohortFigure:
    return CohortFigure(
        n=patients,
        value=value,
        standard_error=error_of_interval(interval.lower, interval.upper, level=interval.level),
        interval=interval,
    )
