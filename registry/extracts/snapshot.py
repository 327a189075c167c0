"""What a report is made from, read once and kept in one file of Parquet tables."""

import json
import zipfile
from dataclasses import dataclass, fields
from io import BytesIO
from typing import Any

import pandas as pd
from cattrs.errors import BaseValidationError
from cattrs.preconf.json import make_converter
from sqlalchemy.orm import Session

from registry.analysis.frames import CohortFrames
from registry.analysis.patient_results import Enrolment
from registry.analysis.results import SiteOrigin
from registry.analysis.site_results import SiteAggregate
from registry.domain.cohort import CohortDefinition
from registry.domain.errors import FrameError, SnapshotError
from registry.extracts.archive_file import archive_file
from registry.extracts.cohort_frames import read_cohort_frames
from registry.extracts.criteria import Criteria
from registry.extracts.patient_flow import read_enrolment, read_origins
from registry.settings import ReportSettings

FORMAT = "msc-outcomes-registry snapshot"
FORMAT_VERSION = 1
_FACTS = "facts.json"
_converter = make_converter(forbid_extra_keys=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The extract of a cohort with its selection and the settings; a report needs no more."""

    definition: CohortDefinition
    enrolment: Enrolment
    origins: tuple[SiteOrigin, ...]
    settings: ReportSettings
    frames: CohortFrames
    others: SiteAggregate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What is in a snapshot beside its frames."""

    format: str
    format_version: int
    definition: CohortDefinition
    enrolment: Enrolment
    origins: tuple[SiteOrigin, ...]
    settings: ReportSettings
    others: SiteAggregate | None = None


def take_snapshot(
    session: Session,
    criteria: Criteria,
    definition: CohortDefinition,
    settings: ReportSettings,
    others: SiteAggregate | None = None,
) -> Snapshot:
    """Read what a report on these sites up to this cut-off is made from."""
    return Snapshot(
        definition=definition,
        enrolment=read_enrolment(session, criteria),
        origins=read_origins(session, criteria),
        settings=settings,
        frames=read_cohort_frames(session, criteria, definition.event_definition),
        others=others,
    )


def snapshot_file(snapshot: Snapshot) -> bytes:
    """Write the snapshot as a zip file of a JSON document and a Parquet table a frame.

    The same snapshot gives the same bytes with the same release of pyarrow. Patients stand in it
    by their key in the database; names and dates of birth are not in it.
    """
    facts = _Facts(
        format=FORMAT,
        format_version=FORMAT_VERSION,
        definition=snapshot.definition,
        enrolment=snapshot.enrolment,
        origins=snapshot.origins,
        settings=snapshot.settings,
        others=snapshot.others,
    )
    unstructured: dict[str, Any] = _converter.unstructure(facts)
    document = json.dumps(unstructured, ensure_ascii=False, allow_nan=False, indent=1)
    tables = {
        f"{each.name}.parquet": _parquet(getattr(snapshot.frames, each.name))
        for each in fields(CohortFrames)
    }
    return archive_file({_FACTS: document.encode()} | tables)


def _parquet(frame: pd.DataFrame) -> bytes:
    written = BytesIO()
    frame.to_parquet(written, engine="pyarrow", index=False, compression="zstd")
    return written.getvalue()


def publication_versions(content: bytes) -> dict[str, str | None]:
    """Return the publications in a snapshot file, with the SHA-256 of each where it was kept.

    The file may be of any release: nothing else of it is read.

    Raises
    ------
    SnapshotError
        It is no snapshot, or has no publications.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            settings = json.loads(archive.read(_FACTS))["settings"]
        return {each["key"]: each.get("sha256") for each in settings["publications"]}
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
        raise SnapshotError(reason="its publications are not where this release looks") from error


def open_snapshot(content: bytes) -> Snapshot:
    """Read a snapshot file.

    Raises
    ------
    SnapshotError
        It is no snapshot, or one of a format that this release cannot read.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            document = json.loads(archive.read(_FACTS))
            frames = {
                each.name: pd.read_parquet(BytesIO(archive.read(f"{each.name}.parquet")))
                for each in fields(CohortFrames)
            }
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise SnapshotError(reason="the file is not whole") from error
    if document.get("format_version") != FORMAT_VERSION:
        raise SnapshotError(reason=f"its format is {document.get('format_version')}")
    try:
        facts = _converter.structure(document, _Facts)
        conformed = CohortFrames(**frames).conform()
    except (BaseValidationError, FrameError) as error:
        raise SnapshotError(reason=f"another release wrote it ({error})") from error
    return Snapshot(
        definition=facts.definition,
        enrolment=facts.enrolment,
        origins=facts.origins,
        settings=facts.settings,
        frames=conformed,
        others=facts.others,
    )
