"""What makes the cohort and a publication unlike."""

from dataclasses import replace

import pytest

from registry.analysis.distributions import describe
from registry.analysis.mean_change import mean_change
from registry.analysis.reoperation import summarise_reoperation
from registry.analysis.results import CategoryCount, LastObservationChange
from registry.analysis.unlikeness import unlike
from registry.domain.codes import EventDefinition
from registry.domain.instruments.instrument import InstrumentCode
from tests.factories.frames import time_to_event
from tests.factories.publications import REOPERATION, VAS, ZHANG

EXPANDED = CategoryCount(code="expanded_msc", count=12)
OTHER = CategoryCount(code="disc_chondrocytes", count=3)
NOBODY = LastObservationChange(
    instrument=InstrumentCode.VAS_BACK,
    change=mean_change([], [], confidence_level=0.95),
    time_months=describe([]),
)


def test_the_same_single_product_is_not_a_difference() -> None:
    publication = replace(ZHANG, product_types=("expanded_msc",))
    sentences = unlike(publication, VAS, NOBODY, (EXPANDED,))
    assert not any(sentence.startswith("Product") for sentence in sentences)


def test_mixed_products_are_listed_with_their_patients() -> None:
    sentences = unlike(ZHANG, VAS, NOBODY, (EXPANDED, OTHER))
    assert any(
        "received culture-expanded MSC (12) and disc chondrocytes (3)" in sentence
        for sentence in sentences
    )


def test_a_cohort_without_follow_up_says_so() -> None:
    assert unlike(ZHANG, VAS, NOBODY, ())[0] == (
        "Time: Zhang 2023 reports “final follow-up”; the cohort has no score after treatment yet."
    )


def test_a_cohort_without_patient_time_says_so() -> None:
    nobody = summarise_reoperation(
        time_to_event([], []),
        event_definition=EventDefinition.SURGERY_AT_TREATED_LEVEL,
        minimum_at_risk=10,
        confidence_level=0.95,
    )
    assert "the cohort has no patient-time yet" in unlike(ZHANG, REOPERATION, nobody, ())[0]


@pytest.mark.parametrize(
    ("definition", "said"),
    [
        (EventDefinition.SURGERY_AT_TREATED_LEVEL, None),
        (EventDefinition.ANY_REINTERVENTION, "first reintervention, repeat injection included"),
    ],
)
def test_another_event_than_the_published_one_is_said(
    definition: EventDefinition, said: str | None
) -> None:
    cohort = summarise_reoperation(
        time_to_event([400], [True]),
        event_definition=definition,
        minimum_at_risk=1,
        confidence_level=0.95,
    )
    event = f"Event: surgery at a treated level is published; the cohort counts the {said}."
    sentences = unlike(ZHANG, REOPERATION, cohort, ())
    assert [each for each in sentences if each.startswith("Event")] == ([event] if said else [])


def test_an_uncontrolled_design_is_not_called_a_difference_in_control() -> None:
    assert unlike(ZHANG, VAS, NOBODY, ())[-1] == (
        "Design: Zhang 2023 pooled uncontrolled before–after studies; the cohort is a registry, "
        "without a control group as well."
    )
