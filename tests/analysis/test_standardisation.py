"""Events of each site beside those expected of its patients."""

import json

import pandas as pd
import pytest

from registry.analysis.estimates import Interval, NotEstimable
from registry.analysis.standardisation import indirect_standardisation
from tests.analysis.conftest import GOLDEN
from tests.factories.monitoring import outcomes


def patients(site: str, stratum: str, n: int, events: int) -> pd.DataFrame:
    rows = pd.DataFrame({"site_code": [site] * n, "stratum": stratum})
    return rows.assign(event=[True] * events + [False] * (n - events))


def test_expected_events_worked_by_hand() -> None:
    """Mild 4 of 40 = 0.1, severe 6 of 20 = 0.3.

    A: 30 mild, 5 severe: expected 3 + 1.5 = 4.5, observed 3 + 1 = 4.
    B: 10 mild, 15 severe: expected 1 + 4.5 = 5.5, observed 1 + 5 = 6.
    """
    rows = pd.concat(
        [
            patients("A", "mild", 30, 3),
            patients("A", "severe", 5, 1),
            patients("B", "mild", 10, 1),
            patients("B", "severe", 15, 5),
        ]
    ).reset_index(drop=True)
    a, b = indirect_standardisation(rows, confidence_level=0.95)
    assert (a.site_code, a.patients, a.observed) == ("A", 35, 4)
    assert (b.site_code, b.patients, b.observed) == ("B", 25, 6)
    assert [a.expected, b.expected] == pytest.approx([4.5, 5.5])
    assert [a.ratio, b.ratio] == pytest.approx([4 / 4.5, 6 / 5.5])


def test_the_interval_is_that_of_poisson_test_in_r() -> None:
    golden = json.loads((GOLDEN / "funnel.json").read_text("utf-8"))["standardised"]
    # 27 patients at the risk 20 / 100: 5.4 events expected, 9 observed.
    rows = pd.concat([patients("A", "mild", 27, 9), patients("B", "mild", 73, 11)])
    found, _ = indirect_standardisation(rows.reset_index(drop=True), confidence_level=0.95)
    assert isinstance(found.interval, Interval)
    assert found.expected == pytest.approx(golden["expected"], rel=1e-12)
    assert found.ratio == pytest.approx(golden["ratio"], rel=1e-8)
    assert found.interval.lower == pytest.approx(golden["lower"], rel=1e-8)
    assert found.interval.upper == pytest.approx(golden["upper"], rel=1e-8)


def test_as_many_events_are_expected_of_all_sites_as_were_observed() -> None:
    rows = outcomes(80, 50, 30, 7)
    found = indirect_standardisation(rows, confidence_level=0.95)
    assert sum(each.expected for each in found) == pytest.approx(rows["event"].sum(), rel=1e-12)


def test_one_site_alone_is_as_expected() -> None:
    (site,) = indirect_standardisation(outcomes(90), confidence_level=0.95)
    assert site.ratio == pytest.approx(1, rel=1e-12)


def test_the_order_of_rows_and_other_codes_change_nothing_else() -> None:
    rows = outcomes(80, 50)
    found = indirect_standardisation(rows, confidence_level=0.95)
    renamed = rows.assign(site_code=rows["site_code"].map({"S01": "B", "S02": "A"}))
    shuffled = indirect_standardisation(renamed.sample(frac=1), confidence_level=0.95)
    assert [each.observed for each in reversed(shuffled)] == [each.observed for each in found]
    expected = [each.expected for each in reversed(shuffled)]
    assert expected == pytest.approx([each.expected for each in found], rel=1e-12)


def test_without_an_event_no_ratio_is_estimable() -> None:
    found = indirect_standardisation(outcomes(20, 9).assign(event=False), confidence_level=0.95)
    assert [each.observed for each in found] == [0, 0]
    none = NotEstimable(reason="no event is expected", n=0, minimum=1)
    assert all(each.ratio == none and each.interval == none for each in found)
    assert indirect_standardisation(outcomes(20).head(0), confidence_level=0.95) == ()
