"""Record treatments."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.errors import BrokenRule
from registry.domain.permissions import check_may_record
from registry.domain.rules import in_words, not_twice, require, within_lifetime
from registry.domain.schedule import Schedule
from registry.domain.treatment import RecordTreatment, treated_level_rules
from registry.domain.visit import BASELINE
from registry.domain.warnings import unexplained
from registry.models import Patient, Reoperation, TreatedLevel, Treatment, Visit
from registry.services.accepted_warnings import keep_reason
from registry.services.duplicates import treated_alike
from registry.services.patients import index_treatment, lifetime, patient_to_record
from registry.services.planned_visits import replan
from registry.services.storing import store


def record_treatment(
    session: Session,
    actor: Actor,
    number: str,
    command: RecordTreatment,
    *,
    today: date,
    schedule: Schedule,
) -> Treatment:
    """Store an injection session and its discs; the patient's first is time zero of the plan.

    Raises
    ------
    NotPermitted, NotFound
        The actor may not record, or sees no such patient.
    RuleBroken
        The date is impossible or already has a treatment, no disc is named, or somebody alike
        was treated on that day and no reason was given.
    """
    check_may_record(actor)
    patient = patient_to_record(session, actor, number)
    day = command.treated_on
    recorded = _treatment_on(session, patient, day)
    require(
        [
            *within_lifetime("treated_on", day, lifetime(session, patient, today=today)),
            *not_twice("treated_on", day, what="A treatment", recorded=recorded),
            *treated_level_rules(command),
        ]
    )
    warnings = tuple(treated_alike(session, actor, patient, day))
    require(unexplained(warnings, command.warning_reason))
    treatment = store(session, _treatment(patient, command))
    keep_reason(session, treatment, patient.id, warnings, command.warning_reason)
    check_operations_follow(session, patient)
    _release_baselines(session, treatment)
    replan(session, [patient.id], schedule)
    return treatment


def check_operations_follow(session: Session, patient: Patient) -> None:
    """Raise RuleBroken where an operation would no longer follow the first treatment."""
    operated = select(func.min(Reoperation.performed_on)).where(
        Reoperation.patient_id == patient.id
    )
    first, index = session.scalar(operated), index_treatment(session, patient)
    if first is not None and (index is None or first < index.treated_on):
        rule = f"The operation of {in_words(first)} would then precede the first treatment. "
        require([BrokenRule("treated_on", rule + "Amend or void the operation first.")])


def _treatment_on(session: Session, patient: Patient, day: date) -> bool:
    found = select(Treatment.id).where(
        Treatment.patient_id == patient.id, Treatment.treated_on == day
    )
    return session.scalar(found) is not None


def _treatment(patient: Patient, command: RecordTreatment) -> Treatment:
    return Treatment(
        patient_id=patient.id,
        treated_on=command.treated_on,
        operator=command.operator,
        guidance=command.guidance,
        product_type=command.product_type,
        tissue_source=command.tissue_source,
        donor=command.donor,
        passage=command.passage,
        viable_cells_million=command.viable_cells_million,
        viability_percent=command.viability_percent,
        carrier=command.carrier,
        volume_ml=command.volume_ml,
        lot_number=command.lot_number,
        manufacturer=command.manufacturer,
        harvest_site=command.harvest_site,
        levels=[
            TreatedLevel(
                level=entry.level,
                pfirrmann=entry.pfirrmann,
                modic=entry.modic,
                previous_surgery=entry.previous_surgery,
            )
            for entry in command.levels
        ],
    )


def _release_baselines(session: Session, treatment: Treatment) -> None:
    """Unname the baselines that this treatment turns into follow-ups: entered before it was."""
    baselines = select(Visit).where(
        Visit.patient_id == treatment.patient_id,
        Visit.planned_visit == BASELINE,
        Visit.visited_on > treatment.treated_on,
    )
    for visit in session.scalars(baselines):
        visit.planned_visit = None
