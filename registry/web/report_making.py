"""Make reports in the background: a process of their own, so that no page waits for them."""

import subprocess
import sys
from collections.abc import Sequence


def start_making(keys: Sequence[int]) -> None:
    """Begin to make these reports, one after the other; the process outlives the request."""
    subprocess.Popen(  # noqa: S603 - our own command with numbers
        [sys.executable, "-m", "registry.cli", "report", "make", *map(str, keys)],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
