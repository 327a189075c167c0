"""The frames of a cohort, read together and hashed."""

import hashlib
from dataclasses import fields

import pandas as pd
from sqlalchemy.orm import Session

from registry.analysis.frames import CohortFrames
from registry.domain.codes import EventDefinition
from registry.extracts.adverse_events import read_adverse_events
from registry.extracts.criteria import Criteria
from registry.extracts.frame_csv import csv_parts
from registry.extracts.operations import first_operations, read_operations
from registry.extracts.scores import read_scores
from registry.extracts.subjects import end_dates, read_subjects
from registry.extracts.time_to_event import read_known_dates, time_to_event


def read_cohort_frames(
    session: Session, criteria: Criteria, event_definition: EventDefinition
) -> CohortFrames:
    """Return the cohort's frames, each meeting its specification."""
    ends = end_dates(session, criteria)
    operations = read_operations(session, criteria)
    first = first_operations(session, criteria, operations, event_definition)
    subjects = read_subjects(session, criteria, first, ends)
    known = read_known_dates(session, criteria, ends)
    others = (each for each in EventDefinition if each is not event_definition)
    return CohortFrames(
        subjects=subjects,
        scores=read_scores(session, criteria),
        time_to_event=time_to_event(subjects, known, ends),
        adverse_events=read_adverse_events(session, criteria),
        other_definitions=pd.concat(
            [
                _by(
                    each,
                    first_operations(session, criteria, operations, each),
                    subjects,
                    known,
                    ends,
                )
                for each in others
            ],
            ignore_index=True,
        ),
    ).conform()


def _by(
    definition: EventDefinition,
    operations: pd.Series,
    subjects: pd.DataFrame,
    known: pd.DataFrame,
    ends: pd.DataFrame,
) -> pd.DataFrame:
    """Return the times to the event under another definition of it."""
    operated = subjects["patient_id"].map(operations).astype("datetime64[s]")
    frame = time_to_event(subjects.assign(reoperated_on=operated), known, ends)
    return frame.assign(event_definition=definition.value)


def snapshot_sha256(frames: CohortFrames) -> str:
    """Return the SHA-256 of the frames as CSV, in the order of their columns and rows."""
    digest = hashlib.sha256()
    for each in fields(frames):
        frame = getattr(frames, each.name)
        digest.update(f"{each.name}\n".encode())
        for part in csv_parts(frame):
            digest.update(part.encode())
    return digest.hexdigest()
