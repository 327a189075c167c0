"""What changed between two issues of a report, and who answers for this one."""

from collections.abc import Iterator, Sequence

from registry.analysis.issue_changes import (
    FigureChange,
    IssueChanges,
    IssuedFigure,
    VerdictChange,
)
from registry.display.numbers import bare, count_noun, day, moment, number
from registry.display.tables import DisplayTable, TableColumn, body_row
from registry.display.tabulate.benchmark import OUTCOME_NAMES, at_months
from registry.domain.benchmark import Verdict
from registry.domain.report_run import ReportIssue

_NONE = "–"
_SIDE_BY_SIDE = (
    "Value, interval and denominator as each issue gives them. Most patients are in both issues: "
    "the difference is no test of a change."
)
_VERDICTS = {
    Verdict.INSIDE_CONFIDENCE: "inside the confidence interval",
    Verdict.INSIDE_PREDICTION: "outside the confidence interval, inside the prediction interval",
    Verdict.OUTSIDE_PREDICTION: "outside the prediction interval",
    Verdict.OUTSIDE_CONFIDENCE: "outside the confidence interval",
    Verdict.NOT_COMPARABLE: "not comparable",
}


def records_table(changes: IssueChanges) -> DisplayTable:
    """Lay out how many records were added, corrected and withdrawn since the earlier issue."""
    records, cut_off = changes.records, day(changes.earlier_cut_off)
    rows = (
        ("Patients treated", "patients"),
        ("VAS and ODI scores", "scores"),
        ("Operations", "reoperations"),
    )
    events = (
        f"{count_noun(records.adverse_events, 'adverse event')} in this issue, "
        f"{bare(records.adverse_events_before, 'count')} in the earlier one."
    )
    return DisplayTable(
        title=f"Records that differ from {changes.earlier}",
        columns=(
            TableColumn(header="Records", alignment="text", share=1.4),
            TableColumn(header=f"Dated after {cut_off}", share=0.9),
            TableColumn(header=f"Dated up to {cut_off}, entered later", share=0.9),
            TableColumn(header="Corrected", share=0.8),
            TableColumn(header="No longer there", share=0.8),
        ),
        rows=tuple(
            body_row(
                label,
                *(
                    bare(getattr(records, f"{name}_{kind}"), "count")
                    for kind in ("since", "late", "corrected", "gone")
                ),
            )
            for label, name in rows
        ),
        notes=(
            events,
            "No longer there: voided or merged since, or the patient withdrew from the registry.",
        ),
    )


def figures_table(changes: IssueChanges) -> DisplayTable:
    """Set the headline numbers of both issues side by side."""
    return DisplayTable(
        title="Headline figures",
        columns=(
            TableColumn(header="Figure", alignment="text", share=1.8),
            TableColumn(header=changes.earlier, share=1.3),
            TableColumn(header="This issue", share=1.3),
            TableColumn(header="Difference", share=0.6),
        ),
        rows=tuple(
            body_row(
                _labelled(figure),
                _written(figure.before, figure),
                _written(figure.after, figure),
                _difference(figure),
            )
            for figure in changes.figures
        ),
        notes=(_SIDE_BY_SIDE,),
    )


def earlier_values(changes: IssueChanges) -> dict[str, str]:
    """Return each headline number of the earlier issue, with that issue's name, by its key."""
    return {
        figure.key: f"{changes.earlier}: {_value(figure.before, figure)}"
        for figure in changes.figures
    }


def _value(found: IssuedFigure | None, figure: FigureChange) -> str:
    if found is None or found.value is None:
        return "not estimable"
    shown = number if figure.kind == "share" else bare
    return shown(found.value, figure.kind)


def _labelled(figure: FigureChange) -> str:
    return f"{figure.label}, %" if figure.kind == "share" else figure.label


def _written(found: IssuedFigure | None, figure: FigureChange) -> str:
    if found is None:
        return _NONE
    if found.value is None:
        return "not estimable"
    text = bare(found.value, figure.kind)
    if found.lower is not None and found.upper is not None:
        text += f" ({bare(found.lower, figure.kind)} to {bare(found.upper, figure.kind)})"
    return text if found.n is None else f"{text}; n = {bare(found.n, 'count')}"


def _difference(figure: FigureChange) -> str:
    before, after = figure.before, figure.after
    if before is None or after is None or before.value is None or after.value is None:
        return _NONE
    text = bare(after.value - before.value, figure.kind)
    return f"+{text}" if after.value > before.value and text.strip("0.,") else text


def conclusion_sentences(changes: IssueChanges) -> tuple[str, ...]:
    """Say which conclusions beside published results differ; computed, never typed."""
    differing = tuple(_sentences(changes.verdicts))
    if differing:
        return differing
    compared = count_noun(len(changes.verdicts), "comparison")
    return (f"No conclusion differs: {compared} with published results, each as before.",)


def _sentences(verdicts: Sequence[VerdictChange]) -> Iterator[str]:
    for verdict in verdicts:
        if verdict.before is verdict.after:
            continue
        what = f"{OUTCOME_NAMES[verdict.outcome]}{at_months(verdict.months)}"
        if verdict.before is None:
            now = f"is new in this issue: {_VERDICTS[verdict.after]}" if verdict.after else ""
            yield f"{what}, {verdict.publication}: {now}."
        elif verdict.after is None:
            yield f"{what}, {verdict.publication}: is no longer compared."
        else:
            was, becomes = _VERDICTS[verdict.before], _VERDICTS[verdict.after]
            yield f"{what}, {verdict.publication}: was {was}; is {becomes} now."


def signatures_table(issue: ReportIssue) -> DisplayTable:
    """Lay out who froze, reviewed and signed the issue."""
    unsigned = "This is a draft: nobody has signed it."
    return DisplayTable(
        title="Signatures",
        columns=(
            TableColumn(header="Act", alignment="text", share=0.8),
            TableColumn(header="By", alignment="text", share=1.6),
            TableColumn(header="At (UTC)", alignment="text", share=1.2),
            TableColumn(header="Remarks", alignment="text", share=1.4),
        ),
        rows=tuple(
            body_row(each.act, each.name, moment(each.at), each.words or _NONE)
            for each in issue.signatures
        ),
        notes=() if issue.signed else (unsigned,),
    )
