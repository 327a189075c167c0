from tests.cli.conftest import Registry


def test_rules_run_over_one_site_or_all(registry: Registry) -> None:
    for code in ("BER", "MUC"):
        registry("site", "add", code, "--name", f"Clinic {code}", "--time-zone", "Europe/Berlin")
    one = registry("quality", "run", "--site", "BER")
    assert (one.exit_code, one.output) == (0, "Rules run over 0 patients of BER.\n")
    assert registry("quality", "run", "--site", "all").output.count("Rules run over") == 2
    unknown = registry("quality", "run", "--site", "XX")
    assert unknown.exit_code == 1
    assert "XX" in unknown.output


def test_the_table_of_edit_checks_is_printed(registry: Registry) -> None:
    assert registry("quality", "checks").output.startswith("# Edit checks\n")
