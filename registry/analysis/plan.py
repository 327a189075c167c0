"""What is fixed before an analysis is run."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from registry.domain.benchmark import Outcome, Publication
from registry.domain.schedule import Schedule
from registry.domain.threshold import Threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisPlan:
    """The choices of the registry that shape every cohort summary.

    Attributes
    ----------
    schedule
        Planned visits and their windows.
    thresholds
        Responder rules, in the order in which they are shown.
    publications
        The evidence library the cohort is held against.
    equivalence_margins
        Within which a difference from a publication counts as equivalent, in points, by outcome.
    minimum_at_risk
        The Kaplan–Meier curve stops where fewer patients are at risk; at least 1.
    minimum_group_size
        Nothing is estimated of a subgroup, or of a site's completeness at a visit, with fewer
        patients; at least 2.
    confidence_level
        Of every interval; two-sided.
    """

    schedule: Schedule
    thresholds: tuple[Threshold, ...]
    publications: tuple[Publication, ...]
    equivalence_margins: Mapping[Outcome, float] = field(default_factory=dict)
    minimum_at_risk: int = 10
    minimum_group_size: int = 10
    confidence_level: float = 0.95
