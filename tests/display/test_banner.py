from dataclasses import replace
from datetime import date

from registry.display.banner import banner
from registry.domain.codes import DiscLevel, DispositionKind, ProductType, Sex
from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.patient_overview import DatedScore, PatientOverview
from registry.domain.schedule import Schedule

PLAN = Schedule(baseline_max_age_days=90, visits=())
TODAY = date(2026, 3, 13)


def odi(answered_on: date, value: float) -> DatedScore:
    return DatedScore(instrument=InstrumentCode.ODI, answered_on=answered_on, value=value)


TREATED = PatientOverview(
    study_number="BER-0012-B",
    sex=Sex.MALE,
    birth_year=1979,
    index_date=date(2025, 3, 4),
    product_type=ProductType.EXPANDED_MSC,
    levels=(DiscLevel.L4_L5, DiscLevel.L5_S1),
    treatments=2,
    scores=(odi(date(2025, 3, 4), 48), odi(date(2026, 3, 10), 22.2222)),
    ended=((DispositionKind.LOST, date(2026, 3, 12)),),
)


def changes(overview: PatientOverview) -> list[str]:
    return [score.change for score in banner(overview, PLAN, today=TODAY).scores]


def test_the_banner_says_who_what_when_and_how() -> None:
    shown = banner(TREATED, PLAN, today=TODAY)
    assert shown.person == "Male, born 1979"
    assert shown.treatment == (
        "Treated 4 March 2025 · L4–L5, L5–S1 · Culture-expanded MSC · 2 treatments"
    )
    assert shown.elapsed == "12 months + 9 days ago"
    assert shown.endings == ("Lost to follow-up 12 March 2026",)
    assert [(score.name, score.value) for score in shown.scores] == [("ODI", "22.2 points")]
    assert changes(TREATED) == ["25.8 better"]


def test_a_score_on_the_day_of_treatment_is_before_it() -> None:
    assert changes(replace(TREATED, scores=TREATED.scores[:1])) == ["before treatment"]


def test_a_baseline_that_is_too_old_is_none() -> None:
    old = odi(date(2024, 12, 3), 48)
    assert changes(replace(TREATED, scores=(old, TREATED.scores[1]))) == ["no baseline"]


def test_a_follow_up_is_never_promoted_to_baseline() -> None:
    later = odi(date(2026, 3, 12), 20)
    assert changes(replace(TREATED, scores=(TREATED.scores[1], later))) == ["no baseline"]


def test_a_patient_before_treatment_is_said_to_be() -> None:
    waiting = replace(TREATED, index_date=None, product_type=None, levels=(), treatments=0)
    shown = banner(waiting, PLAN, today=TODAY)
    assert (shown.treatment, shown.elapsed) == ("Not treated yet", "")
    assert changes(waiting) == ["before treatment"]
