"""Adding and finding sites."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from registry.domain.actors import COMMAND_LINE
from registry.domain.errors import NotFound, NotPermitted
from registry.domain.site import AddSite
from registry.services.sites import add_site, find_site, visible_sites
from tests.people import ADMINISTRATOR, NURSE, PHYSICIAN, REPORTER
from tests.refusals import refused

HAMBURG = AddSite(code="HAM", name="Spine Centre Hamburg", time_zone="Europe/Berlin")


def test_an_administrator_adds_an_active_site(session: Session) -> None:
    site = add_site(session, ADMINISTRATOR, HAMBURG)
    assert site.active
    assert find_site(session, ADMINISTRATOR, "HAM") is site


def test_the_command_line_adds_a_site(session: Session) -> None:
    assert add_site(session, COMMAND_LINE, HAMBURG).code == "HAM"


def test_a_physician_may_not_add_a_site(session: Session) -> None:
    with pytest.raises(NotPermitted, match="ask an administrator"):
        add_site(session, PHYSICIAN, HAMBURG)


def test_a_code_that_is_taken_is_refused(session: Session) -> None:
    add_site(session, ADMINISTRATOR, HAMBURG)
    with refused("code", "The code HAM belongs to another site."):
        add_site(session, ADMINISTRATOR, HAMBURG)


@pytest.mark.parametrize("code", ["ham", "H", "HAM-1", "HÄM", "HAMBURGHAMBURG"])
def test_a_code_that_cannot_begin_a_study_number_is_refused(session: Session, code: str) -> None:
    rule = f"The code “{code}” needs 2 to 12 capital letters or digits, such as BER."
    with refused("code", rule):
        add_site(session, ADMINISTRATOR, AddSite(code=code, name="x", time_zone="Europe/Berlin"))


@pytest.mark.parametrize("name", ["", " ", "a\nb", "\x1b[31mred", "a\0b", "\udcff"])
def test_a_name_that_no_page_can_show_is_refused(session: Session, name: str) -> None:
    with refused("name", "The name needs one line of visible characters."):
        add_site(session, ADMINISTRATOR, replace(HAMBURG, name=name))


def test_a_name_too_long_for_a_report_is_refused(session: Session) -> None:
    with refused("name", "The name has 201 characters. Use at most 200."):
        add_site(session, ADMINISTRATOR, replace(HAMBURG, name="A" * 201))


def test_a_note_too_long_for_a_report_is_refused(session: Session) -> None:
    with refused("origin_note", "The origin note has 501 characters. Use at most 500."):
        add_site(session, ADMINISTRATOR, replace(HAMBURG, origin_note="A" * 501))


def test_another_site_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        find_site(session, NURSE, "MUC")


def test_a_site_that_does_not_exist_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        find_site(session, ADMINISTRATOR, "HAM")


def test_each_person_sees_their_own_sites(session: Session) -> None:
    assert [site.code for site in visible_sites(session, NURSE)] == ["BER"]
    assert [site.code for site in visible_sites(session, REPORTER)] == ["BER", "MUC"]
