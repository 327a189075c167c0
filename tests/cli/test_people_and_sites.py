import os

import pytest

from tests.cli.conftest import Registry

SITE = ("site", "add", "BER", "--name", "Charité", "--time-zone", "Europe/Berlin")
USER = ("user", "add", "nora@clinic.example", "--name", "Nora Nurse", "--role", "staff")
PASSWORD = "a long enough password"  # noqa: S105 - of a test


def test_a_site_is_added_once(registry: Registry) -> None:
    assert registry(*SITE).exit_code == 0
    again = registry(*SITE)
    assert again.exit_code == 1
    assert again.stderr == "The code BER belongs to another site.\n"


def test_a_time_zone_that_does_not_exist_is_refused(registry: Registry) -> None:
    ended = registry(*SITE[:-1], "Europe/Atlantis")
    assert ended.exit_code == 1
    assert "“Europe/Atlantis” is not a time zone" in ended.stderr


def test_an_account_is_added_with_a_password_from_the_standard_input(registry: Registry) -> None:
    registry(*SITE)
    added = registry(*USER, "--site", "BER", typed=f"{PASSWORD}\n")
    assert added.output == "nora@clinic.example may sign in.\n"


@pytest.mark.parametrize(
    ("arguments", "typed", "exit_code", "sentence"),
    [
        (USER, "short\n", 1, "Use at least 12 characters."),
        (USER, "", 2, "Password: This is needed."),
        ((*USER, "--site", "XXX"), f"{PASSWORD}\n", 1, "There is no site “XXX” here."),
        ((*USER, "--site", 13 * "X"), f"{PASSWORD}\n", 2, "Site: Use at most 12 characters."),
        (("user", "add", "nora", *USER[3:]), f"{PASSWORD}\n", 2, "Enter an e-mail address"),
    ],
)
def test_an_account_that_breaks_a_rule_is_refused_in_a_sentence(
    registry: Registry, arguments: tuple[str, ...], typed: str, exit_code: int, sentence: str
) -> None:
    ended = registry(*arguments, typed=typed)
    assert ended.exit_code == exit_code
    assert sentence in ended.stderr


def test_an_e_mail_has_one_account(registry: Registry) -> None:
    registry(*USER, typed=f"{PASSWORD}\n")
    again = registry(*USER, typed=f"{PASSWORD}\n")
    assert again.exit_code == 1
    assert "already has an account" in again.stderr


def test_what_is_not_utf_8_is_refused_in_a_sentence(registry: Registry) -> None:
    name = os.fsdecode(b"M\xfcller")
    ended = registry(*USER[:4], name, *USER[5:], typed=f"{PASSWORD}\n")
    assert ended.exit_code == 1
    assert ended.stderr.startswith("What was typed is not UTF-8 text.")
