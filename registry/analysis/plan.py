"""What is fixed before an analysis is run."""

from dataclasses import dataclass

from registry.domain.benchmark import Publication
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
    minimum_at_risk
        The Kaplan–Meier curve stops where fewer patients are at risk; at least 1.
    minimum_group_size
        Nothing is estimated of a subgroup with fewer patients; at least 2.
    confidence_level
        Of every interval; two-sided.
    """

    schedule: Schedule
    thresholds: tuple[Threshold, ...]
    publications: tuple[Publication, ...]
    minimum_at_risk: int = 10
    minimum_group_size: int = 10
    confidence_level: float = 0.95
