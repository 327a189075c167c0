from datetime import date
from pathlib import Path

import pytest

from registry.domain.codes import DataOrigin, Sex
from registry.domain.errors import SettingsError
from registry.domain.instruments.instrument import Conversion
from registry.interchange.score_mapping import load_mapping
from registry.settings import PROJECT_FOLDER


def test_the_mapping_of_the_published_trial_says_whose_data_they_are() -> None:
    mapping = load_mapping(PROJECT_FOLDER / "config" / "imports" / "prt.toml")
    assert mapping.site.data_origin is DataOrigin.PUBLISHED
    assert "not MSC patients" in (mapping.site.origin_note or "")
    assert mapping.patient.sex_codes == {"1": Sex.MALE, "2": Sex.FEMALE}
    assert mapping.patient.index_date == date(2019, 1, 1)
    assert mapping.visits[0].scores[0].conversion is Conversion.NRS_TIMES_10
    assert mapping.columns == {"id", "age", "gender", "month", "pain_0_10", "odi"}


@pytest.mark.parametrize(
    ("said", "instead", "reason"),
    [
        ('column = "id"', "", "column"),
        ('column = "id"', 'colum = "id"', "colum"),
        ('code = "PUB"', "", "code"),
        ("index_date = 2020-01-31", "", "either index_date or index_date_column is needed"),
        ('months_column = "month"', "", "one of months, months_column and date_column"),
        ('instrument = "odi"', 'instrument = "promis"', "promis"),
        ('instrument = "odi"', 'instrument = "odi"\nconversion = "nrs_times_10"', "no conversion"),
        ("[patient]", '[file]\nencoding = "utf-9"\n[patient]', "utf-9"),
        ("[patient]", '[file]\nencoding = "hex"\n[patient]', "not a text encoding"),
        ("[patient]", '[file]\ndelimiter = "ab"\n[patient]', "1-character string"),
        ("index_date = 2020-01-31", 'index_date = "2020"', "a date without quotes"),
        ("index_date = 2020-01-31", "index_date = 2020-01-31T00:00:00", "a date without quotes"),
        ('months_column = "month"', 'months = "12"', "a whole number up to 600"),
        ('months_column = "month"', "months = 12.0", "a whole number up to 600"),
        ('months_column = "month"', "months = 99999999999", "a whole number up to 600"),
        ('column = "id"', "column = 5", "its name in quotes"),
        ('column = "id"', 'column = ["id"]', "unhashable"),
        ("[patient]", "[nonsense]\n[patient]", "nonsense"),
        ("[patient]", "[patient", "]"),
        ('f = "female"', 'f = "woman"', "woman"),
    ],
)
def test_a_wrong_mapping_is_refused_with_the_reason(
    mapping_file: Path, said: str, instead: str, reason: str
) -> None:
    mapping_file.write_text(mapping_file.read_text("utf-8").replace(said, instead), "utf-8")
    with pytest.raises(SettingsError) as refused:
        load_mapping(mapping_file)
    assert reason in str(refused.value)
