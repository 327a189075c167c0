"""Table 1: the patients at baseline."""

from collections.abc import Iterator, Sequence

from registry.analysis.estimates import Distribution
from registry.analysis.results import BaselineVariable, CategoryCount
from registry.display.numbers import WITHHELD, bare, mean_sd, median_quartiles, number
from registry.display.tables import DisplayTable, TableColumn, TableRow, body_row, detail_row
from registry.domain.codes import (
    Code,
    Donor,
    Pfirrmann,
    ProductType,
    Sex,
    Smoking,
    TissueSource,
    YesNoUnknown,
)

VARIABLE_LABELS = {
    "age_years": "Age, years",
    "sex": "Sex",
    "body_mass_index": "Body mass index, kg/m²",
    "smoking": "Smoking",
    "symptom_duration_months": "Duration of symptoms, months",
    "previous_lumbar_surgery": "Previous lumbar surgery",
    "opioid_use": "Opioid use",
    "product_type": "Product",
    "tissue_source": "Tissue source",
    "donor": "Donor",
    "levels_treated": "Discs treated",
    "highest_pfirrmann": "Highest Pfirrmann grade treated",
    "baseline_vas_back": "VAS back, mm",
    "baseline_vas_leg": "VAS leg, mm",
    "baseline_odi": "ODI, points",
}


def _labels(codes: type[Code]) -> dict[str, str]:
    return {code.value: code.label for code in codes}


CATEGORY_LABELS: dict[str, dict[str, str]] = {
    "sex": _labels(Sex),
    "smoking": _labels(Smoking),
    "previous_lumbar_surgery": _labels(YesNoUnknown),
    "opioid_use": _labels(YesNoUnknown),
    "product_type": _labels(ProductType),
    "tissue_source": _labels(TissueSource),
    "donor": _labels(Donor),
    "highest_pfirrmann": _labels(Pfirrmann),
}


def baseline_table(variables: Sequence[BaselineVariable]) -> DisplayTable:
    """Lay out continuous variables as mean (SD) and median (quartiles), the others as n (%)."""
    return DisplayTable(
        title="Patients at baseline",
        columns=(
            TableColumn(header="", alignment="text", share=2.6),
            TableColumn(header="Known", share=0.8),
            TableColumn(header="Missing", share=0.8),
            TableColumn(header="Mean (SD) or n (%)", share=1.6),
            TableColumn(header="Median (quartiles)", share=2),
        ),
        rows=tuple(row for variable in variables for row in _rows(variable)),
        notes=(
            "Per cent of the patients with an answer. SD: standard deviation.",
            "Age: calendar year of treatment − year of birth.",
        ),
    )


def _rows(variable: BaselineVariable) -> Iterator[TableRow]:
    label = VARIABLE_LABELS.get(variable.variable, variable.variable)
    known, missing = bare(variable.n, "count"), bare(variable.missing, "count")
    if variable.distribution is not None:
        yield body_row(label, known, missing, *_moments(variable.distribution))
        return
    yield body_row(label, known, missing, "", "")
    for category in variable.categories:
        yield detail_row(*_category(variable, category))


def _moments(distribution: Distribution) -> tuple[str, str]:
    return (
        mean_sd(distribution.mean, distribution.standard_deviation, "points"),
        median_quartiles(distribution, "points"),
    )


def _category(variable: BaselineVariable, category: CategoryCount) -> tuple[str, ...]:
    label = CATEGORY_LABELS.get(variable.variable, {}).get(category.code, category.code)
    if category.count is None:
        return (label, "", "", WITHHELD, "")
    share = number(category.count / variable.n, "share") if variable.n else "–"
    return (label, "", "", f"{bare(category.count, 'count')} ({share})", "")
