"""The pages of the worklist and of the patients read ranges of indexes, on PostgreSQL too."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from registry.database import Database
from registry.domain.actors import COMMAND_LINE
from registry.domain.patient_search import PatientSearch
from registry.domain.worklist import VisitGroup, WorklistSearch
from registry.extracts.patient_list import patient_page
from registry.extracts.worklist import SiteDay, worklist_page
from registry.services.sites import visible_sites
from tests.databases import empty
from tests.people import SCHEDULE
from tests.performance.worklist_benchmark import TODAY, fill

PATIENTS = 6_000
GROWING = {"patient", "planned_visit", "visit", "treatment"}
Page = Callable[[Session], object]


def worklist(group: VisitGroup, search: WorklistSearch | None = None) -> Page:
    def ask(session: Session) -> object:
        desks = [SiteDay(site=site, today=TODAY) for site in visible_sites(session, COMMAND_LINE)]
        return worklist_page(session, desks, SCHEDULE, group, search or WorklistSearch(), most=10)

    return ask


def patients(search: PatientSearch) -> Page:
    return lambda session: patient_page(session, COMMAND_LINE, search, record_fingerprint=None)


PAGES: dict[str, Page] = {
    "due": worklist(VisitGroup.DUE),
    "overdue": worklist(VisitGroup.OVERDUE),
    "worklist of one number": worklist(VisitGroup.OVERDUE, WorklistSearch(text="BER-0000003")),
    "patients": patients(PatientSearch()),
    "patients of one site": patients(PatientSearch(site_code="MUC")),
    "patients of one number": patients(PatientSearch(text="ber-0000003")),
}


@pytest.fixture(scope="module")
def filled(migrated_postgres: Database) -> Iterator[Database]:
    """Return a PostgreSQL with some thousand patients that it has counted."""
    fill(migrated_postgres, PATIENTS)
    yield migrated_postgres
    empty(migrated_postgres)


def scans(plan: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Yield how each table of a plan is read."""
    if "Relation Name" in plan:
        yield str(plan["Node Type"]), str(plan["Relation Name"])
    children = plan.get("Plans", [])
    assert isinstance(children, list)
    for child in children:
        yield from scans(child)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_reads_a_growing_table_whole_on_postgresql(filled: Database, name: str) -> None:
    asked: list[tuple[str, Any]] = []

    def note(*arguments: Any) -> None:  # noqa: ANN401 - what SQLAlchemy hands over
        asked.append((arguments[2], arguments[3]))

    with filled.reading() as session:
        event.listen(filled.engine, "before_cursor_execute", note)
        PAGES[name](session)
        event.remove(filled.engine, "before_cursor_execute", note)
        found = []
        for statement, parameters in asked:
            explained = session.connection().exec_driver_sql(
                f"EXPLAIN (FORMAT JSON) {statement}", parameters
            )
            plans = explained.scalar_one()
            plan = json.loads(plans) if isinstance(plans, str) else plans
            found += list(scans(plan[0]["Plan"]))
    assert found
    assert [each for each in found if each[0] == "Seq Scan" and each[1] in GROWING] == []
