"""Cohorts of up to a million synthetic patients, drawn column by column."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from registry.analysis.frames import (
    ADVERSE_EVENTS,
    OTHER_DEFINITIONS,
    SCORES,
    SUBJECTS,
    TIME_TO_EVENT,
    CohortFrames,
)
from registry.analysis.time_units import days_after
from registry.domain.codes import AdverseEventCategory, EventDefinition
from registry.settings import PROJECT_FOLDER, load_schedule

SCHEDULE = load_schedule(PROJECT_FOLDER / "config" / "schedule.toml")
CUT_OFF = np.datetime64("2026-06-30")
INSTRUMENTS = {"vas_back": (68.0, 30.0), "odi": (44.0, 16.0)}
"""Mean at baseline and mean improvement, in points of 0-100."""
_DAYS_OF_TREATMENT = 3650
_ANSWERED = 0.8
_REOPERATED_PER_DAY = 0.0001
_DIED_PER_DAY = 0.00001

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class LargeCohort:
    """Frames, and the same scores by patient and visit: what single estimators are timed on.

    ``changes`` are baseline − follow-up of VAS back (patients × visits), NaN where not answered.
    """

    frames: CohortFrames
    baseline: Floats
    changes: Floats
    due: npt.NDArray[np.bool_]
    covariates: pd.DataFrame


def large_cohort(patients: int, *, seed: int = 1) -> LargeCohort:
    """Draw a cohort whose parameters do not depend upon its size."""
    draw = np.random.default_rng(seed)
    known_days = draw.integers(1, _DAYS_OF_TREATMENT, patients)
    event = draw.exponential(1 / _REOPERATED_PER_DAY, patients).astype(int) + 1
    death = draw.exponential(1 / _DIED_PER_DAY, patients).astype(int) + 1
    duration = np.minimum(known_days, np.minimum(event, death))
    subjects = _subjects(draw, known_days, duration, event, death)
    targets = np.array([days_after(visit.months) for visit in SCHEDULE.visits])
    due = targets + 120 < known_days[:, None]
    answered = due & (draw.random(due.shape) < _ANSWERED)
    drawn = {
        name: _scores_of(draw, patients, len(targets), *means)
        for name, means in INSTRUMENTS.items()
    }
    times = pd.DataFrame(
        {
            "patient_id": subjects["patient_id"],
            "duration_days": duration,
            "event_observed": event == duration,
            "died_first": (death == duration) & (event > duration),
        }
    )
    others = [each.value for each in EventDefinition][1:]
    before, after = drawn["vas_back"]
    return LargeCohort(
        frames=CohortFrames(
            subjects=subjects,
            scores=_scores_frame(drawn, answered, targets),
            time_to_event=TIME_TO_EVENT.conform(times),
            adverse_events=_adverse_events(draw, patients),
            other_definitions=OTHER_DEFINITIONS.conform(
                pd.concat([times.assign(event_definition=name) for name in others])
            ),
        ),
        baseline=before,
        changes=np.where(answered, before[:, None] - after, np.nan),
        due=due,
        covariates=subjects[["age_years", "body_mass_index"]].assign(
            male=(subjects["sex"] == "male").astype(float),
            pfirrmann=subjects["highest_pfirrmann"],
            odi=drawn["odi"][0],
        ),
    )


def _subjects(
    draw: np.random.Generator,
    known_days: npt.NDArray[np.int64],
    duration: npt.NDArray[np.int64],
    event: npt.NDArray[np.int64],
    death: npt.NDArray[np.int64],
) -> pd.DataFrame:
    n = len(known_days)
    index_date = (CUT_OFF - known_days).astype("datetime64[s]")
    ended = index_date + duration.astype("timedelta64[D]")
    return SUBJECTS.conform(
        pd.DataFrame(
            {
                "patient_id": np.arange(1, n + 1),
                "site_code": draw.choice(["BER", "LEE", "LYO"], n, p=[0.5, 0.2, 0.3]),
                "index_date": index_date,
                "recorded_on": index_date + draw.integers(0, 30, n).astype("timedelta64[D]"),
                "age_years": np.clip(draw.normal(43, 9, n), 18, 85).round(),
                "sex": draw.choice(["female", "male"], n),
                "body_mass_index": np.clip(draw.normal(26, 4, n), 16, 45).round(1),
                "smoking": draw.choice(["never", "former", "current"], n),
                "symptom_duration_months": draw.gamma(2, 14, n).round(),
                "previous_lumbar_surgery": draw.choice(["no", "yes"], n),
                "opioid_use": draw.choice(["no", "yes"], n),
                "product_type": draw.choice(["expanded_msc", "bone_marrow_concentrate"], n),
                "tissue_source": "bone_marrow",
                "donor": "autologous",
                "levels_treated": draw.integers(1, 3, n),
                "highest_pfirrmann": draw.integers(2, 6, n).astype(float),
                "followed_until": ended,
                "expected_until": np.where(death == duration, ended, CUT_OFF.astype(ended.dtype)),
                "reoperated_on": pd.Series(ended).where(pd.Series(event == duration)),
                "died": death == duration,
                "withdrawn": False,
                "lost": False,
                "transferred": False,
            }
        )
    )


def _scores_of(
    draw: np.random.Generator, patients: int, visits: int, before: float, improvement: float
) -> tuple[Floats, Floats]:
    """Draw baseline and follow-ups of one instrument, 0-100, alike within a patient."""
    own = draw.normal(0, 9, patients)
    baseline = np.clip(before + own + draw.normal(0, 9, patients), 0, 100).round()
    noise = draw.normal(0, 9, (patients, visits))
    follow_up = np.clip(before - improvement + own[:, None] + noise, 0, 100).round()
    return baseline, follow_up


def _scores_frame(
    drawn: dict[str, tuple[Floats, Floats]],
    answered: npt.NDArray[np.bool_],
    targets: npt.NDArray[np.int64],
) -> pd.DataFrame:
    patients = np.arange(1, len(answered) + 1)
    rows, visits = np.nonzero(answered)
    parts = []
    for instrument, (baseline, follow_up) in drawn.items():
        parts += [
            (instrument, patients, np.full(len(patients), -7), baseline),
            (instrument, patients[rows], targets[visits], follow_up[rows, visits]),
        ]
    return SCORES.conform(
        pd.DataFrame(
            {
                "patient_id": np.concatenate([part[1] for part in parts]),
                "instrument": np.repeat([part[0] for part in parts], [len(p[1]) for p in parts]),
                "days_since_treatment": np.concatenate([part[2] for part in parts]),
                "value_0_100": np.concatenate([part[3] for part in parts]),
                "converted": False,
            }
        )
    )


def _adverse_events(draw: np.random.Generator, patients: int) -> pd.DataFrame:
    n = patients * 3 // 10
    return ADVERSE_EVENTS.conform(
        pd.DataFrame(
            {
                "patient_id": draw.integers(1, patients + 1, n),
                "category": draw.choice([each.value for each in AdverseEventCategory], n),
                "grade": draw.integers(1, 5, n),
                "serious": draw.random(n) < 0.05,
                "related": draw.random(n) < 0.5,
                "treatment_emergent": True,
                "days_since_treatment": draw.integers(0, 700, n),
            }
        )
    )
