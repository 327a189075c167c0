"""The four frames of a cohort, read together and hashed."""

import hashlib
from dataclasses import fields

from sqlalchemy.orm import Session

from registry.analysis.frames import CohortFrames
from registry.domain.codes import EventDefinition
from registry.extracts.adverse_events import read_adverse_events
from registry.extracts.criteria import Criteria
from registry.extracts.operations import first_operations
from registry.extracts.scores import read_scores
from registry.extracts.subjects import end_dates, read_subjects
from registry.extracts.time_to_event import read_time_to_event


def read_cohort_frames(
    session: Session, criteria: Criteria, event_definition: EventDefinition
) -> CohortFrames:
    """Return the cohort's frames, each meeting its specification."""
    operations = first_operations(session, criteria, event_definition)
    ends = end_dates(session, criteria)
    subjects = read_subjects(session, criteria, operations, ends)
    return CohortFrames(
        subjects=subjects,
        scores=read_scores(session, criteria),
        time_to_event=read_time_to_event(session, criteria, subjects, ends),
        adverse_events=read_adverse_events(session, criteria),
    ).conform()


def snapshot_sha256(frames: CohortFrames) -> str:
    """Return the SHA-256 of the frames as CSV, in the order of their columns and rows."""
    digest = hashlib.sha256()
    for each in fields(frames):
        frame = getattr(frames, each.name)
        digest.update(f"{each.name}\n{frame.to_csv(index=False)}".encode())
    return digest.hexdigest()
