"""What a patient’s page says of queries, and of warnings that were explained."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.query import QueryState
from registry.extracts.patient_record import PatientRecord
from registry.models import AcceptedWarning, Patient
from registry.services.queries import queries_of
from registry.web.query_words import field_label, record_labels


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryMark:
    """One query as the patient’s page shows it."""

    key: int
    record: str
    field: str
    question: str
    state: QueryState


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One warning that a record raised, and the reason given."""

    record: str
    warning: str
    reason: str


def query_marks(
    session: Session, patient: Patient, record: PatientRecord
) -> dict[str, list[QueryMark] | list[Explained]]:
    """Return the marks of a patient’s records: queries, and warnings that were explained."""
    labels = record_labels(patient, record)
    queries = [
        QueryMark(
            key=query.id,
            record=labels.get((query.table_name, query.record_id), "A record that was voided"),
            field=field_label(query.table_name, query.field),
            question=query.messages[0].words,
            state=query.state,
        )
        for query in queries_of(session, patient)
    ]
    accepted = select(AcceptedWarning).where(AcceptedWarning.patient_id == patient.id)
    explained = [
        Explained(
            record=labels[warning.table_name, warning.record_id],
            warning=warning.warning,
            reason=warning.reason,
        )
        for warning in session.scalars(accepted.order_by(AcceptedWarning.id))
        if (warning.table_name, warning.record_id) in labels
    ]
    return {"queries": queries, "explained": explained}
