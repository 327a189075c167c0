"""Oswestry Disability Index: section names and 0-5 codes only, the wording is licensed."""

from collections.abc import Mapping

from registry.domain.codes import Code
from registry.domain.instruments.instrument import Instrument, InstrumentCode

MAXIMUM_ANSWER = 5
NOT_ANSWERED = 9
"""How a section that was asked and not answered is stored; one not asked is empty."""


class OdiSection(Code):
    """The ten sections, in the order of the questionnaire."""

    PAIN_INTENSITY = "pain_intensity", "Pain intensity"
    PERSONAL_CARE = "personal_care", "Personal care"
    LIFTING = "lifting", "Lifting"
    WALKING = "walking", "Walking"
    SITTING = "sitting", "Sitting"
    STANDING = "standing", "Standing"
    SLEEPING = "sleeping", "Sleeping"
    SEX_LIFE = "sex_life", "Sex life"
    SOCIAL_LIFE = "social_life", "Social life"
    TRAVELLING = "travelling", "Travelling"


ODI = Instrument(
    code=InstrumentCode.ODI,
    name="ODI",
    unit="points",
    bands=(
        (20.0, "minimal"),
        (40.0, "moderate"),
        (60.0, "severe"),
        (80.0, "crippled"),
        (100.0, "bed-bound"),
    ),
    source="Fairbank 2000",
)


def odi_score(answers: Mapping[OdiSection, int | None], *, minimum_answered: int) -> float | None:
    """Score the sections on 0-100, or give None when too few are answered.

    Parameters
    ----------
    answers
        Code 0-5 of each section, None where it was not answered.
    minimum_answered
        How many of the ten sections must be answered (setting; nine by default).

    Returns
    -------
    float or None
        100 × sum ÷ (5 × answered sections), not rounded; None is "not scorable".

    References
    ----------
    Fairbank JC, Pynsent PB (2000). The Oswestry Disability Index. Spine 25:2940-2952.

    Examples
    --------
    >>> sixteen_of_ten = dict(zip(OdiSection, (2, 2, 2, 2, 2, 2, 1, 1, 1, 1), strict=True))
    >>> odi_score(sixteen_of_ten, minimum_answered=9)
    32.0
    >>> sixteen_of_nine = sixteen_of_ten | {OdiSection.SEX_LIFE: None, OdiSection.LIFTING: 3}
    >>> round(odi_score(sixteen_of_nine, minimum_answered=9), 4)
    35.5556
    >>> odi_score({OdiSection.WALKING: 3}, minimum_answered=9) is None
    True
    """
    answered = [answer for answer in answers.values() if answer is not None]
    if not answered or len(answered) < minimum_answered:
        return None
    return 100 * sum(answered) / (MAXIMUM_ANSWER * len(answered))
