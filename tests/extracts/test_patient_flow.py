"""Who counts as enrolled by the cut-off."""

from datetime import date, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from registry.extracts.criteria import Criteria
from registry.extracts.patient_flow import read_enrolment
from registry.models import Patient
from tests.people import BERLIN, TREATED_ON


def enrolled_by(session: Session, cut_off: date) -> int:
    return read_enrolment(session, Criteria(site_codes=BERLIN, cut_off=cut_off)).enrolled


def test_a_patient_treated_before_enrolment_is_enrolled_from_the_treatment_on(
    session: Session, treated: str
) -> None:
    assert treated
    session.flush()
    session.connection().execute(
        update(Patient).values(enrolled_on=TREATED_ON + timedelta(days=30))
    )
    assert enrolled_by(session, TREATED_ON - timedelta(days=1)) == 0
    assert enrolled_by(session, TREATED_ON) == 1
