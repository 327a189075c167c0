"""Type a visit a second time from its paper, and decide where the two typings differ."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from registry.display.numbers import day
from registry.domain.actors import Actor
from registry.domain.amendment import Amendment
from registry.domain.errors import BrokenRule
from registry.domain.permissions import check_may_record
from registry.domain.rules import require
from registry.domain.second_typing import SecondTypingState
from registry.domain.visit import RecordVisit
from registry.forms.bound import BoundForm, Posted
from registry.forms.comparison import Difference, differences
from registry.forms.second_typing import decision_form
from registry.models import Visit
from registry.services.amendments import amending
from registry.services.entered import entered, explained, with_unasked
from registry.services.patients import find_patient
from registry.services.second_typings import (
    find_second_typing,
    open_second_typings,
    store_second_typing,
    verify,
)
from registry.services.sites import visible_sites
from registry.web.page_context import caveats
from registry.web.posted import posted_fields
from registry.web.record_form import record_form, record_page
from registry.web.registry_context import actor, reading, today_at, writing
from registry.web.store_once import store_once
from registry.web.visits import page as visit_page

blueprint = Blueprint("second_typings", __name__)
_VISIT = "/patients/<number>/visits/<int:key>"
_NOT_ON_PAPER = frozenset({"planned_visit", "warning_reason"})
MOST_LISTED = 200
_TO_DO = {
    SecondTypingState.WAITING: ("Type", "second_typings.type_again"),
    SecondTypingState.DIFFERENT: ("Decide", "second_typings.decide"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TypingLine:
    """One visit to be typed again, or to be decided."""

    number: str
    visited_on: str
    verb: str
    address: str


def typing_lines(session: Session, state: SecondTypingState, *, most: int) -> list[TypingLine]:
    """Return the visits in that state for who is signed in, oldest first."""
    found = open_second_typings(session, actor(), state, most=most)
    verb, endpoint = _TO_DO[state]
    return [
        TypingLine(
            number=number,
            visited_on=day(typing.visit.visited_on),
            verb=verb,
            address=url_for(endpoint, number=number, key=typing.visit_id),
        )
        for typing, number in found
    ]


@blueprint.get("/second-typing")
def second_typing_list() -> ResponseReturnValue:
    """Show what is to be typed a second time, and what is to be decided."""
    check_may_record(actor())
    with reading() as session:
        return render_template(
            "second_typings/list.html",
            sections=[
                {
                    "anchor": state.value,
                    "title": state.label,
                    "template": "second_typings/lines.html",
                    "shown": typing_lines(session, state, most=MOST_LISTED),
                }
                for state in _TO_DO
            ],
            most=MOST_LISTED,
            caveats=caveats(visible_sites(session, actor())),
        )


@blueprint.route(f"{_VISIT}/second", methods=["GET", "POST"])
def type_again(number: str, key: int) -> ResponseReturnValue:
    """Type a visit a second time, without seeing the first."""
    _find(number, key, SecondTypingState.WAITING)
    form = visit_page()

    def store(session: Session, actor: Actor, number: str, command: RecordVisit, _: object) -> str:
        typing = find_second_typing(session, actor, number, key, SecondTypingState.WAITING)
        first, second = _typed(entered(typing.visit)), _typed(command)
        found = _differences(first, second)
        compared = (first.keys() | second.keys()) - _NOT_ON_PAPER
        store_second_typing(
            session,
            actor,
            typing,
            typed=json.dumps(second),
            compared=len(compared),
            different=len(found),
        )
        return "Both typings say the same." if not found else "The two typings differ: decide."

    return record_form(number, form.schema, "second_typings/new.html", store, **form.shown)


@blueprint.route(f"{_VISIT}/differences", methods=["GET", "POST"])
def decide(number: str, key: int) -> ResponseReturnValue:
    """Decide each field in which the two typings differ, with the paper at hand."""
    found, version = _find(number, key, SecondTypingState.DIFFERENT)
    schema = decision_form({each.name: each.label for each in found})
    form = BoundForm.blank(schema, {"version": str(version)})
    if request.method == "POST":
        form = BoundForm.posted(schema, posted_fields())
        done = store_once(form, lambda session: _decided(session, number, key, form))
        if done:
            return done
    page = record_page(
        number,
        form,
        "second_typings/decide.html",
        {
            "differences": found,
            "amend": url_for("amendments.amend", number=number, nouns="visits", key=key),
        },
    )
    return page, 422 if form.errors else 200


def _find(number: str, key: int, state: SecondTypingState) -> tuple[list[Difference], int]:
    """Return what differs, and the version of the visit; refused where nothing is to be done."""
    with writing() as session:
        typing = find_second_typing(session, actor(), number, key, state)
        second = json.loads(typing.typed) if typing.typed else {}
        return _differences(_typed(entered(typing.visit)), second), typing.visit.version


def _decided(session: Session, number: str, key: int, form: BoundForm) -> tuple[str, str]:
    """Give the visit what the second typing has right, under the rules of an amendment.

    A rule that the two together break is said above the form; amend the visit then.
    """
    typing = find_second_typing(session, actor(), number, key, SecondTypingState.DIFFERENT)
    taken: Sequence[str] = form.command.taken
    if taken:
        second = json.loads(typing.typed or "{}")
        said = {
            **_typed(entered(typing.visit)),
            **{name: second.get(name, []) for name in taken},
        }
        corrected = BoundForm.posted(visit_page().schema, said)
        require(_broken(corrected))
        reason = f"Double entry: {form.command.reason}"
        seen = Amendment(version=form.command.version, reason=reason)
        with amending(session, actor(), Visit, number, key, seen) as visit:
            today = today_at(find_patient(session, actor(), number).site)
            command = with_unasked(explained(corrected.command, reason), visit)
            visit_page().store(session, actor(), number, command, today)
    verify(session, typing)
    return f"Both typings of {number} are decided.", url_for("second_typings.second_typing_list")


def _typed(command: RecordVisit) -> Posted:
    """Return the fields of a visit's form as they are typed to make that command."""
    typed = BoundForm.filled(visit_page().schema, command).typed
    return {name: list(texts) for name, texts in typed.items() if name not in _NOT_ON_PAPER}


def _differences(first: Posted, second: Posted) -> list[Difference]:
    """Return the fields in which the two typings differ; 0 and no answer are two answers."""
    schema = visit_page().schema
    one, other = BoundForm(schema=schema, typed=first), BoundForm(schema=schema, typed=second)
    return list(differences({}, one, other))


def _broken(form: BoundForm) -> Iterator[BrokenRule]:
    """Yield what the form of a visit says of fields that were right one by one."""
    for name, sentences in form.errors.items():
        yield from (BrokenRule(name, sentence) for sentence in sentences)
