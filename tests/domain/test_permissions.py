"""Each role may do what it is for, and is told why it may not do the rest."""

import pytest

from registry.domain.actors import COMMAND_LINE, Actor
from registry.domain.errors import NotFound, NotPermitted
from registry.domain.permissions import (
    check_may_administer,
    check_may_record,
    check_sees_site,
    may_administer,
    may_record,
)
from tests.people import ADMINISTRATOR, NURSE, PHYSICIAN, REPORTER


@pytest.mark.parametrize("actor", [NURSE, PHYSICIAN, ADMINISTRATOR, COMMAND_LINE])
def test_who_treats_or_administers_may_record(actor: Actor) -> None:
    assert may_record(actor)


def test_a_report_issuer_is_told_who_may_record() -> None:
    assert not may_record(REPORTER)
    sentence = (
        "You may not enter clinical records: your role is report issuer; "
        "ask clinic staff or a physician."
    )
    with pytest.raises(NotPermitted) as caught:
        check_may_record(REPORTER)
    assert str(caught.value) == sentence


@pytest.mark.parametrize("actor", [NURSE, PHYSICIAN, REPORTER])
def test_only_administrators_may_administer(actor: Actor) -> None:
    assert not may_administer(actor)
    with pytest.raises(NotPermitted, match="ask an administrator"):
        check_may_administer(actor)


@pytest.mark.parametrize("actor", [ADMINISTRATOR, COMMAND_LINE])
def test_administrators_and_the_command_line_may_administer(actor: Actor) -> None:
    assert may_administer(actor)


def test_a_site_one_does_not_see_is_not_found() -> None:
    with pytest.raises(NotFound) as caught:
        check_sees_site(NURSE, "MUC", noun="patient", key="MUC-0001-X")
    assert str(caught.value) == (
        "There is no patient “MUC-0001-X” here. Check how it is written, or your site."
    )


def test_who_has_no_list_of_sites_sees_them_all() -> None:
    assert REPORTER.sees("MUC")
    assert NURSE.sees("BER")
    assert not NURSE.sees("MUC")
