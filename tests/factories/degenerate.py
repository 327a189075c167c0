"""Cohorts at the edge of what can be estimated, each a frame set that meets its specification."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd

from registry.analysis.frames import OTHER_DEFINITIONS, SCORES, CohortFrames
from registry.domain.codes import EventDefinition
from tests.factories.frames import adverse_events, scores, subjects, time_to_event

CUT_OFF = date(2025, 6, 30)
INSTRUMENTS = ("vas_back", "vas_leg", "odi")
VISIT_DAYS = (-5, 30, 91, 183, 365, 731, 1096)
TREATED = pd.Timestamp(2022, 3, 1)
LONGEST = 1200


def _varied_scores(n: int, days: tuple[int, ...] = VISIT_DAYS) -> pd.DataFrame:
    """Return scores that differ from patient to patient and fall after treatment."""
    patients = np.repeat(np.arange(1, n + 1), len(days) * len(INSTRUMENTS))
    instruments = np.tile(np.repeat(INSTRUMENTS, len(days)), n)
    day = np.tile(days, n * len(INSTRUMENTS))
    spread = (patients * 7 + day * 3) % 23
    return SCORES.conform(
        pd.DataFrame(
            {
                "patient_id": patients,
                "instrument": instruments,
                "days_since_treatment": day,
                "value_0_100": np.where(day < 0, 65.0, 35.0) + spread,
                "converted": False,
            }
        )
    )


def _cohort(
    n: int,
    durations: list[int],
    observed: list[bool],
    rows: pd.DataFrame | None = None,
    *,
    events: int = 0,
    died: list[bool] | None = None,
) -> CohortFrames:
    times = time_to_event(durations, observed, died)
    ended = TREATED + pd.to_timedelta(pd.Series(durations, dtype="int64"), unit="D")
    operated = pd.Series(observed, dtype=bool)
    others = list(EventDefinition)[1:]
    return CohortFrames(
        subjects=subjects(
            n,
            followed_until=ended.astype("datetime64[s]"),
            reoperated_on=ended.where(operated).astype("datetime64[s]"),
            died=[False] * n if died is None else died,
        ),
        scores=_varied_scores(n) if rows is None else rows,
        time_to_event=times,
        adverse_events=adverse_events(events),
        other_definitions=OTHER_DEFINITIONS.conform(
            pd.concat([times.assign(event_definition=each.value) for each in others])
        ),
    ).conform()


def _all_equal(n: int) -> CohortFrames:
    rows = [
        (patient, instrument, day, 50.0)
        for patient in range(1, n + 1)
        for instrument in INSTRUMENTS
        for day in VISIT_DAYS
    ]
    return _cohort(n, [800] * n, [False] * n, scores(rows), events=n)


def _ten_thousand_ties() -> CohortFrames:
    n = 10_000
    observed = [patient % 10 == 0 for patient in range(n)]
    return _cohort(n, [365] * n, observed, events=n)


def _nobody_answered() -> CohortFrames:
    return _cohort(40, [400] * 40, [False] * 40, scores([]))


DEGENERATE: dict[str, Callable[[], CohortFrames]] = {
    "nobody": lambda: _cohort(0, [], []),
    "one patient": lambda: _cohort(1, [500], [False], events=1),
    "one patient, operated on": lambda: _cohort(1, [500], [True]),
    "two patients": lambda: _cohort(2, [500, 700], [True, False]),
    "no events": lambda: _cohort(40, list(range(400, 440)), [False] * 40),
    "all events on one day": lambda: _cohort(40, [300] * 40, [True] * 40),
    "everybody censored on one day": lambda: _cohort(40, [365] * 40, [False] * 40),
    "everybody dead on one day": lambda: _cohort(40, [365] * 40, [False] * 40, died=[True] * 40),
    "all values equal": lambda: _all_equal(40),
    "baseline only": lambda: _cohort(40, [400] * 40, [False] * 40, _varied_scores(40, (-5,))),
    "one visit only": lambda: _cohort(40, [400] * 40, [False] * 40, _varied_scores(40, (-5, 365))),
    "no baseline": lambda: _cohort(40, [400] * 40, [False] * 40, _varied_scores(40, (91, 365))),
    "nobody answered": _nobody_answered,
    "events on the day of treatment": lambda: _cohort(40, [0] * 40, [True] * 40),
    "one event on the day of treatment": lambda: _cohort(
        40, [0, *[800] * 39], [True, *[False] * 39]
    ),
    "nobody followed beyond treatment": lambda: _cohort(40, [0] * 40, [False] * 40),
    "ten thousand ties": _ten_thousand_ties,
}
