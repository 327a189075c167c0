"""One patient at a glance."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.consent import ConsentScope
from registry.domain.patient_overview import DatedScore, PatientOverview
from registry.models import Consent, Disposition, Patient, Score, Treatment, Visit


def patient_overview(session: Session, patient: Patient) -> PatientOverview:
    """Read what is always shown of a patient."""
    treatments = session.scalars(
        select(Treatment).where(Treatment.patient_id == patient.id).order_by(Treatment.treated_on)
    ).all()
    index = treatments[0] if treatments else None
    return PatientOverview(
        study_number=patient.study_number,
        sex=patient.sex,
        birth_year=patient.birth_year,
        index_date=index.treated_on if index else None,
        product_type=index.product_type if index else None,
        levels=tuple(level.level for level in index.levels) if index else (),
        treatments=len(treatments),
        scores=_scores(session, patient),
        ended=tuple(
            (ending.kind, ending.occurred_on)
            for ending in session.scalars(
                select(Disposition)
                .where(Disposition.patient_id == patient.id)
                .order_by(Disposition.occurred_on)
            )
        ),
        withdrawn=tuple(_withdrawn(session, patient)),
    )


def _withdrawn(session: Session, patient: Patient) -> Iterator[tuple[ConsentScope, date]]:
    consents = session.scalars(select(Consent).where(Consent.patient_id == patient.id)).all()
    for scope in ConsentScope:
        days = [consent.withdrawn_on(scope) for consent in consents if consent.given(scope)]
        withdrawn = [on for on in days if on is not None]
        if withdrawn and len(withdrawn) == len(days):
            yield scope, max(withdrawn)


def _scores(session: Session, patient: Patient) -> tuple[DatedScore, ...]:
    rows = session.execute(
        select(Score.instrument, Visit.visited_on, Score.value_0_100)
        .join(Visit, Score.visit_id == Visit.id)
        .where(Visit.patient_id == patient.id, Score.value_0_100.is_not(None))
        .order_by(Visit.visited_on)
    ).all()
    return tuple(
        DatedScore(instrument=instrument, answered_on=day, value=value)
        for instrument, day, value in rows
        if value is not None
    )
