"""Make an issue from its snapshot, and make an archived one again."""

import hashlib
import json
from dataclasses import replace
from datetime import date
from io import BytesIO

import pdfplumber
import pytest
from sqlalchemy import select

from registry.database import Database
from registry.domain.actors import COMMAND_LINE
from registry.domain.errors import Conflict
from registry.domain.report_run import MakingStage, ReportFileKind
from registry.interchange.report_runs import rebuild_run
from registry.models import ReportFile, ReportMaking
from registry.services.identities import IdentityCipher
from registry.services.patients import enrol_patient
from registry.services.report_files import kept_file
from registry.services.report_runs import find_run
from registry.services.treatments import record_treatment
from registry.services.visits import record_visit
from registry.settings import Settings
from reports.issue import versions_now
from tests.factories.report_runs import FIRST_QUARTER, drafted, frozen, make, signed
from tests.people import (
    ENROLMENT,
    NOW,
    NURSE,
    REPORTER,
    SCHEDULE,
    TODAY,
    TREATMENT,
    TWELVE_MONTHS,
)


def _record_a_patient(database: Database, cipher: IdentityCipher) -> None:
    with database.transaction(NURSE, at=NOW) as session:
        number = enrol_patient(session, NURSE, ENROLMENT, cipher=cipher, today=TODAY).study_number
        record_treatment(session, NURSE, number, TREATMENT, today=TODAY, schedule=SCHEDULE)
        record_visit(
            session,
            NURSE,
            number,
            TWELVE_MONTHS,
            today=TODAY,
            schedule=SCHEDULE,
            odi_minimum_answered=9,
        )


def _text_of(report: bytes) -> str:
    """Return the words of a report, their spaces plain and its lines joined."""
    with pdfplumber.open(BytesIO(report)) as document:
        words = " ".join(page.extract_text() for page in document.pages)
    return " ".join(words.split())


def _content(database: Database, key: int, kind: ReportFileKind) -> bytes:
    with database.reading() as session:
        return kept_file(session, find_run(session, REPORTER, key), kind).content


def test_a_report_is_rebuilt_byte_for_byte_after_the_records_have_changed(
    clinics: Database, settings: Settings, cipher: IdentityCipher
) -> None:
    key = signed(clinics, settings)
    _record_a_patient(clinics, cipher)
    with clinics.reading() as session:
        rebuilt = rebuild_run(session, COMMAND_LINE, key)
    made = (ReportFileKind.REPORT, ReportFileKind.NUMBERS, ReportFileKind.TABLES)
    assert (rebuilt.same, rebuilt.versions) == (dict.fromkeys(made, True), ())
    assert rebuilt.made.report == _content(clinics, key, ReportFileKind.REPORT)


def test_a_draft_is_rebuilt_as_the_draft_it_was_after_its_review(
    clinics: Database, settings: Settings
) -> None:
    key = drafted(clinics, settings)
    with clinics.reading() as session:
        assert all(rebuild_run(session, COMMAND_LINE, key).same.values())


def test_other_versions_are_named_and_the_difference_is_seen(
    clinics: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = signed(clinics, settings)
    later = {**versions_now(), "pandas": "99.0", "polars": "1.0"}
    monkeypatch.setattr("registry.interchange.report_runs.versions_now", lambda: later)
    with clinics.reading() as session:
        versions = rebuild_run(session, COMMAND_LINE, key).versions
    assert [(name, now) for name, _, now in versions] == [("pandas", "99.0"), ("polars", "1.0")]


def test_what_is_kept_has_the_hash_that_is_kept_with_it(
    clinics: Database, settings: Settings
) -> None:
    signed(clinics, settings)
    with clinics.reading() as session:
        files = session.scalars(select(ReportFile)).all()
        assert [(file.kind, file.signed) for file in files] == [
            (ReportFileKind.SNAPSHOT, False),
            (ReportFileKind.REPORT, False),
            (ReportFileKind.NUMBERS, False),
            (ReportFileKind.TABLES, False),
            (ReportFileKind.REPORT, True),
            (ReportFileKind.NUMBERS, True),
            (ReportFileKind.TABLES, True),
        ]
        for file in files:
            assert hashlib.sha256(file.content).hexdigest() == file.sha256
            assert len(file.content) == file.size_bytes


def test_the_draft_says_so_and_the_signed_report_names_who_signed(
    clinics: Database, settings: Settings
) -> None:
    key = drafted(clinics, settings)
    draft = _text_of(_content(clinics, key, ReportFileKind.REPORT))
    assert "Q1 2026, issue 1, draft" in draft
    assert "This is a draft: nobody has signed it." in draft
    fourth = replace(FIRST_QUARTER, site_code="MUC")
    report = _text_of(_content(clinics, signed(clinics, settings, fourth), ReportFileKind.REPORT))
    assert "draft" not in report.lower()
    for name in ("Rita Reporter", "Anna Administrator"):
        assert name in report


def test_the_next_issue_says_what_changed(
    clinics: Database, settings: Settings, cipher: IdentityCipher
) -> None:
    signed(clinics, settings, replace(FIRST_QUARTER, site_code=None))
    _record_a_patient(clinics, cipher)
    again = replace(
        FIRST_QUARTER,
        site_code=None,
        reason="A patient was entered late.",
        cut_off=date(2026, 5, 1),
    )
    key = drafted(clinics, settings, again)
    earlier = json.loads(_content(clinics, key, ReportFileKind.NUMBERS))["issue"]["earlier"]
    assert earlier["label"] == "Q1 2026, issue 1"
    assert earlier["records"]["patients_late"] == 1
    treated = next(each for each in earlier["figures"] if each["label"] == "Patients treated")
    assert (treated["before"]["value"], treated["after"]["value"]) == (0, 1)
    report = _text_of(_content(clinics, key, ReportFileKind.REPORT))
    assert "Records that differ from Q1 2026, issue 1" in report
    key_page = report.partition("Beside the benchmark")[0]
    assert key_page.count("Q1 2026, issue 1: 0") == 2
    assert key_page.count("Q1 2026, issue 1: not estimable") == 4


def test_what_fails_is_noted_for_who_waits(
    clinics: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clinics.transaction(REPORTER, at=NOW) as session:
        key = frozen(session, settings)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("registry.interchange.report_runs.make_report", full)
    with pytest.raises(OSError, match="No space"):
        make(clinics, key)
    with clinics.reading() as session:
        making = session.get(ReportMaking, key)
        assert making is not None
        assert making.stage is MakingStage.FAILED
        assert making.failure == "OSError: [Errno 28] No space left on device"


def test_a_report_is_made_once(clinics: Database, settings: Settings) -> None:
    key = drafted(clinics, settings)
    with pytest.raises(Conflict, match="it was made already"):
        make(clinics, key)
