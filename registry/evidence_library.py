"""The evidence library: one publication a file in config/benchmarks, checked at start."""

import tomllib
from pathlib import Path
from typing import Any

from registry.domain.benchmark import (
    Arm,
    Design,
    Outcome,
    PlusMinus,
    Publication,
    PublishedResult,
    Scale,
)
from registry.domain.codes import ProductType
from registry.domain.errors import SettingsError

_CODED: dict[str, type[Outcome | Scale | Arm | PlusMinus]] = {
    "outcome": Outcome,
    "scale": Scale,
    "arm": Arm,
    "plus_minus_is": PlusMinus,
}
_DECIMAL = ("estimate", "months", "lower", "upper", "level", "plus_minus", "i_squared_percent")
"""Numbers that may be written without a decimal point; 12 and 12.0 are one number."""


def load_publications(folder: Path) -> tuple[Publication, ...]:
    """Read every publication of a folder: the reference, other pooled results, then studies.

    Raises
    ------
    SettingsError
        A file is no TOML, or a field is missing, unknown or impossible; the sentence names file,
        result and field.
    """
    publications = [read_publication(path) for path in sorted(folder.glob("*.toml"))]
    return tuple(
        sorted(
            publications, key=lambda each: (not each.reference, not each.is_comparator, each.key)
        )
    )


def read_publication(path: Path) -> Publication:
    """Read one publication from its file.

    Raises
    ------
    SettingsError
        As `load_publications`.
    """
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(setting=str(path), reason=f"is not valid TOML: {error}") from error
    place = path.name
    try:
        rows = content.pop("results")
        results = []
        for number, row in enumerate(rows, start=1):
            place = f"{path.name}, result {number}"
            results.append(_result(row))
        place = path.name
        return _publication(content, tuple(results))
    except (KeyError, TypeError, ValueError) as error:
        raise SettingsError(setting=place, reason=f"cannot be used: {_said(error)}") from error


def _publication(content: dict[str, Any], results: tuple[PublishedResult, ...]) -> Publication:
    products = tuple(ProductType(code).value for code in content.pop("product_types", ()))
    return Publication(
        design=Design(content.pop("design")),
        product_types=products,
        limits=tuple(content.pop("limits", ())),
        results=results,
        **content,
    )


def _result(row: dict[str, Any]) -> PublishedResult:
    """Build a result; an estimate that is not printed is derived from what is."""
    coded: dict[str, Any] = {
        name: code(row.pop(name)) for name, code in _CODED.items() if name in row
    }
    baseline, follow_up = row.pop("baseline", None), row.pop("follow_up", None)
    if "estimate" not in row:
        row |= _derived(baseline, follow_up, row.get("events"), row.get("patients"))
    elif baseline is not None or follow_up is not None:
        reason = "an estimate and the levels it could be derived from are both given"
        raise ValueError(reason)
    decimals = {name: float(row[name]) for name in _DECIMAL if isinstance(row.get(name), int)}
    return PublishedResult(**coded, **row | decimals)


def _derived(
    baseline: float | None, follow_up: float | None, events: int | None, patients: int | None
) -> dict[str, Any]:
    if baseline is not None and follow_up is not None:
        change = round(baseline - follow_up, 10)
        return {"estimate": change, "derived": f"{baseline:g} − {follow_up:g} as printed"}
    if events is not None and patients:
        return {"estimate": events / patients, "derived": f"{events} of {patients} as printed"}
    reason = "it has no estimate, no baseline with follow_up, and no events with patients"
    raise ValueError(reason)


def _said(error: Exception) -> str:
    """Say which field is missing or unknown in the words of the file."""
    if isinstance(error, KeyError):
        return f"the field {error} is missing"
    text = str(error)
    for beginning, said in (
        ("got an unexpected keyword argument ", "is not a known field"),
        ("required keyword-only argument: ", "is missing"),
    ):
        if beginning in text:
            return f"{text.split(beginning)[1].rstrip('.')} {said}"
    return text
