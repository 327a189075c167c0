"""Which patients an analysis is about."""

from dataclasses import dataclass
from datetime import date

from registry.domain.codes import EventDefinition

ALL_SITES = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortDefinition:
    """The selection behind every number of a page or a report.

    ``site_codes`` empty means all sites the reader may see. Nothing recorded as happening
    after ``cut_off`` enters an analysis.
    """

    site_codes: tuple[str, ...]
    cut_off: date
    event_definition: EventDefinition = EventDefinition.SURGERY_AT_TREATED_LEVEL

    @property
    def sites_label(self) -> str:
        """The sites in words."""
        return ", ".join(self.site_codes) if self.site_codes else "all sites"
