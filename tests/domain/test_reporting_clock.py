"""Which events start a clock, and how long it runs (ICH E2A)."""

from datetime import date

import pytest

from registry.domain.codes import Relatedness, SeriousnessCriterion, YesNoUnknown
from registry.domain.reporting_clock import ReportingClock, reporting_clock

AWARE = date(2026, 5, 20)
SERIOUS = (SeriousnessCriterion.HOSPITALISATION,)
POSSIBLE = (Relatedness.NOT_RELATED, Relatedness.POSSIBLE, None)
NO = YesNoUnknown.NO


@pytest.mark.parametrize(
    ("criterion", "report_by"),
    [
        (SeriousnessCriterion.DEATH, date(2026, 5, 27)),
        (SeriousnessCriterion.LIFE_THREATENING, date(2026, 5, 27)),
        (SeriousnessCriterion.HOSPITALISATION, date(2026, 6, 4)),
        (SeriousnessCriterion.DISABILITY, date(2026, 6, 4)),
        (SeriousnessCriterion.MEDICALLY_IMPORTANT, date(2026, 6, 4)),
    ],
)
def test_fatal_and_life_threatening_events_have_7_days_and_others_15(
    criterion: SeriousnessCriterion, report_by: date
) -> None:
    clock = reporting_clock((criterion,), POSSIBLE, NO, aware_on=AWARE)
    assert clock == ReportingClock(aware_on=AWARE, report_by=report_by)


def test_the_shorter_clock_runs_where_several_criteria_are_met() -> None:
    several = (*SERIOUS, SeriousnessCriterion.LIFE_THREATENING)
    clock = reporting_clock(several, POSSIBLE, NO, aware_on=AWARE)
    assert clock is not None
    assert clock.report_by == date(2026, 5, 27)


def test_an_event_that_is_not_serious_starts_no_clock() -> None:
    assert reporting_clock((), POSSIBLE, NO, aware_on=AWARE) is None


def test_an_expected_event_starts_no_clock() -> None:
    assert reporting_clock(SERIOUS, POSSIBLE, YesNoUnknown.YES, aware_on=AWARE) is None


def test_an_event_of_which_it_is_unknown_whether_it_was_expected_starts_a_clock() -> None:
    assert reporting_clock(SERIOUS, POSSIBLE, YesNoUnknown.UNKNOWN, aware_on=AWARE)


@pytest.mark.parametrize("relation", [Relatedness.UNLIKELY, Relatedness.NOT_RELATED, None])
def test_an_event_whose_relation_is_ruled_out_starts_no_clock(relation: Relatedness | None) -> None:
    relations = (Relatedness.NOT_RELATED, relation)
    assert reporting_clock(SERIOUS, relations, NO, aware_on=AWARE) is None


@pytest.mark.parametrize(
    "relation",
    [
        Relatedness.DEFINITE,
        Relatedness.PROBABLE,
        Relatedness.POSSIBLE,
        Relatedness.UNCLASSIFIABLE,
    ],
)
def test_an_event_that_may_be_related_starts_a_clock(relation: Relatedness) -> None:
    relations = (Relatedness.NOT_RELATED, relation)
    assert reporting_clock(SERIOUS, relations, NO, aware_on=AWARE)


def test_a_late_report_has_negative_days_left() -> None:
    clock = ReportingClock(aware_on=AWARE, report_by=date(2026, 6, 4))
    assert clock.days_left(date(2026, 6, 6)) == -2
