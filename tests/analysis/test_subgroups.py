"""The headline outcomes in groups of patients."""

from registry.analysis.analysis_visits import choose_analysis_scores
from registry.analysis.estimates import NotEstimable
from registry.analysis.frames import CohortFrames
from registry.analysis.grouping import of_patients
from registry.analysis.kaplan_meier import kaplan_meier
from registry.analysis.mean_change import mean_change
from registry.analysis.plan import AnalysisPlan
from registry.analysis.subgroup_results import SubgroupTable
from registry.analysis.subgroups import subgroup_tables
from registry.domain.subgroup import GroupVariable
from tests.factories.frames import SCHEDULE, random_cohort


def tables_of(frames: CohortFrames) -> tuple[SubgroupTable, ...]:
    plan = AnalysisPlan(schedule=SCHEDULE, thresholds=(), publications=())
    return subgroup_tables(frames, choose_analysis_scores(frames.scores, SCHEDULE), plan)


def test_a_group_is_estimated_as_a_cohort_of_its_patients_alone() -> None:
    frames = random_cohort(200, seed=11)
    by_sex = next(table for table in tables_of(frames) if table.variable is GroupVariable.SEX)
    women = frames.subjects.loc[frames.subjects["sex"] == "female", "patient_id"]
    own = of_patients(frames, women)
    pairs = choose_analysis_scores(own.scores, SCHEDULE).visits
    pairs = pairs[(pairs["visit"] == "m12") & (pairs["instrument"] == "odi")]
    curve = kaplan_meier(own.time_to_event, minimum_at_risk=10, confidence_level=0.95)
    assert not isinstance(curve, NotEstimable)
    group = by_sex.groups[0]
    assert (group.group, group.treated) == ("female", len(women))
    assert group.odi == mean_change(
        pairs["baseline_0_100"], pairs["follow_up_0_100"], confidence_level=0.95
    )
    assert group.reoperated == curve.shares[1]


def test_a_group_of_nine_is_not_estimated_and_says_why() -> None:
    frames = random_cohort(60, seed=2)
    frames.subjects["sex"] = ["other"] * 9 + ["male"] * 51
    by_sex = next(table for table in tables_of(frames) if table.variable is GroupVariable.SEX)
    few = NotEstimable(reason="the group is too small", n=9, minimum=10)
    others = by_sex.groups[1]
    assert (others.group, others.treated, others.estimates) == ("other", 9, 0)
    assert (others.vas_back, others.odi, others.reoperated) == (few, few, few)


def test_a_variable_that_divides_nobody_has_no_table() -> None:
    variables = {table.variable for table in tables_of(random_cohort(80, seed=4))}
    assert GroupVariable.SITE not in variables
    assert GroupVariable.SEX in variables


def test_nobody_has_no_subgroups() -> None:
    assert tables_of(random_cohort(0, seed=1)) == ()
    assert tables_of(random_cohort(1, seed=1)) == ()


def test_the_order_of_rows_changes_nothing() -> None:
    frames = random_cohort(90, seed=8)
    shuffled = CohortFrames(
        subjects=frames.subjects.sample(frac=1, random_state=1),
        scores=frames.scores.sample(frac=1, random_state=2),
        time_to_event=frames.time_to_event.sample(frac=1, random_state=3),
        adverse_events=frames.adverse_events,
    ).conform()
    assert tables_of(shuffled) == tables_of(frames)
