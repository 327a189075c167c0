"""The voided records of a patient, so that each can be explained and restored."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from registry.display.numbers import day
from registry.models import (
    AdverseEvent,
    Consent,
    Contact,
    Disposition,
    Patient,
    Reoperation,
    Treatment,
    Visit,
)
from registry.models.lifecycle import Amendable
from registry.models.valid_records import WITH_VOIDED
from registry.services.amendments import noun
from registry.web.stored_form import NOUNS

_DATED: dict[type[Amendable], InstrumentedAttribute[date]] = {
    Treatment: Treatment.treated_on,
    Visit: Visit.visited_on,
    AdverseEvent: AdverseEvent.onset_on,
    Reoperation: Reoperation.performed_on,
    Disposition: Disposition.occurred_on,
    Contact: Contact.contacted_on,
    Consent: Consent.consented_on,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidedLine:
    """One voided record as the patient’s page names it."""

    words: str
    nouns: str
    key: int


def voided_lines(session: Session, patient: Patient) -> list[VoidedLine]:
    """Return the patient’s voided records, kind by kind."""
    lines = []
    for model, dated in _DATED.items():
        table = dated.class_
        voided = select(table.id, dated).where(table.patient_id == patient.id, table.voided)
        for key, on in session.execute(voided.execution_options(**WITH_VOIDED).order_by(dated)):
            words = f"{noun(model).capitalize()} of {day(on)}"
            lines.append(VoidedLine(words=words, nouns=NOUNS[model], key=key))
    return lines
