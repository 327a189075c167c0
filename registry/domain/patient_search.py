"""What a person looks for in the list of patients."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientSearch:
    """A page of the list; ``text`` begins a study number or is a whole record number.

    ``after`` is the last line of the page before.
    """

    text: str | None = None
    site_code: str | None = None
    after: tuple[date, int] | None = None
