"""Each site beside all others."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from registry.analysis.analysis_visits import choose_analysis_scores
from registry.analysis.estimates import NotEstimable
from registry.analysis.frames import CohortFrames
from registry.analysis.incidence_difference import incidence_differences
from registry.analysis.plan import AnalysisPlan
from registry.analysis.site_contrasts import site_aggregate, site_contrasts
from registry.analysis.site_results import Contrast, SiteContrast
from tests.factories.frames import (
    SCHEDULE,
    adverse_events,
    random_cohort,
    scores,
    subjects,
    time_to_event,
)

PLAN = AnalysisPlan(schedule=SCHEDULE, thresholds=(), publications=())


def contrasts(frames: CohortFrames) -> tuple[SiteContrast, ...]:
    return site_contrasts(frames, choose_analysis_scores(frames.scores, SCHEDULE), PLAN)


def at_sites(*sizes: int, seed: int = 3) -> CohortFrames:
    """Return a random cohort whose sites have these sizes."""
    frames = random_cohort(sum(sizes), seed=seed, operated=0.4)
    codes = np.repeat([f"S{number}" for number in range(len(sizes))], sizes)
    return replace(frames, subjects=frames.subjects.assign(site_code=codes))


def test_changes_against_R_t_test(site_differences: dict[str, Any]) -> None:
    changes = [*site_differences["site"], *site_differences["others"]]
    n = len(changes)
    codes = ["A"] * len(site_differences["site"]) + ["B"] * len(site_differences["others"])
    rows = [
        (i + 1, "odi", day, 60.0 - day / 365 * c) for i, c in enumerate(changes) for day in (0, 365)
    ]
    frames = CohortFrames(
        subjects=subjects(n, site_code=codes),
        scores=scores(rows),
        time_to_event=time_to_event([100] * n, [False] * n),
        adverse_events=adverse_events(0),
    )
    found = contrasts(frames)[0].odi
    assert isinstance(found, Contrast)
    assert (found.n, found.others_n) == (14, 61)
    assert found.difference == pytest.approx(site_differences["difference"], rel=1e-8)
    assert found.interval.lower == pytest.approx(site_differences["lower"], rel=1e-8)
    assert found.interval.upper == pytest.approx(site_differences["upper"], rel=1e-8)


def test_shares_are_those_of_the_difference_between_groups() -> None:
    frames = at_sites(150, 250)
    site = frames.subjects["site_code"]
    by_group = incidence_differences(
        frames.time_to_event, site, minimum_at_risk=10, confidence_level=0.95
    )
    expected = next(each for each in by_group if each.months == 24)
    found = contrasts(frames)[0].reoperated
    assert (expected.group, expected.reference) == ("S0", "S1")
    assert isinstance(found, Contrast)
    assert found.difference == expected.difference
    assert found.interval == expected.interval


def test_two_sites_differ_by_opposite_numbers() -> None:
    first, second = contrasts(at_sites(60, 90))
    assert isinstance(first.vas_back, Contrast)
    assert isinstance(second.vas_back, Contrast)
    assert first.vas_back.difference == pytest.approx(-second.vas_back.difference)
    assert first.vas_back.own == second.vas_back.others


def test_one_site_beside_the_others_summed_up_is_as_in_the_report_on_all() -> None:
    frames = at_sites(50, 70, 40)
    chosen = choose_analysis_scores(frames.scores, SCHEDULE)
    own = frames.subjects.loc[frames.subjects["site_code"] == "S1", "patient_id"]

    def part(*, inside: bool) -> CohortFrames:
        def kept(frame: pd.DataFrame) -> pd.DataFrame:
            return frame[frame["patient_id"].isin(own) == inside].reset_index(drop=True)

        return CohortFrames(
            subjects=kept(frames.subjects),
            scores=kept(frames.scores),
            time_to_event=kept(frames.time_to_event),
            adverse_events=kept(frames.adverse_events),
        )

    others = part(inside=False)
    summed = site_aggregate(others, choose_analysis_scores(others.scores, SCHEDULE), SCHEDULE)
    alone = part(inside=True)
    scored = choose_analysis_scores(alone.scores, SCHEDULE)
    (found,) = site_contrasts(alone, scored, PLAN, summed)
    assert found == site_contrasts(frames, chosen, PLAN)[1]
    assert (found.other_sites, found.others_treated) == (2, 90)


def test_a_small_site_is_not_compared_and_one_site_alone_is_no_comparison() -> None:
    small, _ = contrasts(at_sites(9, 90))
    assert isinstance(small.odi, NotEstimable)
    assert small.odi.minimum == PLAN.minimum_group_size
    assert contrasts(at_sites(40)) == ()
    assert contrasts(at_sites(0)) == ()
