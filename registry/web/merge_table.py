"""Two patients side by side."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from registry.display.banner import person
from registry.display.numbers import day
from registry.display.tables import DisplayTable, TableColumn, body_row
from registry.extracts.patient_record import patient_record
from registry.models import Patient

NOTHING = "none"


def merge_table(session: Session, survivor: Patient, duplicate: Patient) -> DisplayTable:
    """Lay out what each of two patients is and has, for whoever decides whether they are one."""
    columns = [_column(session, patient) for patient in (survivor, duplicate)]
    headers = ("", f"{survivor.study_number} stays", f"{duplicate.study_number} is merged")
    return DisplayTable(
        title="Side by side",
        columns=tuple(TableColumn(header=header, alignment="text") for header in headers),
        rows=tuple(body_row(what, *(column[what] for column in columns)) for what in columns[0]),
    )


def _column(session: Session, patient: Patient) -> dict[str, str]:
    record = patient_record(session, patient)
    endings = [f"{ending.kind.label} {day(ending.occurred_on)}" for ending in record.dispositions]
    return {
        "Person": person(patient.sex, patient.birth_year),
        "Enrolled": day(patient.enrolled_on),
        "Treatments": _days(each.treated_on for each in record.treatments),
        "Visits": _days(each.visited_on for each in record.visits),
        "Adverse events": ", ".join(each.verbatim_term for each in record.adverse_events)
        or NOTHING,
        "Operations": _days(each.performed_on for each in record.reoperations),
        "Contacts": _days(each.contacted_on for each in record.contacts),
        "End of follow-up": ", ".join(endings) or NOTHING,
    }


def _days(days: Iterable[date]) -> str:
    return ", ".join(day(on) for on in days) or NOTHING
