"""Enrol a patient."""

from typing import Any

from marshmallow import post_load

from registry.domain.codes import Sex, Smoking, WorkStatus, YesNoUnknown
from registry.domain.identity import IdentityEntry
from registry.domain.patient import EnrolPatient, PatientData
from registry.forms.base import CommandSchema
from registry.forms.fields import Choice, Day, Number, Text, WarningReason, Whole

IDENTITY_FIELDS = ("name", "date_of_birth", "record_number", "phone", "email")


class PatientDataForm(CommandSchema):
    """The patient at enrolment, without anything that names them."""

    enrolled_on = Day("Enrolled on", required=True)
    birth_year = Whole("Year of birth", required=True, lowest=1900, highest=2100)
    sex = Choice("Sex", Sex, required=True)
    height_cm = Number("Height", lowest=100, highest=230, unit="cm")
    weight_kg = Number("Weight", lowest=25, highest=350, unit="kg")
    smoking = Choice("Smoking", Smoking)
    work_status = Choice("Work status", WorkStatus)
    compensation_claim = Choice("Compensation claim", YesNoUnknown)
    symptom_duration_months = Whole("Duration of symptoms", lowest=0, highest=900, unit="months")
    previous_lumbar_surgery = Choice("Previous lumbar surgery", YesNoUnknown)
    opioid_use = Choice("Opioid use", YesNoUnknown)

    warning_reason = WarningReason()

    @post_load
    def command(self, values: dict[str, Any], **_: object) -> PatientData:
        """Make the command."""
        return PatientData(**values)


class EnrolPatientForm(PatientDataForm):
    """The patient at enrolment; what names them is stored apart and encrypted."""

    site_code = Text("Site", required=True, longest=12)
    name = Text("Name", required=True, hint="Stored encrypted, apart from the clinical record.")
    date_of_birth = Day("Date of birth")
    record_number = Text("Medical record number", longest=64)
    phone = Text("Telephone", longest=40)
    email = Text("E-mail", longest=254)

    @post_load
    def command(self, values: dict[str, Any], **_: object) -> EnrolPatient:
        """Make the command, with the identity apart."""
        identity = {name: values.pop(name) for name in IDENTITY_FIELDS if name in values}
        entry = IdentityEntry(**identity) if identity else None
        return EnrolPatient(identity=entry, **values)
