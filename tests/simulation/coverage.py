"""How often the intervals of an estimator contain the truth the registries were drawn from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from zlib import crc32

import numpy as np

from registry.analysis.estimates import Interval, NotEstimable
from registry.analysis.proportions import clopper_pearson

LEVEL = 0.95
PATIENTS = 60
REGISTRIES = 2000
SEED = 20261130
ACCEPTED = (0.935, 0.965)

Registry = TypeVar("Registry")
Bounds = Interval | NotEstimable


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure(Generic[Registry]):
    """One way to an interval; ``reported`` where it is the report's."""

    interval: str
    bounds: Callable[[Registry], Bounds]
    reported: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Generic[Registry]):
    """One true value, how registries are drawn with it, and the intervals tried on them.

    ``digits`` are those of the truth and of the width in the table.
    """

    estimator: str
    scenario: str
    truth: float
    draw: Callable[[np.random.Generator], Registry]
    procedures: tuple[Procedure[Registry], ...]
    digits: int = 3


@dataclass(slots=True, kw_only=True)
class Tally:
    """What became of the intervals of one procedure.

    ``too_high`` lay wholly above the truth, ``too_low`` wholly below it.
    """

    registries: int = 0
    not_estimable: int = 0
    too_high: int = 0
    too_low: int = 0
    widths: list[float] = field(default_factory=list)

    def add(self, bounds: Bounds, truth: float) -> None:
        """Count one registry."""
        self.registries += 1
        if isinstance(bounds, NotEstimable):
            self.not_estimable += 1
            return
        self.too_high += truth < bounds.lower
        self.too_low += truth > bounds.upper
        self.widths.append(bounds.upper - bounds.lower)

    @property
    def given(self) -> int:
        """In how many registries there was an interval."""
        return self.registries - self.not_estimable

    @property
    def covered(self) -> int:
        """How many intervals held the truth."""
        return self.given - self.too_high - self.too_low

    @property
    def coverage(self) -> float:
        """Share of the intervals given that held the truth."""
        return self.covered / self.given

    @property
    def mean_width(self) -> float:
        """Mean width of the intervals given."""
        return float(np.mean(self.widths))

    @property
    def monte_carlo(self) -> Interval:
        """Exact 95 % interval of the coverage, for the number of registries drawn."""
        share = clopper_pearson(self.covered, self.given, confidence_level=LEVEL)
        if isinstance(share, NotEstimable):
            message = "no registry gave an interval"
            raise TypeError(message)
        return share.interval

    @property
    def as_asked(self) -> bool:
        """Whether the coverage lies within what is accepted."""
        return ACCEPTED[0] <= self.coverage <= ACCEPTED[1]


def tallies(
    question: Question[Registry], *, registries: int, seed: int
) -> Iterator[tuple[Procedure[Registry], Tally]]:
    """Yield each procedure with its tally; all are tried on the same registries.

    The stream of random numbers is the question's own: another question does not move it.
    """
    named = crc32(f"{question.estimator} {question.scenario}".encode())
    random = np.random.default_rng([seed, named])
    counted = [(procedure, Tally()) for procedure in question.procedures]
    for _ in range(registries):
        registry = question.draw(random)
        for procedure, tally in counted:
            tally.add(procedure.bounds(registry), question.truth)
    yield from counted
