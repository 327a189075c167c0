"""What a person looks for in the list of patients."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientSearch:
    """A page of the list; ``text`` begins a study number or is a whole record number."""

    text: str | None = None
    site_code: str | None = None
    page: int = 1
