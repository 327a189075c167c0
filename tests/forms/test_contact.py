"""A contact as a browser sends it."""

from datetime import date

from registry.domain.codes import YesNoUnknown
from registry.domain.contact import ContactMode, ContactResult, RecordContact
from registry.forms.bound import BoundForm
from registry.forms.contact import RecordContactForm
from tests.people import SCHEDULE


def posted(**typed: str) -> BoundForm:
    return BoundForm.posted(
        RecordContactForm(SCHEDULE), {name: [text] for name, text in typed.items()}
    )


def test_a_contact_says_whether_an_operation_happened() -> None:
    form = posted(
        contacted_on="2026-03-04",
        mode="phone",
        result="reached",
        surgery_since_last_contact="unknown",
    )
    assert form.command == RecordContact(
        contacted_on=date(2026, 3, 4),
        mode=ContactMode.PHONE,
        result=ContactResult.REACHED,
        surgery_since_last_contact=YesNoUnknown.UNKNOWN,
    )


def test_an_attempt_in_vain_names_its_visit_and_the_next_try() -> None:
    form = posted(
        contacted_on="4.3.2026",
        mode="post",
        result="message_left",
        planned_visit="m12",
        next_try_on="18.3.2026",
    )
    assert form.command == RecordContact(
        contacted_on=date(2026, 3, 4),
        mode=ContactMode.POST,
        result=ContactResult.MESSAGE_LEFT,
        planned_visit="m12",
        next_try_on=date(2026, 3, 18),
    )


def test_an_attempt_is_about_a_visit_of_the_plan() -> None:
    form = posted(contacted_on="4.3.2026", mode="post", result="message_left", planned_visit="m7")
    assert form.errors == {"planned_visit": ["Choose one of the list."]}


def test_an_attempt_needs_a_result() -> None:
    assert posted(contacted_on="4.3.2026", mode="phone").errors == {"result": ["This is needed."]}
