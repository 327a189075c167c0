"""The words on sites and surveillance."""

from dataclasses import replace

from registry.analysis.estimates import NotEstimable
from registry.display.site_captions import cusum_caption, funnel_caption
from registry.display.tabulate.site_contrasts import site_contrasts_table
from registry.display.tabulate.sites import PROMPT_TO_LOOK, sites_table
from tests.factories.monitoring import contrasts, monitoring, nothing_monitored, outcomes
from tests.factories.results import cohort_summary

SUMMARY = cohort_summary()


def test_sites_stand_in_the_order_of_their_codes_and_not_of_their_results() -> None:
    rows = sites_table((monitoring(outcomes(90, 40, 60, 30, 6)),)).rows
    assert rows[0].cells == ("Reoperation within 12 months",)
    codes = [row.cells[0] for row in rows[1:]]
    assert codes == sorted(codes)
    ratios = [row.cells[5] for row in rows[1:]]
    assert ratios != sorted(ratios)
    assert ratios != sorted(ratios, reverse=True)
    assert rows[-1].cells[-1] == "too few patients"


def test_table_and_funnel_say_that_limits_are_no_verdict() -> None:
    assert "a prompt to look, not a verdict on quality" in PROMPT_TO_LOOK
    assert PROMPT_TO_LOOK in sites_table((monitoring(),)).notes
    assert PROMPT_TO_LOOK in funnel_caption(monitoring(), SUMMARY)


def test_the_caption_says_who_is_left_out_and_which_sites_are_too_small() -> None:
    said = funnel_caption(monitoring(), SUMMARY)
    assert "left out: 21 not known to its end, 44 still in it." in said
    assert "Too few patients to be shown: S04." in said


def test_twenty_small_sites_are_not_all_named() -> None:
    said = funnel_caption(monitoring(outcomes(60, 60, *[5] * 20)), SUMMARY)
    assert "S14 and 8 more." in said


def test_the_caption_of_a_cusum_says_its_limit_and_its_signals() -> None:
    found = monitoring(outcomes(600, seed=3, odds=5.0, from_patient=400))
    assert not isinstance(found.cusum, NotEstimable)
    said = cusum_caption(found, SUMMARY)
    assert f"Limit {found.cusum.limit:.2f}" in said
    assert "with a probability of 5.0\u202f%" in said
    assert f"{len(found.cusum.signals)} signals (patients treated up to" in said
    assert "No signal." in cusum_caption(monitoring(), SUMMARY)


def test_nobody_is_a_table_without_rows_and_a_sentence() -> None:
    assert sites_table(nothing_monitored()).rows == ()
    said = cusum_caption(nothing_monitored()[0], SUMMARY)
    assert "no CUSUM: nobody was treated; not estimable (n = 0, at least 1 needed)." in said


def test_one_site_has_no_place_in_a_funnel() -> None:
    table = sites_table((replace(monitoring(outcomes(60)), small_sites=()),))
    assert [row.cells[-1] for row in table.rows[1:]] == ["–"]


def test_sites_beside_the_others_have_rows_and_small_ones_a_sentence() -> None:
    table = site_contrasts_table(contrasts())
    rows = [tuple(cell.replace("\u202f", " ") for cell in row.cells) for row in table.rows]
    assert rows[1] == ("S01", "41", "33.5", "29.2", "4.2 (−2.2 to 10.8)")
    assert rows[-2:] == [
        ("Reoperated by 24 months, per cent",),
        ("S01", "41", "7.5", "6.2", "1.2 (−3.8 to 6.2 %)"),
    ]
    assert table.notes[-1] == (
        "Reoperated by 24 months: not compared, for too few patients or no event: S02."
    )
    (alone,) = contrasts()[:1]
    others = replace(alone, other_sites=2)
    assert "Others: 240 patients of 2 other sites." in site_contrasts_table((others,)).notes
