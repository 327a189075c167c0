"""The machinery that measures coverage, and that what it simulates is what the registry does."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time

import numpy as np
import pandas as pd
import pytest

from registry.analysis.estimates import Interval
from registry.database import Database
from registry.domain.actors import COMMAND_LINE
from registry.extracts.cohort_frames import read_cohort_frames
from registry.extracts.criteria import Criteria
from registry.interchange.demo import DemoEntry, add_demo_sites
from registry.interchange.demo_patients import draw_patients
from registry.settings import PROJECT_FOLDER, Settings
from tests.simulation.coverage import LEVEL, Procedure, Question, Tally, tallies
from tests.simulation.planted import parameters, planted_frames, schedule
from tests.simulation.tables import QUESTIONS, rows_of

DOCUMENT = PROJECT_FOLDER / "docs" / "statistics" / "coverage.md"
TRUTH = 3.0


def _normal(width: float) -> Callable[[float], Interval]:
    return lambda drawn: Interval(
        lower=drawn - width, upper=drawn + width, level=LEVEL, method="normal"
    )


def _tally(width: float) -> Tally:
    question: Question[float] = Question(
        estimator="one draw",
        scenario=f"half width {width}",
        truth=TRUTH,
        draw=lambda random: float(random.normal(TRUTH)),
        procedures=(Procedure(interval="normal", bounds=_normal(width)),),
    )
    ((_, tally),) = tallies(question, registries=2000, seed=1)
    return tally


def test_a_right_interval_covers_as_stated_and_a_wrong_one_is_found() -> None:
    right, wrong = _tally(1.96), _tally(1.5)
    assert right.as_asked
    assert right.coverage == pytest.approx(0.95, abs=0.015)
    assert not wrong.as_asked
    assert wrong.coverage == pytest.approx(0.866, abs=0.025)
    assert wrong.too_high + wrong.too_low + wrong.covered == wrong.registries
    assert right.mean_width == pytest.approx(3.92)


def test_the_same_seed_gives_the_same_table() -> None:
    assert rows_of(0, registries=5) == rows_of(0, registries=5)


@pytest.mark.parametrize("place", range(len(QUESTIONS)))
def test_every_question_has_one_interval_of_the_report_and_draws_what_it_needs(place: int) -> None:
    rows = rows_of(place, registries=3)
    assert sum(row.reported for row in rows) == 1
    assert all(row.tally.registries == 3 for row in rows)


def test_the_document_tells_of_every_question() -> None:
    document = DOCUMENT.read_text("utf-8")
    for question in QUESTIONS:
        assert f"### {question.estimator}: {question.scenario}" in document
        assert f"Truth {question.truth:.{question.digits}f}." in document


def test_planted_frames_are_those_that_are_read_from_the_database(
    sqlite_database: Database, settings: Settings
) -> None:
    few = replace(parameters(), patients=40, seed=7)
    at = datetime.combine(few.reference_date, time(12), UTC)
    with sqlite_database.transaction(COMMAND_LINE, at=at) as session:
        add_demo_sites(session, COMMAND_LINE, few)
        entry = DemoEntry(
            session=session, actor=COMMAND_LINE, settings=settings, today=few.reference_date
        )
        for patient in draw_patients(few, schedule()):
            entry.enter(patient)
        criteria = Criteria(site_codes=None, cut_off=few.reference_date)
        stored = read_cohort_frames(session, criteria, settings.event_definition)
    planted = planted_frames(few)
    keys = dict(enumerate(stored.subjects["patient_id"]))
    order = ["patient_id", "instrument", "days_since_treatment"]
    for frame, columns in ((planted.scores, order), (planted.times, ["patient_id"])):
        of_stored = stored.scores if frame is planted.scores else stored.time_to_event
        renamed = frame.assign(patient_id=frame["patient_id"].map(keys)).sort_values(columns)
        pd.testing.assert_frame_equal(
            renamed.reset_index(drop=True),
            of_stored.sort_values(columns).reset_index(drop=True),
        )
    assert np.isfinite(planted.scores["value_0_100"]).all()
