"""The versions of an adverse event beside each other."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from registry.display.numbers import day
from registry.display.tables import DisplayTable, TableColumn, TableRow, body_row
from registry.forms.bound import BoundForm
from registry.forms.comparison import in_words
from registry.models import AdverseEvent
from registry.models.lifecycle import Amendable
from registry.services.entered import entered
from registry.services.event_versions import as_it_stood, earlier_versions
from registry.web.adverse_events import page

NOTHING = "–"


def versions_table(session: Session, record: Amendable) -> DisplayTable | None:
    """Lay out an event as it stood at each report, None where there was one report only."""
    if not isinstance(record, AdverseEvent) or record.received_on is None:
        return None
    earlier = earlier_versions(session, record)
    known = [*(version.known_on for version in earlier), record.received_on]
    words = [f"Follow-up {place} of {day(on)}" for place, on in enumerate(known)]
    words[0] = f"First report, {day(known[0])}"
    events = [*(as_it_stood(version) for version in earlier), record]
    forms = [BoundForm.filled(page().schema, entered(event)) for event in events]
    return DisplayTable(
        title="Versions",
        columns=tuple(TableColumn(header=header, alignment="text") for header in ("", *words)),
        rows=tuple(_rows(forms)),
    )


def _rows(forms: list[BoundForm]) -> Iterator[TableRow]:
    for fields in zip(*forms, strict=True):
        said = [in_words(field, field.typed) if field.typed else NOTHING for field in fields]
        if set(said) != {NOTHING}:
            yield body_row(fields[0].label, *said)
