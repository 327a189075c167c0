"""Times to the event counted by day: survival needs no more than this."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from registry.domain.errors import FrameError

SHARE_MONTHS = (12, 24, 36, 60)
"""When the share with the event is read off."""

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCounts:
    """On each distinct day: events, deaths before the event, and all who were not operated on.

    ``censored`` holds those who died too: to them the event can no more be seen to happen.
    """

    days: Counts
    events: Counts
    deaths: Counts
    censored: Counts

    @property
    def at_risk(self) -> Counts:
        """Count those followed to each of the days or beyond."""
        return np.cumsum((self.events + self.censored)[::-1])[::-1]

    def at_risk_on(self, day: int) -> int:
        """Count those followed to ``day`` or beyond."""
        later = self.days >= day
        return int(self.events[later].sum() + self.censored[later].sum())


def count_by_day(time_to_event: pd.DataFrame) -> DayCounts:
    """Count what happened on each distinct day.

    Parameters
    ----------
    time_to_event
        A frame that meets ``TIME_TO_EVENT``, of somebody at least.

    Raises
    ------
    FrameError
        A duration is negative.
    """
    durations = time_to_event["duration_days"].to_numpy()
    if durations.min() < 0:
        raise FrameError(
            frame="time to event", column="duration_days", reason="holds a negative duration"
        )
    observed = time_to_event["event_observed"].to_numpy()
    died = time_to_event["died_first"].to_numpy() & ~observed
    days, position = np.unique(durations, return_inverse=True)

    def count(chosen: npt.NDArray[np.bool_]) -> Counts:
        return np.bincount(position[chosen], minlength=days.size)

    return DayCounts(
        days=days, events=count(observed), deaths=count(died), censored=count(~observed)
    )
