from datetime import UTC, datetime
from itertools import pairwise
from random import Random
from statistics import fmean, stdev

import pytest
from sqlalchemy import func, select

from registry.analysis.estimates import MeanChange
from registry.database import Database
from registry.domain.actors import COMMAND_LINE
from registry.domain.codes import Procedure
from registry.domain.cohort import CohortDefinition
from registry.domain.instruments.instrument import InstrumentCode
from registry.interchange.demo import DemoEntry, add_demo_sites, is_empty
from registry.interchange.demo_parameters import DemoParameters, load_demo_parameters
from registry.interchange.demo_patients import draw_patients
from registry.interchange.demo_scores import draw_baseline, draw_score, odi_entry
from registry.models import Patient, Visit
from registry.models.audit_listener import broken_link
from registry.services.cohorts import summarise
from registry.settings import PROJECT_FOLDER, Settings

MANY = 20_000


@pytest.fixture(scope="module")
def truth() -> DemoParameters:
    return load_demo_parameters(PROJECT_FOLDER / "config" / "demo.toml")


def test_the_same_parameters_give_the_same_patients(
    truth: DemoParameters, settings: Settings
) -> None:
    first, second = (draw_patients(truth, settings.schedule) for _ in range(2))
    assert len(first) == truth.patients
    assert first == second


def test_the_truth_names_every_planned_visit_and_all_shares(
    truth: DemoParameters, settings: Settings
) -> None:
    codes = {visit.code for visit in settings.schedule.visits}
    for by_visit in (truth.improvement.vas_back, truth.improvement.odi, truth.follow_up.answered):
        assert by_visit.keys() == codes
    assert sum(share for _, share in truth.sites) == pytest.approx(1)


@pytest.mark.parametrize(("mean", "sd"), [(68, 13), (44, 12), (10, 8)])
def test_a_drawn_score_has_the_stated_mean_and_spread_inside_the_scale(
    mean: float, sd: float
) -> None:
    random = Random(1)  # noqa: S311 - a reproducible draw, no secret
    scores = [draw_score(random, mean, sd) for _ in range(MANY)]
    assert fmean(scores) == pytest.approx(mean, abs=4 * sd / MANY**0.5)
    assert stdev(scores) == pytest.approx(sd, rel=0.03)
    assert 0 <= min(scores) <= max(scores) <= 100


def test_drawn_baselines_have_the_stated_means(truth: DemoParameters) -> None:
    random = Random(2)  # noqa: S311 - a reproducible draw, no secret
    drawn = [draw_baseline(random, truth.baseline) for _ in range(MANY)]
    assert fmean(scores.vas_back for scores in drawn) == pytest.approx(68, abs=0.4)
    assert fmean(scores.odi for scores in drawn) == pytest.approx(44, abs=0.4)
    assert stdev(scores.odi for scores in drawn) == pytest.approx(12, abs=0.3)


def test_ten_sections_add_up_to_the_drawn_total(truth: DemoParameters) -> None:
    random = Random(3)  # noqa: S311 - a reproducible draw, no secret
    answers = odi_entry(random, 46, truth).answers or {}
    assert sum(answer for answer in answers.values() if answer is not None) == 23
    assert len(answers) == 10


def test_nothing_drawn_lies_outside_its_patient_s_time(
    truth: DemoParameters, settings: Settings
) -> None:
    for patient in draw_patients(truth, settings.schedule):
        if patient.course and patient.treatment:
            days = [visit.visited_on for visit in patient.course.visits]
            assert all(earlier < later for earlier, later in pairwise(days))
            assert all(patient.treatment.treated_on < day for day in days)
            assert max(days, default=truth.first_treatment) <= patient.course.last_day
            assert patient.course.last_day <= truth.reference_date


def test_the_share_operated_on_is_the_stated_one(truth: DemoParameters, settings: Settings) -> None:
    patients = draw_patients(truth, settings.schedule)
    courses = [patient.course for patient in patients if patient.course]
    operations = [operation for course in courses for operation in course.reoperations]
    assert 0.04 < len(operations) / len(courses) < 0.12
    assert Procedure.REPEAT_INJECTION not in {operation.procedure for operation in operations}


def test_the_planted_truth_is_found_again_in_the_cohort_s_intervals(
    truth: DemoParameters, settings: Settings, sqlite_database: Database
) -> None:
    patients = draw_patients(truth, settings.schedule)
    with sqlite_database.transaction(COMMAND_LINE, at=datetime.now(UTC)) as session:
        assert is_empty(session)
        add_demo_sites(session, COMMAND_LINE, truth)
        entry = DemoEntry(
            session=session, actor=COMMAND_LINE, settings=settings, today=truth.reference_date
        )
        for patient in patients:
            entry.enter(patient)
            session.expunge_all()
    with sqlite_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Patient)) == truth.patients
        assert (session.scalar(select(func.count()).select_from(Visit)) or 0) > 1000
        assert broken_link(session) is None
        everything = CohortDefinition(site_codes=(), cut_off=truth.reference_date)
        summary = summarise(session, COMMAND_LINE, everything, settings)
    for instrument, mean, gone in (
        (InstrumentCode.VAS_BACK, truth.baseline.vas_back_mean, truth.improvement.vas_back),
        (InstrumentCode.ODI, truth.baseline.odi_mean, truth.improvement.odi),
    ):
        changes = summary.course(instrument).changes
        (change,) = (each.change for each in changes if each.visit == "m12")
        assert isinstance(change, MeanChange)
        assert change.interval.lower < mean * gone["m12"] < change.interval.upper
    assert any("Synthetic" in caveat for caveat in summary.caveats)
