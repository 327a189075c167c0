"""What the tests of the estimators share."""

import json
from pathlib import Path
from typing import Any

import pytest

GOLDEN = Path(__file__).resolve().parents[1] / "golden"


@pytest.fixture(scope="session")
def estimates() -> dict[str, Any]:
    """Return what estimates.R wrote."""
    return dict(json.loads((GOLDEN / "estimates.json").read_text("utf-8")))


@pytest.fixture(scope="session")
def box_plots() -> dict[str, Any]:
    """Return what box_plots.R wrote."""
    return dict(json.loads((GOLDEN / "box_plots.json").read_text("utf-8")))


@pytest.fixture(scope="session")
def lost_patients() -> dict[str, Any]:
    """Return what lost_patients.R wrote."""
    return dict(json.loads((GOLDEN / "lost_patients.json").read_text("utf-8")))


@pytest.fixture(scope="session")
def site_differences() -> dict[str, Any]:
    """Return what site_contrasts.R wrote."""
    return dict(json.loads((GOLDEN / "site_contrasts.json").read_text("utf-8")))


@pytest.fixture(scope="session")
def lung() -> dict[str, Any]:
    """Return what survival.R wrote."""
    return dict(json.loads((GOLDEN / "survival.json").read_text("utf-8")))


@pytest.fixture(scope="session")
def incidence_interval() -> dict[str, Any]:
    """Return what incidence_interval.R wrote."""
    return dict(json.loads((GOLDEN / "incidence_interval.json").read_text("utf-8")))


@pytest.fixture(scope="session")
def survival_in_r(shared_data: Path) -> dict[str, Any]:
    """Return what R's survival and cmprsk made of the published data sets."""
    path = shared_data / "survival" / "survival_expected.json"
    return dict(json.loads(path.read_text("utf-8")))
