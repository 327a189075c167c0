"""The stated truth behind the synthetic cohort."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from registry.domain.codes import DataOrigin
from registry.domain.site import AddSite


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineTruth:
    """Scores before treatment; the ODI follows back pain by a line."""

    vas_back_mean: float
    vas_back_sd: float
    vas_leg_mean: float
    vas_leg_sd: float
    odi_mean: float
    odi_sd: float
    odi_per_vas_point: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ImprovementTruth:
    """Share of the baseline that is gone at each planned visit, on average."""

    patient_spread: float
    sd_at_visit: float
    vas_back: Mapping[str, float]
    vas_leg: Mapping[str, float]
    odi: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpTruth:
    """How often and how punctually visits are answered."""

    answered: Mapping[str, float]
    scatter_days: float
    section_not_answered: float
    without_baseline: float
    not_treated: float
    reached_without_visit: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTruth:
    """What patients agree to, and how their further answers follow the relief of pain."""

    second_consent_form_from: date
    agree_to_sharing: float
    not_answered: float
    better_from: float
    working_if_better: float
    working_otherwise: float
    opioids_if_better: float
    opioids_otherwise: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AdverseEventTruth:
    """How many events there are, and how grave."""

    per_patient: float
    serious_share: float
    mean_days_to_onset: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReoperationTruth:
    """Share of patients operated on within 24 months, at and away from the treated level."""

    share_at_24_months: float
    elsewhere_at_24_months: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DispositionTruth:
    """How many patients die or withdraw."""

    deaths_per_100_years: float
    withdrawals_per_100_years: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoParameters:
    """All of config/demo.toml; ``sites`` holds each site with its share of the patients."""

    seed: int
    patients: int
    first_treatment: date
    reference_date: date
    sites: tuple[tuple[AddSite, float], ...]
    baseline: BaselineTruth
    improvement: ImprovementTruth
    follow_up: FollowUpTruth
    answers: AnswerTruth
    adverse_events: AdverseEventTruth
    reoperation: ReoperationTruth
    disposition: DispositionTruth


def load_demo_parameters(path: Path) -> DemoParameters:
    """Read the stated truth."""
    content = tomllib.loads(path.read_text("utf-8"))
    note = content.pop("note")
    sites = tuple(
        (AddSite(data_origin=DataOrigin.SYNTHETIC, origin_note=note, **row), share)
        for row, share in ((row, row.pop("share")) for row in content.pop("sites"))
    )
    return DemoParameters(
        sites=sites,
        baseline=BaselineTruth(**content.pop("baseline")),
        improvement=ImprovementTruth(**content.pop("improvement")),
        follow_up=FollowUpTruth(**content.pop("follow_up")),
        answers=AnswerTruth(**content.pop("answers")),
        adverse_events=AdverseEventTruth(**content.pop("adverse_events")),
        reoperation=ReoperationTruth(**content.pop("reoperation")),
        disposition=DispositionTruth(**content.pop("disposition")),
        **content,
    )
