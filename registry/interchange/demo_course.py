"""Draw what happens to a synthetic patient after treatment."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import log1p
from random import Random

from registry.domain.codes import DiscLevel, DispositionKind, VisitMode, YesNoUnknown
from registry.domain.contact import ContactMode, ContactResult, RecordContact
from registry.domain.disposition import RecordDisposition
from registry.domain.reoperation import RecordReoperation
from registry.domain.schedule import PlannedVisit, Schedule
from registry.domain.treatment import RecordTreatment
from registry.domain.visit import RecordVisit
from registry.interchange.demo_answers import with_answers
from registry.interchange.demo_events import draw_operation
from registry.interchange.demo_parameters import DemoParameters
from registry.interchange.demo_scores import (
    TrueScores,
    draw_follow_up,
    draw_own_improvement,
    odi_entry,
)

DAYS_IN_24_MONTHS = 730.5
DAYS_IN_100_YEARS = 36525
DAYS_TO_NEXT_TRY = timedelta(14)
_MODES = (VisitMode.CLINIC, VisitMode.CLINIC, VisitMode.PHONE, VisitMode.POST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What follows the treatment, up to the day on which follow-up ends."""

    last_day: date
    visits: tuple[RecordVisit, ...]
    contacts: tuple[RecordContact, ...]
    reoperations: tuple[RecordReoperation, ...]
    dispositions: tuple[RecordDisposition, ...]


def draw_visit(
    random: Random,
    day: date,
    scores: TrueScores,
    parameters: DemoParameters,
    surgery: YesNoUnknown | None = None,
) -> RecordVisit:
    """Draw a visit at which those scores are answered."""
    return RecordVisit(
        visited_on=day,
        mode=random.choice(_MODES),
        surgery_since_last_contact=surgery,
        vas_back_0_100=round(scores.vas_back),
        vas_leg_0_100=round(scores.vas_leg),
        odi=odi_entry(random, scores.odi, parameters),
    )


def draw_course(
    random: Random,
    parameters: DemoParameters,
    schedule: Schedule,
    treatment: RecordTreatment,
    baseline: TrueScores,
) -> Course:
    """Draw a patient’s follow-up; nothing lies after death, withdrawal or the reference date.

    An operation becomes known when the patient is next asked, or at the end of follow-up: one
    after the last contact is not recorded, as being free of one after it is not either.
    """
    disposition = _disposition(random, parameters, treatment.treated_on)
    last_day = disposition.occurred_on if disposition else parameters.reference_date
    reoperations = tuple(_reoperations(random, parameters, treatment, last_day))
    own = draw_own_improvement(random, parameters.improvement)
    aside = Random(f"{parameters.seed} answers {treatment.lot_number}")  # noqa: S311 - no secret
    visits, contacts = [], []
    asked_on = treatment.treated_on
    for planned in schedule.visits:
        day = _day(random, parameters, planned, treatment.treated_on)
        answered = random.random() < parameters.follow_up.answered[planned.code]
        reached = random.random() < parameters.follow_up.reached_without_visit
        truth = draw_follow_up(
            random, baseline, parameters.improvement, visit=planned.code, own=own
        )
        if day > last_day:
            continue
        if not (answered or reached):
            contacts.append(_in_vain(day, planned))
            continue
        surgery = _surgery(reoperations, asked_on, day)
        if answered:
            visit = draw_visit(random, day, truth, parameters, surgery)
            visits.append(
                with_answers(aside, parameters.answers, visit, baseline_back=baseline.vas_back)
            )
        else:
            contacts.append(_reached(day, planned, surgery))
        asked_on = day
    asked_on = disposition.occurred_on if disposition else asked_on
    return Course(
        last_day=last_day,
        visits=tuple(visits),
        contacts=tuple(contacts),
        reoperations=tuple(each for each in reoperations if each.performed_on <= asked_on),
        dispositions=(disposition,) if disposition else (),
    )


def _reached(day: date, planned: PlannedVisit, surgery: YesNoUnknown) -> RecordContact:
    return RecordContact(
        contacted_on=day,
        mode=ContactMode.PHONE,
        result=ContactResult.REACHED,
        planned_visit=planned.code,
        surgery_since_last_contact=surgery,
    )


def _in_vain(day: date, planned: PlannedVisit) -> RecordContact:
    return RecordContact(
        contacted_on=day,
        mode=ContactMode.PHONE,
        result=ContactResult.NO_ANSWER,
        planned_visit=planned.code,
        next_try_on=day + DAYS_TO_NEXT_TRY,
    )


def _day(
    random: Random, parameters: DemoParameters, planned: PlannedVisit, treated_on: date
) -> date:
    day = planned.target(treated_on) + timedelta(
        round(random.gauss(0, parameters.follow_up.scatter_days))
    )
    return min(max(day, planned.opens(treated_on)), planned.closes(treated_on))


def _surgery(reoperations: tuple[RecordReoperation, ...], since: date, until: date) -> YesNoUnknown:
    operated = any(since < operation.performed_on <= until for operation in reoperations)
    return YesNoUnknown.YES if operated else YesNoUnknown.NO


def _disposition(
    random: Random, parameters: DemoParameters, treated_on: date
) -> RecordDisposition | None:
    truth = parameters.disposition
    ends = (
        (_after(random, treated_on, truth.deaths_per_100_years), DispositionKind.DEATH),
        (_after(random, treated_on, truth.withdrawals_per_100_years), DispositionKind.WITHDRAWAL),
    )
    day, kind = min(ends)
    return (
        RecordDisposition(kind=kind, occurred_on=day) if day <= parameters.reference_date else None
    )


def _after(random: Random, treated_on: date, per_100_years: float) -> date:
    days = random.expovariate(per_100_years / DAYS_IN_100_YEARS)
    return treated_on + timedelta(min(round(days), DAYS_IN_100_YEARS))


def _reoperations(
    random: Random, parameters: DemoParameters, treatment: RecordTreatment, last_day: date
) -> Iterator[RecordReoperation]:
    treated = [entry.level for entry in treatment.levels]
    untreated = [level for level in DiscLevel if level not in treated]
    truth = parameters.reoperation
    for share, levels in (
        (truth.share_at_24_months, treated),
        (truth.elsewhere_at_24_months, untreated),
    ):
        per_day = -log1p(-share) / DAYS_IN_24_MONTHS
        days = max(1, round(random.expovariate(per_day)))
        operation = draw_operation(random, random.choice(levels), treatment.treated_on)
        if days <= (last_day - treatment.treated_on).days:
            yield replace(operation, performed_on=treatment.treated_on + timedelta(days))
