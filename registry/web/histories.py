"""The history of one record: who changed what, when, from what to what, and why."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import Boolean, Column, Date, Enum

from registry.display.banner import banner
from registry.display.numbers import day, moment, upper_first
from registry.display.tables import DisplayTable, TableColumn, TableRow, body_row
from registry.domain.codes import Code
from registry.domain.instruments.odi import NOT_ANSWERED
from registry.extracts.patient_overview import patient_overview
from registry.extracts.record_history import record_history
from registry.forms.bound import BoundField, BoundForm
from registry.models import AuditEntry, Base
from registry.services.amendments import find_record, noun
from registry.services.patients import find_patient
from registry.web.event_versions import versions_table
from registry.web.page_context import caveats
from registry.web.registry_context import actor, reading, registry, today_at
from registry.web.stored_form import RECORD_ADDRESS, RECORDS

blueprint = Blueprint("histories", __name__)
NOTHING = "–"
_HEADERS = ("When", "Who", "Field", "Was", "Is", "Why")
_WORDS = {"value_0_100": "Score", "conversion": "Conversion"}


@blueprint.get(f"{RECORD_ADDRESS}/history")
def history(number: str, nouns: str, key: int) -> ResponseReturnValue:
    """Show what happened to a record, newest first."""
    model, page = RECORDS[nouns]
    fields = {field.name: field for field in BoundForm.blank(page().schema)}
    with reading() as session:
        patient = find_patient(session, actor(), number)
        record = find_record(session, patient, model, key)
        today, zone = today_at(patient.site), ZoneInfo(patient.site.time_zone)
        entries = reversed(record_history(session, model, key))
        return render_template(
            "amendments/history.html",
            number=number,
            nouns=nouns,
            key=key,
            noun=noun(model),
            voided=record.voided,
            locked=record.locked,
            versions=versions_table(session, record),
            banner=banner(
                patient_overview(session, patient), registry().settings.schedule, today=today
            ),
            caveats=caveats([patient.site]),
            history=history_table(entries, fields, zone),
        )


def history_table(
    entries: Iterator[AuditEntry], fields: Mapping[str, BoundField], zone: ZoneInfo
) -> DisplayTable:
    """Lay out the entries, a field a row; time, person and reason stand at the first."""
    return DisplayTable(
        title="History",
        columns=tuple(TableColumn(header=header, alignment="text") for header in _HEADERS),
        rows=tuple(row for entry in entries for row in _rows(entry, fields, zone)),
    )


def _rows(
    entry: AuditEntry, fields: Mapping[str, BoundField], zone: ZoneInfo
) -> Iterator[TableRow]:
    when, who = moment(entry.at.astimezone(zone)), entry.actor_name
    why = entry.reason or NOTHING
    columns = Base.metadata.tables[entry.table_name].columns
    changes = json.loads(entry.changes)
    if all(columns[name].primary_key for name in changes):  # a part that only is there or not
        there = ("Yes", NOTHING) if entry.action == "delete" else (NOTHING, "Yes")
        yield body_row(when, who, upper_first(_part(entry)), *there, why)
    for name, (was, becomes) in changes.items():
        column = columns[name]
        if column.primary_key or column.foreign_keys or name == "version":
            continue
        asked = fields.get(name)
        label = asked.label if asked else _WORDS.get(name, name.replace("_", " ").capitalize())
        choices = dict(asked.choices) if asked else {}
        part = _part(entry)
        field = f"{part}: {label.lower()}" if part else label
        said = (choices.get(str(value)) or _words(column, value) for value in (was, becomes))
        yield body_row(when, who, field, *said, why)


def _part(entry: AuditEntry) -> str:
    """Return which disc, criterion or instrument an entry is about, empty for the record."""
    _, _, name = entry.record_key.partition("/")
    return name.replace("_", " ").replace("vas", "VAS").replace("odi", "ODI")


def _words(column: Column[Any], value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Return a stored value as a person reads it."""
    if value is None:
        return NOTHING
    if isinstance(column.type, Enum) and column.type.enum_class and value != "(protected)":
        code = column.type.enum_class(value)
        return code.label if isinstance(code, Code) else value.replace("_", " ")
    if isinstance(column.type, Boolean):
        return "Yes" if value else "No"
    if isinstance(column.type, Date):
        return day(date.fromisoformat(value))
    if column.table.name == "odi_answers" and value == NOT_ANSWERED:
        return "Not answered"
    return f"{value:.10g}" if isinstance(value, float) else str(value)
