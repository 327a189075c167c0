"""Which patients an analysis is about."""

from dataclasses import dataclass
from datetime import date

from registry.domain.codes import EventDefinition
from registry.domain.subgroup import GroupChoice

ALL_SITES = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortDefinition:
    """The selection behind every number of a page or a report.

    ``site_codes`` empty means all sites the reader may see; ``groups`` empty, all patients of
    these sites, else those who are in every group. Nothing recorded as happening
    after ``cut_off`` enters an analysis.
    """

    site_codes: tuple[str, ...]
    cut_off: date
    event_definition: EventDefinition = EventDefinition.SURGERY_AT_TREATED_LEVEL
    groups: tuple[GroupChoice, ...] = ()

    @property
    def label(self) -> str:
        """The sites and the groups in words."""
        sites = ", ".join(self.site_codes) if self.site_codes else "all sites"
        return "; ".join([sites, *(choice.label for choice in self.groups)])
