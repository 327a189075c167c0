"""Which group each patient is in."""

from datetime import date

import pandas as pd
import pytest

from registry.analysis.analysis_visits import choose_analysis_scores
from registry.analysis.grouping import group_of, restrict
from registry.domain.subgroup import (
    GROUPS,
    NOT_RECORDED,
    GroupChoice,
    GroupVariable,
    group_label,
)
from tests.factories.frames import SCHEDULE, random_cohort, scores, subjects

BASELINE = choose_analysis_scores(
    scores([(1, "vas_back", -3, 34.0), (2, "vas_back", 0, 75.0), (1, "odi", -3, 20.5)]), SCHEDULE
).baseline


@pytest.mark.parametrize(
    ("variable", "columns", "groups"),
    [
        (GroupVariable.SITE, {"site_code": ["BER", "ROM"]}, ["BER", "ROM"]),
        (GroupVariable.DONOR, {"donor": ["allogeneic", None]}, ["allogeneic", NOT_RECORDED]),
        (GroupVariable.LEVELS, {"levels_treated": [1, 2]}, ["one", "several"]),
        (GroupVariable.PFIRRMANN, {"highest_pfirrmann": [5.0, None]}, ["5", NOT_RECORDED]),
        (GroupVariable.AGE, {"age_years": [39.0, 60.0]}, ["under_40", "60_and_over"]),
        (
            GroupVariable.TREATMENT_YEAR,
            {"index_date": [pd.Timestamp(date(2023, 12, 31)), pd.Timestamp(date(2024, 1, 1))]},
            ["2023", "2024"],
        ),
        (GroupVariable.BASELINE_VAS_BACK, {}, ["mild", "severe"]),
        (GroupVariable.BASELINE_ODI, {}, ["moderate", NOT_RECORDED]),
    ],
)
def test_each_patient_is_in_one_group(
    variable: GroupVariable, columns: dict[str, object], groups: list[str]
) -> None:
    assert group_of(variable, subjects(2, **columns), BASELINE).tolist() == groups


@pytest.mark.parametrize("variable", GroupVariable)
def test_the_groups_of_a_random_cohort_are_listed_and_add_up(variable: GroupVariable) -> None:
    frames = random_cohort(200, seed=3)
    chosen = choose_analysis_scores(frames.scores, SCHEDULE)
    groups = group_of(variable, frames.subjects, chosen.baseline)
    assert groups.notna().all()
    listed = {*GROUPS.get(variable, groups.unique()), NOT_RECORDED}
    assert set(groups.unique()) <= listed
    sizes = [
        len(
            restrict(
                frames, [GroupChoice(variable=variable, group=group)], chosen.baseline
            ).subjects
        )
        for group in groups.unique()
    ]
    assert sum(sizes) == 200


def test_a_restricted_cohort_has_the_chosen_patients_in_every_frame() -> None:
    frames = random_cohort(120, seed=5)
    chosen = choose_analysis_scores(frames.scores, SCHEDULE)
    choices = [
        GroupChoice(variable=GroupVariable.SEX, group="female"),
        GroupChoice(variable=GroupVariable.AGE, group="40_to_49"),
    ]
    kept = restrict(frames, choices, chosen.baseline)
    assert set(kept.subjects["sex"]) == {"female"}
    assert kept.subjects["age_years"].between(40, 49).all()
    for frame in (kept.scores, kept.time_to_event, kept.adverse_events):
        assert set(frame["patient_id"]) <= set(kept.subjects["patient_id"])
    assert len(kept.time_to_event) == len(kept.subjects)


def test_a_group_is_named_in_words() -> None:
    assert GroupChoice(variable=GroupVariable.PFIRRMANN, group="4").label == (
        "Highest Pfirrmann grade: IV"
    )
    assert group_label(GroupVariable.SITE, "BER") == "BER"
    assert group_label(GroupVariable.DONOR, NOT_RECORDED) == "Not recorded"
