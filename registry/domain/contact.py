"""Contacts outside a visit, which may say whether an operation happened."""

from dataclasses import dataclass
from datetime import date

from registry.domain.codes import VisitMode, YesNoUnknown


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordContact:
    """What is entered after a contact that brought no scores."""

    contacted_on: date
    mode: VisitMode
    surgery_since_last_contact: YesNoUnknown
    remarks: str | None = None
