"""Change to the last score."""

from registry.analysis.analysis_visits import choose_analysis_scores
from registry.analysis.estimates import Distribution, MeanChange, NotEstimable
from registry.analysis.last_observation import last_observation_change
from registry.domain.instruments.instrument import InstrumentCode
from tests.factories.frames import SCHEDULE, Score, scores


def test_every_patient_counts_at_his_own_last_score_by_hand() -> None:
    rows: list[Score] = [
        (1, "odi", -1, 50.0),
        (1, "odi", 365, 20.0),
        (1, "odi", 731, 30.0),
        (2, "odi", -1, 40.0),
        (2, "odi", 91, 10.0),
        (3, "odi", 365, 0.0),
    ]
    last = choose_analysis_scores(scores(rows), SCHEDULE).last
    result = last_observation_change(last, instrument=InstrumentCode.ODI, confidence_level=0.95)
    assert isinstance(result.change, MeanChange)
    assert (result.change.n, result.change.change_mean) == (2, 25.0)
    assert isinstance(result.time_months, Distribution)
    assert result.time_months.median == (91 + 731) / 2 / 30.4375


def test_nobody_followed_gives_neither_change_nor_time() -> None:
    last = choose_analysis_scores(scores([(1, "odi", -1, 50.0)]), SCHEDULE).last
    result = last_observation_change(last, instrument=InstrumentCode.ODI, confidence_level=0.95)
    assert isinstance(result.change, NotEstimable)
    assert isinstance(result.time_months, NotEstimable)
