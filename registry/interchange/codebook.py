"""The codebook of the frames that every analysis reads, from their specifications."""

from collections.abc import Iterator

from registry.analysis.frames import (
    ADVERSE_EVENTS,
    OTHER_DEFINITIONS,
    SCORES,
    SUBJECTS,
    TIME_TO_EVENT,
    FrameSpec,
)
from registry.domain.codes import (
    AdverseEventCategory,
    Code,
    Donor,
    EventDefinition,
    ProductType,
    Sex,
    Smoking,
    TissueSource,
    YesNoUnknown,
)
from registry.domain.instruments.catalogue import INSTRUMENTS

FRAMES = (SUBJECTS, SCORES, TIME_TO_EVENT, OTHER_DEFINITIONS, ADVERSE_EVENTS)
CODES: tuple[type[Code], ...] = (
    Sex,
    Smoking,
    YesNoUnknown,
    ProductType,
    TissueSource,
    Donor,
    AdverseEventCategory,
    EventDefinition,
)
_HEAD = """# Codebook

The frames that every analysis reads; a snapshot holds them and nothing else. Generated from their
specifications by `make docs`; a test compares it. An empty cell is a missing value.
"""


def codebook() -> str:
    """Return every column of every frame, and the codes, as Markdown."""
    return "\n".join([_HEAD, *(line for frame in FRAMES for line in _frame(frame)), *_codes()])


def _frame(frame: FrameSpec) -> Iterator[str]:
    yield f"## {frame.name.capitalize()}: one row a {frame.row}\n"
    yield "| Column | Kind | May be missing | Meaning |"
    yield "| --- | --- | --- | --- |"
    for column in frame.columns:
        missing = "yes" if column.may_be_missing else "no"
        yield f"| `{column.name}` | {column.kind} | {missing} | {column.meaning} |"
    yield ""


def _codes() -> Iterator[str]:
    yield "## Codes\n"
    yield "| List | Code | Label |"
    yield "| --- | --- | --- |"
    for codes in CODES:
        yield from (f"| {codes.__name__} | `{code.value}` | {code.label} |" for code in codes)
    for instrument in INSTRUMENTS.values():
        yield f"| Instrument | `{instrument.code.value}` | {instrument.name}, {instrument.unit} |"
    yield ""
