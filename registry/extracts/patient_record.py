"""All that is recorded of one patient."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from registry.models import (
    AdverseEvent,
    Consent,
    Contact,
    Disposition,
    Patient,
    Reoperation,
    Score,
    Treatment,
    Visit,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientRecord:
    """The records of one patient, each in order of time."""

    treatments: Sequence[Treatment]
    visits: Sequence[Visit]
    adverse_events: Sequence[AdverseEvent]
    reoperations: Sequence[Reoperation]
    dispositions: Sequence[Disposition]
    contacts: Sequence[Contact]
    consents: Sequence[Consent]


def patient_record(session: Session, patient: Patient) -> PatientRecord:
    """Read all that is recorded of a patient."""
    key = patient.id
    visits = select(Visit).where(Visit.patient_id == key).order_by(Visit.visited_on)
    treatments = select(Treatment).where(Treatment.patient_id == key)
    events = select(AdverseEvent).where(AdverseEvent.patient_id == key)
    operations = select(Reoperation).where(Reoperation.patient_id == key)
    dispositions = select(Disposition).where(Disposition.patient_id == key)
    contacts = select(Contact).where(Contact.patient_id == key)
    consents = select(Consent).where(Consent.patient_id == key)
    with_answers = selectinload(Visit.scores).selectinload(Score.odi_answers)
    return PatientRecord(
        treatments=session.scalars(
            treatments.order_by(Treatment.treated_on).options(selectinload(Treatment.levels))
        ).all(),
        visits=session.scalars(visits.options(with_answers)).all(),
        adverse_events=session.scalars(
            events.order_by(AdverseEvent.onset_on).options(selectinload(AdverseEvent.seriousness))
        ).all(),
        reoperations=session.scalars(
            operations.order_by(Reoperation.performed_on).options(selectinload(Reoperation.levels))
        ).all(),
        dispositions=session.scalars(dispositions.order_by(Disposition.occurred_on)).all(),
        contacts=session.scalars(contacts.order_by(Contact.contacted_on)).all(),
        consents=session.scalars(consents.order_by(Consent.consented_on)).all(),
    )
