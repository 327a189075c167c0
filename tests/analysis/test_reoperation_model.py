"""What goes with an earlier reoperation, from the frames of a cohort."""

from dataclasses import replace

import numpy as np
import pytest

from registry.analysis.analysis_visits import choose_analysis_scores
from registry.analysis.cox_results import Cox, HazardModel
from registry.analysis.estimates import NotEstimable
from registry.analysis.frames import CohortFrames
from registry.analysis.reoperation_model import reoperation_model
from tests.factories.frames import SCHEDULE, random_cohort


def modelled(frames: CohortFrames) -> HazardModel:
    conformed = frames.conform()
    chosen = choose_analysis_scores(conformed.scores, SCHEDULE)
    return reoperation_model(conformed, chosen, confidence_level=0.95)


def with_planted_sex(patients: int) -> CohortFrames:
    """Return a cohort in which men are reoperated at three times the hazard of women."""
    frames = random_cohort(patients, seed=11)
    rng = np.random.default_rng(5)
    subjects = frames.subjects.copy()
    subjects["sex"] = np.where(rng.random(patients) < 0.5, "male", "female")
    times = frames.time_to_event.set_index("patient_id").loc[subjects["patient_id"]].reset_index()
    rate = np.where(subjects["sex"] == "male", 3.0, 1.0) / 2000
    until = rng.exponential(1 / rate)
    times["event_observed"] = until < 1500
    times["duration_days"] = np.minimum(until, 1500).astype(int)
    times["died_first"] = False
    return replace(frames, subjects=subjects, time_to_event=times)


def test_a_planted_hazard_ratio_is_found() -> None:
    found = modelled(with_planted_sex(1500))
    assert isinstance(found.model, Cox)
    (male,) = [each for each in found.model.hazard_ratios if each.covariate == "male"]
    assert male.interval.lower < 3 < male.interval.upper
    assert male.interval.lower > 2


def test_a_covariate_that_is_the_same_in_everybody_is_left_out() -> None:
    frames = with_planted_sex(400)
    same = replace(frames, subjects=frames.subjects.assign(sex="male"))
    assert "male" in modelled(frames).covariates
    assert "male" not in modelled(same).covariates


def test_fewer_than_ten_events_a_covariate_are_too_few() -> None:
    frames = with_planted_sex(60)
    few = frames.time_to_event.assign(event_observed=False)
    found = modelled(replace(frames, time_to_event=few))
    assert isinstance(found.model, NotEstimable)
    assert found.model.minimum == 10 * len(found.covariates)


@pytest.mark.parametrize("patients", [0, 1])
def test_nobody_and_one_patient_have_no_model(patients: int) -> None:
    assert isinstance(modelled(random_cohort(patients, seed=1)).model, NotEstimable)


def test_the_order_of_the_times_does_not_matter() -> None:
    frames = with_planted_sex(500)
    turned = replace(frames, time_to_event=frames.time_to_event.iloc[::-1])
    assert modelled(turned) == modelled(frames)
