"""What was answered at a visit, and what was left out."""

from datetime import date

import pytest

from registry.domain.codes import VisitMode, YesNoUnknown
from registry.domain.instruments.odi import OdiSection
from registry.domain.visit import OdiEntry, RecordVisit
from registry.domain.visit_answers import Satisfaction
from registry.forms.bound import BoundForm, Posted
from registry.forms.visit import RecordVisitForm
from registry.settings import PROJECT_FOLDER, load_schedule

SCHEDULE = load_schedule(PROJECT_FOLDER / "config" / "schedule.toml")
VISIT: Posted = {"visited_on": ["10.3.2026"], "vas_back_0_100": ["31"]}


def visit(**typed: str) -> BoundForm:
    fields = {name: [value] for name, value in typed.items()}
    return BoundForm.posted(RecordVisitForm(SCHEDULE), {**VISIT, **fields})


def test_a_visit_with_a_pain_score_alone_has_no_odi() -> None:
    assert visit(mode="clinic").command == RecordVisit(
        visited_on=date(2026, 3, 10), vas_back_0_100=31, mode=VisitMode.CLINIC
    )


def test_a_question_that_was_not_asked_differs_from_one_not_answered() -> None:
    command = visit(satisfaction="not_answered", opioid_use="no").command
    assert command.satisfaction is Satisfaction.NOT_ANSWERED
    assert command.opioid_use is YesNoUnknown.NO
    assert command.global_change is None


def test_a_section_asked_and_not_answered_is_told_from_one_not_asked() -> None:
    form = visit(walking="3", sitting="0", lifting="not_answered", sleeping="")
    assert form.command.odi == OdiEntry(
        answers={OdiSection.LIFTING: None, OdiSection.WALKING: 3, OdiSection.SITTING: 0}
    )


@pytest.mark.parametrize("typed", ["6", "-1", "2.5", "a lot"])
def test_an_answer_that_the_odi_does_not_have_is_refused(typed: str) -> None:
    sentence = f"“{typed}” is not an answer. Enter 0 to 5, or “not answered”."
    assert visit(walking=typed).errors == {"walking": [sentence]}


def test_a_historical_odi_has_a_total_with_decimals() -> None:
    assert visit(odi_total="35,5").command.odi == OdiEntry(total_0_100=35.5)


def test_pain_is_entered_in_whole_millimetres() -> None:
    form = visit(vas_leg_0_100="7.5")
    assert form.errors == {"vas_leg_0_100": ["Enter a whole number from 0 to 100."]}


def test_the_planned_visits_are_those_of_the_schedule() -> None:
    choices = visit()["planned_visit"].choices
    assert choices[0] == ("baseline", "Baseline")
    assert choices[4] == ("m12", "12 months")
    assert len(choices) == 1 + len(SCHEDULE.visits)
    assert visit(planned_visit="m12").command.planned_visit == "m12"


def test_each_odi_section_offers_six_answers_and_not_answered() -> None:
    field = visit()["social_life"]
    assert field.kind == "odi_section"
    assert [code for code, _ in field.choices] == ["0", "1", "2", "3", "4", "5", "not_answered"]
