"""Patients' courses on a page, for tests of its layout."""

from dataclasses import replace
from datetime import date, timedelta

from registry.analysis.time_units import DAYS_PER_MONTH
from registry.display.charts.patient_trajectory import PatientCourse, ScorePoint
from registry.display.numbers import day
from registry.display.patient_summary import CourseEvent, events_table, scores_by_visit
from registry.domain.codes import DiscLevel, ProductType, Sex
from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.patient_overview import DatedScore, PatientOverview
from registry.settings import PROJECT_FOLDER, load_schedule
from reports.patient import PatientSummary

TREATED_ON = date(2025, 3, 4)
SCHEDULE = load_schedule(PROJECT_FOLDER / "config" / "schedule.toml")
_FIRST = {InstrumentCode.VAS_BACK: 72.0, InstrumentCode.VAS_LEG: 38.0, InstrumentCode.ODI: 46.0}


def overview(visits: int) -> PatientOverview:
    """Return a patient with so many visits, a day before treatment and a month apart."""
    return PatientOverview(
        study_number="BER-0012-B",
        sex=Sex.FEMALE,
        birth_year=1970,
        index_date=TREATED_ON,
        product_type=ProductType.EXPANDED_MSC,
        levels=(DiscLevel.L4_L5,),
        treatments=1,
        scores=tuple(
            DatedScore(
                instrument=code,
                answered_on=TREATED_ON + timedelta(days=31 * visit - 1),
                value=first / (1 + visit / 3),
            )
            for visit in range(visits)
            for code, first in _FIRST.items()
        ),
        ended=(),
    )


def events(count: int) -> list[CourseEvent]:
    """Return so many adverse events, twenty days apart."""
    days = (TREATED_ON + timedelta(days=20 * event + 3) for event in range(count))
    return [
        CourseEvent(
            on=on,
            when=day(on),
            since=f"{(on - TREATED_ON).days} days",
            what="Adverse event: allergic or immune reaction",
            how="life-threatening, serious, recovered with sequelae",
        )
        for on in days
    ]


def patient_summary_of(visits: int, happened: int) -> PatientSummary:
    """Return the page of a patient with so many visits and events."""
    patient, occurred = overview(visits), events(happened)
    return PatientSummary(
        registry_name="MSC Outcomes Registry",
        site_name="Spine Centre Berlin",
        study_number=patient.study_number,
        made_on=date(2026, 6, 1),
        treatment="Treated 4 March 2025 · L4-L5 · Culture-expanded MSC",
        course=PatientCourse(
            scores=[
                ScorePoint(
                    instrument=score.instrument,
                    months=(score.answered_on - TREATED_ON).days / DAYS_PER_MONTH,
                    value=score.value,
                )
                for score in patient.scores
            ],
            adverse_events=[(event.on - TREATED_ON).days / DAYS_PER_MONTH for event in occurred],
        ),
        scores=scores_by_visit(patient, SCHEDULE),
        events=events_table(occurred),
        next_visit="24 months after treatment: planned for 4 March 2027, possible from "
        "3 January 2027 to 3 May 2027.",
        caveats=(),
        origin="",
        page_size="A4",
    )


SUMMARY = patient_summary_of(visits=6, happened=2)
UNTREATED = replace(
    patient_summary_of(visits=0, happened=0),
    treatment="Not treated yet",
    course=None,
    next_visit="Visits are planned after the treatment.",
)
