"""The date of each patient's first operation under the event definition."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.codes import DiscLevel, EventDefinition, Procedure
from registry.domain.event_definition import is_event
from registry.extracts.criteria import Criteria
from registry.models import ReoperatedLevel, Reoperation, TreatedLevel, Treatment


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation with the levels it was at, and those that had been treated by then."""

    patient_id: int
    performed_on: date
    procedure: Procedure
    operated: frozenset[DiscLevel]
    treated: frozenset[DiscLevel]


def first_operations(
    session: Session,
    criteria: Criteria,
    operations: Iterable[Operation],
    definition: EventDefinition,
) -> pd.Series:
    """Return the date of the first event up to the cut-off, by patient_id.

    ``operations`` is what `read_operations` returns. Patients without an event are absent. A
    repeated injection counts where the definition includes it, whether it was recorded as a
    treatment or as an operation.
    """
    dates = [
        (each.patient_id, each.performed_on)
        for each in operations
        if is_event(
            definition, procedure=each.procedure, operated=each.operated, treated=each.treated
        )
    ]
    if definition is EventDefinition.ANY_REINTERVENTION:
        dates += _repeated_injections(session, criteria)
    first: dict[int, date] = {}
    for patient_id, performed_on in dates:
        first[patient_id] = min(performed_on, first.get(patient_id, performed_on))
    return pd.Series(first, dtype="datetime64[s]")


def read_operations(session: Session, criteria: Criteria) -> list[Operation]:
    """Return every operation of the cohort up to the cut-off."""
    cohort = criteria.index_treatments()
    statement = (
        select(
            Reoperation.id, Reoperation.patient_id, Reoperation.performed_on, Reoperation.procedure
        )
        .join(cohort, cohort.c.patient_id == Reoperation.patient_id)
        .where(Reoperation.performed_on <= criteria.cut_off)
    )
    operated = _operated_levels(session, criteria)
    treated = _treated_levels(session, criteria)
    return [
        Operation(
            patient_id=patient_id,
            performed_on=performed_on,
            procedure=procedure,
            operated=frozenset(operated[key]),
            treated=frozenset(level for day, level in treated[patient_id] if day <= performed_on),
        )
        for key, patient_id, performed_on, procedure in session.execute(statement)
    ]


def _operated_levels(session: Session, criteria: Criteria) -> dict[int, set[DiscLevel]]:
    cohort = criteria.index_treatments()
    statement = (
        select(ReoperatedLevel.reoperation_id, ReoperatedLevel.level)
        .join(Reoperation, Reoperation.id == ReoperatedLevel.reoperation_id)
        .join(cohort, cohort.c.patient_id == Reoperation.patient_id)
        .where(Reoperation.performed_on <= criteria.cut_off)
    )
    levels: dict[int, set[DiscLevel]] = defaultdict(set)
    for key, level in session.execute(statement):
        levels[key].add(level)
    return levels


def _treated_levels(
    session: Session, criteria: Criteria
) -> dict[int, list[tuple[date, DiscLevel]]]:
    """Return when the discs of those operated on were treated: a later one was not at the time."""
    cohort = criteria.index_treatments()
    statement = (
        select(Treatment.patient_id, Treatment.treated_on, TreatedLevel.level)
        .join(cohort, cohort.c.patient_id == Treatment.patient_id)
        .join(TreatedLevel, TreatedLevel.treatment_id == Treatment.id)
        .where(
            Treatment.treated_on <= criteria.cut_off,
            Treatment.patient_id.in_(select(Reoperation.patient_id)),
        )
    )
    levels: dict[int, list[tuple[date, DiscLevel]]] = defaultdict(list)
    for patient_id, treated_on, level in session.execute(statement):
        levels[patient_id].append((treated_on, level))
    return levels


def _repeated_injections(session: Session, criteria: Criteria) -> list[tuple[int, date]]:
    cohort = criteria.index_treatments()
    statement = (
        select(Treatment.patient_id, Treatment.treated_on)
        .join(cohort, cohort.c.patient_id == Treatment.patient_id)
        .where(Treatment.treated_on > cohort.c.index_date, Treatment.treated_on <= criteria.cut_off)
    )
    return [(patient_id, treated_on) for patient_id, treated_on in session.execute(statement)]
