"""A summary to be passed on, against who subtracts what is told from what is told elsewhere."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from registry.analysis.estimates import NotEstimable, Withheld
from registry.analysis.patient_results import Enrolment
from registry.analysis.plan import AnalysisPlan
from registry.analysis.released import released
from registry.analysis.results import CohortSummary, SiteOrigin
from registry.analysis.summary import summarise_cohort
from registry.domain.codes import DataOrigin
from registry.domain.cohort import CohortDefinition
from registry.domain.subgroup import NOT_RECORDED, GroupVariable
from tests.factories.frames import SCHEDULE, random_cohort
from tests.factories.results import cohort_summary, empty_cohort_summary

MINIMUM = 5
COUNTS = (
    "events",
    "patients",
    "serious_events",
    "serious_patients",
    "severe_events",
    "related_events",
)


def analysed(patients: int, seed: int) -> CohortSummary:
    """Return the summary of a cohort with small groups in every variable."""
    frames = random_cohort(patients, seed=seed)
    draw = np.random.default_rng(seed)

    def uneven(*codes: str) -> list[str]:
        shares = np.array([0.7, 0.2, 0.07, 0.03][: len(codes)])
        return [str(code) for code in draw.choice(codes, patients, p=shares / shares.sum())]

    subjects = frames.subjects.assign(
        site_code=uneven("BER", "MUC", "LYO", "LEE"),
        product_type=uneven("expanded_msc", "bone_marrow_concentrate", "other"),
        donor=uneven("autologous", "allogeneic"),
        smoking=uneven("never", "former", "current", "unknown"),
    )
    counts = subjects["site_code"].value_counts()
    return summarise_cohort(
        replace(frames, subjects=subjects),
        definition=CohortDefinition(site_codes=(), cut_off=date(2026, 9, 30)),
        enrolment=Enrolment(enrolled=patients, left_out=0),
        origins=tuple(
            SiteOrigin(
                site_code=str(code),
                site_name=str(code),
                origin=DataOrigin.SYNTHETIC,
                note=None,
                treated=int(count),
            )
            for code, count in counts.items()
        ),
        plan=AnalysisPlan(schedule=SCHEDULE, thresholds=(), publications=()),
        snapshot_sha256="0" * 64,
    )


@pytest.fixture(scope="module", params=range(6))
def pair(request: pytest.FixtureRequest) -> tuple[CohortSummary, CohortSummary]:
    whole = analysed(40 + 40 * request.param, seed=request.param)
    return whole, released(whole, minimum=MINIMUM)


def test_what_is_told_is_as_it_was(pair: tuple[CohortSummary, CohortSummary]) -> None:
    whole, told = pair
    for before, after in zip(whole.baseline, told.baseline, strict=True):
        assert (before.n, before.missing) == (after.n, after.missing)
        for was, becomes in zip(before.categories, after.categories, strict=True):
            assert becomes.count in {None, was.count}
    for event, kept in zip(whole.safety.categories, told.safety.categories, strict=True):
        assert all(getattr(kept, name) in {None, getattr(event, name)} for name in COUNTS)
    assert told.safety.total == whole.safety.total
    assert (told.flow, told.responders) == (whole.flow, whole.responders)
    for course, kept_course in zip(whole.courses, told.courses, strict=True):
        assert kept_course == replace(course, individuals=kept_course.individuals)


def test_no_count_of_a_group_is_small_and_none_is_the_rest(
    pair: tuple[CohortSummary, CohortSummary],
) -> None:
    whole, told = pair
    for before, after in zip(whole.baseline, told.baseline, strict=True):
        counts = [category.count for category in after.categories]
        assert not any(count is not None and 0 < count < MINIMUM for count in counts)
        if None in counts:
            rest = before.n - sum(count or 0 for count in counts)
            assert counts.count(None) > 1 or rest >= MINIMUM
            assert rest >= MINIMUM or all(count in {None, 0} for count in counts)
    for row in told.safety.categories:
        assert not any(0 < (getattr(row, name) or 0) < MINIMUM for name in COUNTS)


def test_subgroups_and_sites_withhold_what_table_1_does(
    pair: tuple[CohortSummary, CohortSummary],
) -> None:
    _, told = pair
    table_1 = {
        (row.variable, category.code): category.count
        for row in told.baseline
        for category in row.categories
    }
    sites = {origin.site_code: origin.treated for origin in told.origins}
    compared = 0
    for table in told.subgroups:
        for group in table.groups:
            if group.group == NOT_RECORDED:
                continue
            assert group.treated is None or group.treated >= MINIMUM
            if table.variable is GroupVariable.SITE:
                assert group.treated == sites[group.group]
                compared += 1
            elif (table.variable.value, group.group) in table_1:
                assert group.treated == table_1[table.variable.value, group.group]
                compared += 1
    assert compared > 5


def test_followed_lost_and_not_due_are_small_in_no_code(
    pair: tuple[CohortSummary, CohortSummary],
) -> None:
    whole, told = pair
    table_1 = {
        (row.variable, category.code): category.count
        for row in whole.baseline
        for category in row.categories
    }
    for row in told.followed_and_lost:
        if row.code is None or isinstance(row.difference, Withheld):
            continue
        followed, lost = (round((group.mean or 0) * group.n) for group in (row.followed, row.lost))
        every = table_1.get((row.variable, row.code))
        for count in (followed, lost, *(() if every is None else (every - followed - lost,))):
            assert not 0 < count < MINIMUM


def test_no_reason_tells_a_small_number(pair: tuple[CohortSummary, CohortSummary]) -> None:
    _, told = pair
    for table in told.subgroups:
        for group in table.groups:
            for found in (group.vas_back, group.odi, group.reoperated):
                if isinstance(found, NotEstimable) and group.group != NOT_RECORDED:
                    assert not 0 < found.n < MINIMUM


def test_single_sites_months_and_quarters_are_left_out() -> None:
    told = released(cohort_summary(), minimum=MINIMUM)
    left_out = (told.monitoring, told.site_completeness, told.change_spreads)
    assert left_out == ((), (), ())
    assert (told.recruitment.months, told.recruitment.years) == ((), ())
    assert told.safety.serious == ()
    assert [course.individuals.drawn for course in told.courses] == [(), (), ()]
    assert told.release is not None
    assert told.release.minimum == MINIMUM
    assert told.release.counts > 0


def test_nobody_has_nothing_to_withhold() -> None:
    told = released(empty_cohort_summary(), minimum=MINIMUM)
    assert told.release is not None
    assert told.release.counts == 0
