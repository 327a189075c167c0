"""A disposition as a browser sends it."""

from datetime import date

from registry.domain.codes import (
    DispositionKind,
)
from registry.domain.disposition import RecordDisposition
from registry.forms.bound import BoundForm
from registry.forms.disposition import RecordDispositionForm


def test_a_disposition_needs_no_reason() -> None:
    typed = {"kind": ["lost"], "occurred_on": ["2026-04-01"]}
    form = BoundForm.posted(RecordDispositionForm(), typed)
    assert form.command == RecordDisposition(
        kind=DispositionKind.LOST, occurred_on=date(2026, 4, 1)
    )
