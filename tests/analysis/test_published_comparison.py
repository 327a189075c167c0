"""Publications side by side: what is derived, where each lies, and what is not comparable."""

from dataclasses import replace

import pytest

from registry.analysis.published_comparison import (
    PlacedFigure,
    compare_publications,
    published_figures,
    same_topic,
)
from registry.domain.benchmark import Arm, Outcome, Publication, Verdict
from tests.factories.publications import ODI, VAS, ZHANG
from tests.factories.published import LIBRARY

STUDY = replace(ZHANG, key="study", short_name="Study", pooled=False, reference=False)


def placed(*publications: Publication) -> list[PlacedFigure]:
    """Return the results of the second publication, beside the first."""
    compared = compare_publications(publications, confidence_level=0.95)
    return [each for each in compared.placed if each.figure.publication is publications[1]]


def of(*keys: str) -> list[PlacedFigure]:
    return placed(*(LIBRARY[key] for key in keys))


def test_wu_lies_inside_the_confidence_intervals_of_zhang() -> None:
    # 44.2 in 24.32 to 58.93 and 32.2 in 8.75 to 35.33, as printed.
    assert [each.verdict for each in of("zhang2023", "wu2018")] == [
        Verdict.INSIDE_CONFIDENCE,
        Verdict.INSIDE_CONFIDENCE,
    ]


@pytest.mark.parametrize(
    ("estimate", "verdict"),
    [
        # Zhang’s prediction interval is −43 to 126 (shared evidence: about).
        (60.0, Verdict.INSIDE_PREDICTION),
        (58.93, Verdict.INSIDE_CONFIDENCE),
        (-44.0, Verdict.OUTSIDE_PREDICTION),
    ],
)
def test_an_estimate_is_placed_by_the_rule_of_the_cohort(estimate: float, verdict: Verdict) -> None:
    result = replace(VAS, estimate=estimate, lower=None, upper=None)
    (found,) = placed(ZHANG, replace(STUDY, results=(result,)))
    assert (found.verdict, found.reason) == (verdict, None)


def test_outside_the_interval_without_a_prediction_interval_no_more_is_said() -> None:
    bare = replace(ZHANG, results=(replace(VAS, studies=None),))
    result = replace(VAS, estimate=70.0, lower=None, upper=None)
    (found,) = placed(bare, replace(STUDY, results=(result,)))
    assert found.verdict is Verdict.OUTSIDE_CONFIDENCE
    assert str(found.reason).startswith("no prediction interval can be derived because")


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("xie2021", "a controlled effect cannot be set against a change without a control group"),
        ("centeno2017", "it is published on another scale (mean change, NPS 0–10)"),
        ("phillips2013", "it is of another treatment (lumbar fusion)"),
        (
            "lewandrowski2023",
            "Zhang 2023 reports it at final follow-up: no overlap in follow-up time",
        ),
        ("schneider2022", "Zhang 2023 does not report this outcome"),
    ],
)
def test_what_is_not_comparable_says_why(key: str, reason: str) -> None:
    first = of("zhang2023", key)[0]
    assert (first.verdict, first.reason) == (Verdict.NOT_COMPARABLE, reason)


def test_a_control_arm_is_no_treated_one() -> None:
    saline = replace(VAS, arm=Arm.SALINE)
    (found,) = placed(ZHANG, replace(STUDY, results=(saline,)))
    assert "control arm" in str(found.reason)


def test_a_comparator_that_is_a_controlled_effect_is_compared_with_nothing() -> None:
    xie = LIBRARY["xie2021"]
    at_last = tuple(replace(each, time_point="final follow-up") for each in xie.results)
    (found,) = placed(replace(xie, results=at_last), replace(STUDY, results=(VAS,)))
    assert str(found.reason).startswith("Xie 2021: a controlled effect")


def test_without_an_interval_the_comparator_gives_no_place() -> None:
    bare = replace(ZHANG, results=(replace(VAS, lower=None, upper=None),))
    (found,) = placed(bare, replace(STUDY, results=(VAS,)))
    assert (found.verdict, found.reason) == (Verdict.NOT_COMPARABLE, "no interval is published")


def test_the_comparators_own_results_get_no_verdict_nor_do_those_of_studies_alone() -> None:
    compared = compare_publications((ZHANG, STUDY), confidence_level=0.95)
    assert compared.comparator == ZHANG
    own = [each for each in compared.placed if each.figure.publication is ZHANG]
    assert {each.verdict for each in own} == {None}
    alone = compare_publications((STUDY,), confidence_level=0.95)
    assert alone.comparator is None
    assert {each.verdict for each in alone.placed} == {None}


def test_a_publication_stands_beside_the_others_of_its_outcomes_and_times() -> None:
    figures = same_topic(LIBRARY["orozco2011"], LIBRARY.values(), confidence_level=0.95)
    topics = {each.topic for each in figures}
    assert topics == {
        (Outcome.VAS_BACK_CHANGE, 12.0, ""),
        (Outcome.VAS_LEG_CHANGE, 12.0, ""),
    }
    assert "beall2021" in {each.publication.key for each in figures}


def test_every_result_of_the_library_stands_once_treated_arms_before_controls() -> None:
    figures = published_figures(LIBRARY.values(), confidence_level=0.95)
    assert len(figures) == sum(len(each.results) for each in LIBRARY.values())
    beall = [
        each.published.arm
        for each in figures
        if each.publication.key == "beall2021" and each.topic[0] is Outcome.VAS_BACK_CHANGE
    ]
    assert beall == [Arm.TREATED, Arm.SALINE]


def test_a_result_at_another_unfixed_time_is_another_topic() -> None:
    later = replace(ODI, time_point="up to 6 years")
    (found,) = placed(ZHANG, replace(STUDY, results=(later,)))
    assert "no overlap in follow-up time" in str(found.reason)


def test_times_that_are_not_stated_are_never_the_same() -> None:
    unstated = replace(VAS, time_point="not stated")
    untimed = replace(ZHANG, results=(unstated,))
    (found,) = placed(ZHANG, replace(STUDY, results=(unstated,)))
    assert found.reason == "its time is not stated"
    (found,) = placed(untimed, replace(STUDY, results=(VAS,)))
    assert found.reason == "Zhang 2023 does not state its time"
    (found,) = placed(untimed, replace(STUDY, results=(unstated,)))
    assert found.verdict is Verdict.NOT_COMPARABLE
    figures = same_topic(LIBRARY["xie2021"], LIBRARY.values(), confidence_level=0.95)
    assert {each.publication.key for each in figures} == {"xie2021"}
