"""Write docs/statistics/coverage.md; run by “make coverage”."""

import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from tests.simulation.coverage import REGISTRIES
from tests.simulation.planted import SEEDS
from tests.simulation.tables import (
    QUESTIONS,
    Row,
    introduction,
    planted_section,
    question_section,
    rows_of,
    summary_section,
    tallies_of_seeds,
)

_DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "statistics" / "coverage.md"
_SEEDS_AT_ONCE = 25


def main() -> None:
    """Simulate on all processors and write the document; a number makes it a quick trial."""
    registries = int(sys.argv[1]) if len(sys.argv) > 1 else REGISTRIES
    seeds = min(SEEDS, registries)
    with ProcessPoolExecutor() as pool:
        asked = pool.map(partial(rows_of, registries=registries), range(len(QUESTIONS)))
        firsts = range(1, seeds + 1, _SEEDS_AT_ONCE)
        planted = pool.map(partial(tallies_of_seeds, of=_SEEDS_AT_ONCE, last=seeds), firsts)
        rows = list(_watched(asked, len(QUESTIONS)))
        found = list(planted)
    lines = [
        *introduction(registries),
        *summary_section(rows),
        *planted_section(found),
        *(line for place, each in enumerate(rows) for line in question_section(place, each)),
    ]
    _DOCUMENT.parent.mkdir(exist_ok=True)
    _DOCUMENT.write_text("\n".join(lines).rstrip() + "\n", "utf-8")


def _watched(asked: Iterable[list[Row]], of: int) -> Iterator[list[Row]]:
    """Say how far the simulation is."""
    for done, rows in enumerate(asked, start=1):
        sys.stderr.write(f"\r{done} of {of} questions")
        yield rows
    sys.stderr.write("\n")


if __name__ == "__main__":
    main()
