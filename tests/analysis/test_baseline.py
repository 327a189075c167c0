"""Table 1."""

import math

from registry.analysis.analysis_visits import choose_analysis_scores
from registry.analysis.baseline import baseline_table
from registry.analysis.estimates import Distribution
from registry.analysis.results import BaselineVariable, CategoryCount
from tests.factories.frames import SCHEDULE, Score, scores, subjects


def table(
    n: int, rows: list[Score] | None = None, **columns: object
) -> dict[str, BaselineVariable]:
    chosen = choose_analysis_scores(scores(rows or []), SCHEDULE)
    rows_of_table = baseline_table(subjects(n, **columns), chosen.baseline)
    return {row.variable: row for row in rows_of_table}


def test_table_1_has_every_variable_in_its_order() -> None:
    assert list(table(1)) == [
        "age_years",
        "sex",
        "body_mass_index",
        "smoking",
        "symptom_duration_months",
        "previous_lumbar_surgery",
        "opioid_use",
        "product_type",
        "tissue_source",
        "donor",
        "levels_treated",
        "highest_pfirrmann",
        "baseline_vas_back",
        "baseline_vas_leg",
        "baseline_odi",
    ]


def test_codes_are_counted_in_the_order_of_their_list_and_missing_beside() -> None:
    smoking = table(4, smoking=["current", "never", None, "current"])["smoking"]
    assert (smoking.n, smoking.missing) == (3, 1)
    assert smoking.categories == (
        CategoryCount(code="never", count=1),
        CategoryCount(code="current", count=2),
    )


def test_a_treatment_without_a_recorded_disc_is_missing_and_not_zero_discs() -> None:
    discs = table(3, levels_treated=[0, 1, 2])["levels_treated"]
    assert (discs.n, discs.missing) == (2, 1)
    assert [count.code for count in discs.categories] == ["1", "2"]


def test_levels_and_grades_are_categories() -> None:
    rows = table(4, levels_treated=[2, 1, 1, 10], highest_pfirrmann=[4.0, 3.0, math.nan, 4.0])
    assert [count.code for count in rows["levels_treated"].categories] == ["1", "2", "10"]
    assert rows["highest_pfirrmann"].categories == (
        CategoryCount(code="3", count=1),
        CategoryCount(code="4", count=2),
    )
    assert rows["highest_pfirrmann"].missing == 1


def test_a_patient_without_a_baseline_score_is_missing() -> None:
    odi = table(3, rows=[(1, "odi", -1, 40.0), (3, "odi", -2, 50.0)])["baseline_odi"]
    assert (odi.n, odi.missing) == (2, 1)
    assert isinstance(odi.distribution, Distribution)
    assert odi.distribution.mean == 45.0


def test_a_variable_nobody_answered_has_no_distribution() -> None:
    assert table(2, age_years=math.nan)["age_years"] == BaselineVariable(
        variable="age_years", n=0, missing=2
    )
