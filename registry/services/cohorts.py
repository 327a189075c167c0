"""Summarise a cohort for the page, the PDF and the JSON."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.analysis.analysis_visits import choose_analysis_scores
from registry.analysis.grouping import restrict
from registry.analysis.plan import AnalysisPlan
from registry.analysis.results import CohortSummary
from registry.analysis.site_contrasts import FEWEST_OTHER_SITES, site_aggregate
from registry.analysis.site_results import SiteAggregate
from registry.analysis.summary import summarise_cohort
from registry.domain.actors import Actor
from registry.domain.benchmark import Outcome
from registry.domain.codes import DataOrigin
from registry.domain.cohort import CohortDefinition
from registry.extracts.cohort_frames import read_cohort_frames, snapshot_sha256
from registry.extracts.criteria import Criteria
from registry.extracts.snapshot import Snapshot, take_snapshot
from registry.models import Site
from registry.services.sites import find_site
from registry.settings import ReportSettings, Settings


def summarise(
    session: Session, actor: Actor, definition: CohortDefinition, settings: Settings
) -> CohortSummary:
    """Return every number of the cohort that the actor may see.

    All sites are those of one origin: clinical, synthetic and published data are never mixed.

    Raises
    ------
    NotFound
        A site asked for does not exist or is not the actor's.
    """
    criteria = cohort_criteria(session, actor, definition)
    others = other_sites(session, definition, settings)
    reported = settings.for_reports()
    return summarise_snapshot(take_snapshot(session, criteria, definition, reported, others))


def summarise_snapshot(snapshot: Snapshot) -> CohortSummary:
    """Return every number of a snapshot; the same snapshot gives the same numbers."""
    return summarise_cohort(
        snapshot.frames,
        definition=snapshot.definition,
        enrolment=snapshot.enrolment,
        origins=snapshot.origins,
        plan=analysis_plan(snapshot.settings),
        snapshot_sha256=snapshot_sha256(snapshot.frames),
        others=snapshot.others,
    )


def other_sites(
    session: Session, definition: CohortDefinition, settings: ReportSettings
) -> SiteAggregate | None:
    """Sum up all other sites of one origin, where a cohort is of one site.

    None where fewer than two others have a patient of the groups chosen: what is told to one
    site is never the result of one other.
    """
    if len(definition.site_codes) != 1:
        return None
    sites = list(session.scalars(select(Site)))
    own = [site.data_origin for site in sites if site.code in definition.site_codes]
    codes = {site.code for site in sites if site.data_origin in own} - set(definition.site_codes)
    if len(codes) < FEWEST_OTHER_SITES:
        return None
    criteria = Criteria(site_codes=frozenset(codes), cut_off=definition.cut_off)
    frames = read_cohort_frames(session, criteria, definition.event_definition)
    chosen = choose_analysis_scores(frames.scores, settings.schedule)
    if definition.groups:
        frames = restrict(frames, definition.groups, chosen.baseline)
        chosen = choose_analysis_scores(frames.scores, settings.schedule)
    found = site_aggregate(frames, chosen, settings.schedule)
    return found if found.sites >= FEWEST_OTHER_SITES else None


def cohort_criteria(session: Session, actor: Actor, definition: CohortDefinition) -> Criteria:
    """Return which rows of the sites a selection means; NotFound where one is not the actor's."""
    return Criteria(site_codes=_site_codes(session, actor, definition), cut_off=definition.cut_off)


def _site_codes(session: Session, actor: Actor, definition: CohortDefinition) -> frozenset[str]:
    """Return the sites named, or all of one origin: clinical, else synthetic, else published."""
    for code in definition.site_codes:
        find_site(session, actor, code)
    if definition.site_codes:
        return frozenset(definition.site_codes)
    sites = [site for site in session.scalars(select(Site)) if actor.sees(site.code)]
    for origin in DataOrigin:
        found = frozenset(site.code for site in sites if site.data_origin is origin)
        if found:
            return found
    return frozenset()


def analysis_plan(settings: ReportSettings) -> AnalysisPlan:
    """Return what the settings fix before an analysis."""
    return AnalysisPlan(
        schedule=settings.schedule,
        thresholds=settings.thresholds,
        publications=settings.publications,
        equivalence_margins={
            Outcome.VAS_BACK_CHANGE: settings.equivalence_margin_vas_back,
            Outcome.ODI_CHANGE: settings.equivalence_margin_odi,
        },
        minimum_at_risk=settings.minimum_at_risk,
        minimum_group_size=settings.minimum_group_size,
        confidence_level=settings.confidence_level,
    )
