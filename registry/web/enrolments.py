"""What was recorded of a patient at enrolment: shown and amended."""

from datetime import date

from sqlalchemy.orm import Session

from registry.display.banner import person
from registry.display.numbers import bare, day
from registry.display.tables import DisplayTable, TableColumn, record_row
from registry.domain.actors import Actor
from registry.domain.codes import Code
from registry.domain.patient import PatientData
from registry.forms.patient import PatientDataForm
from registry.models import Patient
from registry.services.enrolments import amend_enrolment
from registry.services.identities import IdentityCipher
from registry.web.record_form import RecordPage
from registry.web.registry_context import registry

NOTHING = "–"


def page() -> RecordPage:
    """Return what the form of the patient's own data is made of."""
    return RecordPage(schema=PatientDataForm(), template="patients/data.html", store=_store)


def _store(session: Session, actor: Actor, number: str, command: PatientData, today: date) -> str:
    cipher = IdentityCipher(registry().settings.identity_key)
    amend_enrolment(session, actor, number, command, cipher=cipher, today=today)
    return f"Data at enrolment saved for {number}."


def enrolment_table(patient: Patient) -> DisplayTable:
    """Lay out what was recorded of the patient at enrolment."""
    answers = {
        "Enrolled": day(patient.enrolled_on),
        "Person": person(patient.sex, patient.birth_year),
        "Height": _measured(patient.height_cm, "cm"),
        "Weight": _measured(patient.weight_kg, "kg"),
        "Smoking": _label(patient.smoking),
        "Work": _label(patient.work_status),
        "Claim": _label(patient.compensation_claim),
        "Symptoms": _measured(patient.symptom_duration_months, "months"),
        "Lumbar surgery before": _label(patient.previous_lumbar_surgery),
        "Opioids": _label(patient.opioid_use),
    }
    return DisplayTable(
        title="At enrolment",
        columns=tuple(TableColumn(header=header, alignment="text") for header in answers),
        rows=(record_row("enrolment", patient.id, *answers.values()),),
    )


def _measured(value: float | None, unit: str) -> str:
    if value is None:
        return NOTHING
    return f"{bare(value, 'points') if value % 1 else bare(value, 'count')} {unit}"


def _label(code: Code | None) -> str:
    return NOTHING if code is None else code.label
