"""Run the data-quality rules: open a query where one is broken, close it when all is right."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from registry.domain.actors import Actor
from registry.domain.codes import DataOrigin
from registry.domain.permissions import check_may_record
from registry.domain.query import RULES, QueryState
from registry.domain.schedule import Schedule
from registry.extracts.patient_record import patient_record
from registry.extracts.quality_rules import QUALITY_RULES, Case, QualityRule
from registry.models import AcceptedWarning, Patient, Query, QueryMessage, Site, Visit
from registry.models.changed_patients import changed_patients

BROKEN_AGAIN = "The rule is broken again."
RIGHT_NOW = "Closed by the rule: the data are right now."

Broken = dict[tuple[str, int], QualityRule]


def check_changed(session: Session, *, schedule: Schedule, at: datetime) -> None:
    """Run all rules over the patients whose records this transaction has changed."""
    session.flush()
    changed = select(Patient).where(Patient.id.in_(changed_patients(session)))
    for patient in session.scalars(changed).all():
        check_patient(session, patient, schedule=schedule, at=at)


def check_site(
    session: Session, actor: Actor, site: Site, *, schedule: Schedule, at: datetime
) -> Iterator[None]:
    """Run all rules over a site, one patient a step.

    Raises
    ------
    NotPermitted
        The actor may not record.
    """
    check_may_record(actor)
    for patient in session.scalars(select(Patient).where(Patient.site_id == site.id)).all():
        check_patient(session, patient, schedule=schedule, at=at)
        yield


def check_patient(session: Session, patient: Patient, *, schedule: Schedule, at: datetime) -> None:
    """Run all rules over one patient; of published data nobody can be asked."""
    if patient.site.data_origin is DataOrigin.PUBLISHED:
        return
    broken = _broken(_case(session, patient, schedule, at))
    queries = {
        (query.rule or "", query.record_id): query
        for query in session.scalars(
            select(Query)
            .where(Query.patient_id == patient.id, Query.rule.is_not(None))
            .options(selectinload(Query.messages))
        )
    }
    for key, query in queries.items():
        _settle(query, broken=key in broken, at=at)
    session.add_all(
        _opened(patient, rule, record_id, at)
        for (name, record_id), rule in broken.items()
        if (name, record_id) not in queries
    )
    session.flush()


def _case(session: Session, patient: Patient, schedule: Schedule, at: datetime) -> Case:
    explained = session.scalars(
        select(AcceptedWarning.record_id).where(
            AcceptedWarning.patient_id == patient.id,
            AcceptedWarning.table_name == Visit.__tablename__,
            AcceptedWarning.rule == "outside_collection_window",
        )
    )
    return Case(
        patient=patient,
        record=patient_record(session, patient),
        explained=frozenset(explained),
        schedule=schedule,
        today=at.astimezone(ZoneInfo(patient.site.time_zone)).date(),
    )


def _broken(case: Case) -> Broken:
    return {
        (rule.name, record_id): rule
        for rule in QUALITY_RULES.values()
        for record_id in rule.find(case)
    }


def _settle(query: Query, *, broken: bool, at: datetime) -> None:
    """Close what is right; open again what a rule had closed, but not what a person had."""
    if not broken and query.state is not QueryState.CLOSED:
        _say(query, QueryState.CLOSED, RIGHT_NOW, at)
    elif broken and query.state is QueryState.CLOSED and query.messages[-1].account_id is None:
        _say(query, QueryState.OPEN, BROKEN_AGAIN, at)


def _opened(patient: Patient, rule: QualityRule, record_id: int, at: datetime) -> Query:
    query = Query(
        site_id=patient.site_id,
        patient_id=patient.id,
        table_name=rule.table,
        record_id=record_id,
        field=rule.field,
        rule=rule.name,
        opened_at=at,
    )
    _say(query, QueryState.OPEN, rule.sentence, at)
    return query


def _say(query: Query, state: QueryState, words: str, at: datetime) -> None:
    query.state = state
    query.messages.append(QueryMessage(said_at=at, said_by=RULES, state=state, words=words))
