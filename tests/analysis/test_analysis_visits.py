"""Which score answers which time point."""

import pandas as pd

from registry.analysis.analysis_visits import choose_analysis_scores
from tests.factories.frames import SCHEDULE, Score, scores


def chosen_visits(rows: list[Score]) -> list[tuple[str, int, float]]:
    visits = choose_analysis_scores(scores(rows), SCHEDULE).visits
    columns = ["visit", "days_since_treatment", "follow_up_0_100"]
    return list(visits[columns].itertuples(index=False, name=None))


def chosen_baselines(rows: list[Score]) -> list[float]:
    baseline = choose_analysis_scores(scores(rows), SCHEDULE).baseline
    return list(baseline["baseline_0_100"])


def test_the_baseline_is_the_last_score_up_to_the_day_of_treatment() -> None:
    rows = [(1, "odi", -80, 50.0), (1, "odi", 0, 44.0), (1, "odi", -3, 48.0), (1, "odi", 1, 10.0)]
    assert chosen_baselines(rows) == [44.0]


def test_a_score_older_than_90_days_is_no_baseline() -> None:
    assert chosen_baselines([(1, "odi", -91, 50.0)]) == []
    assert chosen_baselines([(1, "odi", -90, 50.0)]) == [50.0]


def test_a_missing_baseline_stays_missing() -> None:
    visits = choose_analysis_scores(scores([(1, "odi", 95, 20.0)]), SCHEDULE).visits
    assert visits["baseline_0_100"].isna().all()


def test_every_instrument_has_its_own_baseline() -> None:
    chosen = choose_analysis_scores(
        scores([(1, "odi", -1, 40.0), (1, "vas_back", -1, 70.0), (1, "vas_back", 95, 30.0)]),
        SCHEDULE,
    )
    assert chosen.visits["baseline_0_100"].tolist() == [70.0]


def test_the_bounds_of_an_analysis_window_belong_to_it() -> None:
    rows = [(1, "odi", 60, 1.0), (2, "odi", 61, 2.0), (3, "odi", 228, 3.0), (4, "odi", 229, 4.0)]
    expected = [("m3", 61, 2.0), ("m3", 228, 3.0), ("m12", 229, 4.0)]
    assert chosen_visits(rows) == expected


def test_a_score_after_the_last_window_answers_no_visit() -> None:
    assert chosen_visits([(1, "odi", 548, 20.0)]) == []


def test_of_two_scores_in_a_window_the_nearest_to_target_answers() -> None:
    assert chosen_visits([(1, "odi", 300, 30.0), (1, "odi", 370, 20.0)]) == [("m12", 370, 20.0)]


def test_of_two_scores_as_near_the_earlier_answers() -> None:
    assert chosen_visits([(1, "odi", 370, 20.0), (1, "odi", 360, 30.0)]) == [("m12", 360, 30.0)]


def test_of_two_scores_on_one_day_the_one_of_less_improvement_counts() -> None:
    rows = [
        (1, "odi", -1, 50.0),
        (1, "odi", -1, 40.0),
        (1, "odi", 365, 20.0),
        (1, "odi", 365, 30.0),
    ]
    for order in (rows, rows[::-1]):
        chosen = choose_analysis_scores(scores(order), SCHEDULE)
        assert chosen.baseline["baseline_0_100"].tolist() == [40.0]
        assert chosen.visits["follow_up_0_100"].tolist() == [30.0]
        assert chosen.last["follow_up_0_100"].tolist() == [30.0]


def test_the_last_score_may_lie_outside_every_window() -> None:
    last = choose_analysis_scores(
        scores([(1, "odi", -1, 50.0), (1, "odi", 365, 20.0), (1, "odi", 2000, 25.0)]), SCHEDULE
    ).last
    assert last[["days_since_treatment", "follow_up_0_100"]].to_numpy().tolist() == [[2000, 25.0]]


def test_no_scores_choose_nothing() -> None:
    chosen = choose_analysis_scores(scores([]), SCHEDULE)
    assert [len(frame) for frame in (chosen.baseline, chosen.visits, chosen.last)] == [0, 0, 0]


def test_windows_agree_with_the_schedule_day_by_day() -> None:
    days = range(1, 600)
    visits = choose_analysis_scores(scores([(d, "odi", d, 20.0) for d in days]), SCHEDULE).visits
    expected = {
        day: visit.code
        for visit in SCHEDULE.visits
        for day in days
        if visit.analyse_from_days <= day <= visit.analyse_to_days
    }
    by_patient = pd.Series(visits["visit"].to_numpy(), index=visits["patient_id"])
    assert by_patient.to_dict() == expected
