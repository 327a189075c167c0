from dataclasses import replace

import pytest

from registry.analysis.cox_results import HazardModel
from registry.analysis.estimates import NotEstimable
from registry.analysis.results import BaselineVariable, CategoryCount, CohortSummary
from registry.display.charts.forest import benchmark_forest
from registry.display.tables import DisplayTable
from registry.display.tabulate.baseline import baseline_table
from registry.display.tabulate.benchmark import benchmark_table
from registry.display.tabulate.change import CHANGE_IS, change_table
from registry.display.tabulate.evidence import evidence_table
from registry.display.tabulate.follow_up import follow_up_table
from registry.display.tabulate.hazards import hazards_table
from registry.display.tabulate.key_figures import key_figures
from registry.display.tabulate.modelled import modelled_table
from registry.display.tabulate.origins import origins_table
from registry.display.tabulate.patient_flow import patient_flow_table
from registry.display.tabulate.reoperation import definitions_table, reoperation_table
from registry.display.tabulate.responders import responders_table
from registry.display.tabulate.safety import safety_table
from registry.display.tabulate.sensitivity import sensitivity_table
from registry.display.tabulate.subgroups import comparisons_sentence, subgroups_table
from registry.domain.benchmark import Outcome, Scale
from registry.domain.codes import Donor
from registry.domain.instruments.instrument import InstrumentCode
from tests.factories.benchmarks import comparison, evidence
from tests.factories.courses import MONTHS_ANSWERED, course
from tests.factories.hazards import hazards
from tests.factories.results import cohort_summary, empty_cohort_summary
from tests.factories.sensitivity import sensitivity


def tables_of(summary: CohortSummary) -> tuple[DisplayTable, ...]:
    return (
        patient_flow_table(summary.flow),
        follow_up_table(summary.follow_up),
        baseline_table(summary.baseline),
        change_table(summary.courses),
        modelled_table(summary.courses),
        responders_table(summary.responders),
        safety_table(summary.safety),
        reoperation_table(summary.reoperation),
        definitions_table(summary.reoperation, summary.other_definitions),
        benchmark_table(summary.benchmarks),
        subgroups_table(summary.subgroups),
        origins_table(summary.origins),
    )


def texts(table: DisplayTable) -> list[tuple[str, ...]]:
    return [tuple(cell.replace("\u202f", " ") for cell in row.cells) for row in table.rows]


@pytest.mark.parametrize("summary", [cohort_summary(), empty_cohort_summary()])
def test_every_row_has_a_cell_for_each_column_and_a_group_has_one(summary: CohortSummary) -> None:
    for table in tables_of(summary):
        for row in table.rows:
            assert len(row.cells) == (1 if row.kind == "group" else len(table.columns))


def test_tables_of_change_and_of_responders_say_what_a_change_is() -> None:
    summary = cohort_summary()
    assert CHANGE_IS in change_table(summary.courses).notes
    assert CHANGE_IS in responders_table(summary.responders).notes


def test_a_change_stands_with_its_pairs_both_means_and_its_interval() -> None:
    table = change_table([course(InstrumentCode.ODI, 46.2, 19.8, answered={12: 201})])
    assert texts(table)[1] == (
        "12 months",
        "201",
        "46.2 (14.2)",
        "26.4 (21.7)",
        "19.8 (22.0)",
        "95 % CI 16.7 to 22.8",
    )


def test_converted_scores_are_said_below_the_change() -> None:
    converted = replace(
        course(InstrumentCode.VAS_BACK, 68, 34, answered=MONTHS_ANSWERED),
        converted_scores=7,
        scores=90,
    )
    expected = "VAS back: 7 of 90 scores were converted from a 0–10 rating (× 10)."
    assert expected in change_table([converted]).notes


def test_a_responder_figure_shows_numerator_denominator_reoperated_and_missing() -> None:
    heading, figures = texts(responders_table(cohort_summary().responders))[:2]
    assert heading == ("VAS back: MIC",)
    assert figures[:3] == ("12 months", "149 of 198", "75.3 %")
    assert figures[4:] == ("12", "40", "62.6 to 79.4 %")


def test_responders_that_cannot_be_estimated_say_so() -> None:
    (_, figures) = texts(responders_table(empty_cohort_summary().responders))
    assert figures[3] == "not estimable (n = 0, at least 1 needed)"


def test_categories_are_shown_by_their_label_and_stay_with_their_variable() -> None:
    variable = BaselineVariable(
        variable="donor",
        n=40,
        missing=2,
        categories=(CategoryCount(code=Donor.ALLOGENEIC, count=10),),
    )
    table = baseline_table([variable])
    assert texts(table) == [
        ("Donor", "40", "2", "", ""),
        ("Allogeneic", "", "", "10 (25.0 %)", ""),
    ]
    assert table.rows[1].kind == "detail"


def test_a_category_nobody_answered_has_no_share() -> None:
    variable = BaselineVariable(
        variable="donor", n=0, missing=3, categories=(CategoryCount(code="allogeneic", count=0),)
    )
    assert texts(baseline_table([variable]))[1][3] == "0 (–)"


def test_safety_ends_with_the_sum_of_all_categories() -> None:
    table = safety_table(cohort_summary().safety)
    assert table.rows[-1].kind == "total"
    assert texts(table)[-1] == ("All categories", "61", "61", "3", "3", "3", "30")
    assert "Deaths from any cause: 1 of 300 patients." in table.notes


def test_where_nobody_was_asked_for_adverse_events_no_zero_is_shown() -> None:
    assert safety_table(empty_cohort_summary().safety).rows == ()


def test_the_rule_for_an_onset_known_to_the_month_is_said() -> None:
    said = safety_table(cohort_summary().safety).notes[-1]
    assert "its earliest possible day not before treatment" in said


def test_a_share_reoperated_stands_with_who_is_at_risk_and_the_events_so_far() -> None:
    table = reoperation_table(cohort_summary().reoperation)
    rows = texts(table)
    competing = "6.4 % (4.4 to 11.4 %)"
    assert rows[1] == ("24", "156", "14", "130", "6.2 % (4.6 to 8.5 %)", competing)
    assert rows[3][4:] == ("not estimable (n = 0, at least 10 needed)", "–")
    notes = " ".join(table.notes).replace("\u202f", " ")
    assert "CI: 95 % confidence interval, log-log." in notes
    assert "1 patient died before an operation." in notes
    assert "in the first 24 months: 23.0 (95 % CI 22.6 to 23.4) months." in notes


def test_a_difference_of_proportions_is_in_percentage_points_and_not_per_cent() -> None:
    table = benchmark_table([comparison(Outcome.REOPERATION)])
    assert texts(table)[2][4] == "0.6 (−8.1 to 9.3)"
    assert "Differences of proportions are in percentage points." in table.notes[0]


def test_the_benchmark_shows_the_cohort_first_then_each_publication() -> None:
    rows = texts(benchmark_table([comparison()]))
    assert rows[0] == ("VAS back, improvement from baseline, mm",)
    assert rows[1][:3] == ("This cohort", "284", "34.1 (31.5 to 36.7)")
    assert rows[2][0] == "Zhang 2023"
    assert rows[2][2] == "41.6 (24.3 to 58.9)"
    assert rows[2][6] == "inside CI"


def test_each_key_figure_has_interval_and_denominator_and_the_published_value() -> None:
    figures = {figure.label: figure for figure in key_figures(cohort_summary())}
    change = figures["VAS back, improvement at 12 months"]
    assert change.value == "34.0"
    assert change.detail.replace("\u202f", " ") == "95 % CI 31.0 to 37.1 mm; 201 pairs"
    assert change.benchmark == "Zhang 2023: 41.6 (24.3 to 58.9)"
    followed = figures["Followed up at 12 months"]
    assert followed.detail.endswith("201 of 236 due")


def test_key_figures_of_nobody_are_a_dash_with_the_reason() -> None:
    figures = {figure.label: figure for figure in key_figures(empty_cohort_summary())}
    assert figures["Patients treated"].value == "0"
    assert figures["Serious adverse events"].value == "–"
    reoperated = figures["Reoperated by 24 months"]
    assert (reoperated.value, reoperated.detail) == (
        "–",
        "not estimable (n = 0, at least 1 needed)",
    )


def test_a_plan_without_a_visit_at_twelve_months_says_so() -> None:
    figures = {figure.label: figure for figure in key_figures(cohort_summary(follow_up=()))}
    assert figures["Followed up at 12 months"].detail == "not in the follow-up plan"


def test_the_subgroup_table_says_how_many_estimates_it_holds() -> None:
    table = subgroups_table(cohort_summary().subgroups)
    rows = texts(table)
    assert rows[0] == ("Sex",)
    assert rows[3] == ("Other", "4", *(["too few (n = 4)"] * 3))
    assert "holds 6 estimates; of 20 such intervals" in table.notes[1]
    assert comparisons_sentence(()) == "No group is large enough for an estimate."


def test_observed_and_modelled_change_stand_side_by_side() -> None:
    rows = texts(modelled_table(cohort_summary().courses))
    assert rows[0] == ("VAS back, mm",)
    assert rows[4] == ("12 months", "201", "34.0 (31.0 to 37.1)", "33.6 (31.1 to 36.1)")
    assert rows[7] == ("60 months", "9", "34.1 (19.7 to 48.5)", "–")
    notes = modelled_table(empty_cohort_summary().courses).notes
    assert notes[2].startswith("VAS back: no model, ")


def test_each_definition_of_the_event_has_its_row_and_the_chosen_one_is_first() -> None:
    summary = cohort_summary()
    rows = texts(definitions_table(summary.reoperation, summary.other_definitions))
    assert [row[:2] for row in rows] == [
        ("First spine surgery at a treated level", "24"),
        ("First lumbar surgery at any level", "31"),
        ("First reintervention, repeat injection included", "40"),
    ]
    nobody = empty_cohort_summary()
    (row,) = texts(definitions_table(nobody.reoperation, nobody.other_definitions))
    assert row[1:] == ("–", *(["not estimable (n = 0, at least 1 needed)"] * 2))


def test_hazard_ratios_stand_with_their_test_and_what_they_rest_on() -> None:
    table = hazards_table(hazards())
    assert table.rows[0].cells == ("Age, 10 years more", "1.30 (0.88 to 1.92)", "0.19", "0.39")
    assert table.notes[0] == (
        "Cox regression of 290 patients with 24 events; 10 patients left out for a missing value."
    )


def test_no_model_says_why_in_a_row() -> None:
    few = NotEstimable(reason="too few events for 7 covariates", n=24, minimum=70)
    table = hazards_table(HazardModel(covariates=(), model=few, proportional=few))
    assert table.rows[0].cells[1] == "not estimable (n = 24, at least 70 needed)"
    assert "too few events for 7 covariates" in table.notes[0]


def test_the_change_with_the_imputed_says_where_it_tips() -> None:
    table = sensitivity_table((sensitivity(),))
    _, at_12, at_24 = table.rows
    assert at_12.cells[1:6] == ("35 of 236", "18.7 (16.8 to 20.6)", "17.9", "17.2", "43.5")
    assert at_24.cells[2] == "too few (3)"


def test_evidence_stands_by_outcome_with_its_arm_and_time() -> None:
    heading, study, saline = evidence_table(evidence()).rows
    assert heading.cells == ("VAS back, improvement from baseline, mm",)
    assert study.cells[:3] == ("Orozco 2011", "12 months", "10")
    assert saline.cells[0] == "Beall 2021 (VAST), saline"
    assert saline.cells[-1] == "–"


@pytest.mark.parametrize(
    ("scale", "words"),
    [
        (Scale.NRS_0_10, "1.90 of 10 (NRS)"),
        (Scale.STANDARD_DEVIATIONS, "1.90 standard deviations"),
        (Scale.ODDS_RATIO, "1.90 (odds ratio)"),
    ],
)
def test_an_estimate_on_another_scale_says_which(scale: Scale, words: str) -> None:
    study = evidence()[0]
    other = replace(study.published, scale=scale, estimate=1.9, lower=None, upper=None)
    alone = replace(study, published=other, interval=None, cohort_estimate=None, difference=None)
    assert evidence_table((alone,)).rows[1].cells[3] == words
    compared = replace(comparison(), published=other)
    assert benchmark_table((compared,)).rows[-1].cells[2] == words
    assert words in benchmark_forest([comparison(), compared], width=480, height=250).description


def test_why_there_is_no_prediction_interval_stands_below_the_table() -> None:
    table = benchmark_table(cohort_summary().benchmarks)
    assert [row.cells[3] for row in table.rows if row.cells[0] == "Zhang 2023"][-1] == (
        "not estimable"
    )
    assert table.notes[-1] == (
        "PI not estimable, the number of studies is not published: Zhang 2023 on reoperation."
    )
