"""What a query is about, in words: the record and its field."""

from collections.abc import Iterator

from registry.display.numbers import day
from registry.extracts.patient_record import PatientRecord
from registry.forms.adverse_event import RecordAdverseEventForm
from registry.forms.contact import RecordContactForm
from registry.forms.disposition import RecordDispositionForm
from registry.forms.patient import EnrolPatientForm
from registry.forms.query import field_labels
from registry.forms.reoperation import RecordReoperationForm
from registry.forms.treatment import RecordTreatmentForm
from registry.forms.visit import RecordVisitForm
from registry.models import Patient

FIELD_LABELS = {
    "patient": field_labels(EnrolPatientForm),
    "treatment": field_labels(RecordTreatmentForm),
    "visit": field_labels(RecordVisitForm),
    "adverse_event": field_labels(RecordAdverseEventForm),
    "reoperation": field_labels(RecordReoperationForm),
    "disposition": field_labels(RecordDispositionForm),
    "contact": field_labels(RecordContactForm),
}
IDENTITY = ("name", "date_of_birth", "record_number", "phone", "email")
for _name in IDENTITY:
    del FIELD_LABELS["patient"][_name]

RecordKey = tuple[str, int]


def field_label(table: str, field: str) -> str:
    """Return what the form calls that field."""
    return FIELD_LABELS[table][field]


def record_labels(patient: Patient, record: PatientRecord) -> dict[RecordKey, str]:
    """Return every record of a patient by table and key, as a question names it."""
    return dict(_labels(patient, record))


def _labels(patient: Patient, record: PatientRecord) -> Iterator[tuple[RecordKey, str]]:
    yield ("patient", patient.id), f"Enrolment of {day(patient.enrolled_on)}"
    for treatment in record.treatments:
        yield ("treatment", treatment.id), f"Treatment of {day(treatment.treated_on)}"
    for visit in record.visits:
        yield ("visit", visit.id), f"Visit of {day(visit.visited_on)}"
    for event in record.adverse_events:
        yield ("adverse_event", event.id), f"Adverse event “{event.verbatim_term}”"
    for operation in record.reoperations:
        label = f"{operation.procedure.label} of {day(operation.performed_on)}"
        yield ("reoperation", operation.id), label
    for ending in record.dispositions:
        yield ("disposition", ending.id), f"{ending.kind.label}, {day(ending.occurred_on)}"
    for contact in record.contacts:
        yield ("contact", contact.id), f"Contact of {day(contact.contacted_on)}"
