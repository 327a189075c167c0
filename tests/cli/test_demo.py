from pathlib import Path

from tests.cli.conftest import Registry


def test_a_registry_with_records_gets_no_synthetic_patients(
    registry: Registry, instance: Path
) -> None:
    registry("site", "add", "BER", "--name", "Charité", "--time-zone", "Europe/Berlin")
    refused = registry("demo", "load")
    assert refused.exit_code == 1
    assert "name an empty database" in refused.stderr
    assert registry("demo", "load", "--if-empty").exit_code == 0
    assert not (instance / "demo-sign-in.txt").exists()
