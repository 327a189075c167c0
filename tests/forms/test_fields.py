"""Every field takes what people type, and says in a sentence what it cannot take."""

from datetime import date
from typing import Any

import pytest
from marshmallow import ValidationError, fields

from registry.domain.codes import DatePrecision, DiscLevel, Sex
from registry.domain.partial_date import PartialDate
from registry.forms.fields import (
    Choice,
    Choices,
    Day,
    Flag,
    LongText,
    Number,
    PartialDay,
    Text,
    Whole,
)

WEIGHT = Number("Weight", lowest=25, highest=350, unit="kg")
PAIN = Whole("Pain", lowest=0, highest=100, unit="mm")


def check_refused(field: fields.Field[Any], value: object, sentence: str) -> None:
    with pytest.raises(ValidationError) as caught:
        field.deserialize(value)
    assert caught.value.messages == [sentence]


@pytest.mark.parametrize("typed", ["68.5", "68,5", 68.5])
def test_a_decimal_point_may_be_a_comma(typed: object) -> None:
    assert WEIGHT.deserialize(typed) == 68.5


@pytest.mark.parametrize(
    "typed", ["24.9", "350.1", "heavy", "1.234,5", "6_8", "1e2", "nan", "inf", "-68", True]
)
def test_a_number_that_cannot_be_is_refused(typed: object) -> None:
    check_refused(WEIGHT, typed, "Enter a number from 25 to 350.")


@pytest.mark.parametrize(("typed", "value"), [("0", 0), ("100", 100), (72, 72), ("072", 72)])
def test_whole_numbers_are_taken_up_to_both_ends(typed: object, value: int) -> None:
    assert PAIN.deserialize(typed) == value


@pytest.mark.parametrize("typed", ["101", "-1", "7.5", "7,5", 7.5, "7_2", "x", True, "9" * 5000])
def test_what_is_no_whole_number_is_refused(typed: object) -> None:
    check_refused(PAIN, typed, "Enter a whole number from 0 to 100.")


@pytest.mark.parametrize(
    "typed", ["2026-03-04", "4.3.2026", "04.03.2026", "4/3/2026", "4 March 2026", "4 Mar 2026"]
)
def test_a_date_is_taken_in_each_style(typed: str) -> None:
    assert Day("Date").deserialize(typed) == date(2026, 3, 4)


def test_a_date_that_is_one_already_is_taken() -> None:
    assert Day("Date").deserialize(date(2026, 3, 4)) == date(2026, 3, 4)


@pytest.mark.parametrize("typed", ["30.2.2026", "4.3.26", "yesterday", "3.2026", "2026"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    sentence = f"“{typed}” is not a date. Enter day, month and year, such as 4.3.2026."
    check_refused(Day("Date"), typed, sentence)


@pytest.mark.parametrize(
    ("typed", "first_day", "precision"),
    [
        ("4.3.2026", date(2026, 3, 4), DatePrecision.DAY),
        ("2026-03-04", date(2026, 3, 4), DatePrecision.DAY),
        ("4 Mar 2026", date(2026, 3, 4), DatePrecision.DAY),
        ("3.2026", date(2026, 3, 1), DatePrecision.MONTH),
        ("03/2026", date(2026, 3, 1), DatePrecision.MONTH),
        ("2026-03", date(2026, 3, 1), DatePrecision.MONTH),
        ("2026", date(2026, 1, 1), DatePrecision.YEAR),
    ],
)
def test_a_date_may_be_known_to_the_month_or_year(
    typed: str, first_day: date, precision: DatePrecision
) -> None:
    assert PartialDay("Began").deserialize(typed) == PartialDate(first_day, precision)


@pytest.mark.parametrize("typed", ["13.2026", "0000", "spring 2026", "30.2.2026"])
def test_what_is_no_partial_date_is_refused(typed: str) -> None:
    sentence = f"“{typed}” is not a date. Enter a day, a month (3.2026) or a year (2026)."
    check_refused(PartialDay("Began"), typed, sentence)


def test_a_code_is_taken_and_another_refused_with_the_choices() -> None:
    assert Choice("Sex", Sex).deserialize("female") is Sex.FEMALE
    check_refused(Choice("Sex", Sex), "f", "“f” is not one of: Female, Male, Other, Unknown.")


def test_several_codes_are_taken_in_the_order_typed() -> None:
    assert Choices("Levels", DiscLevel).deserialize(["L5-S1", "L4-L5"]) == [
        DiscLevel.L5_S1,
        DiscLevel.L4_L5,
    ]


def test_a_ticked_box_is_true_and_a_missing_one_false() -> None:
    assert Flag("Serious").deserialize("on") is True
    assert Flag("Serious").load_default is False
    check_refused(Flag("Serious"), "perhaps", "Tick the box or leave it empty.")


@pytest.mark.parametrize("kind", [Text, LongText])
def test_a_text_that_is_too_long_is_refused(kind: type[Text]) -> None:
    assert kind("Remarks", longest=5).deserialize("fünf!") == "fünf!"
    check_refused(kind("Remarks", longest=5), "sechs!", "Use at most 5 characters.")


@pytest.mark.parametrize("invisible", ["\0", "\x1b[31m", "\x85", "\u202e"])
def test_a_text_with_what_nobody_can_see_is_refused(invisible: str) -> None:
    sentence = "Remove the invisible character: type the text instead of pasting it."
    check_refused(Text("Name"), f"Ada{invisible}", sentence)


def test_every_visible_text_is_taken() -> None:
    assert LongText("Remarks").deserialize("one\n\ttwo\r\n") == "one\n\ttwo\r\n"
    assert (
        Text("Name").deserialize("Zoë 🦴 Ångström, O’Neill <b>") == "Zoë 🦴 Ångström, O’Neill <b>"
    )


@pytest.mark.parametrize(
    "field",
    [
        Text("x", required=True),
        Day("x", required=True),
        PartialDay("x", required=True),
        Choice("x", Sex, required=True),
        Choices("x", Sex, required=True),
        Number("x", lowest=0, highest=1, required=True),
        Whole("x", lowest=0, highest=1, required=True),
    ],
    ids=lambda field: type(field).__name__,
)
def test_a_required_field_says_so(field: fields.Field[Any]) -> None:
    with pytest.raises(ValidationError, match="This is needed"):
        field.deserialize(None)


def test_a_field_tells_the_page_its_label_unit_and_choices() -> None:
    assert WEIGHT.metadata == {"label": "Weight", "unit": "kg", "hint": ""}
    assert next(iter(Choice("Sex", Sex).choices)) == ("female", "Female")
    assert list(Choices("Levels", DiscLevel).choices)[-1] == ("L5-S1", "L5–S1")
