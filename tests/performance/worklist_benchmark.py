"""Time the worklist and the list of patients as patients grow: ``make benchmark``.

Each size is a migrated SQLite file, and a PostgreSQL database, with synthetic rows only: patients
of three sites treated over ten years, seven planned visits each, of which the past ones are
mostly answered.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from alembic import command
from sqlalchemy import insert, make_url

from registry.app import create_app
from registry.database import Database
from registry.domain.account import AddAccount
from registry.domain.actors import COMMAND_LINE
from registry.domain.codes import ProductType, Role, Sex, TissueSource
from registry.domain.site import AddSite
from registry.models import Patient, PlannedVisit, Treatment, Visit
from registry.services.accounts import add_account
from registry.services.sites import add_site
from registry.settings import load_settings
from tests.databases import alembic_config, opened, running_postgres, sqlite_url
from tests.people import SCHEDULE
from tests.web.browser import PASSWORD, sign_in

SIZES = (1_000, 100_000, 1_000_000)
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
TODAY = NOW.date()
SITES = ("BER", "MUC", "LYO")
YEARS_DAYS = 3650
ANSWERED = 0.8
AT_ONCE = 20_000
REPEATS = 15
PAGES = (
    "/worklist",
    "/worklist?group=overdue",
    "/worklist?text=BER-0000",
    "/patients",
    "/patients?site_code=MUC",
    "/patients?text=BER-0000",
    "/patients?text=BER-0",
)
Row = dict[str, object]


def main() -> None:
    """Print the median time of each page at each size, and its ratio to the smallest."""
    head = f"{'database':<12}{'patients':>10}  {'page':<28}{'median':>10}{'ratio':>8}"
    print(head, flush=True)  # noqa: T201 - its output
    first: dict[tuple[str, str], float] = {}
    with running_postgres() as server, tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            server.execute(f"CREATE DATABASE of_{size}")
            for url in (sqlite_url(Path(folder) / f"{size}.sqlite"), server.url(f"of_{size}")):
                kind = make_url(url).get_backend_name()
                for page, seconds in timed(url, Path(folder), size):
                    ratio = seconds / first.setdefault((kind, page), seconds)
                    time_taken = f"{1000 * seconds:>7.1f} ms{ratio:>8.2f}"
                    print(f"{kind:<12}{size:>10,}  {page:<28}{time_taken}", flush=True)  # noqa: T201 - its output


def timed(url: str, folder: Path, size: int) -> Iterator[tuple[str, float]]:
    """Fill a database of that size and yield the median time of each page."""
    settings = load_settings(
        dict(os.environ)
        | {
            "REGISTRY_ENVIRONMENT": "testing",
            "REGISTRY_INSTANCE": str(folder),
            "REGISTRY_SECRET_KEY": "a secret key that only the benchmark knows",
            "REGISTRY_IDENTITY_KEY": "an identity key that only the benchmark knows",
        }
    )
    with opened(url) as database:
        with database.migrating() as connection:
            command.upgrade(alembic_config(connection), "head")
        fill(database, size)
        client = create_app(settings, database=database, clock=lambda: NOW).test_client()
        sign_in(client, "nora@example.org")
        for page in PAGES:
            yield page, median_seconds(lambda page=page: client.get(page))  # type: ignore[misc]  # bound now


def median_seconds(ask: Callable[[], object]) -> float:
    """Return the median of several runs after a first one."""
    ask()
    taken = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def fill(database: Database, size: int) -> None:
    """Write the patients with their plans in large lots into a migrated database.

    PostgreSQL counts its rows by itself sooner or later; here it does at once.
    """
    with database.transaction(COMMAND_LINE, at=NOW) as session:
        for code in SITES:
            site = AddSite(code=code, name=code, time_zone="Europe/Berlin")
            add_site(session, COMMAND_LINE, site)
        account = AddAccount(
            email="nora@example.org",
            display_name="Nora",
            password=PASSWORD,
            role=Role.STAFF,
            site_codes=None,
        )
        add_account(session, COMMAND_LINE, account)
    random = Random(1)  # noqa: S311 - no secret
    for start in range(1, size + 1, AT_ONCE):
        lot = range(start, min(start + AT_ONCE, size + 1))
        days = {key: TODAY - timedelta(random.randrange(YEARS_DAYS)) for key in lot}
        plans = list(planned(random, days))
        with database.engine.begin() as connection:
            connection.execute(insert(Patient), [patient(k, d) for k, d in days.items()])
            connection.execute(insert(Treatment), [treated(k, d) for k, d in days.items()])
            connection.execute(insert(Visit), list(answers(plans)))
            connection.execute(insert(PlannedVisit), plans)
    if not database.is_sqlite:
        with database.engine.begin() as connection:
            connection.exec_driver_sql("ANALYZE")


def patient(key: int, day: date) -> Row:
    """Return one patient, enrolled on the day of treatment."""
    site = key % len(SITES)
    return {
        "id": key,
        "site_id": site + 1,
        "study_number": f"{SITES[site]}-{key:07}",
        "sequence": key,
        "enrolled_on": day,
        "birth_year": 1970,
        "sex": Sex.FEMALE,
        "version": 1,
        "voided": False,
        "locked": False,
    }


def treated(key: int, day: date) -> Row:
    """Return the treatment of one patient."""
    return {
        "patient_id": key,
        "treated_on": day,
        "product_type": ProductType.EXPANDED_MSC,
        "tissue_source": TissueSource.BONE_MARROW,
        "version": 1,
        "voided": False,
        "locked": False,
    }


def planned(random: Random, days: dict[int, date]) -> Iterator[Row]:
    """Yield the planned visits; a visit’s key is made from its patient and its place."""
    for key, day in days.items():
        for place, visit in enumerate(SCHEDULE.visits):
            target = visit.target(day)
            answered = target <= TODAY and random.random() < ANSWERED
            yield {
                "patient_id": key,
                "site_id": key % len(SITES) + 1,
                "code": visit.code,
                "target_on": target,
                "opens_on": visit.opens(day),
                "closes_on": visit.closes(day),
                "expected": True,
                "visit_id": key * len(SCHEDULE.visits) + place if answered else None,
            }


def answers(plans: list[Row]) -> Iterator[Row]:
    """Yield the visit of each planned visit that was answered."""
    for row in plans:
        if row["visit_id"] is not None:
            yield {
                "id": row["visit_id"],
                "patient_id": row["patient_id"],
                "visited_on": row["target_on"],
                "planned_visit": row["code"],
                "version": 1,
                "voided": False,
                "locked": False,
            }


if __name__ == "__main__":
    main()
