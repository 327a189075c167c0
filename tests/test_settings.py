"""Settings are read from the files and the environment, and a wrong one is named."""

import shutil
from pathlib import Path

import pytest

from registry.domain.codes import EventDefinition
from registry.domain.errors import SettingsError
from registry.settings import PROJECT_FOLDER, Settings, load_settings

SECRETS = {
    "REGISTRY_SECRET_KEY": "a secret key that only the tests know",
    "REGISTRY_IDENTITY_KEY": "an identity key that only the tests know",
}


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return shutil.copytree(PROJECT_FOLDER / "config", tmp_path / "config")


def load(instance: Path, *, config: Path | None = None, **environ: str) -> Settings:
    return load_with(environ, instance, config)


def load_with(environ: dict[str, str], instance: Path, config: Path | None = None) -> Settings:
    given = {"REGISTRY_ENVIRONMENT": "testing", "REGISTRY_INSTANCE": str(instance), **SECRETS}
    return load_settings(given | environ, config_folder=config)


def test_the_files_give_every_setting(tmp_path: Path) -> None:
    settings = load(tmp_path)
    assert settings.environment == "testing"
    assert settings.odi_minimum_answered == 9
    assert settings.event_definition is EventDefinition.SURGERY_AT_TREATED_LEVEL
    assert settings.database_url == f"sqlite:///{tmp_path}/registry.sqlite"
    assert [visit.code for visit in settings.schedule.visits][:2] == ["m1", "m3"]
    assert {threshold.citation[:7] for threshold in settings.thresholds} == {
        "Ostelo ",
        "Half th",
        "Glassma",
        "van Hoo",
        "Composi",
    }
    assert settings.publications


def test_braces_in_a_database_address_are_left_alone(tmp_path: Path) -> None:
    address = "postgresql+psycopg://u:{x}@localhost/r"
    assert load(tmp_path, REGISTRY_DATABASE_URL=address).database_url == address


def test_the_file_of_the_environment_goes_before_the_default(tmp_path: Path) -> None:
    assert not load(tmp_path).secure_cookies
    assert load(tmp_path, REGISTRY_ENVIRONMENT="production").secure_cookies


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [("port", "8123", 8123), ("confidence_level", "0.9", 0.9), ("secure_cookies", "True", True)],
)
def test_the_environment_goes_before_the_files(
    tmp_path: Path, name: str, text: str, value: object
) -> None:
    settings = load_with({f"REGISTRY_{name.upper()}": text}, tmp_path)
    assert getattr(settings, name) == value


@pytest.mark.parametrize(
    ("name", "text"), [("REGISTRY_PORT", "http"), ("REGISTRY_SECURE_COOKIES", "perhaps")]
)
def test_a_wrong_value_in_the_environment_is_named(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(SettingsError, match=f"The setting “{name}” cannot be used"):
        load_with({name: text}, tmp_path)


@pytest.mark.parametrize(
    ("name", "text", "range_"),
    [
        ("minimum_at_risk", "0", "1 to 1000"),
        ("confidence_level", "95", "0.5 to 0.999"),
        ("odi_minimum_answered", "11", "1 to 10"),
        ("port", "70000", "1 to 65535"),
    ],
)
def test_a_number_with_which_nothing_could_work_is_named(
    tmp_path: Path, name: str, text: str, range_: str
) -> None:
    with pytest.raises(SettingsError, match=f"“{name}” is .*; it must lie from {range_}"):
        load_with({f"REGISTRY_{name.upper()}": text}, tmp_path)


def test_an_unknown_environment_is_named_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="must be one of development, testing, production"):
        load(tmp_path, REGISTRY_ENVIRONMENT="staging")


@pytest.mark.parametrize("secret", ["", "too short"])
def test_a_secret_has_no_default_and_a_least_length(tmp_path: Path, secret: str) -> None:
    with pytest.raises(SettingsError, match="has no default; set REGISTRY_IDENTITY_KEY"):
        load(tmp_path, REGISTRY_IDENTITY_KEY=secret)


def test_secrets_are_read_from_the_instance_folder(tmp_path: Path) -> None:
    stored = 'secret_key = "stored secret key of 32 characters."\n'
    stored += 'identity_key = "stored identity key of 32 characters."\n'
    (tmp_path / "secrets.toml").write_text(stored, "utf-8")
    settings = load(tmp_path, REGISTRY_SECRET_KEY="")
    assert settings.secret_key == "stored secret key of 32 characters."  # noqa: S105 - a test's own
    assert settings.identity_key == SECRETS["REGISTRY_IDENTITY_KEY"]


def test_a_setting_that_is_not_known_is_named(tmp_path: Path, config: Path) -> None:
    (config / "testing.toml").write_text("[web]\ncolour = 'blue'\n", "utf-8")
    with pytest.raises(SettingsError, match="“colour” is not known"):
        load(tmp_path, config=config)


def test_a_setting_that_is_missing_is_named(tmp_path: Path, config: Path) -> None:
    default = (config / "default.toml").read_text("utf-8")
    (config / "default.toml").write_text(default.replace("port = 8000", ""), "utf-8")
    with pytest.raises(SettingsError, match="port"):
        load(tmp_path, config=config)


def test_a_file_that_is_no_toml_is_named(tmp_path: Path, config: Path) -> None:
    (config / "schedule.toml").write_text("visits = ", "utf-8")
    with pytest.raises(SettingsError, match=r"schedule\.toml” is not valid TOML"):
        load(tmp_path, config=config)


def test_a_file_that_is_missing_is_named(tmp_path: Path, config: Path) -> None:
    (config / "thresholds.toml").unlink()
    with pytest.raises(SettingsError, match=r"thresholds\.toml” is missing"):
        load(tmp_path, config=config)


def test_an_overlap_in_the_schedule_is_named(tmp_path: Path, config: Path) -> None:
    plan = (config / "schedule.toml").read_text("utf-8")
    overlapping = plan.replace("analyse_from_days = 61", "analyse_from_days = 60")
    (config / "schedule.toml").write_text(overlapping, "utf-8")
    with pytest.raises(SettingsError, match="the analysis window of m3 must begin on day 61"):
        load(tmp_path, config=config)


def test_a_paper_that_no_printer_has_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"page_size.*is “A5”; it must be one of A4, Letter"):
        load(tmp_path, REGISTRY_PAGE_SIZE="A5")


@pytest.mark.parametrize("setting", ["mail_sender", "public_address"])
def test_letters_need_a_sender_and_an_address(tmp_path: Path, setting: str) -> None:
    given = {
        "REGISTRY_MAIL_SERVER": "localhost",
        "REGISTRY_MAIL_SENDER": "registry@clinic.example",
        "REGISTRY_PUBLIC_ADDRESS": "https://registry.clinic.example",
    }
    assert load_with(given, tmp_path).mail_port == 587
    with pytest.raises(
        SettingsError, match=f"{setting}.* letters that a mail server sends need it"
    ):
        load_with(given | {f"REGISTRY_{setting.upper()}": ""}, tmp_path)
