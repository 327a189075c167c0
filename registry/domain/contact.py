"""Attempts to reach a patient, and what came of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from registry.domain.codes import Code, YesNoUnknown
from registry.domain.errors import BrokenRule
from registry.domain.rules import in_words


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


SPOKEN_WITH = frozenset({ContactResult.REACHED, ContactResult.DECLINED})
"""The results after which the patient, or who speaks for them, has answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordContact:
    """What is entered after an attempt to reach a patient."""

    contacted_on: date
    mode: ContactMode
    result: ContactResult
    planned_visit: str | None = None
    surgery_since_last_contact: YesNoUnknown | None = None
    next_try_on: date | None = None
    remarks: str | None = None


def contact_rules(command: RecordContact) -> Iterator[BrokenRule]:
    """Refuse an answer nobody gave, a missing one, and a next try before this one."""
    answer = command.surgery_since_last_contact
    if answer is None and command.result is ContactResult.REACHED:
        rule = "Say whether an operation happened; choose “Unknown” if that was not asked."
        yield BrokenRule("surgery_since_last_contact", rule)
    if answer is not None and command.result not in SPOKEN_WITH:
        rule = "Leave this empty: nobody was reached who could say it."
        yield BrokenRule("surgery_since_last_contact", rule)
    if command.next_try_on is not None and command.next_try_on <= command.contacted_on:
        rule = f"Enter a date after this attempt ({in_words(command.contacted_on)})."
        yield BrokenRule("next_try_on", rule)
