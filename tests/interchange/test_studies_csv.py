"""Study rows that a user supplies."""

from pathlib import Path

import pytest

from registry.analysis.estimates import MeanChange
from registry.display.pooled_studies import pooled_lines
from registry.domain.benchmark import Outcome
from registry.domain.errors import RuleBroken
from registry.domain.instruments.instrument import InstrumentCode
from registry.interchange.problems import FileRefused
from registry.interchange.studies_csv import Measure, cohort_study, read_studies
from tests.factories.results import cohort_summary, empty_cohort_summary

CHANGES = (
    "study,year,patients,change,standard_deviation\n"
    "A,2011,10,49,20\nB,2017,12,20,25\nC,2023,33,64,18\n"
)
SHARES = "study;patients;events\nA;26;2\nB;10;0\nC;33;2\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "studies.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_changes_become_estimates_with_the_variance_of_the_mean(tmp_path: Path) -> None:
    found = read_studies(written(tmp_path, CHANGES))
    assert found.measure is Measure.CHANGE
    first = found.effects.studies[0]
    assert (first.label, first.year, first.estimate, first.variance) == ("A", 2011, 49, 40)


def test_shares_are_read_with_any_delimiter_and_no_event_is_a_study_too(tmp_path: Path) -> None:
    found = read_studies(written(tmp_path, SHARES))
    assert found.measure is Measure.SHARE
    assert len(found.effects.studies) == 3


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("study,patients\nA,10\n", "The columns must be study, patients"),
        (CHANGES.replace("49,20", "49,3.6"), "is it a standard error?"),
        (CHANGES.replace("49,20", "490,20"), "Row 2, column “change”"),
        (CHANGES.replace("49,20", "forty,20"), "“forty” is no change in points"),
        (CHANGES.replace("49,20", "49,"), "column “standard_deviation”: There is no value."),
        (SHARES.replace("26;2", "26;27"), "27 events among 26 patients cannot be."),
        (SHARES.replace("26;2", "1;1"), "“1” is no whole number from 2."),
        ("study,patients,events\n", "It holds no study."),
    ],
)
def test_what_cannot_be_is_said_by_row_and_column(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read_studies(written(tmp_path, text))
    assert sentence in str(refused.value)


def test_the_lines_name_every_study_the_pooled_value_and_what_hangs_on_each(
    tmp_path: Path,
) -> None:
    effects = read_studies(written(tmp_path, CHANGES)).effects
    lines = list(pooled_lines(effects, shares=False, confidence_level=0.95))
    assert lines[0].startswith("A (2011): 49.0 (36.6 to 61.4), weight")
    assert lines[3].startswith("Pooled, 3 studies: ")
    for beginning in ("Prediction interval", "I²", "Without B", "Up to C", "Egger’s test"):
        assert any(line.startswith(beginning) for line in lines), beginning


def test_shares_are_written_as_per_cent(tmp_path: Path) -> None:
    effects = read_studies(written(tmp_path, SHARES)).effects
    lines = list(pooled_lines(effects, shares=True, confidence_level=0.95))
    assert lines[0].startswith("A: 7.7\u202f% (1.9 to 26.1\u202f%)")


def test_one_study_is_not_pooled_and_says_why(tmp_path: Path) -> None:
    effects = read_studies(written(tmp_path, CHANGES)).effects.first(1)
    assert "not estimable" in list(pooled_lines(effects, shares=False, confidence_level=0.95))[-1]


def test_the_cohort_is_a_study_by_its_last_observation_or_its_operations() -> None:
    summary = cohort_summary()
    change = summary.course(InstrumentCode.ODI).last_observation.change
    assert isinstance(change, MeanChange)
    found = cohort_study(summary, Outcome.ODI_CHANGE)
    assert (found.label, found.estimate) == ("This cohort", change.change_mean)
    assert found.variance == pytest.approx(change.change_standard_deviation**2 / change.n)
    assert cohort_study(summary, Outcome.REOPERATION).estimate < 0


@pytest.mark.parametrize("outcome", [Outcome.VAS_BACK_CHANGE, Outcome.REOPERATION])
def test_nobody_is_no_study(outcome: Outcome) -> None:
    with pytest.raises(RuleBroken, match="not estimable"):
        cohort_study(empty_cohort_summary(), outcome)
