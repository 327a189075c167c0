"""Merging two records of one person, and undoing it."""

from collections.abc import Iterator
from dataclasses import dataclass

from registry.domain.errors import BrokenRule


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePatients:
    """Which patient is a duplicate of which, by study number, and why that is known."""

    duplicate: str
    survivor: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoMerge:
    """Which merged patient is to stand alone again, and why."""

    duplicate: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merging:
    """What must be known of two patients before one is merged into the other."""

    duplicate: str
    survivor: str
    same_site: bool
    merged_into_duplicate: tuple[str, ...]
    twice: tuple[str, ...]


def merge_rules(merging: Merging) -> Iterator[BrokenRule]:
    """Refuse a merge that could not be undone, shows records to another site, or counts twice."""
    if merging.duplicate == merging.survivor:
        yield BrokenRule("duplicate", "This is the same patient. Enter the other study number.")
        return
    if not merging.same_site:
        rule = "Patients of two sites are not merged: each site would see the other’s records."
        yield BrokenRule("duplicate", rule)
    for number in merging.merged_into_duplicate:
        rule = f"{number} was merged into {merging.duplicate}. Undo that merge first."
        yield BrokenRule("duplicate", rule)
    for what in merging.twice:
        yield BrokenRule("duplicate", f"Both patients have {what}. Void one of the two first.")
