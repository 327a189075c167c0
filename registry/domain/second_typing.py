"""Double entry: a paper form is typed again by somebody else, and the two are compared."""

from dataclasses import dataclass

from registry.domain.codes import Code, VisitMode

NOT_ON_PAPER = frozenset({VisitMode.PHONE, VisitMode.PATIENT_LINK})
"""Answers that were never on paper are typed once."""


class SecondTypingState(Code):
    """How far the double entry of a visit is."""

    WAITING = "waiting", "To be typed a second time"
    DIFFERENT = "different", "Differences to decide"
    VERIFIED = "verified", "Typed twice and right"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypingErrors:
    """The visits of one site that were typed twice, and in how many fields they differed."""

    visits: int
    fields_compared: int
    fields_different: int
