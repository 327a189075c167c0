"""Frames of a cohort that nobody lived, row by row or at random."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from registry.analysis.frames import (
    ADVERSE_EVENTS,
    SCORES,
    SUBJECTS,
    TIME_TO_EVENT,
    CohortFrames,
)
from registry.domain.schedule import PlannedVisit, Schedule

SCHEDULE = Schedule(
    baseline_max_age_days=90,
    visits=(
        PlannedVisit(
            code="m3",
            months=3,
            collect_before_days=21,
            collect_after_days=30,
            analyse_from_days=61,
            analyse_to_days=228,
        ),
        PlannedVisit(
            code="m12",
            months=12,
            collect_before_days=45,
            collect_after_days=45,
            analyse_from_days=229,
            analyse_to_days=547,
        ),
    ),
)

Score = tuple[int, str, int, float]


def subjects(n: int, **columns: object) -> pd.DataFrame:
    """Return ``n`` patients, numbered from 1, treated on 1 March 2022."""
    usual: dict[str, object] = {
        "patient_id": range(1, n + 1),
        "site_code": "BER",
        "index_date": pd.Timestamp(date(2022, 3, 1)),
        "recorded_on": pd.NaT,
        "age_years": 45.0,
        "sex": "female",
        "body_mass_index": 25.0,
        "smoking": "never",
        "symptom_duration_months": 24.0,
        "previous_lumbar_surgery": "no",
        "opioid_use": "no",
        "product_type": "expanded_msc",
        "tissue_source": "bone_marrow",
        "donor": "autologous",
        "levels_treated": 1,
        "highest_pfirrmann": 4.0,
        "followed_until": pd.Timestamp(date(2024, 3, 1)),
        "expected_until": pd.Timestamp(date(2025, 6, 30)),
        "reoperated_on": pd.NaT,
        "died": False,
        "withdrawn": False,
        "lost": False,
        "transferred": False,
    }
    return SUBJECTS.conform(pd.DataFrame(usual | columns, index=range(n)))


def scores(rows: Sequence[Score]) -> pd.DataFrame:
    """Return scores from (patient, instrument, days since treatment, value)."""
    columns = ["patient_id", "instrument", "days_since_treatment", "value_0_100"]
    return SCORES.conform(pd.DataFrame(list(rows), columns=columns).assign(converted=False))


def time_to_event(
    durations: Sequence[int], observed: Sequence[bool], died: Sequence[bool] | None = None
) -> pd.DataFrame:
    """Return times to event of patients numbered from 1; nobody dies where it is not said."""
    return TIME_TO_EVENT.conform(
        pd.DataFrame(
            {
                "patient_id": range(1, len(durations) + 1),
                "duration_days": list(durations),
                "event_observed": list(observed),
                "died_first": [False] * len(durations) if died is None else list(died),
            }
        )
    )


def adverse_events(n: int, **columns: object) -> pd.DataFrame:
    """Return ``n`` mild treatment-emergent events, one a patient."""
    usual: dict[str, object] = {
        "patient_id": range(1, n + 1),
        "category": "procedure_pain",
        "grade": 1,
        "serious": False,
        "related": False,
        "treatment_emergent": True,
        "days_since_treatment": 14,
    }
    return ADVERSE_EVENTS.conform(pd.DataFrame(usual | columns, index=range(n)))


def random_cohort(n: int, *, seed: int, operated: float = 0.1) -> CohortFrames:
    """Return a cohort of ``n`` patients drawn from stated parameters."""
    draw = np.random.default_rng(seed)
    patients = np.arange(1, n + 1)
    index_date = np.datetime64("2020-01-01") + draw.integers(0, 1500, n)
    duration = draw.integers(0, 1200, n)
    observed = draw.random(n) < operated
    ended = (index_date + duration).astype("datetime64[s]")
    events = draw.integers(1, n + 1, n) if n else patients
    return CohortFrames(
        subjects=subjects(
            n,
            index_date=index_date.astype("datetime64[s]"),
            recorded_on=(index_date + patients % 29).astype("datetime64[s]"),
            age_years=draw.normal(45, 10, n).round(),
            sex=draw.choice(["female", "male"], n),
            smoking=draw.choice(np.array(["never", "current", None], dtype=object), n),
            followed_until=ended,
            reoperated_on=pd.Series(ended).where(pd.Series(observed, dtype=bool)),
        ),
        scores=_random_scores(patients, draw),
        time_to_event=time_to_event(duration.tolist(), observed.tolist()),
        adverse_events=adverse_events(
            n,
            patient_id=events,
            category=draw.choice(["infection", "procedure_pain"], n),
            serious=draw.random(n) < 0.2,
        ),
    )


def _random_scores(
    patients: "np.ndarray[tuple[int], np.dtype[np.int64]]", draw: np.random.Generator
) -> pd.DataFrame:
    """Draw scores that halve after treatment, a fifth of them missing."""
    rows: list[Score] = []
    for patient in patients.tolist():
        for instrument, mean in (("vas_back", 70), ("vas_leg", 40), ("odi", 44)):
            for day in (-7, 95, 360, 800):
                value = draw.normal(mean if day < 0 else mean / 2, 12)
                if draw.random() < 0.8:
                    rows.append((patient, instrument, day, float(np.clip(value, 0, 100))))
    return scores(rows)
