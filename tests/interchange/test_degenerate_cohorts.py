"""Every estimator on every cohort at the edge: a number or a sentence, no exception, no warning."""

import json
from dataclasses import replace

import pytest

from registry.analysis.catalogue import ESTIMATORS
from registry.analysis.frames import CohortFrames
from registry.analysis.patient_results import Enrolment
from registry.analysis.results import CohortSummary, SiteOrigin
from registry.domain.codes import DataOrigin
from registry.domain.cohort import CohortDefinition
from registry.extracts.snapshot import Snapshot
from registry.interchange.cohort_json.document import cohort_figures, cohort_json
from registry.services.cohorts import summarise_snapshot
from registry.settings import Settings
from reports.issue import issue_cohort_report
from tests.factories.degenerate import CUT_OFF, DEGENERATE
from tests.factories.frames import random_cohort

CATALOGUE = {each.name for each in ESTIMATORS}


def _usual_cohort() -> CohortFrames:
    """Return a cohort in which all can be estimated: two products and sites, many operations."""
    cohort = random_cohort(800, seed=3, operated=0.4)
    products = ["expanded_msc", "bone_marrow_concentrate"] * 400
    sites = ["BER"] * 500 + ["MUC"] * 300
    subjects = cohort.subjects.assign(product_type=products, site_code=sites)
    return replace(cohort, subjects=subjects)


def summarised(name: str, settings: Settings) -> CohortSummary:
    """Summarise a cohort under the settings as shipped: all visits, thresholds, publications."""
    frames = DEGENERATE[name]() if name in DEGENERATE else _usual_cohort()
    n = len(frames.subjects)
    site = SiteOrigin(
        site_code="BER", site_name="Berlin", origin=DataOrigin.SYNTHETIC, note=None, treated=n
    )
    return summarise_snapshot(
        Snapshot(
            definition=CohortDefinition(site_codes=("BER",), cut_off=CUT_OFF),
            enrolment=Enrolment(enrolled=n, left_out=0),
            origins=(site,),
            settings=settings.for_reports(),
            frames=frames,
        )
    )


@pytest.mark.parametrize("name", DEGENERATE)
@pytest.mark.filterwarnings("error")
def test_every_number_is_finite_or_has_its_sentence(name: str, settings: Settings) -> None:
    summary = summarised(name, settings)
    for figure in json.loads(cohort_json(summary))["figures"]:
        assert figure["value"] is not None or figure["reason"], figure["key"]
        if figure["lower"] is not None:
            assert figure["lower"] <= figure["value"] <= figure["upper"], figure["key"]


@pytest.mark.parametrize("name", [name for name in DEGENERATE if name != "ten thousand ties"])
@pytest.mark.filterwarnings("error")
def test_every_cohort_is_printed(name: str, settings: Settings) -> None:
    report = issue_cohort_report(summarised(name, settings), settings.for_reports())
    assert report.startswith(b"%PDF-")


def test_no_estimator_of_the_catalogue_is_missed(settings: Settings) -> None:
    """A new estimator has to give a number here before it can give none above."""
    figures = cohort_figures(summarised("a usual cohort", settings))
    given = {
        figure.estimator.name for figure in figures if figure.estimator and figure.value is not None
    }
    assert given == CATALOGUE
