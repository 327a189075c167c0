"""How precisely the headline figures are known."""

from collections.abc import Iterable, Iterator

from registry.analysis.catalogue import PRECISION
from registry.analysis.estimates import Precision
from registry.interchange.cohort_json.figure import Figure, Unit, counted, estimated


def precision_figures(found: Iterable[Precision]) -> Iterator[Figure]:
    """Yield half the width of each interval, now and as expected with more patients."""
    for each in found:
        key = f"precision.{each.headline}"
        unit: Unit = "points_0_100" if each.headline.endswith("_change") else "proportion"
        yield counted(f"{key}.more", each.more)
        yield estimated(f"{key}.half_width", each.half_width, unit, estimator=PRECISION, n=each.n)
        yield estimated(
            f"{key}.expected_half_width",
            each.expected_half_width,
            unit,
            estimator=PRECISION,
            n=each.n + each.more,
        )
