"""How often two typings of the same paper differ."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.domain.second_typing import TypingErrors
from registry.models import Patient, SecondTyping, Site, Visit


def typing_errors(session: Session) -> dict[str, TypingErrors]:
    """Return the counts by code of each site at which a visit was typed twice."""
    counts = (
        select(
            Site.code,
            func.count(),
            func.sum(SecondTyping.fields_compared),
            func.sum(SecondTyping.fields_different),
        )
        .select_from(SecondTyping)
        .join(SecondTyping.visit)
        .join(Patient, Visit.patient_id == Patient.id)
        .join(Site, Patient.site_id == Site.id)
        .where(SecondTyping.fields_compared.is_not(None))
        .group_by(Site.code)
    )
    return {
        code: TypingErrors(
            visits=visits, fields_compared=int(compared or 0), fields_different=int(different or 0)
        )
        for code, visits, compared, different in session.execute(counts)
    }
