"""Safety in events and in patients."""

import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from registry.analysis.adverse_events import summarise_safety
from registry.analysis.estimates import NotEstimable, Proportion, Rate
from registry.domain.codes import AdverseEventCategory
from tests.factories.frames import adverse_events, subjects

GRADES = {"MILD": 1, "MODERATE": 2, "SEVERE": 3}


@pytest.mark.parametrize("arm", ["Placebo", "Xanomeline Low Dose", "Xanomeline High Dose"])
def test_counts_of_the_CDISC_pilot_against_R(shared_data: Path, arm: str) -> None:
    folder = shared_data / "adverse_events"
    expected = json.loads((folder / "cdisc_expected.json").read_text("utf-8"))["adverse_events"]
    treated = pd.read_csv(folder / "adam_adsl.csv").query("SAFFL == 'Y' and TRT01A == @arm")
    events = pd.read_csv(folder / "adam_adae.csv").query("TRTA == @arm")
    safety = summarise_safety(
        subjects(
            len(treated),
            patient_id=range(len(treated)),
            index_date=pd.to_datetime(treated["TRTSDT"]).to_numpy(),
            followed_until=pd.to_datetime(treated["TRTEDT"]).to_numpy(),
        ),
        adverse_events(
            len(events),
            patient_id=pd.factorize(events["USUBJID"])[0],
            grade=events["AESEV"].map(GRADES).to_numpy(),
            serious=(events["AESER"] == "Y").to_numpy(),
            related=events["AEREL"].isin(["POSSIBLE", "PROBABLE"]).to_numpy(),
            treatment_emergent=(events["TRTEMFL"] == "Y").to_numpy(),
        ),
        confidence_level=0.95,
    )
    assert safety.treated == expected["safety_N"][arm]
    assert safety.total.events == expected["teae_events"][arm]
    assert safety.total.patients == expected["any_teae_subjects"][arm]
    assert safety.total.serious_patients == expected["serious_subjects"][arm]
    days = treated["TRTDUR"].sum() - len(treated)
    assert isinstance(safety.event_rate, Rate)
    assert safety.event_rate.person_years == pytest.approx(days / 365.25, rel=1e-12)


def test_only_treatment_emergent_events_count() -> None:
    events = adverse_events(3, treatment_emergent=[True, False, True])
    assert summarise_safety(subjects(3), events, confidence_level=0.95).total.events == 2


def test_severe_and_serious_are_two_counts() -> None:
    events = adverse_events(3, grade=[3, 4, 1], serious=[False, False, True])
    total = summarise_safety(subjects(3), events, confidence_level=0.95).total
    assert (total.severe_events, total.serious_events) == (2, 1)


def test_two_events_of_one_patient_are_one_patient() -> None:
    events = adverse_events(2, patient_id=1, category="infection", serious=True)
    safety = summarise_safety(subjects(4), events, confidence_level=0.95)
    infection = next(
        count for count in safety.categories if count.category is AdverseEventCategory.INFECTION
    )
    assert (infection.events, infection.patients, infection.serious_patients) == (2, 1, 1)
    assert isinstance(safety.patients_with_event, Proportion)
    assert safety.patients_with_event.value == 0.25
    assert safety.patients_with_event.interval.method == "Clopper–Pearson"


def test_categories_without_an_event_are_said_too() -> None:
    safety = summarise_safety(subjects(1), adverse_events(0), confidence_level=0.95)
    assert [count.category for count in safety.categories] == list(AdverseEventCategory)
    assert {count.events for count in safety.categories} == {0}


def test_person_time_runs_from_treatment_to_the_last_contact() -> None:
    patients = subjects(
        2,
        index_date=pd.Timestamp(date(2021, 1, 1)),
        followed_until=[pd.Timestamp(date(2021, 1, 1)), pd.Timestamp(date(2025, 1, 1))],
    )
    safety = summarise_safety(patients, adverse_events(2), confidence_level=0.95)
    assert isinstance(safety.event_rate, Rate)
    assert (safety.event_rate.person_years, safety.event_rate.per_100_person_years) == (4.0, 50.0)


def test_nobody_treated_gives_counts_of_0_and_no_rate() -> None:
    safety = summarise_safety(subjects(0), adverse_events(0), confidence_level=0.95)
    assert (safety.treated, safety.deaths, safety.total.events) == (0, 0, 0)
    assert isinstance(safety.event_rate, NotEstimable)


def test_serious_events_are_listed_by_category_and_day_without_their_patient() -> None:
    events = adverse_events(
        4,
        category=["procedure_pain", "infection", "procedure_pain", "procedure_pain"],
        serious=[True, True, False, True],
        grade=[3, 4, 2, 2],
        related=[True, False, True, False],
        days_since_treatment=[40, 9, 1, 7],
    )
    found = summarise_safety(subjects(4), events, confidence_level=0.95).serious
    told = [(each.category, each.grade, each.related, each.days_since_treatment) for each in found]
    assert told == [
        (AdverseEventCategory.PROCEDURE_PAIN, 2, False, 7),
        (AdverseEventCategory.PROCEDURE_PAIN, 3, True, 40),
        (AdverseEventCategory.INFECTION, 4, False, 9),
    ]
    mixed = events.sample(frac=1, random_state=1)
    assert summarise_safety(subjects(4), mixed, confidence_level=0.95).serious == found
