"""Whole reports of five cohorts, from the records to the printed page.

“make golden” writes how they should be. Look at what changed before it is committed.
"""

import os
from dataclasses import replace
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from registry.database import Database
from registry.domain.actors import COMMAND_LINE
from registry.domain.cohort import CohortDefinition
from registry.domain.site import AddSite
from registry.interchange.demo import DemoEntry, add_demo_sites
from registry.interchange.demo_parameters import DemoParameters, load_demo_parameters
from registry.interchange.demo_patients import draw_patients
from registry.interchange.score_mapping import load_mapping
from registry.interchange.scores_csv import read_scores
from registry.interchange.stored_scores import published_site, store_scores
from registry.services.cohorts import summarise
from registry.services.sites import add_site
from registry.settings import PROJECT_FOLDER, Settings
from reports.issue import issue_cohort_report
from tests.reports.golden import differences, write_golden

TRUTH = load_demo_parameters(PROJECT_FOLDER / "config" / "demo.toml")
CUT_OFF = TRUTH.reference_date
PRT_CUT_OFF = date(2026, 6, 30)
GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "reports"


def enter(database: Database, settings: Settings, parameters: DemoParameters) -> None:
    """Record synthetic patients as the clinics would."""
    at = datetime.combine(CUT_OFF, time(12), UTC)
    with database.transaction(COMMAND_LINE, at=at, reason="a test") as session:
        add_demo_sites(session, COMMAND_LINE, parameters)
        entry = DemoEntry(session=session, actor=COMMAND_LINE, settings=settings, today=CUT_OFF)
        for patient in draw_patients(parameters, settings.schedule):
            entry.enter(patient)
            session.expunge_all()


def printed(database: Database, settings: Settings, *sites: str, cut_off: date = CUT_OFF) -> bytes:
    """Return the report on these sites, on all without any."""
    definition = CohortDefinition(
        site_codes=sites, cut_off=cut_off, event_definition=settings.event_definition
    )
    with database.reading() as session:
        summary = summarise(session, COMMAND_LINE, definition, settings)
    return issue_cohort_report(summary, settings)


def hold(name: str, report: bytes, folder: Path) -> None:
    """Hold a report against how it should be; the PDF is left in the folder to be looked at."""
    if os.environ.get("REGISTRY_TESTS_WRITE_GOLDEN"):
        write_golden(GOLDEN / name, report)
    (folder / f"{name}.pdf").write_bytes(report)
    assert differences(GOLDEN / name, report) == [], f"see {folder}/{name}.pdf, and “make golden”"


def test_the_demo_cohort_and_one_site_of_it(
    sqlite_database: Database, settings: Settings, tmp_path: Path
) -> None:
    enter(sqlite_database, settings, TRUTH)
    hold("demo", printed(sqlite_database, settings), tmp_path)
    hold("one-site", printed(sqlite_database, settings, TRUTH.sites[0][0].code), tmp_path)


def test_a_tiny_cohort(sqlite_database: Database, settings: Settings, tmp_path: Path) -> None:
    enter(sqlite_database, settings, replace(TRUTH, patients=4))
    hold("tiny", printed(sqlite_database, settings), tmp_path)


def test_nobody(sqlite_database: Database, settings: Settings, tmp_path: Path) -> None:
    at = datetime.combine(CUT_OFF, time(12), UTC)
    with sqlite_database.transaction(COMMAND_LINE, at=at, reason="a test") as session:
        add_site(session, COMMAND_LINE, AddSite(code="BER", name="B", time_zone="Europe/Berlin"))
    hold("empty", printed(sqlite_database, settings), tmp_path)


def test_the_published_low_back_pain_cohort(
    sqlite_database: Database, settings: Settings, shared_data: Path, tmp_path: Path
) -> None:
    mapping = load_mapping(PROJECT_FOLDER / "config" / "imports" / "prt.toml")
    file = shared_data / "lowbackpain" / "prt_cc0_long.csv"
    patients = read_scores(file, mapping, settings.schedule)
    at = datetime.combine(PRT_CUT_OFF, time(12), UTC)
    with sqlite_database.transaction(COMMAND_LINE, at=at, reason="a test") as session:
        published_site(session, COMMAND_LINE, mapping.site)
        outcome = store_scores(session, COMMAND_LINE, patients, settings, today=PRT_CUT_OFF)
        assert not outcome.problems
    hold("low-back-pain", printed(sqlite_database, settings, cut_off=PRT_CUT_OFF), tmp_path)


def drawn(words: str, line_at: float) -> bytes:
    file = BytesIO()
    canvas = Canvas(file, invariant=1)
    canvas.drawString(72, 700, words)
    canvas.setLineWidth(2)
    canvas.line(72, line_at, 400, line_at)
    canvas.save()
    return file.getvalue()


def test_another_digit_and_a_line_elsewhere_are_both_found(tmp_path: Path) -> None:
    write_golden(tmp_path / "drawn", drawn("41 of 50", 400))
    assert differences(tmp_path / "drawn", drawn("41 of 50", 400)) == []
    found = differences(tmp_path / "drawn", drawn("41 of 51", 400))
    assert "-41 of 50" in found
    assert "+41 of 51" in found
    assert "the picture differs" in differences(tmp_path / "drawn", drawn("41 of 50", 391))[0]
