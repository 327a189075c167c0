"""What a report is made from, kept in one file."""

import hashlib
import io
import json
import zipfile
from datetime import date

import pandas as pd
import pytest

from registry.analysis.patient_results import Enrolment
from registry.analysis.results import SiteOrigin
from registry.domain.codes import DataOrigin
from registry.domain.cohort import CohortDefinition
from registry.domain.errors import SnapshotError
from registry.extracts.snapshot import Snapshot, open_snapshot, snapshot_file
from registry.interchange.cohort_json.document import cohort_json
from registry.services.cohorts import summarise_snapshot
from registry.settings import Settings
from tests.conftest import ROOT
from tests.factories.frames import random_cohort
from tests.factories.snapshots import with_facts, without_versions


@pytest.fixture(params=[0, 1, 60])
def snapshot(request: pytest.FixtureRequest, settings: Settings) -> Snapshot:
    """Return the snapshot of a random cohort."""
    n: int = request.param
    return Snapshot(
        definition=CohortDefinition(site_codes=("BER",), cut_off=date(2025, 6, 30)),
        enrolment=Enrolment(enrolled=n + 2, left_out=1),
        origins=(
            SiteOrigin(
                site_code="BER",
                site_name="Charité, “Wirbelsäule” <Mitte>",
                origin=DataOrigin.SYNTHETIC,
                note="Synthetic data: no patient stands behind any number.",
                treated=n,
            ),
        ),
        settings=settings.for_reports(),
        frames=random_cohort(n, seed=5).conform(),
    )


def test_a_snapshot_is_read_as_it_was_taken(snapshot: Snapshot) -> None:
    opened = open_snapshot(snapshot_file(snapshot))
    assert opened.settings == snapshot.settings
    assert (opened.definition, opened.origins) == (snapshot.definition, snapshot.origins)
    assert cohort_json(summarise_snapshot(opened)) == cohort_json(summarise_snapshot(snapshot))


def test_the_same_snapshot_gives_the_same_bytes_and_so_does_the_one_read_from_them(
    snapshot: Snapshot,
) -> None:
    written = snapshot_file(snapshot)
    assert snapshot_file(snapshot) == written
    assert snapshot_file(open_snapshot(written)) == written


def test_its_tables_are_plain_parquet_that_other_programs_read(snapshot: Snapshot) -> None:
    with zipfile.ZipFile(io.BytesIO(snapshot_file(snapshot))) as archive:
        subjects = pd.read_parquet(io.BytesIO(archive.read("subjects.parquet")))
        facts = json.loads(archive.read("facts.json"))
    assert len(subjects) == snapshot.origins[0].treated
    assert facts["definition"]["cut_off"] == "2025-06-30"
    assert "secret" not in json.dumps(facts)


@pytest.mark.parametrize("cut", [0, 10, 5000])
def test_a_file_that_is_not_whole_is_refused_in_a_sentence(snapshot: Snapshot, cut: int) -> None:
    with pytest.raises(SnapshotError, match="the file is not whole"):
        open_snapshot(snapshot_file(snapshot)[:cut])


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"format_version": 2}, r"its format is 2\. Use the release"),
        ({"a later field": 1}, r"another release wrote it .*\. Use the release"),
    ],
)
def test_what_another_release_wrote_is_refused_in_a_sentence(
    snapshot: Snapshot, changed: dict[str, int], sentence: str
) -> None:
    with pytest.raises(SnapshotError, match=sentence):
        open_snapshot(with_facts(snapshot_file(snapshot), lambda facts: facts | changed))


def test_it_carries_the_version_of_each_publication(snapshot: Snapshot) -> None:
    opened = open_snapshot(snapshot_file(snapshot))
    versions = {each.key: each.sha256 for each in opened.settings.publications}
    content = (ROOT / "config" / "benchmarks" / "zhang2023.toml").read_bytes()
    assert versions["zhang2023"] == hashlib.sha256(content).hexdigest()


def test_one_that_was_frozen_before_versions_were_kept_is_read_without_them(
    snapshot: Snapshot,
) -> None:
    opened = open_snapshot(with_facts(snapshot_file(snapshot), without_versions))
    publications = opened.settings.publications
    assert [each.key for each in publications] == [
        each.key for each in snapshot.settings.publications
    ]
    assert {each.version for each in publications} == {None}
