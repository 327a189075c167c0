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
    late: bool
    address: str


def clock_lines(clocks: Iterable[RunningClock], today: date) -> list[ClockLine]:
    """Return the lines of a page, in the order of the clocks."""
    return [
        ClockLine(
            study_number=running.study_number,
            term=running.verbatim_term,
            words=clock_words(running.clock, today),
            late=running.clock.days_left(today) < 0,
            address=url_for(
                "adverse_events.report", number=running.study_number, key=running.event_id
            ),
        )
        for running in clocks
    ]
