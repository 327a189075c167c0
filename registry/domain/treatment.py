"""Treatments: one injection session and the discs treated in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from registry.domain.codes import (
    DiscLevel,
    Donor,
    Guidance,
    Modic,
    Pfirrmann,
    ProductType,
    TissueSource,
    YesNoUnknown,
)
from registry.domain.errors import BrokenRule


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatedLevelEntry:
    """One treated disc."""

    level: DiscLevel
    pfirrmann: Pfirrmann | None = None
    modic: Modic | None = None
    previous_surgery: YesNoUnknown | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTreatment:
    """What is entered after an injection.

    ``levels_not_published`` is for imports of published data that do not say which discs
    were treated; only then may ``levels`` be empty. ``warning_reason`` says why it is saved
    though somebody alike was treated on that day.
    """

    treated_on: date
    product_type: ProductType
    tissue_source: TissueSource
    levels: tuple[TreatedLevelEntry, ...]
    levels_not_published: bool = False
    operator: str | None = None
    guidance: Guidance | None = None
    donor: Donor | None = None
    passage: int | None = None
    viable_cells_million: float | None = None
    viability_percent: float | None = None
    carrier: str | None = None
    volume_ml: float | None = None
    lot_number: str | None = None
    manufacturer: str | None = None
    harvest_site: str | None = None
    warning_reason: str | None = None


def treated_level_rules(command: RecordTreatment) -> Iterator[BrokenRule]:
    """Refuse a treatment without discs, or with one disc named twice."""
    levels = [entry.level for entry in command.levels]
    if not levels and not command.levels_not_published:
        yield BrokenRule("levels", "Tick at least one treated disc.")
    for level in sorted({level for level in levels if levels.count(level) > 1}):
        yield BrokenRule("levels", f"The disc {level.label} is named twice.")
