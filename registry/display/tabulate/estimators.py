"""The estimators of a report: what each estimates, how, and what it was held against."""

from collections.abc import Sequence

from registry.analysis.estimator import Estimator
from registry.display.numbers import upper_first
from registry.display.tables import DisplayTable, TableColumn, body_row

_ABBREVIATIONS = {"mmrm": "MMRM", "cusum": "CUSUM"}


def estimators_table(estimators: Sequence[Estimator]) -> DisplayTable:
    """Lay out the catalogue; names and versions are those of the JSON beside the report."""
    return DisplayTable(
        title="Estimators",
        columns=(
            TableColumn(header="Estimator, version", alignment="text", share=1.1),
            TableColumn(header="Estimates; interval", alignment="text", share=1.7),
            TableColumn(header="Missing data", alignment="text", share=1),
            TableColumn(header="Source", alignment="text", share=1),
            TableColumn(header="Tested against", alignment="text", share=0.9),
        ),
        rows=tuple(
            body_row(
                f"{_named(each)}, {each.version}",
                each.estimates + (f"; {each.interval}" if each.interval else ""),
                upper_first(each.missing),
                each.source,
                upper_first(each.oracle),
            )
            for each in estimators
        ),
        notes=(
            "Sources are cited in full where the estimator is written, in registry/analysis.",
            "A version rises when the same data would give another number.",
        ),
    )


def _named(estimator: Estimator) -> str:
    words = upper_first(estimator.name.replace("_", " "))
    return _ABBREVIATIONS.get(estimator.name, words)
