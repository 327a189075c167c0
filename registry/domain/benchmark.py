"""Published results the cohort is held against."""

import re
from dataclasses import dataclass
from enum import StrEnum

from registry.domain.codes import Code

SMALLEST_CREDIBLE_DEVIATION = 5.0
"""Scores of 0-100 spread more than this between patients; less is rather a standard error."""
_SHORT_VERSION = 12
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_DOI = re.compile(r"10\.\d{4,9}/\S+")


class Outcome(StrEnum):
    """What a published result is about."""

    VAS_BACK_CHANGE = "vas_back_change"
    VAS_LEG_CHANGE = "vas_leg_change"
    ODI_CHANGE = "odi_change"
    VAS_BACK_RELIEF_30 = "vas_back_relief_30"
    VAS_BACK_RELIEF_50 = "vas_back_relief_50"
    ODI_RELIEF_50 = "odi_relief_50"
    REOPERATION = "reoperation"
    SERIOUS_EVENTS = "serious_events"
    RELATED_EVENTS = "related_events"
    OPIOID_FREE = "opioid_free"
    FOLLOW_UP = "follow_up"

    @property
    def is_change(self) -> bool:
        """Whether it is a change in points; else a share of patients."""
        return self in _CHANGES


_CHANGES = frozenset({Outcome.VAS_BACK_CHANGE, Outcome.VAS_LEG_CHANGE, Outcome.ODI_CHANGE})


class Scale(StrEnum):
    """The scale on which a result is published."""

    POINTS_0_100 = "points_0_100"
    NRS_0_10 = "nrs_0_10"
    PROPORTION = "proportion"
    STANDARD_DEVIATIONS = "standard_deviations"
    ODDS_RATIO = "odds_ratio"


class Design(Code):
    """The kind of comparison behind a publication."""

    BEFORE_AFTER = "before_after", "Before–after, uncontrolled"
    CONTROLLED = "controlled", "Controlled"
    REGISTRY = "registry", "Registry"


class Arm(StrEnum):
    """Whose result it is: one arm's own course, or the difference between arms."""

    TREATED = "treated"
    SALINE = "saline"
    OTHER_CONTROL = "other_control"
    BETWEEN_ARMS = "between_arms"


class PlusMinus(StrEnum):
    """What a number printed after ± is."""

    STANDARD_DEVIATION = "standard_deviation"
    STANDARD_ERROR = "standard_error"
    UNCLEAR = "unclear"


class Verdict(StrEnum):
    """Where the cohort's estimate lies; computed, never typed.

    ``OUTSIDE_CONFIDENCE``: so much is known where no prediction interval can be derived.
    """

    INSIDE_CONFIDENCE = "inside_confidence"
    INSIDE_PREDICTION = "inside_prediction"
    OUTSIDE_PREDICTION = "outside_prediction"
    OUTSIDE_CONFIDENCE = "outside_confidence"
    NOT_COMPARABLE = "not_comparable"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedResult:
    """One result of a publication; a field that is not known stays None.

    ``estimate``, ``lower`` and ``upper`` are on ``scale``: points of 0-100 (change, positive =
    improvement) or a proportion 0-1. ``months`` None: ``time_point`` says what is known of the
    time. ``derived`` says how an estimate came about that is not printed itself.
    """

    outcome: Outcome
    measure: str
    scale: Scale
    time_point: str
    estimate: float
    months: float | None = None
    arm: Arm = Arm.TREATED
    arm_name: str | None = None
    lower: float | None = None
    upper: float | None = None
    level: float = 0.95
    plus_minus: float | None = None
    plus_minus_is: PlusMinus | None = None
    i_squared_percent: float | None = None
    studies: int | None = None
    patients: int | None = None
    events: int | None = None
    derived: str | None = None
    remarks: str | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be; ValueError with a sentence."""
        for reason, is_wrong in _checks(self):
            if is_wrong:
                raise ValueError(reason)


def _is_this_an_error(spread: float | None) -> str:
    return (
        f"a standard deviation of {spread} on a scale of 0–100 is very small: is this a standard "
        "error? If so set plus_minus_is to standard_error, or to unclear"
    )


def _checks(result: PublishedResult) -> tuple[tuple[str, bool], ...]:
    lower, upper, estimate = result.lower, result.upper, result.estimate
    share = result.scale is Scale.PROPORTION
    spread = result.plus_minus
    return (
        ("one end of the interval is missing", (lower is None) != (upper is None)),
        (
            f"the estimate {estimate:g} lies outside its interval",
            lower is not None and upper is not None and not lower <= estimate <= upper,
        ),
        (f"the proportion {estimate:g} is not from 0 to 1", share and not 0 <= estimate <= 1),
        (
            f"the change {estimate:g} is beyond 100 points",
            result.scale is Scale.POINTS_0_100 and abs(estimate) > 100,  # noqa: PLR2004 - the scale
        ),
        (
            "what stands after ± must be said: standard_deviation, standard_error or unclear",
            (spread is None) != (result.plus_minus_is is None),
        ),
        (
            _is_this_an_error(spread),
            spread is not None
            and spread < SMALLEST_CREDIBLE_DEVIATION
            and result.plus_minus_is is PlusMinus.STANDARD_DEVIATION
            and result.scale is Scale.POINTS_0_100,
        ),
        (
            "more events than patients",
            result.events is not None and result.events > (result.patients or 0),
        ),
        (
            "I² is not from 0 to 100",
            result.i_squared_percent is not None and not 0 <= result.i_squared_percent <= 100,  # noqa: PLR2004 - per cent
        ),
        (f"the level {result.level:g} is not between 0 and 1", not 0 < result.level < 1),
        ("the months are below 0", result.months is not None and result.months < 0),
        (
            "studies and patients are counted from 1, events from 0",
            0 in (result.studies, result.patients)
            or min(result.studies or 0, result.patients or 0, result.events or 0) < 0,
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One publication of the evidence library; ``pooled`` tells a meta-analysis from a study.

    ``reference``: it stands beside the headline numbers. ``context``: of another treatment.
    ``product_types`` are codes of ``ProductType``; empty where none is known. ``sha256`` is that
    of its file, None where it was frozen before versions were kept; ``own``: the clinic added it.
    """

    key: str
    citation: str
    doi: str | None = None
    short_name: str
    population: str
    treatment: str
    product_types: tuple[str, ...] = ()
    design: Design
    pooled: bool
    context: bool = False
    reference: bool = False
    read: str
    limits: tuple[str, ...] = ()
    results: tuple[PublishedResult, ...]
    sha256: str | None = None
    own: bool = False

    def __post_init__(self) -> None:
        """Refuse what cannot be; ValueError with a sentence."""
        for reason, is_wrong in (
            (
                "the key is not a small letter and then small letters, digits or _, 40 at most",
                not _KEY.fullmatch(self.key),
            ),
            (
                f"the doi “{self.doi}” does not begin with 10. and a publisher’s number",
                self.doi is not None and not _DOI.fullmatch(self.doi),
            ),
        ):
            if is_wrong:
                raise ValueError(reason)

    @property
    def version(self) -> str | None:
        """The first digits of ``sha256``, by which people tell versions apart."""
        return short_version(self.sha256)

    @property
    def is_comparator(self) -> bool:
        """Whether the cohort is held against it: pooled results of the same treatment."""
        return self.pooled and not self.context

    def results_on(self, outcome: Outcome) -> tuple[PublishedResult, ...]:
        """Return the publication's results for an outcome, in its own order."""
        return tuple(result for result in self.results if result.outcome is outcome)


def short_version(sha256: str | None) -> str | None:
    """Return the first digits of a version, None where none was kept."""
    return None if sha256 is None else sha256[:_SHORT_VERSION]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceSearch:
    """What the list of publications is narrowed to; None is no matter what."""

    outcome: Outcome | None = None
    design: Design | None = None

    def finds(self, publication: Publication) -> bool:
        """Return whether a publication is of the design and reports the outcome."""
        return self.design in {None, publication.design} and (
            self.outcome is None or bool(publication.results_on(self.outcome))
        )
