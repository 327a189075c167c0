"""Time the whole report, from the database to the PDF, beside two peer scripts.

``make benchmark-report PEERS=folder PEER_PYTHON=python``: the folder holds ``peer_r.R``,
``peer_naive.py`` and ``schema.sql``; that Python has pandas, lifelines, matplotlib and
statsmodels. All read the same patients, each in its own layout; each is a process of its own,
whose wall clock and largest memory are taken by a small process between (`measured.py`).
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.performance.large_cohort import CUT_OFF, large_cohort
from tests.performance.report_databases import fill_peers, fill_registry, visits_of

SIZES = (1_000, 10_000, 100_000)
_MEASURED = Path(__file__).with_name("measured.py")
_REGISTRY = (sys.executable, "-m", "registry.cli")
_CHECK = re.compile(r"CHECK n=(\d+) vas12=(\S+) odi12=(\S+) .* ae=(\d+)")
_IMPROVED = -1
"""The peers take follow-up − baseline; positive is improvement here."""


def main(peers: Path, peer_python: str, sizes: Sequence[int]) -> None:
    """Print seconds and memory of each way at each size, and the figures they agree on."""
    print(f"{'patients':>9}  {'way':<30}{'seconds':>9}{'ratio':>8}{'memory':>10}")  # noqa: T201 - its output
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            first = 0.0
            for name, seconds, megabytes in _timed(Path(folder), size, peers, peer_python):
                first = first or seconds
                print(  # noqa: T201 - its output
                    f"{size:>9,}  {name:<30}{seconds:>9.1f}{seconds / first:>8.2f}"
                    f"{megabytes:>7,.0f} MB",
                    flush=True,
                )


def _timed(
    folder: Path, size: int, peers: Path, peer_python: str
) -> Iterator[tuple[str, float, float]]:
    """Fill both databases, and run each way once."""
    cohort = large_cohort(size)
    visits = visits_of(cohort)
    environ = os.environ | {
        "REGISTRY_ENVIRONMENT": "testing",
        "REGISTRY_INSTANCE": str(folder),
        "REGISTRY_SECRET_KEY": "a secret key that only the benchmark knows",
        "REGISTRY_IDENTITY_KEY": "an identity key that only the benchmark knows",
    }
    _run((*_REGISTRY, "database", "upgrade"), environ)
    fill_registry(folder / "registry.sqlite", cohort, visits)
    fill_peers(folder / "peers.sqlite", peers / "schema.sql", cohort, visits)
    del cohort, visits
    day, pdf = str(CUT_OFF), str(folder / "ours.pdf")
    cohort_report = ("report", "cohort", "--site", "all", "--cut-off", day, "--output", pdf)
    yield ("ours, from the database", *_run((*_REGISTRY, *cohort_report), environ)[:2])
    checked = [("ours", _our_figures(folder / "ours.json"))]
    quarter = ("report", "issue", "--quarter", "2026-Q2", "--site", "all")
    yield ("ours, frozen, made and kept", *_run((*_REGISTRY, *quarter), environ)[:2])
    rebuild = ("report", "rebuild", "1", "--output", str(folder / "again.pdf"))
    yield ("ours, from the snapshot", *_run((*_REGISTRY, *rebuild), environ)[:2])
    database, out = str(folder / "peers.sqlite"), str(folder / "peer.pdf")
    rscript = shutil.which("Rscript")
    ways = {"pandas and lifelines script": (peer_python, str(peers / "peer_naive.py"))}
    if rscript:
        ways = {"R script": (rscript, str(peers / "peer_r.R"))} | ways
    for name, program in ways.items():
        seconds, megabytes, told = _run((*program, database, out), environ)
        yield name, seconds, megabytes
        checked.append((name, _peer_figures(told)))
    for name, figures in checked:
        print(f"{'':>9}  {name}: {figures}")  # noqa: T201 - its output


def _run(command: Sequence[str], environ: dict[str, str]) -> tuple[float, float, str]:
    """Run a program to its end; return seconds, megabytes at most, and what it printed."""
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "measured.json"
        ended = subprocess.run(  # noqa: S603 - ours
            (sys.executable, "-S", str(_MEASURED), str(result), *command),
            env=environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if ended.returncode:
            message = f"{' '.join(command)} failed:\n{ended.stdout}"
            raise RuntimeError(message)
        seconds, megabytes = json.loads(result.read_text("utf-8"))
    return seconds, megabytes, ended.stdout


def _our_figures(path: Path) -> str:
    figures = {each["key"]: each["value"] for each in json.loads(path.read_bytes())["figures"]}
    keys = ("vas_back.m12.change_mean", "odi.m12.change_mean")
    vas, odi = (f"{figures[key]:.4f}" for key in keys)
    events = figures["safety.any.events"]
    return f"n {figures['flow.treated']}, VAS {vas}, ODI {odi}, adverse events {events}"


def _peer_figures(told: str) -> str:
    found = _CHECK.search(told)
    if found is None:
        return "no check figures"
    vas, odi = (f"{_IMPROVED * float(found[place]):.4f}" for place in (2, 3))
    return f"n {found[1]}, VAS {vas}, ODI {odi}, adverse events {found[4]}"


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], tuple(map(int, sys.argv[3:])) or SIZES)
