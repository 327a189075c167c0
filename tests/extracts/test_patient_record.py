from datetime import date

from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.codes import DiscLevel, ProductType
from registry.domain.instruments.instrument import InstrumentCode
from registry.extracts.patient_overview import patient_overview
from registry.extracts.patient_record import patient_record
from registry.services.adverse_events import record_adverse_event
from registry.services.contacts import record_contact
from registry.services.dispositions import record_disposition
from registry.services.patients import find_patient
from registry.services.reoperations import record_reoperation
from registry.services.visits import record_visit
from registry.settings import Settings
from tests import people


def test_all_that_was_recorded_is_read(
    session: Session, nurse: Actor, treated: str, today: date, settings: Settings
) -> None:
    record_visit(
        session,
        nurse,
        treated,
        people.TWELVE_MONTHS,
        today=today,
        schedule=settings.schedule,
        odi_minimum_answered=settings.odi_minimum_answered,
    )
    record_adverse_event(session, nurse, treated, people.FLARE, today=today)
    record_reoperation(session, nurse, treated, people.FUSION, today=today)
    record_contact(session, nurse, treated, people.PHONE_CALL, today=today)
    record_disposition(session, nurse, treated, people.DEATH, today=today)
    patient = find_patient(session, nurse, treated)
    record = patient_record(session, patient)
    assert [treatment.treated_on for treatment in record.treatments] == [people.TREATED_ON]
    assert [score.value_0_100 for visit in record.visits for score in visit.scores] == [31]
    assert [event.verbatim_term for event in record.adverse_events] == ["Back pain after injection"]
    levels = [entry.level for operation in record.reoperations for entry in operation.levels]
    assert levels == [DiscLevel.L4_L5, DiscLevel.L5_S1]
    assert [contact.contacted_on for contact in record.contacts] == [date(2025, 9, 1)]
    assert [ending.occurred_on for ending in record.dispositions] == [date(2026, 4, 1)]
    overview = patient_overview(session, patient)
    assert (overview.index_date, overview.treatments) == (people.TREATED_ON, 1)
    assert (overview.levels, overview.product_type) == (
        (DiscLevel.L4_L5,),
        ProductType.EXPANDED_MSC,
    )
    assert [(score.instrument, score.value) for score in overview.scores] == [
        (InstrumentCode.VAS_BACK, 31)
    ]
    assert [on for _, on in overview.ended] == [date(2026, 4, 1)]


def test_a_patient_before_treatment_has_no_time_zero(
    session: Session, nurse: Actor, enrolled: str
) -> None:
    overview = patient_overview(session, find_patient(session, nurse, enrolled))
    assert (overview.index_date, overview.levels, overview.scores) == (None, (), ())
