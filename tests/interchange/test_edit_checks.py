"""The table of edit checks is the code’s."""

from pathlib import Path

from registry.domain.warnings import VISIT_WARNINGS
from registry.extracts.quality_rules import QUALITY_RULES
from registry.interchange.edit_checks import edit_checks

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "edit-checks.md"


def test_the_document_is_what_make_docs_writes() -> None:
    assert DOCUMENT.read_text("utf-8") == edit_checks(), "Run “make docs” and commit the document."


def test_every_kind_of_check_is_listed_at_its_field() -> None:
    table = edit_checks()
    assert "| RecordVisitForm | visited_on | Needed. |" in table
    assert "| visits | visited_on | Refuse what is already recorded on that day;" in table
    assert "| adverse_event | criteria | A serious event meets at least one criterion" in table
    assert all(f"| {warning.__name__} | Warn of " in table for warning in VISIT_WARNINGS)
    assert all(f"| {rule.name} | {rule.table} |" in table for rule in QUALITY_RULES.values())
