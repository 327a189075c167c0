"""A stored record is amended with a reason, voided and restored; nothing is lost."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.amendment import Amendment
from registry.domain.codes import DiscLevel, SeriousnessCriterion
from registry.domain.errors import Conflict, NotFound, NotPermitted, RuleBroken, Stale
from registry.domain.instruments.instrument import Conversion, InstrumentCode
from registry.domain.instruments.odi import OdiSection
from registry.domain.treatment import TreatedLevelEntry
from registry.domain.visit import OdiEntry, RecordVisit
from registry.models import (
    AdverseEvent,
    AuditEntry,
    Contact,
    Disposition,
    PlannedVisit,
    Reoperation,
    Treatment,
    Visit,
)
from registry.models.lifecycle import Amendable
from registry.services.adverse_events import record_adverse_event
from registry.services.amendments import amending, void_record
from registry.services.contacts import record_contact
from registry.services.dispositions import record_disposition
from registry.services.entered import entered, with_unasked
from registry.services.reoperations import record_reoperation
from registry.services.treatments import record_treatment
from registry.services.visits import record_visit
from registry.settings import Settings
from tests.people import (
    DEATH,
    FLARE,
    FUSION,
    NURSE,
    PHONE_CALL,
    SCHEDULE,
    TREATMENT,
    TWELVE_MONTHS,
)
from tests.refusals import refused

WHY = Amendment(version=1, reason="Read wrongly from the paper form")
Recorded = Callable[[RecordVisit], Visit]
Amending = Callable[..., AbstractContextManager[Amendable]]


@pytest.fixture
def visited(session: Session, treated: str, today: date, settings: Settings) -> Recorded:
    """Return the recorder of the patient's visits."""
    return lambda command: record_visit(
        session,
        NURSE,
        treated,
        command,
        today=today,
        schedule=settings.schedule,
        odi_minimum_answered=settings.odi_minimum_answered,
    )


@pytest.fixture
def amend(session: Session, treated: str) -> Amending:
    """Return what opens an amendment of one of the patient's records."""

    def amend(
        model: type[Amendable], amendment: Amendment = WHY, *, restoring: bool = False
    ) -> AbstractContextManager[Amendable]:
        return amending(session, NURSE, model, treated, 1, amendment, restoring=restoring)

    return amend


def trail(session: Session, action: str = "update") -> list[tuple[str, str, object, str | None]]:
    """Return table, key, changes and reason of every entry of that action."""
    wanted = select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.id)
    return [
        (each.table_name, each.record_key, json.loads(each.changes), each.reason)
        for each in session.scalars(wanted)
    ]


def test_an_amended_field_is_audited_with_what_was_what_is_and_why(
    session: Session, treated: str, today: date, amend: Amending
) -> None:
    record_contact(session, NURSE, treated, PHONE_CALL, today=today)
    with amend(Contact):
        command = replace(PHONE_CALL, remarks="Called back in the evening")
        stored = record_contact(session, NURSE, treated, command, today=today)
    assert (stored.id, stored.version, stored.remarks) == (1, 2, "Called back in the evening")
    changes = {"remarks": [None, "Called back in the evening"]}
    assert trail(session) == [("contact", "1", changes, WHY.reason)]
    assert session.scalars(select(Contact)).all() == [stored]


@pytest.mark.parametrize("reason", ["", "  \n", "x" * 501])
def test_an_amendment_without_a_reason_or_with_a_novel_is_refused(
    session: Session, treated: str, today: date, amend: Amending, reason: str
) -> None:
    record_contact(session, NURSE, treated, PHONE_CALL, today=today)
    with pytest.raises(RuleBroken) as caught, amend(Contact, replace(WHY, reason=reason)):
        pass
    assert [each.field for each in caught.value.broken] == ["amendment_reason"]


def test_a_change_of_a_version_that_is_not_the_newest_is_refused(
    session: Session, treated: str, today: date, amend: Amending
) -> None:
    record_contact(session, NURSE, treated, PHONE_CALL, today=today)
    with amend(Contact):
        record_contact(session, NURSE, treated, replace(PHONE_CALL, remarks="A"), today=today)
    with pytest.raises(Stale), amend(Contact):
        pass


def test_an_amended_record_is_not_compared_with_itself(
    session: Session, treated: str, today: date, amend: Amending
) -> None:
    record_disposition(session, NURSE, treated, DEATH, today=today)
    later = replace(DEATH, occurred_on=date(2026, 5, 1))
    with amend(Disposition):
        stored = record_disposition(session, NURSE, treated, later, today=today)
    assert stored.occurred_on == date(2026, 5, 1)


def test_an_amended_record_keeps_the_rules_of_recording(
    session: Session, visited: Recorded, amend: Amending
) -> None:
    visited(TWELVE_MONTHS)
    visited(RecordVisit(visited_on=date(2025, 9, 10), vas_back_0_100=30))
    again = "A visit on 10 September 2025 is already recorded."
    with refused("visited_on", again), amend(Visit):
        visited(replace(TWELVE_MONTHS, visited_on=date(2025, 9, 10)))
    assert session.get_one(Visit, 1).version == 1


def test_discs_change_with_their_treatment_and_a_removed_one_is_audited(
    session: Session, treated: str, today: date, amend: Amending
) -> None:
    moved = replace(TREATMENT, levels=(TreatedLevelEntry(level=DiscLevel.L5_S1),))
    with amend(Treatment):
        stored = record_treatment(session, NURSE, treated, moved, today=today, schedule=SCHEDULE)
    session.refresh(stored)
    assert [entry.level for entry in stored.levels] == [DiscLevel.L5_S1]
    ((table, key, changes, reason),) = trail(session, "delete")
    assert (table, key, reason) == ("treated_level", "1/L4-L5", WHY.reason)
    assert isinstance(changes, dict)
    assert changes["pfirrmann"] == ["4", None]
    assert ("treated_level", "1/L5-S1") in [row[:2] for row in trail(session, "insert")]


def test_criteria_and_operated_levels_change_with_their_record(
    session: Session, treated: str, today: date, amend: Amending
) -> None:
    serious = replace(FLARE, serious=True, criteria=(SeriousnessCriterion.HOSPITALISATION,))
    record_adverse_event(session, NURSE, treated, serious, today=today)
    with amend(AdverseEvent):
        event = record_adverse_event(session, NURSE, treated, FLARE, today=today)
    session.refresh(event)
    assert (event.serious, event.seriousness) == (False, [])
    record_reoperation(session, NURSE, treated, FUSION, today=today)
    one = replace(FUSION, levels=(DiscLevel.L5_S1,))
    with amend(Reoperation):
        operation = record_reoperation(session, NURSE, treated, one, today=today)
    session.refresh(operation)
    assert [entry.level for entry in operation.levels] == [DiscLevel.L5_S1]
    removed = [row[:2] for row in trail(session, "delete")]
    assert removed == [("seriousness", "1/hospitalisation"), ("reoperated_level", "1/L4-L5")]


def test_scores_and_sections_change_with_their_visit(
    session: Session, visited: Recorded, amend: Amending
) -> None:
    sections = OdiEntry(answers=dict.fromkeys(OdiSection, 2))
    visited(replace(TWELVE_MONTHS, odi=sections))
    with amend(Visit):
        visit = visited(replace(TWELVE_MONTHS, vas_back_0_100=None, vas_leg_0_100=12, odi=sections))
    session.refresh(visit)
    instruments = {score.instrument: score.value_0_100 for score in visit.scores}
    assert instruments == {InstrumentCode.VAS_LEG: 12, InstrumentCode.ODI: 40}
    with amend(Visit, replace(WHY, version=2)):
        visited(replace(TWELVE_MONTHS, odi=OdiEntry(total_0_100=44)))
    removed = [row[:2] for row in trail(session, "delete")]
    assert removed == [("score", "1/vas_back"), ("odi_answers", "1/odi"), ("score", "1/vas_leg")]


def test_what_no_form_asks_stays_as_it_was(
    session: Session, treated: str, today: date, visited: Recorded
) -> None:
    rated = visited(replace(TWELVE_MONTHS, conversion=Conversion.NRS_TIMES_10))
    same = with_unasked(replace(TWELVE_MONTHS, mode=None), rated)
    assert same.conversion is Conversion.NRS_TIMES_10
    measured = with_unasked(replace(TWELVE_MONTHS, vas_back_0_100=33), rated)
    assert measured.conversion is Conversion.NONE
    call = record_contact(session, NURSE, treated, PHONE_CALL, today=today)
    assert with_unasked(PHONE_CALL, call) == PHONE_CALL


def test_a_voided_visit_answers_no_plan_and_is_restored_under_the_rules(
    session: Session, treated: str, visited: Recorded, amend: Amending
) -> None:
    visited(TWELVE_MONTHS)
    answered = select(PlannedVisit.code).where(PlannedVisit.visit_id.is_not(None))
    assert session.scalars(answered).all() == ["m12"]
    voided = void_record(session, NURSE, Visit, treated, 1, WHY, schedule=SCHEDULE)
    assert not session.scalars(select(Visit)).all()
    assert not session.scalars(answered).all()
    with pytest.raises(Conflict, match="restore it first"), amend(Visit, replace(WHY, version=2)):
        pass
    with amend(Visit, replace(WHY, version=2), restoring=True):
        visited(entered(voided))
    assert session.scalars(answered).all() == ["m12"]
    assert trail(session)[-1][2] == {"voided": [True, False]}


def test_what_was_recorded_anew_is_in_the_way_of_restoring(
    session: Session, treated: str, visited: Recorded, amend: Amending
) -> None:
    visited(TWELVE_MONTHS)
    voided = void_record(session, NURSE, Visit, treated, 1, WHY, schedule=SCHEDULE)
    visited(replace(TWELVE_MONTHS, vas_back_0_100=35))
    said = "A visit on 10 March 2026 is already recorded."
    with (
        refused("visited_on", said),
        amend(Visit, replace(WHY, version=2), restoring=True),
    ):
        visited(entered(voided))


def test_the_treatment_before_an_operation_cannot_be_voided(
    session: Session, treated: str, today: date
) -> None:
    record_reoperation(session, NURSE, treated, FUSION, today=today)
    said = (
        "The operation of 20 November 2025 would then precede the first treatment. "
        "Amend or void the operation first."
    )
    with refused("treated_on", said):
        void_record(session, NURSE, Treatment, treated, 1, WHY, schedule=SCHEDULE)


def test_only_who_may_record_at_the_site_amends_and_only_what_is_there(
    session: Session, treated: str, reporter: Actor, neighbour: Actor
) -> None:
    with pytest.raises(NotPermitted), amending(session, reporter, Treatment, treated, 1, WHY):
        pass
    with pytest.raises(NotFound), amending(session, neighbour, Treatment, treated, 1, WHY):
        pass
    with pytest.raises(NotFound, match="adverse event"):
        void_record(session, NURSE, AdverseEvent, treated, 7, WHY, schedule=SCHEDULE)


def test_the_command_of_a_stored_record_is_what_was_entered(
    session: Session, treated: str, today: date, visited: Recorded
) -> None:
    assert entered(session.scalars(select(Treatment)).one()) == TREATMENT
    assert entered(record_contact(session, NURSE, treated, PHONE_CALL, today=today)) == PHONE_CALL
    event = record_adverse_event(session, NURSE, treated, FLARE, today=today)
    assert entered(event) == FLARE
    assert entered(record_reoperation(session, NURSE, treated, FUSION, today=today)) == FUSION
    sections = OdiEntry(answers=dict.fromkeys(OdiSection, 2))
    twelve = replace(TWELVE_MONTHS, odi=sections, planned_visit="m12")
    assert entered(visited(twelve)) == twelve
    assert entered(record_disposition(session, NURSE, treated, DEATH, today=today)) == DEATH
