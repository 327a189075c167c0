"""A refused form keeps what was typed and says at each field what is wrong."""

from datetime import date

from registry.domain.errors import BrokenRule, RuleBroken
from registry.forms.bound import BoundForm
from registry.forms.disposition import RecordDispositionForm
from registry.forms.reoperation import RecordReoperationForm

TYPED = {
    "kind": ["lost"],
    "occurred_on": ["4.3.2026"],
    "reason": ["  moved  "],
}


def test_a_valid_form_makes_its_command() -> None:
    form = BoundForm.posted(RecordDispositionForm(), TYPED)
    assert form.errors == {}
    assert form.command.occurred_on == date(2026, 3, 4)
    assert form.command.reason == "moved"


def test_a_wrong_field_keeps_what_was_typed_beside_its_error() -> None:
    form = BoundForm.posted(RecordDispositionForm(), TYPED | {"occurred_on": ["4.33.2026"]})
    assert form.command is None
    field = form["occurred_on"]
    assert field.value == "4.33.2026"
    assert field.errors == (
        "“4.33.2026” is not a date. Enter day, month and year, such as 4.3.2026.",
    )
    assert form["kind"].value == "lost"
    assert form["kind"].errors == ()


def test_an_empty_or_blank_answer_counts_as_not_given() -> None:
    form = BoundForm.posted(RecordDispositionForm(), TYPED | {"kind": [""], "reason": ["   "]})
    assert form.errors == {"kind": ["This is needed."]}


def test_an_unknown_field_is_refused() -> None:
    form = BoundForm.posted(RecordDispositionForm(), TYPED | {"site_id": ["2"]})
    assert form.command is None
    assert form.other_errors == ("The form has no such field.",)


def test_a_broken_clinical_rule_stands_at_its_field() -> None:
    form = BoundForm.posted(RecordDispositionForm(), TYPED)
    form.refuse(RuleBroken(broken=(BrokenRule("occurred_on", "Too early."),)))
    assert form.command is None
    assert form["occurred_on"].errors == ("Too early.",)


def test_a_rule_without_a_field_of_its_own_is_told_too() -> None:
    form = BoundForm.posted(RecordDispositionForm(), TYPED)
    form.refuse(RuleBroken(broken=(BrokenRule("levels", "Tick one."),)))
    assert form.other_errors == ("Tick one.",)


def test_a_blank_form_shows_what_it_starts_from() -> None:
    form = BoundForm.blank(RecordDispositionForm(), {"kind": "lost"})
    assert form["kind"].value == "lost"
    assert form["reason"].value == ""
    assert form.errors == {}


def test_the_fields_come_in_the_order_of_the_form() -> None:
    names = [field.name for field in BoundForm.blank(RecordDispositionForm())]
    assert names == ["kind", "occurred_on", "reason"]


def test_several_ticked_boxes_stay_ticked() -> None:
    form = BoundForm.posted(RecordReoperationForm(), {"levels": ["L4-L5", "L5-S1"]})
    assert form["levels"].typed == ("L4-L5", "L5-S1")
    assert form["levels"].errors == ()
    assert form["procedure"].errors == ("This is needed.",)


def test_one_wrong_box_of_several_is_told_at_its_field() -> None:
    form = BoundForm.posted(RecordReoperationForm(), {"levels": ["L4-L5", "L6"]})
    assert form["levels"].errors == ("“L6” is not one of: L1–L2, L2–L3, L3–L4, L4–L5, L5–S1.",)
