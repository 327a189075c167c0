"""What is said of a cohort: estimates put together, no data frame and no formatting."""

from dataclasses import dataclass
from datetime import date

from registry.analysis.box_plot_results import ChangeSpread
from registry.analysis.cox_results import HazardModel
from registry.analysis.estimates import (
    CumulativeIncidence,
    Distribution,
    Equivalence,
    IncidenceDifference,
    Interval,
    KaplanMeier,
    LogRank,
    MeanChange,
    NotEstimable,
    Precision,
    Proportion,
    Rate,
    Release,
    RepeatedMeasures,
    RestrictedMean,
    StandardisedChange,
)
from registry.analysis.patient_results import (
    FollowUp,
    PatientFlow,
    SiteCompleteness,
    StandardisedDifference,
)
from registry.analysis.recruitment_results import Recruitment
from registry.analysis.safety_results import Safety
from registry.analysis.sensitivity_results import InstrumentSensitivity
from registry.analysis.site_results import OutcomeMonitoring, SiteContrast
from registry.analysis.subgroup_results import SubgroupTable
from registry.domain.benchmark import Outcome, PublishedResult, Verdict
from registry.domain.codes import DataOrigin, EventDefinition
from registry.domain.cohort import CohortDefinition
from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.threshold import Threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryCount:
    """How many of those with an answer gave this one; None: withheld."""

    code: str
    count: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineVariable:
    """One row group of table 1."""

    variable: str
    n: int
    missing: int
    distribution: Distribution | None = None
    categories: tuple[CategoryCount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitMean:
    """Mean score at one time point, for the trajectory; ``months`` 0 is baseline."""

    months: int
    n: int
    mean: float
    interval: Interval | NotEstimable


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitChange:
    """Change of one instrument at one planned visit."""

    instrument: InstrumentCode
    visit: str
    months: int
    change: MeanChange | NotEstimable
    standardised: StandardisedChange | NotEstimable


@dataclass(frozen=True, slots=True, kw_only=True)
class LastObservationChange:
    """Change to the last score after time zero up to the cut-off, with when that score was."""

    instrument: InstrumentCode
    change: MeanChange | NotEstimable
    time_months: Distribution | NotEstimable


@dataclass(frozen=True, slots=True, kw_only=True)
class IndividualCourses:
    """Scores of 0-100 of some of the ``patients`` with two scores or more.

    One row of ``drawn`` a patient, one score for each of ``months``, of which 0 is baseline;
    None where there is none.
    """

    patients: int
    months: tuple[int, ...]
    drawn: tuple[tuple[float | None, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentCourse:
    """All that is said of one instrument over time."""

    instrument: InstrumentCode
    converted_scores: int
    scores: int
    means: tuple[VisitMean, ...]
    individuals: IndividualCourses
    changes: tuple[VisitChange, ...]
    modelled: RepeatedMeasures | NotEstimable
    last_observation: LastObservationChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Responders:
    """Responders to one threshold at one visit.

    ``observed`` counts patients with baseline and follow-up, and reoperated patients with or
    without them: a reoperated patient is a non-responder. ``missing`` patients were due, have
    no pair and were not reoperated; ``worst`` and ``best`` count all of them as non-responders
    or as responders. ``reoperated`` are among the observed.
    """

    threshold: Threshold
    visit: str
    months: int
    observed: Proportion | NotEstimable
    reoperated: int
    missing: int
    worst: Proportion | NotEstimable
    best: Proportion | NotEstimable

    @property
    def responders(self) -> int:
        """Who reached the threshold without an operation."""
        return 0 if isinstance(self.observed, NotEstimable) else self.observed.count

    @property
    def non_responders(self) -> int:
        """Who did not reach it, and was not operated on either."""
        found = self.observed
        observed = 0 if isinstance(found, NotEstimable) else found.denominator
        return observed - self.responders - self.reoperated

    @property
    def counted(self) -> int:
        """Everybody: responders, non-responders, reoperated and missing."""
        return self.responders + self.non_responders + self.reoperated + self.missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Reoperation:
    """Reoperations under one event definition."""

    event_definition: EventDefinition
    crude: Proportion | NotEstimable
    rate: Rate | NotEstimable
    kaplan_meier: KaplanMeier | NotEstimable
    cumulative_incidence: CumulativeIncidence | NotEstimable
    time_free: RestrictedMean | NotEstimable


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Cohort − published, with SE² = SE²cohort + SE²pooled (+ τ² where ``with_tau``)."""

    value: float
    standard_error: float
    interval: Interval
    with_tau: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedSpread:
    """What the program derives from a published interval and I²; not printed in the paper.

    On the analysis scale: points for a change, arcsine square root for a proportion; the
    prediction interval is given back on the natural scale.
    """

    standard_error: float
    tau: float
    prediction: Interval
    scale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchmarkComparison:
    """The cohort beside one published result; ``equivalence`` where a margin was set for it."""

    outcome: Outcome
    publication_key: str
    publication_name: str
    published: PublishedResult
    derived: DerivedSpread | NotEstimable
    cohort_n: int
    cohort_estimate: float | NotEstimable
    cohort_interval: Interval | NotEstimable
    differences: tuple[Difference, ...]
    equivalence: Equivalence | None
    verdict: Verdict
    reason: str | None
    unlike: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceBeside:
    """A published result that stands beside the cohort without a verdict.

    ``interval`` is as published or derived. The cohort's figure is at the same time, None where
    it has none; ``difference`` is there where both are single-arm estimates with an interval.
    """

    publication_key: str
    publication_name: str
    context: bool
    published: PublishedResult
    interval: Interval | None
    cohort_n: int | None
    cohort_estimate: float | NotEstimable | None
    cohort_interval: Interval | NotEstimable | None
    difference: Difference | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOrigin:
    """Where one site's data come from; ``treated`` None: withheld."""

    site_code: str
    site_name: str
    origin: DataOrigin
    note: str | None
    treated: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortSummary:
    """Every number of the cohort page, the PDF and the JSON; made once by a pure function."""

    definition: CohortDefinition
    first_treatment: date | None
    last_treatment: date | None
    origins: tuple[SiteOrigin, ...]
    flow: PatientFlow
    recruitment: Recruitment
    baseline: tuple[BaselineVariable, ...]
    followed_and_lost: tuple[StandardisedDifference, ...]
    courses: tuple[InstrumentCourse, ...]
    responders: tuple[Responders, ...]
    change_spreads: tuple[ChangeSpread, ...]
    precision: tuple[Precision, ...]
    sensitivity: tuple[InstrumentSensitivity, ...]
    follow_up: tuple[FollowUp, ...]
    site_completeness: tuple[SiteCompleteness, ...]
    safety: Safety
    reoperation: Reoperation
    other_definitions: tuple[Reoperation, ...]
    products_compared: LogRank | NotEstimable
    product_differences: tuple[IncidenceDifference, ...]
    hazards: HazardModel
    benchmarks: tuple[BenchmarkComparison, ...]
    evidence: tuple[EvidenceBeside, ...]
    subgroups: tuple[SubgroupTable, ...]
    monitoring: tuple[OutcomeMonitoring, ...]
    site_contrasts: tuple[SiteContrast, ...] = ()
    snapshot_sha256: str
    release: Release | None = None

    @property
    def caveats(self) -> tuple[str, ...]:
        """What must be said on every page: each origin that is not a clinical record, once."""
        said = (
            origin.note or origin.origin.label
            for origin in self.origins
            if origin.origin is not DataOrigin.CLINICAL
        )
        return tuple(dict.fromkeys(said))

    def course(self, instrument: InstrumentCode) -> InstrumentCourse:
        """Return what is said of one instrument; KeyError where nothing is."""
        for course in self.courses:
            if course.instrument is instrument:
                return course
        raise KeyError(instrument)
