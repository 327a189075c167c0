"""The quarterly report on the command line."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine

from tests.cli.conftest import Registry

AFTER_Q2 = datetime(2026, 7, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _a_day_in_july(registry: Registry) -> None:
    registry("site", "add", "BER", "--name", "Charité", "--time-zone", "Europe/Berlin")


@time_machine.travel(AFTER_Q2, tick=False)
def test_a_quarter_is_issued_listed_and_rebuilt(registry: Registry, tmp_path: Path) -> None:
    issued = registry("report", "issue", "--quarter", "2026-Q2", "--site", "all")
    assert issued.stdout == "The draft of Q2 2026 waits to be reviewed: report 1.\n"
    listed = registry("report", "list").stdout
    assert listed == ("1  Q2 2026, all sites, issue 1, cut-off 2026-06-30: draft, to be reviewed\n")
    path = tmp_path / "again.pdf"
    rebuilt = registry("report", "rebuild", "1", "--output", str(path))
    assert rebuilt.exit_code == 0, rebuilt.output
    for made in ("Report (PDF)", "Numbers (JSON)", "Tables (CSV)"):
        assert f"{made}: the same, byte for byte." in rebuilt.stdout
    assert path.read_bytes().startswith(b"%PDF-")
    assert path.with_suffix(".json").stat().st_mode & 0o777 == 0o600


@time_machine.travel(AFTER_Q2, tick=False)
def test_a_mail_server_that_is_away_keeps_no_report_from_being_made(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr("registry.interchange.report_mail.post", away)
    issued = registry("report", "issue", "--quarter", "2026-Q2", "--site", "all")
    assert issued.exit_code == 0
    assert issued.stdout == "The draft of Q2 2026 waits to be reviewed: report 1.\n"
    assert "The letters about report 1 were not sent" in issued.stderr


@time_machine.travel(AFTER_Q2, tick=False)
def test_what_is_wrong_is_said_in_a_sentence(registry: Registry) -> None:
    no_quarter = registry("report", "issue", "--quarter", "2026-2", "--site", "all")
    assert no_quarter.exit_code == 2
    assert "“2026-2” is no quarter; write it as 2026-Q2." in no_quarter.stderr
    too_early = registry("report", "issue", "--quarter", "2026-Q3", "--site", "all")
    assert too_early.exit_code == 1
    assert "Q3 2026 ends on 30 September 2026." in too_early.stderr
    nothing = registry("report", "rebuild", "7")
    assert nothing.exit_code == 1
    assert "There is no report “7” here." in nothing.stderr


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 7, 13), "The draft of Q2 2026 is due on 2026-07-14.\n"),
        (date(2026, 7, 14), "The draft of Q2 2026 waits to be reviewed: report 1.\n"),
    ],
)
def test_the_draft_is_made_on_the_stated_day_and_once(
    registry: Registry, day: date, said: str
) -> None:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    with time_machine.travel(noon, tick=False):
        assert registry("report", "due").stdout == said
        again = registry("report", "due").stdout
    expected = said if "due on" in said else "Q2 2026 has its report already"
    assert again.startswith(expected)
