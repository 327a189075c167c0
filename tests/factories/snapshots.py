"""Snapshot files as another release wrote them."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

Facts = dict[str, Any]


def with_facts(snapshot: bytes, change: Callable[[Facts], Facts]) -> bytes:
    """Return a snapshot file with other facts and the same frames."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(snapshot)) as old,
        zipfile.ZipFile(written, "w") as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "facts.json":
                content = json.dumps(change(json.loads(content))).encode()
            new.writestr(name, content)
    return written.getvalue()


def without_versions(facts: Facts) -> Facts:
    """Return the facts as they were before publications had versions."""
    for publication in facts["settings"]["publications"]:
        del publication["sha256"], publication["own"]
    return facts
