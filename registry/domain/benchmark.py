"""Published results the cohort is held against."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What a published result is about."""

    VAS_BACK_CHANGE = "vas_back_change"
    ODI_CHANGE = "odi_change"
    REOPERATION = "reoperation"


class Design(StrEnum):
    """The kind of comparison behind a published result."""

    BEFORE_AFTER = "before_after"
    CONTROLLED = "controlled"
    REGISTRY = "registry"


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

    ``estimate``, ``lower`` and ``upper`` are points of 0-100 (change, positive = improvement)
    or a proportion 0-1; ``i_squared_percent`` is 0-100.
    """

    outcome: Outcome
    measure: str
    time_point: str
    estimate: float
    lower: float | None = None
    upper: float | None = None
    level: float = 0.95
    i_squared_percent: float | None = None
    studies: int | None = None
    patients: int | None = None
    remarks: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One publication of the evidence library."""

    key: str
    citation: str
    doi: str | None
    short_name: str
    population: str
    product_types: tuple[str, ...]
    design: Design
    read: str
    limits: tuple[str, ...]
    results: tuple[PublishedResult, ...]

    def result(self, outcome: Outcome) -> PublishedResult | None:
        """Return the publication's result for an outcome, None where it reports none."""
        for result in self.results:
            if result.outcome is outcome:
                return result
        return None
