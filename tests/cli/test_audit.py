import sqlite3
from pathlib import Path

from tests.cli.conftest import Registry


def test_verifying_names_the_end_of_the_trail(registry: Registry, instance: Path) -> None:
    assert "Entries: 0. Hash of the last: 0000" in registry("audit", "verify").output
    registry("site", "add", "BER", "--name", "Charité", "--time-zone", "Europe/Berlin")
    connection = sqlite3.connect(instance / "registry.sqlite")
    ((last,),) = connection.execute("SELECT entry_hash FROM audit_entry").fetchall()
    connection.close()
    assert f"Entries: 1. Hash of the last: {last.hex()}" in registry("audit", "verify").output


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
