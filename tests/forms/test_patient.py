"""Enrolling: what names the patient is kept apart."""

from datetime import date

from registry.domain.codes import (
    Sex,
)
from registry.domain.identity import IdentityEntry
from registry.domain.patient import EnrolPatient
from registry.forms.bound import BoundForm, Posted
from registry.forms.patient import EnrolPatientForm

PATIENT: Posted = {
    "site_code": ["BER"],
    "enrolled_on": ["3.2.2025"],
    "name": ["Ada Lovelace"],
    "birth_year": ["1970"],
    "sex": ["female"],
    "weight_kg": ["68,5"],
}


def test_an_enrolment_keeps_what_names_the_patient_apart() -> None:
    form = BoundForm.posted(EnrolPatientForm(), PATIENT)
    assert form.command == EnrolPatient(
        site_code="BER",
        enrolled_on=date(2025, 2, 3),
        birth_year=1970,
        sex=Sex.FEMALE,
        weight_kg=68.5,
        identity=IdentityEntry(name="Ada Lovelace"),
    )


def test_an_enrolment_without_a_name_is_refused() -> None:
    form = BoundForm.posted(EnrolPatientForm(), {**PATIENT, "name": [" "]})
    assert form.errors == {"name": ["This is needed."]}
