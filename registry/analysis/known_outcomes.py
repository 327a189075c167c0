"""Of whom it is known whether an outcome happened within its window."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from registry.analysis.frames import CohortFrames
from registry.analysis.site_results import MonitoredOutcome
from registry.analysis.time_units import days_after
from registry.domain.schedule import Schedule

REOPERATION_MONTHS = 12
SERIOUS_EVENT_MONTHS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownOutcomes:
    """One outcome of a cohort; ``known`` has ``patient_id`` and the flag ``event``.

    ``left_out`` patients are not known to the end of their window, ``not_due`` are in it still.
    """

    outcome: MonitoredOutcome
    months: int
    known: pd.DataFrame
    left_out: int
    not_due: int


def known_outcomes(
    frames: CohortFrames, *, asked: pd.Series, schedule: Schedule, cut_off: date
) -> Iterator[KnownOutcomes]:
    """Yield reoperation and serious adverse events with those of whom they are known.

    Parameters
    ----------
    frames
        Frames that meet their specifications.
    asked
        ``patient_id`` of those who were asked for adverse events; the others are in no count of
        serious ones.
    schedule
        The visit at the end of a window completes it as soon as it may be collected.
    cut_off
        The day the data end.

    Notes
    -----
    Reoperation within 12 months, first serious treatment-emergent event within 3. Only patients
    whose window was over at the cut-off are counted, those with an early event too: else the
    latest patients would be in with their events alone. Of these whoever had no event and is
    not known to be free of it to the end of the window is left out: where many are, shares are
    too high. Whoever died free of it is known.
    """
    subjects, times = frames.subjects, frames.time_to_event.set_index("patient_id")
    event_days = times["duration_days"].where(times["event_observed"])
    yield _known(
        "reoperation",
        REOPERATION_MONTHS,
        subjects.assign(
            event_day=subjects["patient_id"].map(event_days),
            known_days=subjects["patient_id"].map(times["duration_days"]),
        ),
        schedule=schedule,
        cut_off=cut_off,
    )
    own = subjects[subjects["patient_id"].isin(asked)]
    events = frames.adverse_events
    serious = events[events["serious"] & events["treatment_emergent"]]
    first = serious.groupby("patient_id")["days_since_treatment"].min()
    yield _known(
        "serious_event",
        SERIOUS_EVENT_MONTHS,
        own.assign(
            event_day=own["patient_id"].map(first),
            known_days=(own["followed_until"] - own["index_date"]).dt.days,
        ),
        schedule=schedule,
        cut_off=cut_off,
    )


def _known(
    outcome: MonitoredOutcome,
    months: int,
    patients: pd.DataFrame,
    *,
    schedule: Schedule,
    cut_off: date,
) -> KnownOutcomes:
    window = days_after(months)
    before = [visit.collect_before_days for visit in schedule.visits if visit.months == months]
    due = patients[(pd.Timestamp(cut_off) - patients["index_date"]).dt.days >= window]
    event = due["event_day"] <= window
    complete = event | due["died"] | (due["known_days"] >= window - max(before, default=0))
    return KnownOutcomes(
        outcome=outcome,
        months=months,
        known=due.assign(event=event)[complete],
        left_out=int((~complete).sum()),
        not_due=len(patients) - len(due),
    )
