"""The codebook is the code’s."""

from pathlib import Path

from registry.interchange.codebook import CODES, FRAMES, codebook

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "codebook.md"


def test_the_document_is_what_make_docs_writes() -> None:
    assert DOCUMENT.read_text("utf-8") == codebook(), "Run “make docs” and commit the document."


def test_every_column_stands_in_it_and_every_list_of_codes_that_one_names() -> None:
    text = codebook()
    listed = {codes.__name__ for codes in CODES}
    for frame in FRAMES:
        for column in frame.columns:
            assert f"| `{column.name}` | {column.kind} |" in text
            if column.meaning.startswith("code of ") and column.meaning != "code of the site":
                assert column.meaning.removeprefix("code of ") in {*listed, "the instrument"}
