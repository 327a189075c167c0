"""An adverse event as a browser sends it."""

from datetime import date

from registry.domain.adverse_event import RecordAdverseEvent
from registry.domain.codes import (
    AdverseEventCategory,
    DatePrecision,
    EventOutcome,
    Relatedness,
    SeriousnessCriterion,
    SeverityGrade,
    YesNoUnknown,
)
from registry.domain.partial_date import PartialDate
from registry.forms.adverse_event import RecordAdverseEventForm
from registry.forms.bound import BoundForm, Posted

EVENT: Posted = {
    "verbatim_term": ["Discitis"],
    "category": ["infection"],
    "onset": ["3.2025"],
    "outcome": ["recovering"],
    "grade": ["3"],
    "serious": ["on"],
    "criteria": ["hospitalisation", "hospitalisation", "medically_important"],
    "related_to_cells": ["unlikely"],
    "related_to_injection": ["definite"],
    "expected": ["yes"],
    "aware_on": ["20.3.2025"],
}


def test_an_adverse_event_has_each_criterion_once() -> None:
    form = BoundForm.posted(RecordAdverseEventForm(), EVENT)
    assert form.command == RecordAdverseEvent(
        verbatim_term="Discitis",
        category=AdverseEventCategory.INFECTION,
        onset=PartialDate(date(2025, 3, 1), DatePrecision.MONTH),
        outcome=EventOutcome.RECOVERING,
        grade=SeverityGrade.GRADE_3,
        serious=True,
        criteria=(
            SeriousnessCriterion.HOSPITALISATION,
            SeriousnessCriterion.MEDICALLY_IMPORTANT,
        ),
        related_to_cells=Relatedness.UNLIKELY,
        related_to_injection=Relatedness.DEFINITE,
        expected=YesNoUnknown.YES,
        aware_on=date(2025, 3, 20),
    )


def test_an_event_whose_box_is_not_ticked_is_not_serious() -> None:
    typed = {name: values for name, values in EVENT.items() if name not in {"serious", "criteria"}}
    command = BoundForm.posted(RecordAdverseEventForm(), typed).command
    assert (command.serious, command.criteria) == (False, ())


def test_an_empty_adverse_event_says_what_is_needed() -> None:
    form = BoundForm.posted(RecordAdverseEventForm(), {})
    assert set(form.errors) == set(EVENT) - {"serious", "criteria"}
