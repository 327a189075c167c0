"""The form of a stored record, filled with what is stored."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from registry.forms.bound import BoundForm, Posted
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
from registry.services.amendments import find_record
from registry.services.entered import entered
from registry.services.patients import find_patient
from registry.web import (
    adverse_events,
    consents,
    contacts,
    dispositions,
    enrolments,
    reoperations,
    treatments,
    visits,
)
from registry.web.record_form import RecordPage
from registry.web.registry_context import actor, reading

RECORDS: dict[str, tuple[type[Amendable], Callable[[], RecordPage]]] = {
    "enrolment": (Patient, enrolments.page),
    "treatments": (Treatment, treatments.page),
    "visits": (Visit, visits.page),
    "adverse-events": (AdverseEvent, adverse_events.page),
    "reoperations": (Reoperation, reoperations.page),
    "dispositions": (Disposition, dispositions.page),
    "contacts": (Contact, contacts.page),
    "consents": (Consent, consents.page),
}
NOUNS = {model: nouns for nouns, (model, _) in RECORDS.items()}


def _address(nouns: Iterable[str]) -> str:
    return f"/patients/<number>/<any({', '.join(map(repr, nouns))}):nouns>/<int:key>"


RECORD_ADDRESS = _address(RECORDS)
VOIDABLE_ADDRESS = _address(nouns for nouns, (model, _) in RECORDS.items() if model is not Patient)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredForm:
    """What is stored of one record, as its form would have been typed."""

    model: type[Amendable]
    nouns: str
    key: int
    page: RecordPage
    typed: Posted
    version: int
    voided: bool
    locked: bool


def stored_form(number: str, nouns: str, key: int) -> StoredForm:
    """Read a record of the patient; NotFound where the actor has none."""
    model, page_of = RECORDS[nouns]
    page = page_of()
    with reading() as session:
        record = find_record(session, find_patient(session, actor(), number), model, key)
        return StoredForm(
            model=model,
            nouns=nouns,
            key=key,
            page=page,
            typed=BoundForm.filled(page.schema, entered(record)).typed,
            version=record.version,
            voided=record.voided,
            locked=record.locked,
        )
