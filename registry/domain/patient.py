"""Patients: enrolment and the study number."""

import string
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from registry.domain.codes import Sex, Smoking, WorkStatus, YesNoUnknown
from registry.domain.errors import BrokenRule
from registry.domain.identity import IdentityEntry
from registry.domain.rules import not_in_future

_ALPHABET = string.digits + string.ascii_uppercase


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolPatient:
    """What is entered when a patient joins the registry.

    ``warning_reason`` says why they are enrolled though somebody alike is.
    """

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
    warning_reason: str | None = None


def enrolment_rules(command: EnrolPatient, *, today: date) -> Iterator[BrokenRule]:
    """Refuse an enrolment in the future or before birth, and two years of birth."""
    yield from not_in_future("enrolled_on", command.enrolled_on, today=today)
    if command.birth_year > command.enrolled_on.year:
        rule = f"The year of birth {command.birth_year} is after the enrolment."
        yield BrokenRule("birth_year", rule)
    born = command.identity.date_of_birth if command.identity else None
    yield from birth_rules(born, command.birth_year)
    if born is not None and born.year == command.birth_year and born > command.enrolled_on:
        yield BrokenRule("date_of_birth", "The date of birth is after the enrolment.")


def birth_rules(born: date | None, birth_year: int) -> Iterator[BrokenRule]:
    """Refuse two years of birth."""
    if born is not None and born.year != birth_year:
        rule = f"The date of birth says {born.year}, the year of birth {birth_year}."
        yield BrokenRule("date_of_birth", rule)


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
