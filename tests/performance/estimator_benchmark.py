"""Time each estimator beside R and lifelines as patients grow: ``make benchmark-estimators``.

All read the same synthetic patients, in one run. What would take longer than ``LONGEST_SECONDS``,
by its time at a tenth of the patients, is not run, and the table says so.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from registry.settings import PROJECT_FOLDER
from tests.performance.estimator_tasks import TASKS, Task
from tests.performance.large_cohort import LargeCohort, large_cohort
from tests.performance.prepared import Prepared, pairs, prepare, status

SIZES = (1_000, 10_000, 100_000, 1_000_000)
LONGEST_SECONDS = 240
_SHORT_SECONDS = 2
_REPEATS = 3
_PEERS = PROJECT_FOLDER / "tests" / "performance" / "peers.R"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """Seconds and the value; ``seconds`` None: it was not run, or not to its end."""

    seconds: float | None
    value: float = float("nan")


NOT_RUN = Timed(seconds=None)


def main(sizes: tuple[int, ...]) -> None:
    """Print, for each size and estimator, our seconds and the others' in multiples of ours."""
    rscript = shutil.which("Rscript")
    print(  # noqa: T201 - its output
        f"{'patients':>9}  {'estimator':<27}{'seconds':>9}{'growth':>8}{'R':>9}{'apart':>9}"
        f"{'lifelines':>11}{'apart':>9}"
    )
    before: dict[tuple[str, str], Timed] = {}
    first: dict[str, Timed] = {}
    for size in sizes:
        given = prepare(large_cohort(size))
        with tempfile.TemporaryDirectory() as folder:
            if rscript:
                _write(given.cohort, Path(folder))
            for task in TASKS:
                ways = _ways(task, given, rscript, Path(folder))
                found = {
                    name: _unless_long(way, before.get((task.name, name)))
                    for name, way in ways.items()
                }
                before |= {(task.name, name): timed for name, timed in found.items()}
                first.setdefault(task.name, found["ours"])
                print(_line(size, task, found, first[task.name]), flush=True)  # noqa: T201 - its output
    if not rscript:
        print("R is not installed: its column is empty.")  # noqa: T201 - its output


def _ways(
    task: Task, given: Prepared, rscript: str | None, folder: Path
) -> dict[str, Callable[[], Timed]]:
    ways: dict[str, Callable[[], Timed]] = {"ours": lambda: _clocked(task.ours, given)}
    in_r, lifelines = task.in_r, task.lifelines
    if in_r is not None and rscript is not None:
        ways["R"] = lambda: _in_r(rscript, folder, in_r)
    if lifelines is not None:
        ways["lifelines"] = lambda: _clocked(lifelines, given)
    return ways


def _unless_long(way: Callable[[], Timed], before: Timed | None) -> Timed:
    """Run it, unless ten times as long as at the size before is too long."""
    if before is not None and (before.seconds is None or before.seconds * 10 > LONGEST_SECONDS):
        return NOT_RUN
    return way()


def _clocked(estimate: Callable[[Prepared], float], given: Prepared) -> Timed:
    seconds: list[float] = []
    value = float("nan")
    while not seconds or (len(seconds) < _REPEATS and seconds[0] < _SHORT_SECONDS):
        started = time.perf_counter()
        value = estimate(given)
        seconds.append(time.perf_counter() - started)
    return Timed(seconds=statistics.median(seconds), value=value)


def _in_r(rscript: str, folder: Path, task: str) -> Timed:
    try:
        told = subprocess.run(  # noqa: S603 - our own script
            [rscript, str(_PEERS), str(folder), task],
            capture_output=True,
            text=True,
            check=True,
            timeout=2 * LONGEST_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return NOT_RUN
    seconds, value = told.stdout.split()
    return Timed(seconds=float(seconds), value=float(value))


def _write(cohort: LargeCohort, folder: Path) -> None:
    """Write what R reads."""
    times = cohort.frames.time_to_event
    cohort.covariates.assign(
        duration=times["duration_days"],
        event=times["event_observed"].astype(int),
        status=status(cohort),
        product=cohort.frames.subjects["product_type"],
    ).to_csv(folder / "times.csv", index=False)
    baseline, follow_up = pairs(cohort)
    pd.DataFrame({"baseline": baseline, "follow_up": follow_up}).to_csv(
        folder / "pairs.csv", index=False
    )
    rows, places = np.nonzero(~np.isnan(cohort.changes))
    pd.DataFrame(
        {
            "patient": rows,
            "place": places + 1,
            "visit": [f"v{place}" for place in places],
            "baseline": cohort.baseline[rows],
            "change": cohort.changes[rows, places],
        }
    ).to_csv(folder / "long.csv", index=False)


def _line(size: int, task: Task, found: dict[str, Timed], first: Timed) -> str:
    ours = found["ours"]
    cells = [f"{size:>9,}  {task.name:<27}"]
    cells.append(f"{ours.seconds:>9.3f}" if ours.seconds else f"{'> limit':>9}")
    cells.append(
        f"{ours.seconds / first.seconds:>8.1f}" if ours.seconds and first.seconds else f"{'':>8}"
    )
    for name, width in (("R", 9), ("lifelines", 11)):
        peer = found.get(name)
        cells.append(f"{_times(peer, ours):>{width}}{_apart(peer, ours):>9}")
    return "".join(cells).rstrip()


def _times(peer: Timed | None, ours: Timed) -> str:
    if peer is None:
        return ""
    if peer.seconds is None or ours.seconds is None:
        return "> limit"
    return f"× {peer.seconds / ours.seconds:.1f}"


def _apart(peer: Timed | None, ours: Timed) -> str:
    if peer is None or peer.seconds is None or ours.seconds is None:
        return ""
    return f"{abs(peer.value - ours.value) / max(abs(ours.value), 1e-300):.0e}"


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
