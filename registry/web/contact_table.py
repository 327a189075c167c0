"""The contact log of one patient, with what ended the follow-up."""

from registry.display.numbers import day
from registry.display.tables import DisplayTable, TableColumn, record_row
from registry.domain.schedule import Schedule
from registry.extracts.patient_record import PatientRecord
from registry.models import Contact
from registry.web.patient_tables import NOTHING

_HEADERS = ("Date", "What", "Planned visit", "Result", "Next try", "Remarks")


def contacts_table(record: PatientRecord, schedule: Schedule) -> DisplayTable:
    """Lay out every attempt and the end of follow-up, in order of time."""
    rows = [
        (contact.contacted_on, "contacts", contact.id, _attempt(contact, schedule))
        for contact in record.contacts
    ]
    rows += [
        (
            ending.occurred_on,
            "dispositions",
            ending.id,
            (ending.kind.label, NOTHING, NOTHING, NOTHING, ending.reason or NOTHING),
        )
        for ending in record.dispositions
    ]
    return DisplayTable(
        title="Contact log and end of follow-up",
        columns=tuple(TableColumn(header=header, alignment="text") for header in _HEADERS),
        rows=tuple(
            record_row(nouns, key, day(on), *cells) for on, nouns, key, cells in sorted(rows)
        ),
    )


def _attempt(contact: Contact, schedule: Schedule) -> tuple[str, ...]:
    return (
        contact.mode.label,
        schedule.label(contact.planned_visit) if contact.planned_visit else NOTHING,
        _result(contact),
        day(contact.next_try_on),
        contact.remarks or NOTHING,
    )


def _result(contact: Contact) -> str:
    answer = contact.surgery_since_last_contact
    if answer is None:
        return contact.result.label
    return f"{contact.result.label}; operation since the last contact: {answer.label.lower()}"
