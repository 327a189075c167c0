"""A form takes what its table can hold: the same bounds, and texts of the same length."""

import re
from collections.abc import Callable
from typing import TypeVar

import pytest
from marshmallow import Schema, validate
from sqlalchemy import CheckConstraint, String, Table

from registry.forms.account import AddAccountForm
from registry.forms.adverse_event import RecordAdverseEventForm
from registry.forms.contact import RecordContactForm
from registry.forms.disposition import RecordDispositionForm
from registry.forms.patient import EnrolPatientForm
from registry.forms.reoperation import RecordReoperationForm
from registry.forms.treatment import RecordTreatmentForm
from registry.models import Base
from tests.people import SCHEDULE

Kind = TypeVar("Kind", bound=validate.Validator)
BETWEEN = re.compile(r"(\w+) BETWEEN (\S+) AND (\S+)")


def validators(schema: Schema, kind: type[Kind]) -> dict[str, Kind]:
    return {
        name: each
        for name, field in schema.fields.items()
        for each in field.validators
        if isinstance(each, kind)
    }


def bounds(table: Table) -> dict[str, tuple[float, float]]:
    texts = [str(c.sqltext) for c in table.constraints if isinstance(c, CheckConstraint)]
    matches = [match for text in texts if (match := BETWEEN.fullmatch(text))]
    return {match[1]: (float(match[2]), float(match[3])) for match in matches}


@pytest.mark.parametrize(
    ("form", "table"), [(EnrolPatientForm, "patient"), (RecordTreatmentForm, "treatment")]
)
def test_form_and_table_have_the_same_bounds(form: type[Schema], table: str) -> None:
    ranges = validators(form(), validate.Range)
    asked = {name: (found.min, found.max) for name, found in ranges.items()}
    assert asked == bounds(Base.metadata.tables[table])


@pytest.mark.parametrize(
    ("form", "table"),
    [
        (AddAccountForm, "account"),
        (EnrolPatientForm, "patient"),
        (RecordTreatmentForm, "treatment"),
        (RecordAdverseEventForm, "adverse_event"),
        (RecordReoperationForm, "reoperation"),
        (lambda: RecordContactForm(SCHEDULE), "contact"),
        (RecordDispositionForm, "disposition"),
    ],
)
def test_a_text_is_as_long_in_the_form_as_in_the_table(
    form: Callable[[], Schema], table: str
) -> None:
    columns = Base.metadata.tables[table].columns
    for name, found in validators(form(), validate.Length).items():
        if name in columns:
            column_type = columns[name].type
            assert isinstance(column_type, String), name
            assert column_type.length == found.max, name
