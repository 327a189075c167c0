from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from registry.domain.codes import Sex
from registry.domain.instruments.instrument import Conversion
from registry.domain.visit import OdiEntry
from registry.interchange.problems import FileRefused
from registry.interchange.score_mapping import load_mapping
from registry.interchange.scores_csv import ReadPatient, read_scores
from registry.settings import PROJECT_FOLDER, Settings
from tests.interchange.conftest import CONTENT

Written = Callable[..., Path]
Read = Callable[[str], list[ReadPatient]]


@pytest.fixture
def read(mapping_file: Path, written: Written, settings: Settings) -> Read:
    def read_content(content: str) -> list[ReadPatient]:
        return read_scores(written(content), load_mapping(mapping_file), settings.schedule)

    return read_content


def test_a_long_file_gives_each_patient_with_all_visits(read: Read) -> None:
    first, second = read(CONTENT)
    assert (first.command.external_id, first.command.sex) == ("a", Sex.FEMALE)
    assert first.command.birth_year == 1980
    assert first.command.identity is None
    assert [visit.command.visited_on for visit in first.visits] == [
        date(2020, 1, 31),
        date(2021, 1, 31),
    ]
    assert second.command.external_id == "b"


def test_a_rating_is_multiplied_by_ten_and_flagged(read: Read) -> None:
    visit = read(CONTENT)[0].visits[0].command
    assert visit.vas_back_0_100 == 70
    assert visit.conversion is Conversion.NRS_TIMES_10
    assert visit.odi == OdiEntry(total_0_100=44)


def test_a_month_after_the_31st_is_the_last_day_of_the_next(read: Read) -> None:
    content = CONTENT.replace("a,40,f,12", "a,40,f,1")
    assert read(content)[0].visits[1].command.visited_on == date(2020, 2, 29)


def test_a_row_without_any_score_is_no_visit(read: Read) -> None:
    patients = read(CONTENT + "b,51,m,12,NA,\n")
    assert len(patients[1].visits) == 1


def test_a_decimal_comma_is_a_decimal_point(read: Read) -> None:
    patients = read("id;age;sex;month;pain;odi\na;40;f;0;6,5;33,3\n")
    visit = patients[0].visits[0].command
    assert visit.vas_back_0_100 == 65
    assert visit.odi == OdiEntry(total_0_100=33.3)


def test_every_broken_cell_is_reported_by_row_column_and_reason(read: Read) -> None:
    content = (
        "id,age,sex,month,pain,odi\n"
        "a,forty,f,0,7,44\n"
        "b,40,x,0,11,144\n"
        ",40,f,0,7,44\n"
        "c,40,f,soon,7,44\n"
        "d,40,f,0,7,44\n"
        "d,41,f,12,7,44\n"
    )
    with pytest.raises(FileRefused) as refused:
        read(content)
    told = {(problem.row, problem.column): problem.reason for problem in refused.value.problems}
    assert told.keys() == {
        (2, "age"),
        (3, "sex"),
        (3, "pain"),
        (3, "odi"),
        (4, "id"),
        (5, "month"),
        (7, "age"),
    }
    assert told[2, "age"] == "“forty” was found. Enter a whole number from 0 to 120."
    assert told[3, "pain"] == "“11” was found. Enter a number from 0 to 10."
    assert told[3, "odi"] == "“144” was found. Enter a number from 0 to 100."
    assert told[7, "age"] == "The same patient has another value in row 6."


def test_missing_columns_are_named_beside_those_the_file_has(read: Read) -> None:
    with pytest.raises(FileRefused) as refused:
        read("id,age,sex,month,schmerz\n1,40,f,0,3\n")
    assert "The column “odi” is missing. The file has: id, age, sex, month, schmerz." in str(
        refused.value
    )
    assert "The column “pain” is missing." in str(refused.value)


def test_a_key_that_no_column_can_hold_is_refused(read: Read) -> None:
    with pytest.raises(FileRefused, match="Use at most 64 characters"):
        read(CONTENT.replace("b,", "b" * 65 + ","))


def test_a_visit_after_the_end_of_the_calendar_is_refused(mapping_file: Path, read: Read) -> None:
    said = mapping_file.read_text("utf-8")
    mapping_file.write_text(said.replace("2020-01-31", "9999-12-31"), "utf-8")
    with pytest.raises(FileRefused, match="12 months after 9999-12-31 is no date"):
        read(CONTENT)


def test_a_wide_file_gives_one_visit_for_each_block_of_columns(
    mapping_file: Path, written: Written, settings: Settings
) -> None:
    patient = mapping_file.read_text("utf-8").split("[[visits]]")[0]
    mapping_file.write_text(
        patient.replace("index_date = 2020-01-31", 'index_date_column = "treated"')
        + '[[visits]]\nmonths = 0\nscores = [{ column = "odi0", instrument = "odi" }]\n'
        + '[[visits]]\ndate_column = "seen"\n'
        + 'scores = [{ column = "vas1", instrument = "vas_leg" }]\n',
        "utf-8",
    )
    path = written(
        "id\ttreated\tage\tsex\todi0\tseen\tvas1\n7\t4.3.2021\t60\tm\t50\t5.3.2022\t12\n"
    )
    (patient_read,) = read_scores(path, load_mapping(mapping_file), settings.schedule)
    first, second = (visit.command for visit in patient_read.visits)
    assert (first.visited_on, first.odi) == (date(2021, 3, 4), OdiEntry(total_0_100=50))
    assert (second.visited_on, second.vas_leg_0_100) == (date(2022, 3, 5), 12)
    assert second.conversion is Conversion.NONE


def test_every_file_as_they_really_arrive_is_refused_with_sentences(
    shared_data: Path, settings: Settings
) -> None:
    mapping = load_mapping(PROJECT_FOLDER / "config" / "imports" / "prt.toml")
    files = sorted((shared_data / "messy").iterdir())
    assert len(files) >= 13
    for path in files:
        with pytest.raises(FileRefused) as refused:
            read_scores(path, mapping, settings.schedule)
        assert str(refused.value).startswith(f"{path.name} was not imported; nothing was stored.\n")
        assert all(problem.reason.endswith(".") for problem in refused.value.problems)
