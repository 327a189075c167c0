"""How many patients were enrolled, and where their data come from."""

from sqlalchemy import func, not_, or_, select
from sqlalchemy.orm import Session

from registry.analysis.patient_results import Enrolment
from registry.analysis.results import SiteOrigin
from registry.extracts.criteria import Criteria
from registry.models import Patient, Site, Treatment


def read_enrolment(session: Session, criteria: Criteria) -> Enrolment:
    """Count who was enrolled by the cut-off: who may be read, and who withdrew since.

    Whoever was treated by the cut-off counts as enrolled by then, even if enrolled on a later day.
    """
    treated = select(Treatment.patient_id).where(Treatment.treated_on <= criteria.cut_off)
    at_site = (
        select(func.count())
        .select_from(Patient)
        .join(Site, Patient.site_id == Site.id)
        .where(
            criteria.at_site(),
            or_(Patient.enrolled_on <= criteria.cut_off, Patient.id.in_(treated)),
        )
    )
    return Enrolment(
        enrolled=session.scalar(at_site.where(criteria.may_be_read())) or 0,
        left_out=session.scalar(at_site.where(not_(criteria.may_be_read()))) or 0,
    )


def read_origins(session: Session, criteria: Criteria) -> tuple[SiteOrigin, ...]:
    """Return each site of the selection with the origin of its data and its treated patients."""
    cohort = criteria.index_treatments()
    statement = (
        select(Site, func.count(cohort.c.patient_id))
        .join(cohort, cohort.c.site_code == Site.code, isouter=True)
        .where(criteria.at_site())
        .group_by(Site.id)
        .order_by(Site.code)
    )
    return tuple(
        SiteOrigin(
            site_code=site.code,
            site_name=site.name,
            origin=site.data_origin,
            note=site.origin_note,
            treated=treated,
        )
        for site, treated in session.execute(statement)
    )
