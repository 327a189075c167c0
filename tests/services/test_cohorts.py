"""Whose data a cohort is made of."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.actors import COMMAND_LINE, Actor
from registry.domain.codes import DataOrigin
from registry.domain.cohort import CohortDefinition
from registry.domain.errors import NotFound
from registry.domain.site import AddSite
from registry.models import Site
from registry.services.cohorts import summarise
from registry.services.identities import IdentityCipher
from registry.services.patients import enrol_patient
from registry.services.sites import add_site
from registry.services.treatments import record_treatment
from registry.settings import Settings
from tests.people import ENROLMENT, NEIGHBOUR, NURSE, REPORTER, SCHEDULE, TODAY, TREATMENT

ALL = CohortDefinition(site_codes=(), cut_off=TODAY)


def site_codes(
    session: Session, actor: Actor, settings: Settings, definition: CohortDefinition = ALL
) -> list[str]:
    summary = summarise(session, actor, definition, settings)
    return [origin.site_code for origin in summary.origins]


@pytest.fixture
def published(session: Session) -> None:
    site = AddSite(
        code="PUB",
        name="A published trial",
        time_zone="UTC",
        data_origin=DataOrigin.PUBLISHED,
        origin_note="Not MSC patients.",
    )
    add_site(session, COMMAND_LINE, site)


@pytest.mark.usefixtures("published")
def test_all_sites_are_the_clinical_ones_where_there_are_any(
    session: Session, settings: Settings
) -> None:
    assert site_codes(session, REPORTER, settings) == ["BER", "MUC"]


@pytest.mark.usefixtures("published")
def test_a_published_site_is_a_cohort_where_it_is_named(
    session: Session, settings: Settings
) -> None:
    named = replace(ALL, site_codes=("PUB",))
    assert site_codes(session, REPORTER, settings, named) == ["PUB"]


@pytest.mark.usefixtures("published")
def test_all_sites_are_the_published_ones_where_there_are_no_others(
    session: Session, settings: Settings
) -> None:
    for site in session.scalars(select(Site).where(Site.code != "PUB")):
        site.data_origin = DataOrigin.PUBLISHED
    session.flush()
    assert site_codes(session, REPORTER, settings) == ["BER", "MUC", "PUB"]


def test_all_sites_are_those_the_reader_sees(session: Session, settings: Settings) -> None:
    assert site_codes(session, NURSE, settings) == ["BER"]
    assert site_codes(session, NEIGHBOUR, settings) == ["MUC"]


def test_a_site_of_others_is_not_found(session: Session, settings: Settings) -> None:
    with pytest.raises(NotFound, match="MUC"):
        summarise(session, NURSE, replace(ALL, site_codes=("MUC",)), settings)


def _treat_at(session: Session, code: str, born: int, cipher: IdentityCipher) -> None:
    enrolment = replace(ENROLMENT, site_code=code, birth_year=born, identity=None)
    patient = enrol_patient(session, COMMAND_LINE, enrolment, cipher=cipher, today=TODAY)
    record_treatment(
        session, COMMAND_LINE, patient.study_number, TREATMENT, today=TODAY, schedule=SCHEDULE
    )


def test_a_site_stands_beside_the_others_and_never_beside_one_other(
    session: Session, settings: Settings, cipher: IdentityCipher
) -> None:
    berlin = replace(ALL, site_codes=("BER",))
    for code, born in (("BER", 1970), ("MUC", 1971)):
        _treat_at(session, code, born, cipher)
    assert summarise(session, NURSE, berlin, settings).site_contrasts == ()
    lyon = AddSite(code="LYO", name="Lyon", time_zone="Europe/Paris")
    add_site(session, COMMAND_LINE, lyon)
    assert summarise(session, NURSE, berlin, settings).site_contrasts == ()
    _treat_at(session, "LYO", 1972, cipher)
    (found,) = summarise(session, NURSE, berlin, settings).site_contrasts
    assert (found.site_code, found.treated) == ("BER", 1)
    assert (found.other_sites, found.others_treated) == (2, 2)
    every = summarise(session, REPORTER, ALL, settings).site_contrasts
    assert [each.site_code for each in every] == ["BER", "LYO", "MUC"]
