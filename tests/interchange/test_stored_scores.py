import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from registry.analysis.estimates import MeanChange
from registry.analysis.results import CohortSummary
from registry.database import Database
from registry.domain.actors import COMMAND_LINE, Actor
from registry.domain.codes import DataOrigin, Sex
from registry.domain.cohort import CohortDefinition
from registry.domain.errors import Conflict, NotPermitted
from registry.domain.instruments.instrument import Conversion, InstrumentCode
from registry.domain.site import AddSite
from registry.interchange.score_mapping import load_mapping
from registry.interchange.scores_csv import read_scores
from registry.interchange.stored_scores import ImportOutcome, published_site, store_scores
from registry.models import Identity, Patient, Score, Site, Treatment, Visit
from registry.services.cohorts import summarise
from registry.services.sites import add_site
from registry.settings import PROJECT_FOLDER, Settings
from tests.interchange.conftest import CONTENT

Written = Callable[..., Path]
Import = Callable[[str], ImportOutcome]


@pytest.fixture
def imported(
    database: Database,
    settings: Settings,
    mapping_file: Path,
    written: Written,
    now: datetime,
    today: date,
) -> Import:
    mapping = load_mapping(mapping_file)

    def store(content: str) -> ImportOutcome:
        patients = read_scores(written(content), mapping, settings.schedule)
        with database.transaction(COMMAND_LINE, at=now) as session:
            published_site(session, COMMAND_LINE, mapping.site)
            outcome = store_scores(session, COMMAND_LINE, patients, settings, today=today)
            if outcome.problems:
                session.rollback()
        return outcome

    return store


def count(database: Database, table: type[Patient | Visit | Score | Identity]) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_an_import_stores_patients_without_identity_and_treatment_without_disc(
    imported: Import, database: Database
) -> None:
    outcome = imported(CONTENT)
    assert (outcome.patients_added, outcome.visits_added) == (2, 3)
    assert count(database, Identity) == 0
    with database.reading() as session:
        treatment = session.scalars(select(Treatment)).first()
        assert treatment is not None
        assert treatment.levels == []
        visits = session.scalars(select(Visit.planned_visit).order_by(Visit.id)).all()
        assert visits == ["baseline", "m12", "baseline"]


def test_a_second_run_changes_nothing_and_says_so(imported: Import, database: Database) -> None:
    imported(CONTENT)
    outcome = imported(CONTENT)
    assert str(outcome) == "Nothing changed; visits stored already: 3."
    assert count(database, Visit) == 3


def test_a_new_row_on_a_second_run_is_added(imported: Import, database: Database) -> None:
    imported(CONTENT)
    outcome = imported(CONTENT + "b,51,m,12,2,10\nc,30,f,0,5,30\n")
    assert (outcome.patients_added, outcome.visits_added, outcome.visits_unchanged) == (1, 2, 3)
    assert count(database, Patient) == 3


@pytest.mark.parametrize(
    ("changed", "column", "held"),
    [
        ("a,40,f,0,7,46", "odi", "“44”"),
        ("a,40,f,0,8,44", "pain", "“70”"),
        ("b,52,m,0,6,38", "age", "“1969”"),
        ("b,51,f,0,6,38", "sex", "“male”"),
    ],
)
def test_a_changed_value_on_a_second_run_is_refused_as_a_difference(
    imported: Import, database: Database, changed: str, column: str, held: str
) -> None:
    imported(CONTENT)
    before = {"a": "a,40,f,0,7,44", "b": "b,51,m,0,6,38"}[changed[0]]
    outcome = imported(CONTENT.replace(before, changed) + "d,30,f,0,5,30\n")
    (problem,) = outcome.problems
    assert problem.column == column
    assert problem.reason.startswith(f"The registry holds {held}, the file now says")
    assert count(database, Patient) == 2


def test_a_rule_of_the_records_refuses_the_whole_file(imported: Import, database: Database) -> None:
    outcome = imported(CONTENT + "b,51,m,0,6,38\nc,40,f,120,7,44\n")
    twice, future = outcome.problems
    assert (twice.row, twice.column, future.row, future.column) == (5, "month", 6, "month")
    assert future.reason == "31 January 2030 lies in the future. Enter a date up to today."
    assert count(database, Patient) == 0


def test_a_site_with_records_of_its_own_takes_no_published_data(
    imported: Import, database: Database, administrator: Actor, now: datetime
) -> None:
    clinic = AddSite(code="PUB", name="A clinic", time_zone="Europe/Berlin")
    with database.transaction(administrator, at=now) as session:
        add_site(session, administrator, clinic)
    with pytest.raises(Conflict, match="holds records of its own"):
        imported(CONTENT)


def test_only_an_administrator_imports(
    database: Database, nurse: Actor, mapping_file: Path, now: datetime
) -> None:
    with database.transaction(nurse, at=now) as session, pytest.raises(NotPermitted):
        published_site(session, nurse, load_mapping(mapping_file).site)


def test_the_published_trial_is_imported_whole_and_its_changes_are_those_of_R_t_test(
    database: Database,
    settings: Settings,
    shared_data: Path,
    now: datetime,
    today: date,
) -> None:
    mapping = load_mapping(PROJECT_FOLDER / "config" / "imports" / "prt.toml")
    path = shared_data / "lowbackpain" / "prt_cc0_long.csv"
    patients = read_scores(path, mapping, settings.schedule)
    with database.transaction(COMMAND_LINE, at=now) as session:
        published_site(session, COMMAND_LINE, mapping.site)
        outcome = store_scores(session, COMMAND_LINE, patients, settings, today=today)
    assert str(outcome) == "Patients new: 151; visits new: 286; visits stored already: 0."
    with database.reading() as session:
        site = session.scalars(select(Site)).one()
        assert site.data_origin is DataOrigin.PUBLISHED
        women = select(func.count()).where(Patient.sex == Sex.FEMALE)
        assert session.scalar(women) == 81
        assert session.scalar(select(func.count()).where(Visit.planned_visit == "m1")) == 135
        back = select(Score).where(Score.instrument == InstrumentCode.VAS_BACK)
        assert {score.conversion for score in session.scalars(back)} == {Conversion.NRS_TIMES_10}
        definition = CohortDefinition(site_codes=("PRT",), cut_off=date(2019, 12, 31))
        summary = summarise(session, COMMAND_LINE, definition, settings)
    _check_changes_against_R_t_test(summary)


def _check_changes_against_R_t_test(summary: CohortSummary) -> None:
    golden = PROJECT_FOLDER / "tests" / "golden" / "published_trial.json"
    for code, expected in json.loads(golden.read_text("utf-8")).items():
        changes = summary.course(InstrumentCode(code)).changes
        (change,) = (each.change for each in changes if each.visit == "m1")
        assert isinstance(change, MeanChange)
        assert change.n == expected["n"]
        found = (change.change_mean, change.interval.lower, change.interval.upper)
        assert found == pytest.approx(
            (expected["mean"], expected["lower"], expected["upper"]), rel=1e-8
        )
