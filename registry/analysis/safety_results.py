"""What is said of adverse events."""

from dataclasses import dataclass

from registry.analysis.estimates import NotEstimable, Proportion, Rate
from registry.domain.codes import AdverseEventCategory


@dataclass(frozen=True, slots=True, kw_only=True)
class AdverseEventCount:
    """Treatment-emergent events of one category (None: of all); a count None is withheld."""

    category: AdverseEventCategory | None
    events: int | None
    patients: int | None
    serious_events: int | None
    serious_patients: int | None
    severe_events: int | None
    related_events: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriousEvent:
    """One serious event without its patient; ``related`` is possible or more."""

    category: AdverseEventCategory
    grade: int
    related: bool
    days_since_treatment: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Safety:
    """Adverse events of the patients who were asked for them; ``treated`` counts these."""

    treated: int
    total: AdverseEventCount
    categories: tuple[AdverseEventCount, ...]
    patients_with_event: Proportion | NotEstimable
    patients_with_serious_event: Proportion | NotEstimable
    event_rate: Rate | NotEstimable
    deaths: int
    serious: tuple[SeriousEvent, ...] = ()
