"""The headline outcomes in groups of patients."""

from collections.abc import Iterator, Sequence

from registry.analysis.estimates import MeanChange, NotEstimable, ShareReoperated, Withheld
from registry.analysis.subgroup_results import Subgroup, SubgroupTable
from registry.analysis.subgroups import CHANGE_MONTHS, REOPERATION_MONTHS
from registry.display.numbers import bare, bounds, count_noun, number
from registry.display.tables import DisplayTable, TableColumn, TableRow, body_row, group_row
from registry.domain.subgroup import group_label

_COMPARISONS = (
    "Groups are known at the index treatment. No test is made between them: they differ in more "
    "than the variable that heads them. Too few: nothing is estimated of so small a group, or of "
    "so few pairs of scores or patients at risk."
)


def subgroups_table(subgroups: Sequence[SubgroupTable]) -> DisplayTable:
    """Lay out each group of each variable; say how many estimates that makes."""
    return DisplayTable(
        title="Outcomes in groups of patients",
        columns=(
            TableColumn(header="", alignment="text", share=1.5),
            TableColumn(header="Treated", share=0.6),
            TableColumn(header=f"VAS back, improvement at {CHANGE_MONTHS} months", share=1.8),
            TableColumn(header=f"ODI, improvement at {CHANGE_MONTHS} months", share=1.8),
            TableColumn(header=f"Reoperated by {REOPERATION_MONTHS} months", share=1.8),
        ),
        rows=tuple(_rows(subgroups)),
        notes=(_COMPARISONS, comparisons_sentence(subgroups)),
    )


def comparisons_sentence(subgroups: Sequence[SubgroupTable]) -> str:
    """Say how many estimates the table holds, and what that means."""
    estimates = sum(group.estimates for table in subgroups for group in table.groups)
    if not estimates:
        return "No group is large enough for an estimate."
    return (
        f"The table holds {count_noun(estimates, 'estimate')}; "
        "of 20 such intervals about one misses its true value by chance alone."
    )


def _rows(subgroups: Sequence[SubgroupTable]) -> Iterator[TableRow]:
    for table in subgroups:
        yield group_row(table.variable.label)
        for group in table.groups:
            yield _row(group_label(table.variable, group.group), group)


def _row(label: str, group: Subgroup) -> TableRow:
    return body_row(
        label,
        bare(group.treated, "count"),
        _change(group.vas_back),
        _change(group.odi),
        _share(group.reoperated),
    )


def _change(change: MeanChange | NotEstimable) -> str:
    if isinstance(change, NotEstimable):
        return _too_few(change)
    return f"{bare(change.change_mean, 'points')} ({bounds(change.interval, 'points')})"


def _share(found: ShareReoperated | NotEstimable) -> str:
    if isinstance(found, NotEstimable):
        return _too_few(found)
    if isinstance(found.share, NotEstimable):
        return _too_few(found.share)
    if isinstance(found.interval, NotEstimable):
        return number(found.share, "share")
    return f"{number(found.share, 'share')} ({bounds(found.interval, 'share')})"


def _too_few(why: NotEstimable) -> str:
    return str(why) if isinstance(why, Withheld) else f"too few (n = {why.n})"
