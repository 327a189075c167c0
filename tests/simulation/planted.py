"""Demo cohorts of other seeds, to see whether the report finds what they were drawn from."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import pandas as pd

from registry.analysis.analysis_visits import choose_analysis_scores
from registry.analysis.course import instrument_courses
from registry.analysis.estimates import KaplanMeier, MeanChange, NotEstimable, RepeatedMeasures
from registry.analysis.frames import SCORES, TIME_TO_EVENT
from registry.analysis.kaplan_meier import kaplan_meier
from registry.analysis.results import InstrumentCourse
from registry.domain.codes import YesNoUnknown
from registry.domain.instruments.odi import odi_score
from registry.domain.schedule import Schedule
from registry.domain.visit import RecordVisit
from registry.extracts.time_to_event import time_to_event
from registry.interchange.demo_course import Course
from registry.interchange.demo_parameters import DemoParameters, load_demo_parameters
from registry.interchange.demo_patients import DemoPatient, draw_patients
from registry.settings import PROJECT_FOLDER, load_schedule
from tests.simulation.coverage import LEVEL, Bounds, Tally

SEEDS = 200
VISITS = ("m3", "m12", "m24")
OPERATED_BY_MONTHS = 24
MINIMUM_ANSWERED = 9
MINIMUM_AT_RISK = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantedFrames:
    """The scores and the times to reoperation of one drawn cohort, as the extracts read them."""

    scores: pd.DataFrame
    times: pd.DataFrame


@cache
def parameters() -> DemoParameters:
    """Return the stated truth of the demo cohort."""
    return load_demo_parameters(PROJECT_FOLDER / "config" / "demo.toml")


@cache
def schedule() -> Schedule:
    """Return the follow-up plan as shipped."""
    return load_schedule(PROJECT_FOLDER / "config" / "schedule.toml")


def planted_frames(drawn_from: DemoParameters) -> PlantedFrames:
    """Draw a demo cohort and put it into frames, without the database between."""
    drawn = draw_patients(drawn_from, schedule())
    treated = [patient for patient in drawn if patient.treatment and patient.course]
    rows = [row for key, patient in enumerate(treated) for row in _scores(key, patient)]
    columns = [column.name for column in SCORES.columns]
    return PlantedFrames(
        scores=SCORES.conform(pd.DataFrame(rows, columns=columns)), times=_times(treated)
    )


def _scores(key: int, patient: DemoPatient) -> Iterator[tuple[int, str, int, float, bool]]:
    visits = [patient.baseline] if patient.baseline else []
    visits += patient.course.visits if patient.course else ()
    for visit in visits:
        days = (visit.visited_on - _treated_on(patient)).days
        for instrument, value in _values(visit):
            if value is not None:
                yield key, instrument, days, value, False


def _values(visit: RecordVisit) -> Iterator[tuple[str, float | None]]:
    yield "vas_back", visit.vas_back_0_100
    yield "vas_leg", visit.vas_leg_0_100
    if visit.odi is not None and visit.odi.answers:
        yield "odi", odi_score(visit.odi.answers, minimum_answered=MINIMUM_ANSWERED)


def _treated_on(patient: DemoPatient) -> date:
    assert patient.treatment is not None
    return patient.treatment.treated_on


def _times(treated: list[DemoPatient]) -> pd.DataFrame:
    subjects = pd.DataFrame(
        {
            "patient_id": range(len(treated)),
            "index_date": [_treated_on(patient) for patient in treated],
            "reoperated_on": [_operated_on(patient) for patient in treated],
        }
    ).astype({"index_date": "datetime64[s]", "reoperated_on": "datetime64[s]"})
    known = [
        (key, day)
        for key, patient in enumerate(treated)
        if patient.course
        for day in _known_dates(patient.course)
    ]
    ends = [
        (key, disposition.kind, disposition.occurred_on)
        for key, patient in enumerate(treated)
        if patient.course
        for disposition in patient.course.dispositions
    ]
    return TIME_TO_EVENT.conform(
        time_to_event(
            subjects,
            pd.DataFrame(known, columns=["patient_id", "known_on"]).astype(
                {"known_on": "datetime64[s]"}
            ),
            pd.DataFrame(ends, columns=["patient_id", "kind", "occurred_on"]).astype(
                {"occurred_on": "datetime64[s]"}
            ),
        )
    )


def _operated_on(patient: DemoPatient) -> date | None:
    assert patient.course is not None
    assert patient.treatment is not None
    levels = {entry.level for entry in patient.treatment.levels}
    days = [each.performed_on for each in patient.course.reoperations if levels & set(each.levels)]
    return min(days, default=None)


def _known_dates(course: Course) -> Iterator[date]:
    """Yield the days on which the patient's status was known; `read_known_dates` says why."""
    no = YesNoUnknown.NO
    yield from (each.visited_on for each in course.visits if each.surgery_since_last_contact is no)
    yield from (
        each.contacted_on for each in course.contacts if each.surgery_since_last_contact is no
    )
    yield from (each.performed_on for each in course.reoperations)
    yield from (each.occurred_on for each in course.dispositions)


def intervals(frames: PlantedFrames) -> dict[str, Bounds]:
    """Return the report's intervals of what is planted, by its name in the table."""
    chosen = choose_analysis_scores(frames.scores, schedule())
    courses = instrument_courses(frames.scores, chosen, schedule=schedule(), confidence_level=LEVEL)
    found: dict[str, Bounds] = {}
    for course in courses:
        found |= _of_course(course)
    curve = kaplan_meier(frames.times, minimum_at_risk=MINIMUM_AT_RISK, confidence_level=LEVEL)
    found[REOPERATED] = _share_by(curve)
    return found


REOPERATED = f"Reoperated by {OPERATED_BY_MONTHS} months, %"


def _share_by(curve: KaplanMeier | NotEstimable) -> Bounds:
    if isinstance(curve, NotEstimable):
        return curve
    return next(each.interval for each in curve.shares if each.months == OPERATED_BY_MONTHS)


def _of_course(course: InstrumentCourse) -> Iterator[tuple[str, Bounds]]:
    for change in course.changes:
        if change.visit in VISITS:
            found = change.change
            bounds = found.interval if isinstance(found, MeanChange) else found
            yield named(course.instrument, change.visit, "pairs"), bounds
    if isinstance(course.modelled, RepeatedMeasures):
        for visit, mean in zip(course.modelled.visits, course.modelled.means, strict=True):
            if visit in VISITS:
                yield named(course.instrument, visit, "MMRM"), mean.interval


def named(instrument: str, visit: str, how: str) -> str:
    """Name one mean change."""
    return f"{instrument} change at {visit} ({how})"


def truths() -> dict[str, float]:
    """Return the stated truth of each name: the mean change is the share gone × the baseline."""
    stated, gone = parameters().baseline, parameters().improvement
    of = {
        "vas_back": (stated.vas_back_mean, gone.vas_back),
        "vas_leg": (stated.vas_leg_mean, gone.vas_leg),
        "odi": (stated.odi_mean, gone.odi),
    }
    changes = {
        named(instrument, visit, how): mean * share[visit]
        for instrument, (mean, share) in of.items()
        for visit in VISITS
        for how in ("pairs", "MMRM")
    }
    return {**changes, REOPERATED: parameters().reoperation.share_at_24_months}


def planted_tallies(first_seed: int, seeds: int) -> dict[str, Tally]:
    """Count for each planted parameter in how many cohorts its interval holds it."""
    truth = truths()
    tallies = {name: Tally() for name in truth}
    for seed in range(first_seed, first_seed + seeds):
        found = intervals(planted_frames(replace(parameters(), seed=seed)))
        for name, tally in tallies.items():
            missing = NotEstimable(reason="not given", n=0, minimum=1)
            tally.add(found.get(name, missing), truth[name])
    return tallies
