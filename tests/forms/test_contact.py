"""A contact as a browser sends it."""

from datetime import date

from registry.domain.codes import YesNoUnknown
from registry.domain.contact import ContactMode, RecordContact
from registry.forms.bound import BoundForm
from registry.forms.contact import RecordContactForm


def test_a_contact_says_whether_an_operation_happened() -> None:
    typed = {
        "contacted_on": ["2026-03-04"],
        "mode": ["phone"],
        "surgery_since_last_contact": ["unknown"],
    }
    assert BoundForm.posted(RecordContactForm(), typed).command == RecordContact(
        contacted_on=date(2026, 3, 4),
        mode=ContactMode.PHONE,
        surgery_since_last_contact=YesNoUnknown.UNKNOWN,
    )


def test_a_contact_that_leaves_operations_open_is_refused() -> None:
    form = BoundForm.posted(RecordContactForm(), {"contacted_on": ["4.3.2026"], "mode": ["phone"]})
    assert form.errors == {"surgery_since_last_contact": ["This is needed."]}
