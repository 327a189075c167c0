"""The voided records of a patient, so that each can be explained and restored."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.display.numbers import day
from registry.models import Patient
from registry.models.valid_records import WITH_VOIDED
from registry.services.amendments import noun
from registry.services.merges import MOVED
from registry.web.stored_form import NOUNS


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidedLine:
    """One voided record as the patient’s page names it."""

    words: str
    nouns: str
    key: int


def voided_lines(session: Session, patient: Patient) -> list[VoidedLine]:
    """Return the patient’s voided records, kind by kind."""
    lines = []
    for model in MOVED:
        dated = getattr(model, model.dated_by)
        voided = select(model.id, dated).where(model.patient_id == patient.id, model.voided)
        for key, on in session.execute(voided.execution_options(**WITH_VOIDED).order_by(dated)):
            words = f"{noun(model).capitalize()} of {day(on)}"
            lines.append(VoidedLine(words=words, nouns=NOUNS[model], key=key))
    return lines
