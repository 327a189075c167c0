"""Patients: enrolment and the study number."""

import string
from dataclasses import dataclass
from datetime import date

from registry.domain.codes import Sex, Smoking, WorkStatus, YesNoUnknown
from registry.domain.identity import IdentityEntry

_ALPHABET = string.digits + string.ascii_uppercase


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolPatient:
    """What is entered when a patient joins the registry."""

    site_code: str
    enrolled_on: date
    birth_year: int
    sex: Sex
    identity: IdentityEntry | None
    height_cm: float | None = None
    weight_kg: float | None = None
    smoking: Smoking | None = None
    work_status: WorkStatus | None = None
    compensation_claim: YesNoUnknown | None = None
    symptom_duration_months: int | None = None
    previous_lumbar_surgery: YesNoUnknown | None = None
    opioid_use: YesNoUnknown | None = None
    external_id: str | None = None


def study_number(site_code: str, sequence: int) -> str:
    """Return site code, sequence and check character.

    Notes
    -----
    The check character is ISO/IEC 7064 MOD 37,36 over letters and digits: it finds every
    single mistyped character and every swap of neighbours.

    Examples
    --------
    >>> study_number("BER", 12)
    'BER-0012-B'
    """
    stem = f"{site_code}{sequence:04d}"
    return f"{site_code}-{sequence:04d}-{check_character(stem)}"


def check_character(stem: str) -> str:
    """Return the ISO/IEC 7064 MOD 37,36 check character of letters and digits.

    Examples
    --------
    >>> check_character("A12425GABC1234002")
    'M'
    """
    base = len(_ALPHABET)
    remainder = base
    for character in stem:
        remainder = (remainder + _ALPHABET.index(character)) % base or base
        remainder = remainder * 2 % (base + 1)
    return _ALPHABET[(base + 1 - remainder) % base]
