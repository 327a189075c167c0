"""A refused form keeps what was typed and says at each field what is wrong."""

from datetime import date

from registry.domain.errors import BrokenRule, RuleBroken
from registry.forms.bound import BoundForm
from registry.forms.contact import RecordContactForm
from registry.forms.reoperation import RecordReoperationForm

TYPED = {
    "contacted_on": ["4.3.2026"],
    "mode": ["phone"],
    "surgery_since_last_contact": ["no"],
    "remarks": ["  well  "],
}


def test_a_valid_form_makes_its_command() -> None:
    form = BoundForm.posted(RecordContactForm(), TYPED)
    assert form.errors == {}
    assert form.command.contacted_on == date(2026, 3, 4)
    assert form.command.remarks == "well"


def test_a_wrong_field_keeps_what_was_typed_beside_its_error() -> None:
    form = BoundForm.posted(RecordContactForm(), TYPED | {"contacted_on": ["4.33.2026"]})
    assert form.command is None
    field = form["contacted_on"]
    assert field.value == "4.33.2026"
    assert field.errors == (
        "“4.33.2026” is not a date. Enter day, month and year, such as 4.3.2026.",
    )
    assert form["mode"].value == "phone"
    assert form["mode"].errors == ()


def test_an_empty_or_blank_answer_counts_as_not_given() -> None:
    form = BoundForm.posted(RecordContactForm(), TYPED | {"mode": [""], "remarks": ["   "]})
    assert form.errors == {"mode": ["This is needed."]}


def test_an_unknown_field_is_refused() -> None:
    form = BoundForm.posted(RecordContactForm(), TYPED | {"site_id": ["2"]})
    assert form.command is None
    assert form.other_errors == ("The form has no such field.",)


def test_a_broken_clinical_rule_stands_at_its_field() -> None:
    form = BoundForm.posted(RecordContactForm(), TYPED)
    form.refuse(RuleBroken(broken=(BrokenRule("contacted_on", "Too early."),)))
    assert form.command is None
    assert form["contacted_on"].errors == ("Too early.",)


def test_a_rule_without_a_field_of_its_own_is_told_too() -> None:
    form = BoundForm.posted(RecordContactForm(), TYPED)
    form.refuse(RuleBroken(broken=(BrokenRule("levels", "Tick one."),)))
    assert form.other_errors == ("Tick one.",)


def test_a_blank_form_shows_what_it_starts_from() -> None:
    form = BoundForm.blank(RecordContactForm(), {"mode": "phone"})
    assert form["mode"].value == "phone"
    assert form["remarks"].value == ""
    assert form.errors == {}


def test_the_fields_come_in_the_order_of_the_form() -> None:
    names = [field.name for field in BoundForm.blank(RecordContactForm())]
    assert names == ["contacted_on", "mode", "surgery_since_last_contact", "remarks"]


def test_several_ticked_boxes_stay_ticked() -> None:
    form = BoundForm.posted(RecordReoperationForm(), {"levels": ["L4-L5", "L5-S1"]})
    assert form["levels"].typed == ("L4-L5", "L5-S1")
    assert form["levels"].errors == ()
    assert form["procedure"].errors == ("This is needed.",)


def test_one_wrong_box_of_several_is_told_at_its_field() -> None:
    form = BoundForm.posted(RecordReoperationForm(), {"levels": ["L4-L5", "L6"]})
    assert form["levels"].errors == ("“L6” is not one of: L1–L2, L2–L3, L3–L4, L4–L5, L5–S1.",)
