"""Dispositions: why and when a patient is no longer followed."""

from dataclasses import dataclass
from datetime import date

from registry.domain.codes import DispositionKind

ENDS_FOLLOW_UP = frozenset(
    {DispositionKind.DEATH, DispositionKind.WITHDRAWAL, DispositionKind.TRANSFERRED}
)
"""After these nothing is expected; a patient who is merely lost is still asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDisposition:
    """What is entered when follow-up ends."""

    kind: DispositionKind
    occurred_on: date
    reason: str | None = None
