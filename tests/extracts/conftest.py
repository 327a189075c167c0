"""Record and read: what the extracts make of one patient's course."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from registry.analysis.frames import CohortFrames
from registry.domain.codes import EventDefinition
from registry.domain.visit import RecordVisit
from registry.extracts.cohort_frames import read_cohort_frames
from registry.extracts.criteria import Criteria
from registry.services.visits import record_visit
from registry.settings import Settings
from tests.people import BERLIN, NURSE, TODAY

Read = Callable[..., CohortFrames]
Visited = Callable[[str, RecordVisit], None]


@pytest.fixture
def read(session: Session) -> Read:
    """Return the reader of Berlin's frames up to a cut-off, under an event definition."""

    def read(
        cut_off: date = TODAY,
        definition: EventDefinition = EventDefinition.SURGERY_AT_TREATED_LEVEL,
        site_codes: frozenset[str] | None = BERLIN,
    ) -> CohortFrames:
        session.flush()
        criteria = Criteria(site_codes=site_codes, cut_off=cut_off)
        return read_cohort_frames(session, criteria, definition)

    return read


@pytest.fixture
def visited(session: Session, settings: Settings) -> Visited:
    """Return the recorder of a visit."""

    def visited(number: str, command: RecordVisit) -> None:
        record_visit(
            session,
            NURSE,
            number,
            replace(command, warning_reason="Entered as it was."),
            today=TODAY,
            schedule=settings.schedule,
            odi_minimum_answered=settings.odi_minimum_answered,
        )

    return visited
