"""Ask, answer, close and re-open queries."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.errors import NotFound
from registry.domain.permissions import check_may_close_query, check_may_record, check_sees_site
from registry.domain.query import AskQuery, QueryState, SayOnQuery, state_rules
from registry.domain.rules import require
from registry.models import Patient, Query, QueryMessage, Site
from registry.services.patients import find_patient


def ask_query(
    session: Session, actor: Actor, number: str, command: AskQuery, *, at: datetime
) -> Query:
    """Open a query on a field of a record.

    Raises
    ------
    NotPermitted, NotFound
        The actor may not record, or sees no such patient.
    """
    check_may_record(actor)
    patient = find_patient(session, actor, number)
    query = Query(
        site_id=patient.site_id,
        patient_id=patient.id,
        table_name=command.table_name,
        record_id=command.record_id,
        field=command.field,
        opened_at=at,
        state=QueryState.OPEN,
        messages=[_message(actor, QueryState.OPEN, command.words, at)],
    )
    session.add(query)
    session.flush()
    return query


def say_on_query(
    session: Session, actor: Actor, key: int, command: SayOnQuery, *, at: datetime
) -> Query:
    """Answer, close or re-open a query, with words.

    Raises
    ------
    NotPermitted, NotFound
        The actor may not record, or not close it, or sees no such query.
    RuleBroken
        The query stands there already.
    """
    check_may_record(actor)
    query = find_query(session, actor, key)
    session.refresh(query, with_for_update=True)
    require(state_rules(query.state, command.state))
    if command.state is QueryState.CLOSED:
        check_may_close_query(actor, opened_by=query.messages[0].account_id)
    query.state = command.state
    query.messages.append(_message(actor, command.state, command.words, at))
    session.flush()
    return query


def find_query(session: Session, actor: Actor, key: int) -> Query:
    """Return the query of that key; NotFound where the actor sees no such patient."""
    query = session.get(Query, key)
    if query is None:
        raise NotFound(noun="query", key=str(key))
    site = session.get_one(Site, query.site_id)
    check_sees_site(actor, site.code, noun="query", key=str(key))
    return query


def patient_of(session: Session, query: Query) -> Patient:
    """Return the patient a query is about."""
    return session.get_one(Patient, query.patient_id)


def queries_of(session: Session, patient: Patient) -> list[Query]:
    """Return all queries on a patient's records, those that are not closed first."""
    asked = select(Query).where(Query.patient_id == patient.id)
    by_state = (Query.state == QueryState.CLOSED, Query.id.desc())
    return list(session.scalars(asked.order_by(*by_state)))


def _message(actor: Actor, state: QueryState, words: str, at: datetime) -> QueryMessage:
    return QueryMessage(
        said_at=at, account_id=actor.account_id, said_by=actor.name, state=state, words=words
    )
