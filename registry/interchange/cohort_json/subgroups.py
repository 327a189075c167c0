"""The headline outcomes in groups of patients."""

from collections.abc import Iterable, Iterator

from registry.analysis.catalogue import KAPLAN_MEIER, MEAN_CHANGE
from registry.analysis.estimates import NotEstimable, ShareReoperated
from registry.analysis.subgroup_results import SubgroupTable
from registry.interchange.cohort_json.figure import (
    Figure,
    change,
    counted,
    estimated,
    not_estimable,
)


def subgroup_figures(tables: Iterable[SubgroupTable]) -> Iterator[Figure]:
    """Yield size, mean changes and share reoperated of each group."""
    for table in tables:
        for group in table.groups:
            key = f"subgroup.{table.variable.value}.{group.group}"
            yield counted(f"{key}.treated", group.treated)
            yield from change(f"{key}.vas_back", group.vas_back, MEAN_CHANGE)
            yield from change(f"{key}.odi", group.odi, MEAN_CHANGE)
            yield _share(f"{key}.reoperated", group.reoperated)


def _share(key: str, found: ShareReoperated | NotEstimable) -> Figure:
    if isinstance(found, NotEstimable):
        return not_estimable(key, found, "proportion", KAPLAN_MEIER)
    return estimated(
        key,
        found.share,
        "proportion",
        estimator=KAPLAN_MEIER,
        n=found.at_risk,
        interval=found.interval,
    )
