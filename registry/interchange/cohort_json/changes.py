"""An issue of the report in its JSON, and what differs from the numbers of an earlier one."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, Literal

from registry.analysis.issue_changes import (
    FigureChange,
    IssueChanges,
    IssuedFigure,
    VerdictChange,
)
from registry.domain.benchmark import Outcome, Publication, Verdict
from registry.domain.report_run import ReportIssue

_Kind = Literal["points", "share", "count"]
_HEADLINES: tuple[tuple[str, str, _Kind], ...] = (
    ("flow.treated", "Patients treated", "count"),
    ("follow_up.m12.answered_of_due", "Followed up at 12 months, of those due", "share"),
    ("vas_back.m12.change_mean", "VAS back, improvement at 12 months", "points"),
    ("odi.m12.change_mean", "ODI, improvement at 12 months", "points"),
    ("reoperation.kaplan_meier.month_24.share", "Reoperated by 24 months", "share"),
    ("safety.any.serious_events", "Serious adverse events", "count"),
)


def issue_document(issue: ReportIssue, changes: IssueChanges | None) -> dict[str, object]:
    """Return the part of the JSON document that tells one issue from another."""
    return {
        "quarter": issue.quarter.label,
        "number": issue.number,
        "reason": issue.reason,
        "signed": issue.signed,
        "earlier": None
        if changes is None
        else {
            "label": changes.earlier,
            "cut_off": changes.earlier_cut_off.isoformat(),
            "records": asdict(changes.records),
            "figures": [asdict(figure) for figure in changes.figures],
        },
    }


def figure_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FigureChange, ...]:
    """Return the headline numbers of two documents side by side."""
    figures = [
        {figure["key"]: figure for figure in document["figures"]} for document in (before, after)
    ]
    return tuple(
        FigureChange(
            key=key,
            label=label,
            kind=kind,
            before=_issued(figures[0].get(key)),
            after=_issued(figures[1].get(key)),
        )
        for key, label, kind in _HEADLINES
        if key in figures[0] or key in figures[1]
    )


def _issued(figure: Mapping[str, Any] | None) -> IssuedFigure | None:
    if figure is None:
        return None
    return IssuedFigure(**{name: figure[name] for name in ("value", "lower", "upper", "n")})


def verdict_changes(
    before: Mapping[str, Any], after: Mapping[str, Any], publications: Iterable[Publication]
) -> tuple[VerdictChange, ...]:
    """Return the verdicts of two documents side by side, in the order of the later one."""
    names = {each.key: each.short_name for each in publications}
    was, becomes = _verdicts(before), _verdicts(after)
    return tuple(
        VerdictChange(
            publication=names.get(publication, publication),
            outcome=Outcome(outcome),
            months=months,
            before=was.get((publication, outcome, months)),
            after=becomes.get((publication, outcome, months)),
        )
        for publication, outcome, months in dict.fromkeys((*becomes, *was))
    )


def _verdicts(document: Mapping[str, Any]) -> dict[tuple[str, str, float | None], Verdict]:
    return {
        (row["publication"], row["outcome"], row["months"]): Verdict(row["verdict"])
        for row in document["verdicts"]
    }
