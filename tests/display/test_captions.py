from dataclasses import replace
from datetime import date

import pytest

from registry.analysis.estimates import NotEstimable
from registry.analysis.patient_results import PatientFlow
from registry.display.captions import (
    equivalence_sentences,
    forest_caption,
    limits_sentence,
    products_sentence,
    published_times,
    reoperation_caption,
    selection,
    share_forest_caption,
    trajectory_caption,
    unlike_sentences,
    verdict_sentence,
)
from registry.domain.benchmark import Outcome, Verdict
from tests.factories.benchmarks import COMPARED, comparison
from tests.factories.estimates import interval
from tests.factories.reports import ZHANG_2023
from tests.factories.results import cohort_summary, empty_cohort_summary


def flow(treated: int) -> PatientFlow:
    return PatientFlow(
        enrolled=treated,
        treated_at_sites=treated,
        treated=treated,
        died=0,
        withdrawn=0,
        lost=0,
        transferred=0,
        left_out=0,
        visits=(),
    )


def plain(sentence: str) -> str:
    return sentence.replace("\u202f", " ")


def test_the_selection_says_sites_number_period_and_cut_off() -> None:
    assert selection(cohort_summary()) == (
        "All sites; 300 patients treated from 7 March 2022 to 21 August 2026; "
        "data cut-off 30 September 2026."
    )


def test_the_selection_of_one_patient_is_one_day_in_the_singular() -> None:
    day = date(2026, 2, 1)
    summary = cohort_summary(flow=flow(1), first_treatment=day, last_treatment=day)
    assert selection(summary) == (
        "All sites; 1 patient treated on 1 February 2026; data cut-off 30 September 2026."
    )


def test_the_selection_of_nobody_has_no_period() -> None:
    expected = "All sites; no patients treated; data cut-off 30 September 2026."
    assert selection(empty_cohort_summary()) == expected


def test_the_curve_says_which_interval_it_has_as_r_names_it() -> None:
    assert 'log-log interval (R: conf.type = "log-log")' in reoperation_caption(cohort_summary())


def test_a_curve_that_cannot_be_estimated_says_so_in_its_caption() -> None:
    assert "not estimable (n = 0, at least 1 needed)" in reoperation_caption(empty_cohort_summary())


def test_every_figure_carries_its_selection() -> None:
    summary = cohort_summary()
    for caption in (
        trajectory_caption,
        reoperation_caption,
        forest_caption,
        share_forest_caption,
        share_forest_caption,
    ):
        assert selection(summary) in caption(summary)


OUTSIDE = "outside the 95 % confidence interval of Zhang 2023 (8.8 to 35.3)"
NEW_STUDY = "the prediction interval for a new study (−30.0 to 75.0)"


@pytest.mark.parametrize(
    ("verdict", "where"),
    [
        (
            Verdict.INSIDE_CONFIDENCE,
            "inside the 95 % confidence interval of Zhang 2023 (8.8 to 35.3)",
        ),
        (Verdict.INSIDE_PREDICTION, f"{OUTSIDE} but inside {NEW_STUDY}"),
        (Verdict.OUTSIDE_PREDICTION, f"{OUTSIDE} and outside {NEW_STUDY}"),
    ],
)
def test_each_verdict_says_where_the_cohort_lies(verdict: Verdict, where: str) -> None:
    odi = comparison(Outcome.ODI_CHANGE, verdict=verdict)
    assert not isinstance(odi.derived, NotEstimable)
    derived = replace(odi.derived, prediction=interval(-30, 75))
    own = odi.cohort_interval if verdict is Verdict.INSIDE_CONFIDENCE else interval(1.0, 2.0)
    sentence = verdict_sentence(replace(odi, derived=derived, cohort_interval=own))
    subject = "ODI: the mean change to the last observation of 284 patients, 19.8 (95 % CI "
    assert plain(sentence).startswith(subject)
    assert plain(sentence).endswith(f"), lies {where}.")


@pytest.mark.parametrize(
    ("verdict", "own", "doubt"),
    [
        (Verdict.INSIDE_CONFIDENCE, (-52.0, 91.6), "reaches beyond, so it may lie outside."),
        (Verdict.INSIDE_PREDICTION, (2.0, 9.0), "reaches into that one, so it may lie inside."),
        (Verdict.OUTSIDE_PREDICTION, (35.0, 99.0), "reaches into that one, so it may lie inside."),
    ],
)
def test_three_patients_with_a_wide_interval_have_no_certain_place(
    verdict: Verdict, own: tuple[float, float], doubt: str
) -> None:
    few = comparison(
        Outcome.ODI_CHANGE, verdict=verdict, cohort_n=3, cohort_interval=interval(*own)
    )
    assert "of 3 patients, " in verdict_sentence(few)
    assert verdict_sentence(few).endswith(f"; its own interval {doubt}")


def test_many_operations_are_called_outside_though_no_prediction_interval_is_known() -> None:
    many = comparison(
        Outcome.REOPERATION,
        verdict=Verdict.OUTSIDE_CONFIDENCE,
        reason="no prediction interval can be derived because the number is not published",
        cohort_n=20,
        cohort_estimate=0.4,
        cohort_interval=interval(0.191, 0.639),
    )
    assert plain(verdict_sentence(many)) == (
        "Reoperation: the crude proportion of 20 patients, 40.0 % (95 % CI 19.1 to 63.9 %), lies "
        "outside the 95 % confidence interval of Zhang 2023 (0.9 to 17.5 %); no prediction "
        "interval can be derived because the number is not published."
    )


def test_a_comparison_that_is_not_allowed_says_why() -> None:
    refused = comparison(verdict=Verdict.NOT_COMPARABLE, reason="ODI is another scale.")
    expected = "VAS back is not comparable with Zhang 2023: ODI is another scale."
    assert verdict_sentence(refused) == expected


@pytest.mark.parametrize("verdict", list(Verdict))
def test_no_verdict_speaks_of_an_effect_or_a_p_value(verdict: Verdict) -> None:
    for outcome in COMPARED:
        sentence = verdict_sentence(comparison(outcome, verdict=verdict)).lower()
        assert "effect" not in sentence
        assert "p =" not in sentence
        assert "significant" not in sentence


def test_what_is_true_of_one_outcome_only_is_said_of_that_outcome() -> None:
    both, one = "Design: no control group.", "Baseline: not known."
    comparisons = (
        comparison(Outcome.VAS_BACK_CHANGE, unlike=(one, both)),
        comparison(Outcome.ODI_CHANGE, unlike=(both,)),
    )
    assert unlike_sentences(comparisons) == ("VAS back. Baseline: not known.", both)


def test_a_publication_is_named_with_its_patients_and_its_limits() -> None:
    publication = replace(ZHANG_2023, limits=("few studies", "bone-marrow cells only"))
    expected = (
        "Zhang 2023 is about: lumbar discogenic pain, 245 patients. "
        "Its limits: few studies; bone-marrow cells only."
    )
    assert limits_sentence(publication) == expected


def test_published_times_are_said_once_and_not_at_all_without_a_publication() -> None:
    expected = "Published values: Zhang 2023 at final follow-up."
    assert published_times(cohort_summary()) == expected
    assert published_times(cohort_summary(benchmarks=())) == ""


def test_equivalence_that_is_not_shown_is_not_called_a_difference() -> None:
    (vas, odi) = equivalence_sentences(cohort_summary().benchmarks)
    assert plain(vas) == (
        "VAS back: equivalence with Zhang 2023 within 15.0 points is not shown: 90 % interval of "
        "the difference −22.4 to 7.4. That does not show a difference either."
    )
    assert odi.startswith("ODI: equivalence with Zhang 2023")


def test_products_are_compared_within_sites_and_not_called_randomised() -> None:
    said = plain(products_sentence(cohort_summary().products_compared))
    assert said == (
        "Reoperations by product type, observed (expected were there one hazard): Bone-marrow "
        "concentrate 8 (6.2), Culture-expanded MSC 16 (17.8). Log-rank test within sites: χ² 0.66 "
        "on 1 degree of freedom, p = 0.42. The products were not given at random."
    )
    assert products_sentence(empty_cohort_summary().products_compared).startswith(
        "Reoperation by product type is not compared: "
    )
