"""What goes with an earlier reoperation, by Cox regression."""

import numpy as np
import pandas as pd

from registry.analysis.analysis_visits import AnalysisScores, baseline_of
from registry.analysis.cox import cox
from registry.analysis.cox_results import HazardModel
from registry.analysis.estimates import NotEstimable
from registry.analysis.frames import CohortFrames
from registry.analysis.proportional_hazards import proportional_hazards
from registry.domain.codes import Donor, ProductType, Sex
from registry.domain.instruments.instrument import InstrumentCode

_DECADE, _BMI_STEP, _ODI_STEP = 10, 5, 10


def reoperation_model(
    frames: CohortFrames, chosen: AnalysisScores, *, confidence_level: float
) -> HazardModel:
    """Model the time to reoperation by what was known of the patients at time zero.

    Parameters
    ----------
    frames
        Frames that meet their specifications.
    chosen
        ``baseline`` brings the ODI before treatment.
    confidence_level
        Such as 0.95; two-sided.

    Returns
    -------
    HazardModel
        Hazard ratios by age (10 years), sex, body-mass index (5 kg/m²), product, donor, highest
        Pfirrmann grade and baseline ODI (10 points), with the test that they are constant over
        time; ``NotEstimable`` with fewer than `EVENTS_PER_COVARIATE` events for each of these.

    Notes
    -----
    Estimand: the ratio of the hazards of two patients alike in the other covariates, deaths
    censored; an association, not an effect. What is the same in everybody is left out of the
    list. Patients who lack a value are left out of the model, and counted.

    References
    ----------
    See `cox` and `proportional_hazards`.
    """
    patients = frames.subjects.merge(frames.time_to_event, on="patient_id")
    table = _covariates(patients, chosen)
    names = [name for name in map(str, table) if table[name].min() < table[name].max()]
    time = patients["duration_days"].to_numpy(float)
    event = patients["event_observed"].to_numpy(bool)
    values = table[names].to_numpy(float)
    model = cox(time, event, values, names, confidence_level=confidence_level)
    if isinstance(model, NotEstimable):
        return HazardModel(covariates=tuple(names), model=model, proportional=model)
    return HazardModel(
        covariates=tuple(names),
        model=model,
        proportional=proportional_hazards(time, event, values, model),
    )


def _covariates(subjects: pd.DataFrame, chosen: AnalysisScores) -> pd.DataFrame:
    """Code the covariates, NaN where a value is missing."""
    odi = baseline_of(subjects["patient_id"], chosen.baseline, InstrumentCode.ODI)
    return pd.DataFrame(
        {
            "age_10_years": subjects["age_years"] / _DECADE,
            "male": _is(subjects["sex"], Sex.MALE.value),
            "body_mass_index_5": subjects["body_mass_index"] / _BMI_STEP,
            "expanded_msc": _is(subjects["product_type"], ProductType.EXPANDED_MSC.value),
            "allogeneic": _is(subjects["donor"], Donor.ALLOGENEIC.value),
            "pfirrmann_grade": subjects["highest_pfirrmann"],
            "baseline_odi_10": odi / _ODI_STEP,
        }
    ).astype(float)


def _is(codes: pd.Series, code: str) -> pd.Series:
    return (codes == code).astype(float).where(codes.notna(), np.nan)
