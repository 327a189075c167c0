"""Record consents, and what is withdrawn of them."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.codes import DispositionKind
from registry.domain.consent import (
    ENDS_CONTACT,
    ConsentInForce,
    ConsentScope,
    RecordConsent,
    WithdrawConsent,
    consent_rules,
    withdrawal_reason,
    withdrawal_rules,
)
from registry.domain.disposition import RecordDisposition
from registry.domain.errors import BrokenRule
from registry.domain.permissions import check_may_record
from registry.domain.rules import require
from registry.models import Consent, Disposition, Patient
from registry.services.dispositions import record_disposition
from registry.services.patients import lifetime, patient_to_record
from registry.services.storing import store


def record_consent(
    session: Session, actor: Actor, number: str, command: RecordConsent, *, today: date
) -> Consent:
    """Store a version of the consent and what it allows.

    Raises
    ------
    NotPermitted, NotFound
        The actor may not record, or sees no such patient.
    RuleBroken
        The date is impossible, or that version is stored already.
    """
    check_may_record(actor)
    patient = patient_to_record(session, actor, number)
    versions = {consent.form_version for consent in _consents(session, patient)}
    rule = f"Version “{command.form_version}” is already recorded. Enter the version on the form."
    twice = [BrokenRule("form_version", rule)] if command.form_version in versions else []
    require([*consent_rules(command, lifetime(session, patient, today=today)), *twice])
    consent = Consent(
        patient_id=patient.id,
        form_version=command.form_version,
        consented_on=command.consented_on,
        to_registry=ConsentScope.REGISTRY in command.scopes,
        to_contact=ConsentScope.CONTACT in command.scopes,
        to_sharing=ConsentScope.SHARING in command.scopes,
        registry_withdrawn_on=command.registry_withdrawn_on,
        contact_withdrawn_on=command.contact_withdrawn_on,
        sharing_withdrawn_on=command.sharing_withdrawn_on,
    )
    return store(session, consent)


def withdraw_consent(
    session: Session, actor: Actor, number: str, command: WithdrawConsent, *, today: date
) -> list[Consent]:
    """Note in every version in force what is withdrawn; without contact nothing is expected.

    Raises
    ------
    NotPermitted, NotFound
        The actor may not record, or sees no such patient.
    RuleBroken
        The date is impossible, or what is withdrawn is not in force.
    """
    check_may_record(actor)
    patient = patient_to_record(session, actor, number)
    consents = _consents(session, patient)
    given = in_force(consents)
    require(withdrawal_rules(command, given, lifetime(session, patient, today=today)))
    changed = []
    for consent in consents:
        for scope in command.scopes:
            if _stands(consent, scope):
                consent.withdraw(scope, command.withdrawn_on)
                changed.append(consent)
    session.flush()
    if command.scopes & ENDS_CONTACT and not _has_withdrawn(session, patient):
        ending = RecordDisposition(
            kind=DispositionKind.WITHDRAWAL,
            occurred_on=command.withdrawn_on,
            reason=withdrawal_reason(command),
        )
        record_disposition(session, actor, number, ending, today=today)
    return changed


def in_force(consents: list[Consent]) -> list[ConsentInForce]:
    """Return each scope that some version still allows, since the latest such version."""
    found = []
    for scope in ConsentScope:
        since = [each.consented_on for each in consents if _stands(each, scope)]
        if since:
            found.append(ConsentInForce(scope=scope, since=max(since)))
    return found


def _stands(consent: Consent, scope: ConsentScope) -> bool:
    return consent.given(scope) and consent.withdrawn_on(scope) is None


def _consents(session: Session, patient: Patient) -> list[Consent]:
    of_patient = select(Consent).where(Consent.patient_id == patient.id)
    return list(session.scalars(of_patient.order_by(Consent.consented_on)))


def _has_withdrawn(session: Session, patient: Patient) -> bool:
    found = select(Disposition.id).where(
        Disposition.patient_id == patient.id,
        Disposition.kind == DispositionKind.WITHDRAWAL,
    )
    return session.scalar(found) is not None
