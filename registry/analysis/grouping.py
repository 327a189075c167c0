"""Which group each patient is in, and a cohort cut down to chosen groups."""

from collections.abc import Callable, Iterable

import pandas as pd

from registry.analysis.analysis_visits import baseline_of
from registry.analysis.frames import CohortFrames
from registry.domain.instruments.catalogue import INSTRUMENTS
from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.subgroup import (
    NOT_RECORDED,
    AgeBand,
    GroupChoice,
    GroupVariable,
    LevelCount,
)

_COLUMNS = {
    GroupVariable.SITE: "site_code",
    GroupVariable.PRODUCT_TYPE: "product_type",
    GroupVariable.TISSUE_SOURCE: "tissue_source",
    GroupVariable.DONOR: "donor",
    GroupVariable.LEVELS: "levels_treated",
    GroupVariable.PFIRRMANN: "highest_pfirrmann",
    GroupVariable.AGE: "age_years",
    GroupVariable.SEX: "sex",
    GroupVariable.TREATMENT_YEAR: "index_date",
}
_INSTRUMENTS = {
    GroupVariable.BASELINE_VAS_BACK: InstrumentCode.VAS_BACK,
    GroupVariable.BASELINE_ODI: InstrumentCode.ODI,
}


def group_of(
    variable: GroupVariable, subjects: pd.DataFrame, baseline_scores: pd.DataFrame
) -> pd.Series:
    """Return the group of each patient by one variable.

    Parameters
    ----------
    variable
        What the patients are told apart by.
    subjects
        A frame that meets ``SUBJECTS``.
    baseline_scores
        ``AnalysisScores.baseline``.

    Returns
    -------
    Series
        Codes of groups on the index of ``subjects``; ``NOT_RECORDED`` where a value is missing.
    """
    instrument = _INSTRUMENTS.get(variable)
    if instrument is None:
        values = subjects[_COLUMNS[variable]]
    else:
        values = baseline_of(subjects["patient_id"], baseline_scores, instrument)
    return _coded(values, _code_of(variable))


def restrict(
    frames: CohortFrames, choices: Iterable[GroupChoice], baseline_scores: pd.DataFrame
) -> CohortFrames:
    """Return the frames of the patients who are in every chosen group."""
    subjects = frames.subjects
    for choice in choices:
        groups = group_of(choice.variable, subjects, baseline_scores)
        subjects = subjects[groups == choice.group]
    return of_patients(frames, subjects["patient_id"])


def of_patients(frames: CohortFrames, patient_ids: pd.Series) -> CohortFrames:
    """Return the frames of the named patients alone."""
    return CohortFrames(
        subjects=_kept(frames.subjects, patient_ids),
        scores=_kept(frames.scores, patient_ids),
        time_to_event=_kept(frames.time_to_event, patient_ids),
        adverse_events=_kept(frames.adverse_events, patient_ids),
        other_definitions=_kept(frames.other_definitions, patient_ids),
    )


def _kept(frame: pd.DataFrame, patient_ids: pd.Series) -> pd.DataFrame:
    return frame[frame["patient_id"].isin(patient_ids)].reset_index(drop=True)


def _coded(values: pd.Series, code_of: Callable[[object], str]) -> pd.Series:
    """Return the codes, worked out once for each distinct value."""
    codes = {value: code_of(value) for value in values.dropna().unique()}
    return values.map(codes).fillna(NOT_RECORDED).astype(object)


def _code_of(variable: GroupVariable) -> Callable[[object], str]:
    instrument = _INSTRUMENTS.get(variable)
    if instrument is not None:
        return lambda value: INSTRUMENTS[instrument].band(float(str(value)))
    return _CODES.get(variable, str)


def _levels(value: object) -> str:
    return (LevelCount.ONE if value == 1 else LevelCount.SEVERAL).value


_CODES: dict[GroupVariable, Callable[[object], str]] = {
    GroupVariable.AGE: lambda value: AgeBand.of(float(str(value))).value,
    GroupVariable.LEVELS: _levels,
    GroupVariable.PFIRRMANN: lambda value: str(int(float(str(value)))),
    GroupVariable.TREATMENT_YEAR: lambda value: str(pd.Timestamp(str(value)).year),
}
