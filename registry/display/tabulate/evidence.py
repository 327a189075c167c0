"""Single studies, control arms and other treatments beside the cohort at the same time."""

from collections.abc import Iterator, Sequence

from registry.analysis.estimates import Interval, NotEstimable
from registry.analysis.results import EvidenceBeside
from registry.display.numbers import bare, bounds, number
from registry.display.tables import DisplayTable, TableColumn, TableRow, body_row, group_row
from registry.display.tabulate.benchmark import (
    OUTCOME_LABELS,
    outcome_kind,
    published_kind,
    scale_words,
)
from registry.domain.benchmark import Arm, PublishedResult

_NOTE = (
    "No verdict is given here: these are single studies, control arms and other treatments. "
    "Patients of control arms improve too: what a cohort without one gains is not the effect of "
    "the cells."
)
_DERIVED = "†: derived here from what is printed, such as events and patients or two mean scores."
_ARMS = {
    Arm.SALINE: "saline",
    Arm.OTHER_CONTROL: "control",
    Arm.BETWEEN_ARMS: "between arms",
}


def evidence_table(evidence: Sequence[EvidenceBeside]) -> DisplayTable:
    """Lay out each published result beside the cohort's figure at its time."""
    return DisplayTable(
        title="Single studies, control arms and other treatments",
        columns=(
            TableColumn(header="", alignment="text", share=2),
            TableColumn(header="At", alignment="text", share=0.9),
            TableColumn(header="Patients", share=0.7),
            TableColumn(header="Published (CI)", share=1.5),
            TableColumn(header="This cohort (CI)", share=1.6),
            TableColumn(header="Cohort − published (CI)", share=1.6),
        ),
        rows=tuple(_rows(evidence)),
        notes=(_NOTE, _DERIVED) if evidence else (),
    )


def _rows(evidence: Sequence[EvidenceBeside]) -> Iterator[TableRow]:
    for outcome in dict.fromkeys(row.published.outcome for row in evidence):
        yield group_row(OUTCOME_LABELS[outcome])
        yield from (_row(row) for row in evidence if row.published.outcome is outcome)


def _row(row: EvidenceBeside) -> TableRow:
    published = row.published
    return body_row(
        evidence_label(row),
        published.time_point,
        "–" if published.patients is None else bare(published.patients, "count"),
        _published(row),
        _cohort(row),
        _difference(row),
    )


def evidence_label(row: EvidenceBeside) -> str:
    """Name a published result: its study, and its arm where it is not the treated one."""
    return with_arm(row.publication_name, row.published)


def with_arm(name: str, published: PublishedResult) -> str:
    """Write the arm of a result after a name, where it is not the treated one."""
    arm = published.arm_name or _ARMS.get(published.arm)
    return f"{name}, {arm}" if arm else name


def _published(row: EvidenceBeside) -> str:
    published, kind = row.published, published_kind(row.published)
    text = f"{number(published.estimate, kind)}{scale_words(published)}"
    if published.derived:
        text += " †"
    if isinstance(row.interval, Interval):
        text += f" ({bounds(row.interval, kind)})"
    return text


def _cohort(row: EvidenceBeside) -> str:
    kind = outcome_kind(row.published.outcome)
    if row.cohort_estimate is None:
        return "–"
    if isinstance(row.cohort_estimate, NotEstimable):
        return "not estimable"
    if row.cohort_interval is None:
        return number(row.cohort_estimate, kind)
    return f"{number(row.cohort_estimate, kind)} ({bounds(row.cohort_interval, kind)})"


def _difference(row: EvidenceBeside) -> str:
    kind = outcome_kind(row.published.outcome)
    if row.difference is None:
        return "–"
    return f"{bare(row.difference.value, kind)} ({bounds(row.difference.interval, kind)})"
