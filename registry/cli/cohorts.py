"""The cohort that a command names by site and cut-off."""

from datetime import date

from registry.analysis.results import CohortSummary
from registry.cli.records import opened
from registry.domain.actors import COMMAND_LINE
from registry.domain.cohort import ALL_SITES, CohortDefinition
from registry.services.cohorts import summarise
from registry.settings import Settings


def summary_of(settings: Settings, site: str, cut_off: date) -> CohortSummary:
    """Summarise one site, or “all”, up to the cut-off, under the event definition of the settings.

    Raises
    ------
    NotFound
        There is no such site.
    """
    definition = CohortDefinition(
        site_codes=() if site == ALL_SITES else (site,),
        cut_off=cut_off,
        event_definition=settings.event_definition,
    )
    with opened(settings) as database, database.reading() as session:
        return summarise(session, COMMAND_LINE, definition, settings)
