"""The whole cohort in one value."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.analysis.estimates import KaplanMeier, MeanChange, NotEstimable, RepeatedMeasures
from registry.analysis.frames import CohortFrames
from registry.analysis.grouping import of_patients
from registry.analysis.patient_results import Enrolment
from registry.analysis.plan import AnalysisPlan
from registry.analysis.results import CohortSummary, SiteOrigin
from registry.analysis.summary import summarise_cohort
from registry.domain.benchmark import Verdict
from registry.domain.codes import DataOrigin
from registry.domain.cohort import CohortDefinition
from registry.domain.errors import FrameError
from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.subgroup import GroupChoice, GroupVariable
from registry.domain.threshold import Criterion, Threshold, ThresholdRule
from tests.factories.frames import (
    SCHEDULE,
    adverse_events,
    random_cohort,
    subjects,
    time_to_event,
)
from tests.factories.publications import ZHANG

PLAN = AnalysisPlan(
    schedule=SCHEDULE,
    thresholds=(
        Threshold(
            key="mic_absolute",
            name="MIC, at least 10 points",
            criteria=(
                Criterion(
                    instrument=InstrumentCode.ODI, rule=ThresholdRule.CHANGE_AT_LEAST, value=10
                ),
            ),
            citation="Ostelo 2008",
        ),
    ),
    publications=(ZHANG,),
)


def summarise(frames: CohortFrames, *, origin: DataOrigin = DataOrigin.SYNTHETIC) -> CohortSummary:
    n = len(frames.subjects)
    site = SiteOrigin(site_code="BER", site_name="Berlin", origin=origin, note=None, treated=n)
    return summarise_from(frames, origins=(site,))


ALL = CohortDefinition(site_codes=(), cut_off=date(2025, 6, 30))
SUMMED, ITERATED = 1e-11, 1e-7


def summarise_from(
    frames: CohortFrames,
    *,
    origins: tuple[SiteOrigin, ...],
    definition: CohortDefinition = ALL,
) -> CohortSummary:
    n = len(frames.subjects)
    return summarise_cohort(
        frames,
        definition=definition,
        enrolment=Enrolment(enrolled=n, left_out=0),
        origins=origins,
        plan=PLAN,
        snapshot_sha256="0" * 64,
    )


def leaves(value: object) -> list[object]:
    """Flatten a summary."""
    return [leaf for leaf, _ in _flattened(value, SUMMED)]


def expected(value: object) -> list[object]:
    """Flatten a summary that another is held against.

    Sums depend on order in the last digits of a number; what is found by iteration earlier.
    """
    return [
        pytest.approx(leaf, rel=rel) if isinstance(leaf, float) else leaf
        for leaf, rel in _flattened(value, SUMMED)
    ]


def _flattened(value: object, rel: float) -> Iterator[tuple[object, float]]:
    if isinstance(value, RepeatedMeasures):
        rel = ITERATED
    if is_dataclass(value):
        for field in fields(value):
            yield from _flattened(getattr(value, field.name), rel)
    elif isinstance(value, tuple):
        for part in value:
            yield from _flattened(part, rel)
    else:
        yield value, rel


@pytest.mark.parametrize("n", [0, 1, 2, 30])
def test_a_cohort_of_any_size_is_summarised(n: int) -> None:
    summary = summarise(random_cohort(n, seed=n))
    assert summary.safety.treated == n
    assert (summary.first_treatment is None) == (n == 0)
    assert len(summary.courses) == len(InstrumentCode)


def test_nobody_operated_is_a_cohort_like_any_other() -> None:
    curve = summarise(random_cohort(40, seed=1, operated=0.0)).reoperation.kaplan_meier
    assert isinstance(curve, KaplanMeier)
    assert (curve.events, len(curve.steps), curve.median_days) == (0, 1, None)


def test_a_planted_improvement_lies_in_its_own_interval() -> None:
    change = summarise(random_cohort(300, seed=7)).course(InstrumentCode.VAS_BACK).changes[1].change
    assert isinstance(change, MeanChange)
    assert change.interval.lower < 35 < change.interval.upper


def test_the_summary_says_when_the_first_and_the_last_were_treated() -> None:
    days = pd.to_datetime(["2023-05-04", "2021-02-03"])
    frames = replace(random_cohort(2, seed=1), subjects=subjects(2, index_date=days))
    summary = summarise(frames)
    assert (summary.first_treatment, summary.last_treatment) == (
        date(2021, 2, 3),
        date(2023, 5, 4),
    )


def test_published_data_of_other_patients_are_not_held_against_MSC() -> None:
    comparisons = summarise(random_cohort(30, seed=2), origin=DataOrigin.PUBLISHED).benchmarks
    assert {comparison.verdict for comparison in comparisons} == {Verdict.NOT_COMPARABLE}


def test_published_patients_are_not_counted_as_free_of_adverse_events() -> None:
    safety = summarise(random_cohort(30, seed=2), origin=DataOrigin.PUBLISHED).safety
    assert (safety.treated, safety.total.events) == (0, 0)
    assert isinstance(safety.patients_with_serious_event, NotEstimable)
    assert isinstance(safety.event_rate, NotEstimable)


def test_a_published_site_without_treated_patients_leaves_the_others_comparable() -> None:
    clinic, library = (
        SiteOrigin(site_code=code, site_name=code, origin=origin, note=None, treated=treated)
        for code, origin, treated in (
            ("BER", DataOrigin.CLINICAL, 30),
            ("PRT", DataOrigin.PUBLISHED, 0),
        )
    )
    both = summarise_from(random_cohort(30, seed=2), origins=(clinic, library)).benchmarks
    alone = summarise_from(random_cohort(30, seed=2), origins=(clinic,)).benchmarks
    assert both == alone


def test_a_published_trial_goes_through_whole_against_R_t_test(shared_data: Path) -> None:
    trial = pd.read_csv(shared_data / "lowbackpain" / "prt_cc0_long.csv")
    patients = trial["id"].unique()
    of_instrument = [
        pd.DataFrame(
            {
                "patient_id": trial["id"],
                "instrument": instrument,
                "days_since_treatment": 30 * trial["month"],
                "value_0_100": trial[column],
                "converted": instrument == "vas_back",
            }
        )
        for instrument, column in (("vas_back", "pain_vas_0_100"), ("odi", "odi"))
    ]
    summary = summarise(
        CohortFrames(
            subjects=subjects(len(patients), patient_id=patients),
            scores=pd.concat(of_instrument).dropna(),
            time_to_event=time_to_event([30] * len(patients), [False] * len(patients)),
            adverse_events=adverse_events(0),
        ),
        origin=DataOrigin.PUBLISHED,
    )
    for instrument, expected in (
        (InstrumentCode.VAS_BACK, (14.0, 11.0428434348978, 16.9571565651022)),
        (InstrumentCode.ODI, (5.97037037037037, 4.44557705485127, 7.49516368588947)),
    ):
        change = summary.course(instrument).last_observation.change
        assert isinstance(change, MeanChange)
        assert change.n == 135
        found = (change.change_mean, change.interval.lower, change.interval.upper)
        assert found == pytest.approx(expected, rel=1e-8)


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    frames = random_cohort(25, seed=seed)
    shuffled = CohortFrames(
        subjects=frames.subjects.sample(frac=1, random_state=seed),
        scores=frames.scores.sample(frac=1, random_state=seed),
        time_to_event=frames.time_to_event.sample(frac=1, random_state=seed),
        adverse_events=frames.adverse_events.sample(frac=1, random_state=seed),
    )
    assert leaves(summarise(shuffled)) == expected(summarise(frames))


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_numbers_of_patients_do_not_matter(seed: int) -> None:
    frames = random_cohort(25, seed=seed)
    other = np.random.default_rng(seed).permutation(1000)[:26]
    renamed = CohortFrames(
        subjects=renumbered(frames.subjects, other),
        scores=renumbered(frames.scores, other),
        time_to_event=renumbered(frames.time_to_event, other),
        adverse_events=renumbered(frames.adverse_events, other),
    )
    assert leaves(summarise(renamed)) == expected(summarise(frames))


def renumbered(
    frame: pd.DataFrame, other: "np.ndarray[tuple[int], np.dtype[np.int64]]"
) -> pd.DataFrame:
    return frame.assign(patient_id=other[frame["patient_id"].to_numpy()])


def test_a_calendar_shifted_by_28_years_does_not_matter() -> None:
    frames = random_cohort(40, seed=3)
    later = frames.subjects.copy()
    for column in ("index_date", "followed_until", "expected_until", "reoperated_on"):
        later[column] += pd.Timedelta(days=28 * 1461 // 4)
    shifted, summary = summarise(replace(frames, subjects=later)), summarise(frames)
    for part in ("courses", "responders", "follow_up", "safety", "reoperation"):
        assert leaves(getattr(shifted, part)) == expected(getattr(summary, part))


def test_a_frame_without_a_column_is_refused_by_name() -> None:
    frames = random_cohort(3, seed=1)
    with pytest.raises(FrameError, match=r"“scores” .* “converted” is missing"):
        summarise(replace(frames, scores=frames.scores.drop(columns="converted")))


def test_a_summary_of_groups_is_that_of_their_patients_alone() -> None:
    frames = random_cohort(120, seed=6)
    choice = GroupChoice(variable=GroupVariable.SEX, group="female")
    women = frames.subjects.loc[frames.subjects["sex"] == "female", "patient_id"]
    definition = CohortDefinition(site_codes=(), cut_off=date(2025, 6, 30), groups=(choice,))
    chosen = summarise_from(frames, origins=(), definition=definition)
    alone = summarise_from(of_patients(frames, women), origins=())
    assert chosen.flow.treated == len(women)
    assert chosen.flow.treated_at_sites == 120
    assert leaves(replace(chosen, definition=ALL, flow=alone.flow)) == expected(alone)
