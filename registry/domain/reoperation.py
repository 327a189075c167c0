"""Reoperations, and how their levels relate to the treated ones."""

import itertools
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from registry.domain.codes import Code, DiscLevel, Procedure, ReoperationIndication
from registry.domain.errors import BrokenRule


class LevelRelation(Code):
    """Where an operation lies relative to the treated discs."""

    SAME = "same", "At a treated level"
    ADJACENT = "adjacent", "Next to a treated level"
    OTHER = "other", "At another level"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReoperation:
    """What is entered after an operation that followed the treatment."""

    performed_on: date
    procedure: Procedure
    indication: ReoperationIndication
    levels: tuple[DiscLevel, ...]
    facility: str | None = None
    remarks: str | None = None


def operated_level_rules(command: RecordReoperation) -> Iterator[BrokenRule]:
    """Refuse an operation without a level."""
    if not command.levels:
        yield BrokenRule("levels", "Tick at least one level that was operated on.")


def level_relation(
    operated: Collection[DiscLevel], treated: Collection[DiscLevel]
) -> LevelRelation | None:
    """Return the closest relation of an operation to the treated discs.

    None where the treated discs are not known: nothing can be said then.

    Examples
    --------
    >>> level_relation([DiscLevel.L3_L4, DiscLevel.L5_S1], [DiscLevel.L4_L5]).value
    'adjacent'
    """
    if not treated:
        return None
    order = list(DiscLevel)
    pairs = itertools.product(operated, treated)
    nearest = min(abs(order.index(one) - order.index(other)) for one, other in pairs)
    return {0: LevelRelation.SAME, 1: LevelRelation.ADJACENT}.get(nearest, LevelRelation.OTHER)
