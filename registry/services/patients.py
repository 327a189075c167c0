"""Enrol patients, and find them."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.codes import DispositionKind
from registry.domain.errors import BrokenRule, Conflict, NotFound
from registry.domain.patient import EnrolPatient, enrolment_rules, study_number
from registry.domain.permissions import check_may_record, check_sees_site
from registry.domain.rules import Lifetime, require
from registry.domain.warnings import unexplained
from registry.models import Disposition, Patient, Site, Treatment
from registry.models.valid_records import WITH_VOIDED
from registry.services.accepted_warnings import keep_reason
from registry.services.duplicates import enrolled_before
from registry.services.identities import (
    IdentityCipher,
    patient_named_alike,
    patient_with_record_number,
    store_identity,
)
from registry.services.sites import find_site


def enrol_patient(
    session: Session,
    actor: Actor,
    command: EnrolPatient,
    *,
    cipher: IdentityCipher,
    today: date,
) -> Patient:
    """Store a new patient under the site's next study number, with the identity apart.

    Raises
    ------
    NotPermitted, NotFound
        The actor may not record, or not at that site.
    RuleBroken
        A date is impossible, the patient is already enrolled, or somebody alike is and no
        reason was given.
    """
    check_may_record(actor)
    site = find_site(session, actor, command.site_code)
    require(enrolment_rules(command, today=today))
    session.refresh(site, with_for_update=True)
    _check_not_enrolled(session, site, command, cipher)
    warnings = tuple(enrolled_before(session, actor, command, cipher=cipher))
    require(unexplained(warnings, command.warning_reason))
    sequence = _next_sequence(session, site)
    patient = Patient(
        site=site,
        study_number=study_number(site.code, sequence),
        sequence=sequence,
        external_id=command.external_id,
        enrolled_on=command.enrolled_on,
        birth_year=command.birth_year,
        sex=command.sex,
        height_cm=command.height_cm,
        weight_kg=command.weight_kg,
        smoking=command.smoking,
        work_status=command.work_status,
        compensation_claim=command.compensation_claim,
        symptom_duration_months=command.symptom_duration_months,
        previous_lumbar_surgery=command.previous_lumbar_surgery,
        opioid_use=command.opioid_use,
    )
    session.add(patient)
    session.flush()
    if command.identity is not None:
        store_identity(session, patient, command.identity, cipher=cipher)
    keep_reason(session, patient, patient.id, warnings, command.warning_reason)
    return patient


def _check_not_enrolled(
    session: Session, site: Site, command: EnrolPatient, cipher: IdentityCipher
) -> None:
    if command.identity is None:
        return
    number = command.identity.record_number
    if number:
        enrolled = patient_with_record_number(session, site, number, cipher=cipher)
        rule = "This record number is already enrolled as {}."
    else:
        enrolled = patient_named_alike(session, site, command, cipher=cipher)
        rule = "This name is enrolled as {}. If it is another person, enter a record number."
    if enrolled:
        number = surviving(session, enrolled).study_number
        require([BrokenRule("record_number", rule.format(number))])


def _next_sequence(session: Session, site: Site) -> int:
    """Return the next free sequence of a site that this transaction holds."""
    highest = select(func.max(Patient.sequence)).where(Patient.site_id == site.id)
    return (session.scalar(highest.execution_options(**WITH_VOIDED)) or 0) + 1


def find_patient(session: Session, actor: Actor, number: str) -> Patient:
    """Return the patient of that study number, or the one they were merged into.

    Raises
    ------
    NotFound
        The actor has no such patient.
    """
    wanted = select(Patient).where(Patient.study_number == number)
    wanted = wanted.execution_options(**WITH_VOIDED)
    patient = session.scalar(wanted) if number.isprintable() else None  # NUL is no SQL text
    if patient is not None:
        patient = surviving(session, patient)
    if patient is None or patient.voided:
        raise NotFound(noun="patient", key=number)
    check_sees_site(actor, patient.site.code, noun="patient", key=number)
    return patient


def surviving(session: Session, patient: Patient) -> Patient:
    """Return the patient that a merged one became, else the patient."""
    if patient.merged_into_id is None:
        return patient
    return session.get_one(Patient, patient.merged_into_id)


def patient_to_record(session: Session, actor: Actor, number: str) -> Patient:
    """Return the patient, held until the transaction ends so that nothing is recorded twice.

    Raises
    ------
    NotFound
        The actor has no such patient.
    Conflict
        The patient was merged at this moment.
    """
    patient = find_patient(session, actor, number)
    session.refresh(patient, with_for_update=True)
    if patient.merged_into_id is not None:
        raise Conflict(noun="record", reason=f"{number} was merged at the same moment")
    return patient


def index_treatment(session: Session, patient: Patient) -> Treatment | None:
    """Return the patient's first treatment in the registry: time zero."""
    return session.scalar(
        select(Treatment)
        .where(Treatment.patient_id == patient.id)
        .order_by(Treatment.treated_on)
        .limit(1)
    )


def lifetime(session: Session, patient: Patient, *, today: date) -> Lifetime:
    """Return when the patient lived, as far as it is recorded."""
    died_on = session.scalar(
        select(Disposition.occurred_on).where(
            Disposition.patient_id == patient.id, Disposition.kind == DispositionKind.DEATH
        )
    )
    return Lifetime(birth_year=patient.birth_year, died_on=died_on, today=today)
