"""Which reports used a publication, and in which version."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.report_run import ReportFileKind
from registry.models import ReportFile, ReportRun
from registry.services.publication_uses import publication_uses
from registry.services.report_files import keep_file, kept_file
from registry.services.report_runs import discard_report
from registry.settings import Settings
from tests.factories.report_runs import ALL_SITES, FIRST_QUARTER, frozen
from tests.factories.snapshots import with_facts, without_versions


def version_of(settings: Settings, key: str) -> str | None:
    return {each.key: each.sha256 for each in settings.publications}[key]


def test_a_frozen_report_used_each_publication_in_the_version_of_then(
    session: Session, settings: Settings, reporter: Actor
) -> None:
    first = frozen(session, settings)
    changed = tuple(
        replace(each, sha256="f" * 64) if each.key == "zhang2023" else each
        for each in settings.publications
    )
    second = frozen(session, replace(settings, publications=changed), ALL_SITES)
    uses = publication_uses(session, reporter, "zhang2023")
    assert {use.run.id: use.sha256 for use in uses} == {
        first: version_of(settings, "zhang2023"),
        second: "f" * 64,
    }
    assert publication_uses(session, reporter, "nobody2020") == ()


def test_a_discarded_draft_used_nothing(
    session: Session, settings: Settings, reporter: Actor
) -> None:
    key = frozen(session, settings)
    discard_report(session, reporter, key, "Munich had not finished.")
    assert publication_uses(session, reporter, "zhang2023") == ()


def test_reports_of_sites_the_reader_does_not_see_are_left_out(
    session: Session, settings: Settings, neighbour: Actor
) -> None:
    frozen(session, settings)
    frozen(session, settings, ALL_SITES)
    assert publication_uses(session, neighbour, "zhang2023") == ()


@pytest.mark.parametrize(
    ("damaged", "unreadable"),
    [(False, None), (True, "its publications are not where this release looks")],
)
def test_a_report_frozen_before_versions_were_kept_is_read_and_says_so(
    session: Session, settings: Settings, reporter: Actor, unreadable: str | None, *, damaged: bool
) -> None:
    model = session.get_one(ReportRun, frozen(session, settings))
    content = kept_file(session, model, ReportFileKind.SNAPSHOT).content
    old = b"nothing" if damaged else with_facts(content, without_versions)
    copied = {
        column.key: getattr(model, column.key)
        for column in ReportRun.__table__.columns
        if column.key != "id"
    } | {"quarter": 4, "year": 2025}
    (key,) = session.execute(insert(ReportRun).values(**copied).returning(ReportRun.id)).one()
    keep_file(session, session.get_one(ReportRun, key), ReportFileKind.SNAPSHOT, old, signed=False)
    (use,) = [
        each for each in publication_uses(session, reporter, "zhang2023") if each.run.id == key
    ]
    assert (use.sha256, use.unreadable) == (None, unreadable)


def test_the_snapshots_row_names_its_publications(session: Session, settings: Settings) -> None:
    frozen(session, settings, FIRST_QUARTER)
    (versions,) = session.scalars(select(ReportFile.versions))
    assert json.loads(versions)["zhang2023"] == version_of(settings, "zhang2023")
