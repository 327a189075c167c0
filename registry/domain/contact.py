"""Contacts outside a visit, which may say whether an operation happened."""

from dataclasses import dataclass
from datetime import date

from registry.domain.codes import Code, YesNoUnknown


class ContactMode(Code):
    """How a patient was tried to be reached."""

    PHONE = "phone", "By telephone"
    POST = "post", "By letter"
    MESSAGE = "message", "By message or e-mail"
    CLINIC = "clinic", "In the clinic"
    FAMILY = "family", "Through family or another doctor"
    PATIENT_LINK = "patient_link", "By the patient, online"


class ContactResult(Code):
    """What came of an attempt to reach a patient."""

    REACHED = "reached", "Reached"
    NO_ANSWER = "no_answer", "No answer"
    MESSAGE_LEFT = "message_left", "Message left or letter sent"
    WRONG_ADDRESS = "wrong_address", "Number or address no longer right"
    DECLINED = "declined", "Reached, declined this visit"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordContact:
    """What is entered after a contact that brought no scores."""

    contacted_on: date
    mode: ContactMode
    surgery_since_last_contact: YesNoUnknown
    remarks: str | None = None
