"""Draw what synthetic patients agree to and answer besides the scores."""

from dataclasses import replace
from datetime import date
from random import Random

from registry.domain.codes import WorkStatus, YesNoUnknown
from registry.domain.consent import ConsentScope, RecordConsent
from registry.domain.visit import RecordVisit
from registry.domain.visit_answers import GlobalChange, Satisfaction
from registry.interchange.demo_parameters import AnswerTruth

_BETTER_THAN = (0.7, 0.45, 0.15, -0.1, -0.3, -0.6)
"""Share of the baseline back pain that is gone, for each step of the global change but the last."""
_SATISFIED_FROM = (0.5, 0.25, 0.05, -0.2)


def draw_consent(random: Random, truth: AnswerTruth, enrolled_on: date) -> RecordConsent:
    """Draw the consent given at enrolment: to all, or to all but sharing."""
    scopes = set(ConsentScope)
    if random.random() >= truth.agree_to_sharing:
        scopes.remove(ConsentScope.SHARING)
    version = "2.0" if enrolled_on >= truth.second_consent_form_from else "1.0"
    return RecordConsent(form_version=version, consented_on=enrolled_on, scopes=frozenset(scopes))


def with_answers(
    random: Random, truth: AnswerTruth, visit: RecordVisit, *, baseline_back: float
) -> RecordVisit:
    """Add the further answers of a follow-up; they follow the relief of back pain."""
    gone = 1 - (visit.vas_back_0_100 or 0) / max(baseline_back, 1)
    better = gone >= truth.better_from
    works = truth.working_if_better if better else truth.working_otherwise
    opioids = truth.opioids_if_better if better else truth.opioids_otherwise
    answered = random.random() >= truth.not_answered
    return replace(
        visit,
        work_status=WorkStatus.WORKING if random.random() < works else WorkStatus.SICK_LEAVE,
        opioid_use=YesNoUnknown.YES if random.random() < opioids else YesNoUnknown.NO,
        satisfaction=_satisfaction(gone) if answered else Satisfaction.NOT_ANSWERED,
        global_change=_global_change(gone),
    )


def _satisfaction(gone: float) -> Satisfaction:
    answers = list(Satisfaction)
    return answers[sum(gone < bound for bound in _SATISFIED_FROM)]


def _global_change(gone: float) -> GlobalChange:
    answers = list(GlobalChange)
    return answers[sum(gone < bound for bound in _BETTER_THAN)]
