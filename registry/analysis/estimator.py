"""What is said of an estimator wherever a number of it stands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimator:
    """One way from frames to a number; ``name`` is its module in this folder.

    ``version`` rises when the same frames would give another number. ``missing`` is the rule for
    missing data, ``source`` is cited in full by the module, ``oracle`` is what its tests hold it
    against.
    """

    name: str
    version: int
    estimates: str
    missing: str
    source: str
    oracle: str
    interval: str | None = None
