"""What names a patient; kept apart from the clinical record."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityEntry:
    """Identifiers as they are typed; they are stored encrypted only."""

    name: str
    date_of_birth: date | None = None
    record_number: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendIdentity:
    """Identifiers as they are to be from now on, and why they are changed."""

    entry: IdentityEntry
    reason: str
