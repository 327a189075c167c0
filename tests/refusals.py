"""What a test expects to be refused, with the sentence the user reads."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from registry.domain.errors import BrokenRule, RuleBroken


@contextmanager
def refused(field: str, rule: str) -> Iterator[None]:
    """Expect a service to refuse that field with exactly that sentence."""
    with pytest.raises(RuleBroken) as caught:
        yield
    assert BrokenRule(field, rule) in caught.value.broken
