"""Draw the patients of the synthetic cohort as the commands a clinic would enter."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from registry.domain.adverse_event import RecordAdverseEvent
from registry.domain.consent import RecordConsent
from registry.domain.patient import EnrolPatient
from registry.domain.schedule import Schedule
from registry.domain.treatment import RecordTreatment
from registry.domain.visit import RecordVisit
from registry.interchange.demo_answers import draw_consent
from registry.interchange.demo_course import Course, draw_course, draw_visit
from registry.interchange.demo_events import draw_adverse_events
from registry.interchange.demo_parameters import DemoParameters
from registry.interchange.demo_persons import draw_enrolment, draw_treatment
from registry.interchange.demo_scores import draw_baseline

_ENROLLED_BEFORE_TREATMENT_DAYS = 42


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPatient:
    """One synthetic patient; ``course`` is what follows the treatment, None without one."""

    enrolment: EnrolPatient
    consent: RecordConsent
    baseline: RecordVisit | None
    treatment: RecordTreatment | None = None
    course: Course | None = None
    adverse_events: tuple[RecordAdverseEvent, ...] = ()


def draw_patients(parameters: DemoParameters, schedule: Schedule) -> list[DemoPatient]:
    """Draw the whole cohort; the same parameters give the same patients."""
    random = Random(parameters.seed)  # noqa: S311 - a reproducible cohort, no secret
    days = (parameters.reference_date - parameters.first_treatment).days
    starts = sorted(random.randrange(days) for _ in range(parameters.patients))
    return [
        _draw_patient(random, parameters, schedule, order, treated_on)
        for order, treated_on in enumerate(
            (parameters.first_treatment + timedelta(start) for start in starts), start=1
        )
    ]


def _draw_patient(
    random: Random, parameters: DemoParameters, schedule: Schedule, order: int, treated_on: date
) -> DemoPatient:
    before = timedelta(random.randint(0, _ENROLLED_BEFORE_TREATMENT_DAYS))
    enrolment = draw_enrolment(
        random, _site(random, parameters), order, enrolled_on=treated_on - before
    )
    scores = draw_baseline(random, parameters.baseline)
    aside = Random(f"{parameters.seed} consent {order}")  # noqa: S311 - no secret
    consent = draw_consent(aside, parameters.answers, enrolment.enrolled_on)
    answered = random.random() >= parameters.follow_up.without_baseline
    visit = draw_visit(random, enrolment.enrolled_on, scores, parameters)
    baseline = visit if answered else None
    if random.random() < parameters.follow_up.not_treated:
        return DemoPatient(enrolment=enrolment, consent=consent, baseline=baseline)
    treatment = draw_treatment(random, treated_on)
    course = draw_course(random, parameters, schedule, treatment, scores)
    events = draw_adverse_events(random, parameters.adverse_events, treated_on, course.last_day)
    return DemoPatient(
        enrolment=enrolment,
        consent=consent,
        baseline=baseline,
        treatment=treatment,
        course=course,
        adverse_events=tuple(events),
    )


def _site(random: Random, parameters: DemoParameters) -> str:
    codes = [site.code for site, _ in parameters.sites]
    return random.choices(codes, [share for _, share in parameters.sites])[0]
