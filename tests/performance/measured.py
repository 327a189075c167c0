"""Run a program, and write its seconds and largest memory: ``measured.py result program …``.

It is a small process between: what a process holds when it starts a program is counted by Linux
as that program's memory too, and the benchmark holds a million patients.
"""

import json
import os
import sys
import time


def main(result: str, command: list[str]) -> int:
    """Write seconds and megabytes as JSON, and return how the program ended."""
    started = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ)
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - started
    with open(result, "w", encoding="utf-8") as file:  # noqa: PTH123 - pathlib would enlarge it
        json.dump([seconds, usage.ru_maxrss / 1000], file)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
