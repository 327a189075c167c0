import sqlite3
from pathlib import Path

from tests.cli.conftest import Registry


def test_a_changed_entry_breaks_the_audit_trail(registry: Registry, instance: Path) -> None:
    registry("site", "add", "BER", "--name", "Charité", "--time-zone", "Europe/Berlin")
    assert registry("audit", "verify").output.startswith("The audit trail is whole")
    connection = sqlite3.connect(instance / "registry.sqlite")
    connection.execute("UPDATE audit_entry SET actor_name = 'nobody'")
    connection.commit()
    connection.close()
    ended = registry("audit", "verify")
    assert ended.exit_code == 1
    assert ended.stderr.startswith("The audit trail is broken: entry 1 does not follow")
