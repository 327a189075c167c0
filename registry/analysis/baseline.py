"""Table 1: who was treated."""

from collections.abc import Iterable

import pandas as pd

from registry.analysis.analysis_visits import baseline_of
from registry.analysis.distributions import describe
from registry.analysis.estimates import Distribution
from registry.analysis.results import BaselineVariable, CategoryCount
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
from registry.domain.instruments.instrument import InstrumentCode

_CODED: dict[str, type[Code]] = {
    "sex": Sex,
    "smoking": Smoking,
    "previous_lumbar_surgery": YesNoUnknown,
    "opioid_use": YesNoUnknown,
    "product_type": ProductType,
    "tissue_source": TissueSource,
    "donor": Donor,
}


def baseline_table(
    subjects: pd.DataFrame, baseline_scores: pd.DataFrame
) -> tuple[BaselineVariable, ...]:
    """Describe the treated patients at time zero.

    Parameters
    ----------
    subjects
        A frame that meets ``SUBJECTS``.
    baseline_scores
        ``AnalysisScores.baseline``.

    Returns
    -------
    tuple of BaselineVariable
        In the order of the table. Numbers carry a distribution, codes the count of each code
        somebody has, in the order of the code list; "unknown" is an answer and is counted.

    Notes
    -----
    Missing values are counted for each variable and left out of its figures; the denominator
    of a percentage is ``n``, those with an answer.
    """
    return (
        _number("age_years", subjects["age_years"]),
        _coded("sex", subjects),
        _number("body_mass_index", subjects["body_mass_index"]),
        _coded("smoking", subjects),
        _number("symptom_duration_months", subjects["symptom_duration_months"]),
        _coded("previous_lumbar_surgery", subjects),
        _coded("opioid_use", subjects),
        _coded("product_type", subjects),
        _coded("tissue_source", subjects),
        _coded("donor", subjects),
        _levels_treated(subjects["levels_treated"]),
        _highest_pfirrmann(subjects["highest_pfirrmann"]),
        *(_score(instrument, subjects, baseline_scores) for instrument in InstrumentCode),
    )


def _number(variable: str, values: pd.Series) -> BaselineVariable:
    """Describe a continuous variable."""
    described = describe(values)
    known = int(values.notna().sum())
    return BaselineVariable(
        variable=variable,
        n=known,
        missing=len(values) - known,
        distribution=described if isinstance(described, Distribution) else None,
    )


def _score(
    instrument: InstrumentCode, subjects: pd.DataFrame, baseline_scores: pd.DataFrame
) -> BaselineVariable:
    """Describe the baseline of an instrument; patients without one are missing."""
    scores = baseline_of(subjects["patient_id"], baseline_scores, instrument)
    return _number(f"baseline_{instrument}", scores)


def _coded(variable: str, subjects: pd.DataFrame) -> BaselineVariable:
    """Count the codes of a variable in the order of its code list."""
    codes = (member.value for member in _CODED[variable])
    return _counted(variable, subjects[variable], codes)


def _levels_treated(values: pd.Series) -> BaselineVariable:
    """Count patients by the number of discs treated; none recorded is missing."""
    known = values[values > 0]
    counted = values.where(values > 0).astype("Int64").astype("string")
    return _counted("levels_treated", counted, map(str, sorted(known.unique())))


def _highest_pfirrmann(values: pd.Series) -> BaselineVariable:
    """Count patients by the highest grade of their treated discs."""
    grades = values.astype("Int64").astype("string")
    return _counted("highest_pfirrmann", grades, (grade.value for grade in Pfirrmann))


def _counted(variable: str, values: pd.Series, codes: Iterable[str]) -> BaselineVariable:
    """Count each code that occurs."""
    counts = values.value_counts()
    known = int(counts.sum())
    return BaselineVariable(
        variable=variable,
        n=known,
        missing=len(values) - known,
        categories=tuple(
            CategoryCount(code=code, count=int(counts[code])) for code in codes if code in counts
        ),
    )
