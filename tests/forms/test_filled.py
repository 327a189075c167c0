"""A form is filled with what is stored, and gives the same command when it is sent unchanged."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from marshmallow import Schema

from registry.domain.codes import DatePrecision, SeriousnessCriterion
from registry.domain.instruments.odi import OdiSection
from registry.domain.partial_date import PartialDate
from registry.domain.visit import OdiEntry
from registry.forms.adverse_event import RecordAdverseEventForm
from registry.forms.bound import BoundForm
from registry.forms.contact import RecordContactForm
from registry.forms.disposition import RecordDispositionForm
from registry.forms.reoperation import RecordReoperationForm
from registry.forms.treatment import RecordTreatmentForm
from registry.forms.visit import RecordVisitForm
from tests import people

SECTIONS = dict.fromkeys(list(OdiSection)[:9], 3) | {OdiSection.LIFTING: None}
SERIOUS = replace(
    people.FLARE,
    serious=True,
    criteria=(SeriousnessCriterion.DISABILITY, SeriousnessCriterion.HOSPITALISATION),
    onset=PartialDate(date(2025, 3, 1), DatePrecision.MONTH),
    ended=PartialDate(date(2026, 1, 1), DatePrecision.YEAR),
)
VISIT = replace(people.TWELVE_MONTHS, odi=OdiEntry(answers=SECTIONS), vas_leg_not_answered=True)


@pytest.mark.parametrize(
    ("schema", "command"),
    [
        (RecordTreatmentForm(), replace(people.TREATMENT, volume_ml=1.5, passage=0)),
        (RecordVisitForm(people.SCHEDULE), VISIT),
        (RecordVisitForm(people.SCHEDULE), replace(VISIT, odi=OdiEntry(total_0_100=42.22))),
        (RecordAdverseEventForm(), people.FLARE),
        (RecordAdverseEventForm(), SERIOUS),
        (RecordReoperationForm(), people.FUSION),
        (RecordDispositionForm(), people.DEATH),
        (RecordContactForm(people.SCHEDULE), people.PHONE_CALL),
    ],
)
def test_a_filled_form_sent_unchanged_says_the_same(schema: Schema, command: Any) -> None:  # noqa: ANN401 - each form has its own command
    sent = BoundForm.posted(schema, BoundForm.filled(schema, command).typed)
    assert sent.errors == {}
    assert sent.command == command


def test_a_stored_decimal_is_shown_as_it_is_and_not_cut() -> None:
    converted = replace(people.TWELVE_MONTHS, vas_back_0_100=31.4)
    filled = BoundForm.filled(RecordVisitForm(people.SCHEDULE), converted)
    assert filled["vas_back_0_100"].value == "31.4"
