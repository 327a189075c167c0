"""The serious events to report, as a page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import url_for

from registry.display.reporting_clock import clock_words
from registry.extracts.reporting_clocks import RunningClock


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockLine:
    """One event to report; ``words`` say until when, ``address`` is where its report is entered."""

    study_number: str
    term: str
    words: str
    days_left: int
    address: str

    @property
    def late(self) -> bool:
        """Whether the last day has passed."""
        return self.days_left < 0


def clock_lines(clocks: Iterable[RunningClock], today: date) -> list[ClockLine]:
    """Return the lines of a page, in the order of the clocks."""
    return [
        ClockLine(
            study_number=running.study_number,
            term=running.verbatim_term,
            words=clock_words(running.clock, today),
            days_left=running.clock.days_left(today),
            address=url_for(
                "adverse_events.report", number=running.study_number, key=running.event_id
            ),
        )
        for running in clocks
    ]
