"""The same patients in the registry's database and in the one that the peer scripts read."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from tests.performance.large_cohort import CUT_OFF, LargeCohort

SITES = ("BER", "LEE", "LYO")
_STUDIES = (
    ("A", "vas12", 40, 30.0, 20.0, 3),
    ("B", "vas12", 60, 42.0, 22.0, 4),
    ("C", "vas12", 25, 36.0, 18.0, 1),
    ("A", "odi12", 40, 15.0, 14.0, 3),
    ("B", "odi12", 60, 24.0, 15.0, 4),
    ("C", "odi12", 25, 19.0, 12.0, 1),
)
"""Made up: the peers pool what stands in a table, and nothing is said of these numbers."""
_KEPT = {"version": 1, "voided": 0, "locked": 0}


def visits_of(cohort: LargeCohort) -> pd.DataFrame:
    """Return a row a visit: patient_id, visited_on, vas and odi; its index is the key."""
    scores = cohort.frames.scores
    by_instrument = dict(iter(scores.groupby("instrument", sort=False)))
    vas, odi = (by_instrument[name].reset_index(drop=True) for name in ("vas_back", "odi"))
    index_date = cohort.frames.subjects["index_date"].to_numpy()[vas["patient_id"] - 1]
    days = pd.to_timedelta(vas["days_since_treatment"], unit="D")
    rows = pd.DataFrame(
        {
            "patient_id": vas["patient_id"],
            "visited_on": index_date + days,
            "vas": vas["value_0_100"],
            "odi": odi["value_0_100"],
        }
    )
    rows.index += 1
    return rows


def fill_registry(path: Path, cohort: LargeCohort, visits: pd.DataFrame) -> None:
    """Write the patients into a migrated SQLite file of the registry."""
    subjects = cohort.frames.subjects
    keys = subjects["patient_id"]
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        _insert(
            connection,
            "site",
            pd.DataFrame({"id": [1, 2, 3], "code": SITES, "name": SITES}).assign(
                time_zone="Europe/Berlin", active=1, data_origin="synthetic", double_entry=0
            ),
        )
        patients = pd.DataFrame(
            {
                "id": keys,
                "site_id": subjects["site_code"].map({code: i + 1 for i, code in enumerate(SITES)}),
                "study_number": [f"X-{key:07}" for key in keys],
                "sequence": keys,
                "enrolled_on": _days(subjects["index_date"]),
                "birth_year": (subjects["index_date"].dt.year - subjects["age_years"]).astype(int),
                "sex": subjects["sex"],
                "height_cm": 170.0,
                "weight_kg": (subjects["body_mass_index"] * 2.89).round(1),
                "smoking": subjects["smoking"],
                **_KEPT,
            }
        )
        _insert(connection, "patient", patients)
        treatments = pd.DataFrame(
            {
                "id": keys,
                "patient_id": keys,
                "treated_on": _days(subjects["index_date"]),
                "product_type": subjects["product_type"],
                "tissue_source": subjects["tissue_source"],
                "donor": subjects["donor"],
                **_KEPT,
            }
        )
        _insert(connection, "treatment", treatments)
        grades = subjects["highest_pfirrmann"].astype(int).astype(str)
        levels = pd.DataFrame({"treatment_id": keys, "level": "L4-L5", "pfirrmann": grades})
        _insert(connection, "treated_level", levels)
        stored = pd.DataFrame(
            {
                "id": visits.index,
                "patient_id": visits["patient_id"],
                "visited_on": _days(visits["visited_on"]),
                "surgery_since_last_contact": "no",
                **_KEPT,
            }
        )
        _insert(connection, "visit", stored)
        for instrument, column in (("vas_back", "vas"), ("odi", "odi")):
            scores = pd.DataFrame({"visit_id": visits.index, "value_0_100": visits[column]})
            _insert(connection, "score", scores.assign(instrument=instrument, conversion="none"))
        _insert(connection, "adverse_event", _adverse_events(cohort))
        operated = subjects[subjects["reoperated_on"].notna()]
        operations = pd.DataFrame(
            {
                "id": operated["patient_id"],
                "patient_id": operated["patient_id"],
                "performed_on": _days(operated["reoperated_on"]),
                "procedure": "fusion",
                "indication": "persistent_pain",
                **_KEPT,
            }
        )
        _insert(connection, "reoperation", operations)
        at_level = pd.DataFrame({"reoperation_id": operated["patient_id"], "level": "L4-L5"})
        _insert(connection, "reoperated_level", at_level)


def _adverse_events(cohort: LargeCohort) -> pd.DataFrame:
    events = cohort.frames.adverse_events
    onset = _onset(cohort)
    return pd.DataFrame(
        {
            "patient_id": events["patient_id"],
            "verbatim_term": [f"Event {number}" for number in range(len(events))],
            "category": events["category"],
            "grade": events["grade"].astype(str),
            "serious": events["serious"].astype(int),
            "related_to_cells": np.where(events["related"], "possible", "not_related"),
            "related_to_injection": "not_related",
            "related_to_harvest": "not_related",
            "expected": "yes",
            "onset_on": onset,
            "onset_precision": "day",
            "outcome": "recovered",
            "aware_on": onset,
            **_KEPT,
        }
    )


def _onset(cohort: LargeCohort) -> list[str]:
    events = cohort.frames.adverse_events
    treated = cohort.frames.subjects["index_date"].to_numpy()[events["patient_id"] - 1]
    onset = treated + pd.to_timedelta(events["days_since_treatment"], unit="D")
    return [str(min(day, CUT_OFF)) for day in np.asarray(onset).astype("datetime64[D]")]


def fill_peers(path: Path, schema: Path, cohort: LargeCohort, visits: pd.DataFrame) -> None:
    """Write the same patients into the tables that the peer scripts read."""
    subjects, events = cohort.frames.subjects, cohort.frames.adverse_events
    keys = subjects["patient_id"]
    last = visits.groupby("patient_id")["visited_on"].max()
    last = np.maximum(keys.map(last).to_numpy(), subjects["index_date"].to_numpy())
    operated = subjects[subjects["reoperated_on"].notna()]
    tables = {
        "patient": pd.DataFrame(
            {
                "id": keys,
                "study_no": keys.astype(str),
                "sex": subjects["sex"].map({"female": "F", "male": "M"}),
                "birth_year": (subjects["index_date"].dt.year - subjects["age_years"]).astype(int),
                "bmi": subjects["body_mass_index"],
                "smoker": (subjects["smoking"] == "current").astype(int),
                "last_contact_on": _days(pd.Series(last)),
            }
        ),
        "treatment": pd.DataFrame(
            {
                "id": keys,
                "patient_id": keys,
                "site_id": 1,
                "injected_on": _days(subjects["index_date"]),
                "level": "L4/5",
                "pfirrmann": subjects["highest_pfirrmann"].astype(int),
                "dose_million": 10 + keys % 7,
                "cell_source": subjects["product_type"],
            }
        ),
        "assessment": pd.DataFrame(
            {
                "id": visits.index,
                "treatment_id": visits["patient_id"],
                "visit": 0,
                "assessed_on": _days(visits["visited_on"]),
                "vas": visits["vas"].astype(int),
                "odi": visits["odi"].astype(int),
            }
        ),
        "adverse_event": pd.DataFrame(
            {
                "treatment_id": events["patient_id"],
                "onset_on": _onset(cohort),
                "term": events["category"],
                "grade": events["grade"],
                "serious": events["serious"].astype(int),
                "related": events["related"].astype(int),
            }
        ),
        "reoperation": pd.DataFrame(
            {
                "treatment_id": operated["patient_id"],
                "performed_on": _days(operated["reoperated_on"]),
                "kind": "fusion",
            }
        ),
        "benchmark": pd.DataFrame(
            _STUDIES, columns=["study", "outcome", "n", "mean_change", "sd_change", "events"]
        ),
    }
    with sqlite3.connect(path) as connection:
        connection.executescript(schema.read_text("utf-8"))
        for table, rows in tables.items():
            _insert(connection, table, rows)


def _days(dates: "pd.Series[pd.Timestamp]") -> list[str]:
    """Return dates as SQLite keeps them."""
    return [str(day) for day in dates.to_numpy().astype("datetime64[D]")]


def _insert(connection: sqlite3.Connection, table: str, rows: pd.DataFrame) -> None:
    names = ", ".join(map(str, rows))
    marks = ", ".join("?" for _ in rows.columns)
    columns: Iterable[list[object]] = (rows[name].tolist() for name in rows)
    connection.executemany(
        f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608 - our own table names
        zip(*columns, strict=True),
    )
