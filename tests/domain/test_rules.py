"""All broken rules are told at once, each at its field."""

from datetime import date

import pytest

from registry.domain.errors import BrokenRule, RuleBroken
from registry.domain.rules import Lifetime, require, within_lifetime

LIFETIME = Lifetime(birth_year=1970, died_on=date(2026, 4, 1), today=date(2026, 6, 1))


@pytest.mark.parametrize("day", [date(1970, 1, 1), date(2026, 4, 1)])
def test_the_year_of_birth_and_the_day_of_death_are_within_a_lifetime(day: date) -> None:
    assert list(within_lifetime("visited_on", day, LIFETIME)) == []


def test_a_date_may_break_two_rules() -> None:
    broken = [rule.rule for rule in within_lifetime("visited_on", date(2026, 6, 2), LIFETIME)]
    assert broken == [
        "2 June 2026 lies in the future. Enter a date up to today.",
        "2 June 2026 is after the patient’s death (1 April 2026).",
    ]


def test_every_broken_rule_is_raised() -> None:
    rules = (BrokenRule("visited_on", "One."), BrokenRule("mode", "Two."))
    with pytest.raises(RuleBroken) as caught:
        require(rules)
    assert caught.value.broken == rules
    assert str(caught.value) == "One. Two."


def test_no_broken_rule_raises_nothing() -> None:
    require([])
