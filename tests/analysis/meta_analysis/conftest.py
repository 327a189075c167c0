"""What R's metafor made of the published meta-analyses."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

Block = dict[str, Any]


def _blocks(found: Block, name: str) -> Iterator[tuple[str, Block]]:
    for key, part in found.items():
        if isinstance(part, dict) and "DL" in part:
            yield f"{name}{key}", part
        elif isinstance(part, dict):
            yield from _blocks(part, f"{key} ")


@pytest.fixture(scope="session")
def metafor(shared_data: Path) -> Block:
    """Return the document of R's metafor."""
    return dict(json.loads((shared_data / "meta" / "metafor_expected.json").read_text("utf-8")))


@pytest.fixture(scope="session")
def blocks(metafor: Block) -> dict[str, Block]:
    """Return every set of studies that was pooled, by name."""
    return {name: block for name, block in _blocks(metafor, "") if all(block["vi"])}
