"""Queries: questions on one field of one record."""

from registry.domain.codes import Code


class QueryState(Code):
    """Where a query stands."""

    OPEN = "open", "Open"
    ANSWERED = "answered", "Answered"
    CLOSED = "closed", "Closed"
