"""Patients by the beginning of their study number: a range of its index, on every database."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, select
from sqlalchemy.orm import Session

from registry.models import Patient

MOST_NAMED = 1_000
"""Above so many, a search is no longer a way to a patient: the highest numbers are taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """The patients whose study number begins with a text: keys by key of their site."""

    by_site: Mapping[int, Sequence[int]]
    all_named: bool


def begins_with(text: str) -> ColumnElement[bool]:
    """Return the condition that a study number begins with the text, whatever its case.

    A range and no LIKE: the column is ordered byte by byte, so that both databases find it by
    its index. A study number holds ASCII alone.
    """
    first = text.upper()
    if not first.isascii():
        return false()
    after = first[:-1] + chr(ord(first[-1]) + 1)
    return and_(Patient.study_number >= first, Patient.study_number < after)


def patients_beginning_with(session: Session, text: str) -> Numbered:
    """Return the patients so numbered; where they are many, those with the highest numbers."""
    named = select(Patient.id, Patient.site_id).where(begins_with(text))
    highest = named.order_by(Patient.study_number.desc()).limit(MOST_NAMED + 1)
    found: dict[int, list[int]] = defaultdict(list)
    rows = session.execute(highest).all()
    for key, site_id in rows:
        found[site_id].append(key)
    return Numbered(by_site=found, all_named=len(rows) <= MOST_NAMED)
