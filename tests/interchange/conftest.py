"""A published file and its mapping, small enough to read."""

from collections.abc import Callable
from pathlib import Path

import pytest

MAPPING = """
[site]
code = "PUB"
name = "A published cohort"
time_zone = "Europe/Berlin"
origin_note = "Published data: not MSC patients."

[patient]
column = "id"
index_date = 2020-01-31
age_column = "age"
sex_column = "sex"
sex_codes = { f = "female", m = "male" }

[[visits]]
months_column = "month"

[[visits.scores]]
column = "pain"
instrument = "vas_back"
conversion = "nrs_times_10"

[[visits.scores]]
column = "odi"
instrument = "odi"
"""
CONTENT = "id,age,sex,month,pain,odi\na,40,f,0,7,44\na,40,f,12,3,20\nb,51,m,0,6,38\n"


@pytest.fixture
def mapping_file(tmp_path: Path) -> Path:
    path = tmp_path / "mapping.toml"
    path.write_text(MAPPING, "utf-8")
    return path


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    def write(content: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / "scores.csv"
        path.write_bytes(content.encode(encoding))
        return path

    return write
