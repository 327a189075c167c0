"""The evidence library: one publication a file, shipped or the clinic's own, checked at start."""

import hashlib
import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

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
from registry.domain.errors import PublicationError

_CODED: dict[str, type[Outcome | Scale | Arm | PlusMinus]] = {
    "outcome": Outcome,
    "scale": Scale,
    "arm": Arm,
    "plus_minus_is": PlusMinus,
}
_DECIMAL = ("estimate", "months", "lower", "upper", "level", "plus_minus", "i_squared_percent")
"""Numbers that may be written without a decimal point; 12 and 12.0 are one number."""
_LEVELS = {"baseline": float, "follow_up": float}
_NOT_IN_A_FILE = ("sha256", "own")
"""What the program says of a publication, and no file may."""


def load_library(shipped: Path, own: Path) -> tuple[Publication, ...]:
    """Read what is shipped and what the clinic added: the reference, comparators, then studies.

    Raises
    ------
    PublicationError
        A file is no TOML, a field is missing, unknown or impossible, two publications have one
        key, or there are two references; the sentence names file, result and field.
    """
    return checked_library([*_read_folder(shipped, own=False), *_read_folder(own, own=True)])


def read_own_again(library: Iterable[Publication], own: Path) -> tuple[Publication, ...]:
    """Return the library with the clinic's own publications as they are in their folder now.

    Raises
    ------
    PublicationError
        As `load_library`.
    """
    shipped = [(f"{each.key}.toml", each) for each in library if not each.own]
    return checked_library([*shipped, *_read_folder(own, own=True)])


def _read_folder(folder: Path, *, own: bool) -> Iterator[tuple[str, Publication]]:
    for path in sorted(folder.glob("*.toml")):
        yield path.name, read_publication(_content(path), name=path.name, own=own)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = f"cannot be read ({error.strerror})"
        raise PublicationError(setting=str(path), reason=reason) from error


def checked_library(read: Iterable[tuple[str, Publication]]) -> tuple[Publication, ...]:
    """Put publications, each with its file's name, into the order of the library.

    Raises
    ------
    PublicationError
        Two have one key, or two are the reference.
    """
    files: dict[str, str] = {}
    found: list[Publication] = []
    for name, publication in read:
        if publication.key in files:
            raise PublicationError(setting=name, reason=_taken(publication.key, found))
        reference = next((each for each in found if each.reference and publication.reference), None)
        if reference is not None:
            reason = f"says reference = true, and {files[reference.key]} is the reference already"
            raise PublicationError(setting=name, reason=reason)
        files[publication.key] = name
        found.append(publication)
    order = sorted(found, key=lambda each: (not each.reference, not each.is_comparator, each.key))
    return tuple(order)


def _taken(key: str, found: Iterable[Publication]) -> str:
    is_own = next(each.own for each in found if each.key == key)
    whose = "another of the clinic’s own publications" if is_own else "a shipped publication"
    return f"has the key “{key}” of {whose}; choose another key"


def read_publication(content: bytes, *, name: str, own: bool) -> Publication:
    """Read one publication from the bytes of its file.

    Raises
    ------
    PublicationError
        It is no TOML, or a field is missing, unknown or impossible.
    """
    try:
        fields = tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PublicationError(setting=name, reason=f"is not valid TOML: {error}") from error
    place = name
    try:
        rows = fields.pop("results")
        _check_kinds({"results": rows}, {"results": tuple})
        results = []
        for number, row in enumerate(rows, start=1):
            place = f"{name}, result {number}"
            results.append(_result(row))
        place = name
        return _publication(fields, tuple(results), hashlib.sha256(content).hexdigest(), own=own)
    except (KeyError, TypeError, ValueError) as error:
        raise PublicationError(setting=place, reason=f"cannot be used: {_said(error)}") from error


def _publication(
    fields: dict[str, Any], results: tuple[PublishedResult, ...], sha256: str, *, own: bool
) -> Publication:
    for name in fields.keys() & set(_NOT_IN_A_FILE):
        reason = f"'{name}' is not a known field"
        raise ValueError(reason)
    if not results:
        reason = "it has no results"
        raise ValueError(reason)
    _check_kinds(fields, get_type_hints(Publication))
    for limit in fields.get("limits", ()):
        _check_kinds({"limits": limit}, {"limits": str})
    products = tuple(ProductType(code).value for code in fields.pop("product_types", ()))
    return Publication(
        design=Design(fields.pop("design")),
        product_types=products,
        limits=tuple(fields.pop("limits", ())),
        results=results,
        sha256=sha256,
        own=own,
        **fields,
    )


def _result(row: dict[str, Any]) -> PublishedResult:
    """Build a result; an estimate that is not printed is derived from what is."""
    _check_kinds(row, get_type_hints(PublishedResult) | _LEVELS)
    coded: dict[str, Any] = {
        name: code(row.pop(name)) for name, code in _CODED.items() if name in row
    }
    baseline, follow_up = row.pop("baseline", None), row.pop("follow_up", None)
    if "estimate" not in row:
        row |= _derived(baseline, follow_up, row.get("events"), row.get("patients"))
    elif baseline is not None or follow_up is not None:
        reason = "an estimate and the levels it could be derived from are both given"
        raise ValueError(reason)
    outcome, scale = coded["outcome"], coded["scale"]
    if scale is (Scale.PROPORTION if outcome.is_change else Scale.POINTS_0_100):
        reason = f"{scale.value} is no scale of {outcome.value}"
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


def _check_kinds(fields: object, kinds: Mapping[str, Any]) -> None:
    """Refuse a value of another kind than its field's; unknown fields are refused elsewhere."""
    if not isinstance(fields, Mapping):
        reason = "it is no table of fields; write [[results]] above each result"
        raise TypeError(reason)
    for name, value in fields.items():
        said = _mismatch(value, _kind(kinds[name])) if name in kinds else None
        if said:
            reason = f"the field '{name}' must be {said}"
            raise TypeError(reason)


def _kind(hint: Any) -> type:  # noqa: ANN401 - an annotation may be anything
    """Return what a field holds where it holds something."""
    if get_origin(hint) is tuple:
        return tuple
    kind: type = next((each for each in get_args(hint) if each is not NoneType), hint)
    return kind


def _mismatch(value: object, kind: type) -> str | None:
    """Say what a field must hold, None where it does."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if kind is float:
        return None if is_number and math.isfinite(float(str(value))) else "a number"
    if kind is int:
        return None if is_number and isinstance(value, int) else "a whole number"
    if kind is bool:
        return None if isinstance(value, bool) else "true or false"
    if kind is tuple:
        return None if isinstance(value, list) else "a list in [ ]"
    return None if isinstance(value, str) and value.strip() else "text in quotes"


def _said(error: Exception) -> str:
    """Say which field is missing or unknown in the words of the file."""
    if isinstance(error, KeyError):
        return f"the field {error} is missing"
    text = str(error)
    for beginning, said in (
        ("got an unexpected keyword argument ", "is not a known field"),
        ("required keyword-only argument: ", "is missing"),
        ("required keyword-only arguments: ", "are missing"),
    ):
        if beginning in text:
            return f"{text.split(beginning)[1].rstrip('.')} {said}"
    return text
