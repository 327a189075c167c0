"""Store several visits of one patient at once."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.errors import BrokenRule, RuleBroken
from registry.domain.rules import require
from registry.domain.schedule import Schedule
from registry.domain.visit import RecordVisit
from registry.models import Visit
from registry.services.visits import record_visit


def record_backlog(  # noqa: PLR0913 - the plan and the scoring rule are settings, handed in
    session: Session,
    actor: Actor,
    number: str,
    rows: Mapping[int, RecordVisit],
    *,
    today: date,
    schedule: Schedule,
    odi_minimum_answered: int,
) -> list[Visit]:
    """Store the visit of each row, the oldest first; all of them, or none.

    Raises
    ------
    NotPermitted, NotFound
        The actor may not record, or sees no such patient.
    RuleBroken
        A visit is refused; each field is named with its row, such as “visited_on-3”.
    """
    stored: list[Visit] = []
    refused: list[BrokenRule] = []
    for row, command in sorted(rows.items(), key=lambda each: each[1].visited_on):
        try:
            visit = record_visit(
                session,
                actor,
                number,
                command,
                today=today,
                schedule=schedule,
                odi_minimum_answered=odi_minimum_answered,
            )
            stored.append(visit)
        except RuleBroken as error:
            refused += [BrokenRule(f"{each.field}-{row}", each.rule) for each in error.broken]
    require(refused)
    return stored
