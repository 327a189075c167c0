"""What goes with an earlier reoperation."""

from collections.abc import Iterator

from registry.analysis.cox_results import Concordance, HazardModel, HazardRatio
from registry.analysis.estimates import NotEstimable
from registry.display.numbers import bare, bounds, count_noun
from registry.display.tables import DisplayTable, TableColumn, TableRow, body_row

_LABELS = {
    "age_10_years": "Age, 10 years more",
    "male": "Male",
    "body_mass_index_5": "Body-mass index, 5 kg/m² more",
    "expanded_msc": "Culture-expanded MSC",
    "allogeneic": "Allogeneic donor",
    "pfirrmann_grade": "Pfirrmann, one grade more",
    "baseline_odi_10": "ODI before treatment, 10 points more",
}
_ASSOCIATION = (
    "Hazard ratio above 1: reoperated earlier, of patients alike in the other rows. These are "
    "associations; the patients were not assigned at random. Constant: test that the ratio is the "
    "same at all times."
)


def hazards_table(found: HazardModel) -> DisplayTable:
    """Lay out hazard ratios with the test that they are constant; or say why there are none."""
    return DisplayTable(
        title="What goes with an earlier reoperation",
        columns=(
            TableColumn(header="", alignment="text", share=1.8),
            TableColumn(header="Hazard ratio (CI)", share=1.6),
            TableColumn(header="p", share=0.6),
            TableColumn(header="Constant, p", share=0.8),
        ),
        rows=tuple(_rows(found)),
        notes=tuple(_notes(found)),
    )


def _rows(found: HazardModel) -> Iterator[TableRow]:
    model = found.model
    if isinstance(model, NotEstimable):
        yield body_row("All covariates together", str(model), "–", "–")
        return
    constant = (
        {}
        if isinstance(found.proportional, NotEstimable)
        else {each.covariate: each.test.p_value for each in found.proportional.covariates}
    )
    for ratio in model.hazard_ratios:
        p_value = constant.get(ratio.covariate)
        yield body_row(
            _LABELS[ratio.covariate],
            _ratio(ratio),
            bare(ratio.p_value, "rate"),
            "–" if p_value is None else bare(p_value, "rate"),
        )


def _ratio(ratio: HazardRatio) -> str:
    return f"{bare(ratio.hazard_ratio, 'rate')} ({bounds(ratio.interval, 'rate')})"


def _notes(found: HazardModel) -> Iterator[str]:
    model = found.model
    if isinstance(model, NotEstimable):
        yield f"No model is fitted: {model.reason}; {model}. Ten events a covariate are asked for."
        return
    yield (
        f"Cox regression of {count_noun(model.n, 'patient')} with "
        f"{count_noun(model.events, 'event')}; {count_noun(model.left_out, 'patient')} left out "
        "for a missing value."
    )
    if isinstance(model.concordance, Concordance):
        yield f"Concordance {bare(model.concordance.value, 'rate')}."
    yield _ASSOCIATION
