"""Draw adverse events and operations of the synthetic cohort."""

from datetime import date, timedelta
from math import exp
from random import Random

from registry.domain.adverse_event import RecordAdverseEvent
from registry.domain.codes import (
    AdverseEventCategory,
    DatePrecision,
    DiscLevel,
    EventOutcome,
    Procedure,
    Relatedness,
    ReoperationIndication,
    SeriousnessCriterion,
    SeverityGrade,
    YesNoUnknown,
)
from registry.domain.partial_date import PartialDate
from registry.domain.reoperation import RecordReoperation
from registry.interchange.demo_parameters import AdverseEventTruth

_TERMS = {
    AdverseEventCategory.PROCEDURE_PAIN: ("Pain at the injection site", 40),
    AdverseEventCategory.BACK_PAIN_FLARE: ("Flare of back pain", 30),
    AdverseEventCategory.NEW_RADICULAR_PAIN: ("New leg pain", 10),
    AdverseEventCategory.HARVEST_SITE: ("Haematoma at the iliac crest", 12),
    AdverseEventCategory.OTHER: ("Headache", 8),
}
_SERIOUS_TERMS = {
    AdverseEventCategory.INFECTION: ("Discitis", 50),
    AdverseEventCategory.NEUROLOGICAL_DEFICIT: ("Weakness of foot lifting", 30),
    AdverseEventCategory.THROMBOEMBOLIC: ("Deep vein thrombosis", 20),
}
_HARDLY = (Relatedness.UNLIKELY, Relatedness.NOT_RELATED)
_RELATED_TO_INJECTION = {
    AdverseEventCategory.PROCEDURE_PAIN: (Relatedness.PROBABLE, Relatedness.POSSIBLE),
    AdverseEventCategory.BACK_PAIN_FLARE: (Relatedness.POSSIBLE, Relatedness.UNLIKELY),
    AdverseEventCategory.NEW_RADICULAR_PAIN: (Relatedness.POSSIBLE, Relatedness.UNLIKELY),
    AdverseEventCategory.INFECTION: (Relatedness.PROBABLE, Relatedness.POSSIBLE),
}
_MILD = (SeverityGrade.GRADE_1, SeverityGrade.GRADE_1, SeverityGrade.GRADE_2)
_OPERATIONS = {Procedure.FUSION: 50, Procedure.DISCECTOMY: 35, Procedure.DISC_REPLACEMENT: 15}


def draw_adverse_events(
    random: Random, truth: AdverseEventTruth, treated_on: date, last_day: date
) -> list[RecordAdverseEvent]:
    """Draw a patient’s events: their number is Poisson, their onset soon after treatment."""
    events = []
    for _ in range(_poisson(random, truth.per_patient)):
        onset = treated_on + timedelta(round(random.expovariate(1 / truth.mean_days_to_onset)))
        if onset <= last_day:
            events.append(_adverse_event(random, truth, onset, last_day))
    return list({(event.verbatim_term, event.onset.first_day): event for event in events}.values())


def _poisson(random: Random, mean: float) -> int:
    """Draw a count: how many uniform factors stay above e^−mean."""
    count, product = 0, random.random()
    while product > exp(-mean):
        count, product = count + 1, product * random.random()
    return count


def _adverse_event(
    random: Random, truth: AdverseEventTruth, onset: date, last_day: date
) -> RecordAdverseEvent:
    serious = random.random() < truth.serious_share
    terms = _SERIOUS_TERMS if serious else _TERMS
    weights = [weight for _, weight in terms.values()]
    category = random.choices(list(terms), weights)[0]
    return RecordAdverseEvent(
        verbatim_term=terms[category][0],
        category=category,
        grade=SeverityGrade.GRADE_3 if serious else random.choice(_MILD),
        serious=serious,
        criteria=(SeriousnessCriterion.HOSPITALISATION,) if serious else (),
        related_to_cells=random.choice(_HARDLY),
        related_to_injection=random.choice(_RELATED_TO_INJECTION.get(category, _HARDLY)),
        related_to_harvest=(
            Relatedness.PROBABLE
            if category is AdverseEventCategory.HARVEST_SITE
            else Relatedness.NOT_RELATED
        ),
        expected=YesNoUnknown.NO if serious else YesNoUnknown.YES,
        onset=PartialDate(onset, DatePrecision.DAY),
        outcome=EventOutcome.RECOVERED,
        aware_on=min(onset + timedelta(random.randint(0, 20)), last_day),
    )


def draw_operation(random: Random, level: DiscLevel, performed_on: date) -> RecordReoperation:
    """Draw one operation at a level."""
    return RecordReoperation(
        performed_on=performed_on,
        procedure=random.choices(list(_OPERATIONS), list(_OPERATIONS.values()))[0],
        indication=random.choices(
            (ReoperationIndication.PERSISTENT_PAIN, ReoperationIndication.HERNIATION), (80, 20)
        )[0],
        levels=(level,),
    )
