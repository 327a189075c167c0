from datetime import date

import pytest

from registry.display.day_words import day_words, visit_words
from registry.domain.schedule import PlannedVisit, Schedule

TREATED = date(2025, 3, 4)
TODAY = date(2026, 6, 1)
PLAN = Schedule(
    baseline_max_age_days=90,
    visits=(
        PlannedVisit(
            code="m12",
            months=12,
            collect_before_days=45,
            collect_after_days=45,
            analyse_from_days=270,
            analyse_to_days=540,
        ),
    ),
)


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 3, 10), "Tuesday, 10 March 2026; 12 months + 6 days after treatment"),
        (date(2025, 3, 4), "Tuesday, 4 March 2025; the day of treatment"),
        (date(2025, 2, 3), "Monday, 3 February 2025; 1 month + 1 day before treatment"),
        (date(2026, 6, 2), "Tuesday, 2 June 2026; in the future"),
    ],
)
def test_a_date_is_said_with_its_weekday_and_its_place_in_the_course(on: date, words: str) -> None:
    assert day_words(on, index_date=TREATED, today=TODAY) == words


def test_before_any_treatment_a_date_is_its_weekday() -> None:
    assert day_words(TODAY, index_date=None, today=TODAY) == "Monday, 1 June 2026"
    before = visit_words(TODAY, index_date=None, today=TODAY, schedule=PLAN)
    assert before == "Monday, 1 June 2026"


@pytest.mark.parametrize(
    ("on", "place"),
    [
        (date(2026, 1, 18), "after treatment, inside the 12-month window"),
        (date(2026, 4, 18), "after treatment, inside the 12-month window"),
        (date(2026, 4, 19), "after treatment, between two windows"),
        (date(2025, 3, 4), "the day of treatment, a baseline"),
        (date(2024, 12, 4), "before treatment, a baseline"),
        (date(2024, 12, 3), "before treatment, too early for a baseline"),
        (date(2026, 6, 2), "in the future"),
    ],
)
def test_the_date_of_a_visit_is_said_with_what_it_answers(on: date, place: str) -> None:
    words = visit_words(on, index_date=TREATED, today=TODAY, schedule=PLAN)
    assert words.endswith(place)
