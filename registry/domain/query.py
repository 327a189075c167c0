"""Queries: questions on one field of one record."""

from collections.abc import Iterator
from dataclasses import dataclass

from registry.domain.codes import Code
from registry.domain.errors import BrokenRule

RULES = "Data-quality rule"
"""Who says what a rule says."""


class QueryState(Code):
    """Where a query stands."""

    OPEN = "open", "Open"
    ANSWERED = "answered", "Answered"
    CLOSED = "closed", "Closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskQuery:
    """A question of a person on one field of a record."""

    table_name: str
    record_id: int
    field: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SayOnQuery:
    """What a person says on a query, and where it stands then."""

    state: QueryState
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuerySearch:
    """A page of the list of queries; no state is all that are not closed."""

    site_code: str | None = None
    state: QueryState | None = None
    rule: str | None = None
    page: int = 1


_NEXT = {
    QueryState.OPEN: (QueryState.ANSWERED, QueryState.CLOSED),
    QueryState.ANSWERED: (QueryState.CLOSED, QueryState.OPEN),
    QueryState.CLOSED: (QueryState.OPEN,),
}


def next_states(state: QueryState) -> tuple[QueryState, ...]:
    """Return where a query may go from here."""
    return _NEXT[state]


def state_rules(now: QueryState, wanted: QueryState) -> Iterator[BrokenRule]:
    """Refuse to answer what is answered, and to close what is closed."""
    if wanted not in next_states(now):
        yield BrokenRule("state", f"This query is {now.label.lower()} already. Look at it again.")
