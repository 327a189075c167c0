"""How many patients reached each stage, and where their data come from."""

from sqlalchemy import distinct, func, not_, select
from sqlalchemy.orm import Session

from registry.analysis.results import PatientFlow, SiteOrigin
from registry.domain.codes import DispositionKind
from registry.extracts.criteria import Criteria
from registry.models import Disposition, Patient, Site


def read_patient_flow(session: Session, criteria: Criteria) -> PatientFlow:
    """Count patients by stage; the dispositions are those of treated patients."""
    cohort = criteria.index_treatments()
    at_site = (
        select(func.count())
        .select_from(Patient)
        .join(Site, Patient.site_id == Site.id)
        .where(criteria.at_site(), Patient.enrolled_on <= criteria.cut_off)
    )
    enrolled = at_site.where(criteria.may_be_read())
    left_out = at_site.where(not_(criteria.may_be_read()))
    dispositions = (
        select(Disposition.kind, func.count(distinct(Disposition.patient_id)))
        .join(cohort, cohort.c.patient_id == Disposition.patient_id)
        .where(Disposition.occurred_on <= criteria.cut_off)
        .group_by(Disposition.kind)
    )
    ended = dict(session.execute(dispositions).all())
    return PatientFlow(
        enrolled=session.scalar(enrolled) or 0,
        treated=session.scalar(select(func.count()).select_from(cohort)) or 0,
        died=ended.get(DispositionKind.DEATH, 0),
        withdrawn=ended.get(DispositionKind.WITHDRAWAL, 0),
        lost=ended.get(DispositionKind.LOST, 0),
        transferred=ended.get(DispositionKind.TRANSFERRED, 0),
        left_out=session.scalar(left_out) or 0,
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
