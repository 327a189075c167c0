"""Patients: enrolment and the study number."""

import string
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from registry.domain.codes import Sex, Smoking, WorkStatus, YesNoUnknown
from registry.domain.errors import BrokenRule
from registry.domain.identity import IdentityEntry
from registry.domain.rules import in_words, not_in_future

_ALPHABET = string.digits + string.ascii_uppercase


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientData:
    """What is entered of a patient at enrolment, and amended later.

    ``warning_reason`` says why it is saved though somebody alike is enrolled.
    """

    enrolled_on: date
    birth_year: int
    sex: Sex
    height_cm: float | None = None
    weight_kg: float | None = None
    smoking: Smoking | None = None
    work_status: WorkStatus | None = None
    compensation_claim: YesNoUnknown | None = None
    symptom_duration_months: int | None = None
    previous_lumbar_surgery: YesNoUnknown | None = None
    opioid_use: YesNoUnknown | None = None
    warning_reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolPatient(PatientData):
    """What is entered when a patient joins the registry."""

    site_code: str
    identity: IdentityEntry | None
    external_id: str | None = None


def patient_rules(command: PatientData, *, today: date) -> Iterator[BrokenRule]:
    """Refuse an enrolment in the future or before birth."""
    yield from not_in_future("enrolled_on", command.enrolled_on, today=today)
    if command.birth_year > command.enrolled_on.year:
        rule = f"The year of birth {command.birth_year} is after the enrolment."
        yield BrokenRule("birth_year", rule)


def enrolment_rules(command: EnrolPatient, *, today: date) -> Iterator[BrokenRule]:
    """Refuse an enrolment in the future or before birth, and two years of birth."""
    yield from patient_rules(command, today=today)
    born = command.identity.date_of_birth if command.identity else None
    yield from birth_rules(born, command.birth_year)
    if born is not None and born.year == command.birth_year and born > command.enrolled_on:
        yield BrokenRule("date_of_birth", "The date of birth is after the enrolment.")


def born_by(birth_year: int, first: date | None) -> Iterator[BrokenRule]:
    """Refuse a year of birth after the first day on which something is recorded."""
    if first is not None and first.year < birth_year:
        rule = f"A record of {in_words(first)} would then lie before the year of birth."
        yield BrokenRule("birth_year", rule)


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
