"""A reoperation as a browser sends it."""

from datetime import date

from registry.domain.codes import (
    DiscLevel,
    Procedure,
    ReoperationIndication,
)
from registry.domain.reoperation import RecordReoperation
from registry.forms.bound import BoundForm, Posted
from registry.forms.reoperation import RecordReoperationForm

OPERATION: Posted = {
    "performed_on": ["20.11.2025"],
    "procedure": ["fusion"],
    "levels": ["L4-L5", "L4-L5"],
    "indication": ["persistent_pain"],
}


def test_a_reoperation_has_each_level_once() -> None:
    form = BoundForm.posted(RecordReoperationForm(), OPERATION)
    assert form.command == RecordReoperation(
        performed_on=date(2025, 11, 20),
        procedure=Procedure.FUSION,
        levels=(DiscLevel.L4_L5,),
        indication=ReoperationIndication.PERSISTENT_PAIN,
    )


def test_a_reoperation_without_a_level_is_refused() -> None:
    form = BoundForm.posted(RecordReoperationForm(), {**OPERATION, "levels": []})
    assert form.errors == {"levels": ["This is needed."]}
