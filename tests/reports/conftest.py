"""Reports of cohorts that were really analysed."""

from collections.abc import Callable
from datetime import date

import pytest

from registry.analysis.patient_results import Enrolment
from registry.analysis.plan import AnalysisPlan
from registry.analysis.results import CohortSummary, SiteOrigin
from registry.analysis.summary import summarise_cohort
from registry.domain.codes import DataOrigin
from registry.domain.cohort import CohortDefinition
from registry.evidence_library import load_library
from registry.settings import load_schedule, load_thresholds
from tests.conftest import ROOT
from tests.factories.frames import random_cohort

CONFIG = ROOT / "config"
Analysed = Callable[[int], CohortSummary]


@pytest.fixture(scope="session")
def analysed() -> Analysed:
    """Return what analyses a random cohort of so many synthetic patients."""
    plan = AnalysisPlan(
        schedule=load_schedule(CONFIG / "schedule.toml"),
        thresholds=load_thresholds(CONFIG / "thresholds.toml"),
        publications=load_library(CONFIG / "benchmarks", CONFIG / "none"),
    )

    def analyse(patients: int) -> CohortSummary:
        return summarise_cohort(
            random_cohort(patients, seed=7),
            definition=CohortDefinition(site_codes=("BER",), cut_off=date(2026, 9, 30)),
            enrolment=Enrolment(enrolled=patients, left_out=0),
            origins=(
                SiteOrigin(
                    site_code="BER",
                    site_name="Berlin",
                    origin=DataOrigin.SYNTHETIC,
                    note=None,
                    treated=patients,
                ),
            ),
            plan=plan,
            snapshot_sha256="0123456789abcdef" * 4,
        )

    return analyse
