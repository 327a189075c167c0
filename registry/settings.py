"""Settings: the files in config/, then the environment; frozen, and checked at start."""

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeVar

from registry.domain.benchmark import Publication
from registry.domain.codes import EventDefinition
from registry.domain.errors import SettingsError
from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.schedule import PlannedVisit, Schedule
from registry.domain.threshold import Criterion, Threshold, ThresholdRule
from registry.evidence_library import load_library

Environment = Literal["development", "testing", "production"]
ENVIRONMENTS: tuple[Environment, ...] = ("development", "testing", "production")
PageSize = Literal["A4", "Letter"]
PAGE_SIZES: tuple[PageSize, ...] = ("A4", "Letter")
BENCHMARKS = "benchmarks"
PROJECT_FOLDER = Path(__file__).resolve().parents[1]
SECRETS = ("secret_key", "identity_key")
MINIMUM_SECRET_LENGTH = 32
Parsed = TypeVar("Parsed")
_BOUNDS = {
    "odi_minimum_answered": (1, 10),
    "minimum_at_risk": (1, 1000),
    "minimum_group_size": (2, 1000),
    "disclosure_minimum_count": (2, 100),
    "confidence_level": (0.5, 0.999),
    "equivalence_margin_vas_back": (1, 100),
    "equivalence_margin_odi": (1, 100),
    "report_draft_after_days": (0, 90),
    "mail_port": (1, 65535),
    "port": (1, 65535),
    "session_hours": (1, 24),
    "trusted_proxies": (0, 9),
}


class MailSecurity(StrEnum):
    """How the connection to the mail server is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSettings:
    """What the settings say that a number or a word of a report depends upon."""

    registry_name: str
    page_size: PageSize
    pain_question: str
    odi_minimum_answered: int
    minimum_at_risk: int
    minimum_group_size: int
    confidence_level: float
    equivalence_margin_vas_back: float
    equivalence_margin_odi: float
    schedule: Schedule
    thresholds: tuple[Threshold, ...]
    publications: tuple[Publication, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(ReportSettings):
    """Everything the program may be told; each field is explained in config/README.md."""

    environment: Environment
    event_definition: EventDefinition
    report_draft_after_days: int
    disclosure_minimum_count: int
    public_address: str
    mail_server: str
    mail_port: int
    mail_security: MailSecurity
    mail_user: str
    mail_password: str
    mail_sender: str
    database_url: str
    host: str
    port: int
    session_hours: int
    sign_in_limit: str
    secure_cookies: bool
    trusted_proxies: int
    secret_key: str
    identity_key: str
    instance_folder: Path

    @property
    def own_publications_folder(self) -> Path:
        """Where the publications lie that the clinic added itself."""
        return self.instance_folder / BENCHMARKS

    def __post_init__(self) -> None:
        """Refuse numbers with which nothing could work."""
        for setting, (lowest, highest) in _BOUNDS.items():
            value = getattr(self, setting)
            if not lowest <= value <= highest:
                reason = f"is {value}; it must lie from {lowest} to {highest}"
                raise SettingsError(setting=setting, reason=reason)
        if self.page_size not in PAGE_SIZES:
            reason = f"is “{self.page_size}”; it must be one of {', '.join(PAGE_SIZES)}"
            raise SettingsError(setting="page_size", reason=reason)
        for setting in ("mail_sender", "public_address") if self.mail_server else ():
            if not getattr(self, setting):
                reason = "is empty; letters that a mail server sends need it"
                raise SettingsError(setting=setting, reason=reason)

    def for_reports(self) -> ReportSettings:
        """Return what a report depends upon, and nothing else: it is kept with the report."""
        names = (each.name for each in fields(ReportSettings))
        return ReportSettings(**{name: getattr(self, name) for name in names})


def load_settings(
    environ: Mapping[str, str] | None = None, *, config_folder: Path | None = None
) -> Settings:
    """Read the settings of the environment that REGISTRY_ENVIRONMENT names.

    Raises
    ------
    SettingsError
        A value is missing, unknown or wrong; the sentence says which and how to repair it.
    """
    environ = os.environ if environ is None else environ
    folder = config_folder or PROJECT_FOLDER / "config"
    environment = _environment(environ)
    instance = instance_folder(environ)
    values = _values(folder, environment)
    _override(values, environ)
    values["database_url"] = str(values["database_url"]).replace("{instance}", str(instance))
    values.update(_secrets(environ, instance))
    event_definition = _parsed(
        "event_definition", lambda: EventDefinition(values.pop("event_definition"))
    )
    security = _parsed("mail_security", lambda: MailSecurity(values.pop("mail_security")))
    known = set(Settings.__dataclass_fields__)
    for name in values.keys() - known:
        raise SettingsError(setting=name, reason="is not known; see config/README.md")
    return _parsed(
        "config",
        lambda: Settings(
            environment=environment,
            event_definition=event_definition,
            mail_security=security,
            schedule=load_schedule(folder / "schedule.toml"),
            thresholds=load_thresholds(folder / "thresholds.toml"),
            publications=load_library(folder / BENCHMARKS, instance / BENCHMARKS),
            instance_folder=instance,
            **values,
        ),
    )


def instance_folder(environ: Mapping[str, str]) -> Path:
    """Return the folder that holds what belongs to this installation alone."""
    return Path(environ.get("REGISTRY_INSTANCE", str(PROJECT_FOLDER / "instance")))


def _environment(environ: Mapping[str, str]) -> Environment:
    name = environ.get("REGISTRY_ENVIRONMENT", "production")
    if name not in ENVIRONMENTS:
        reason = f"is “{name}”; it must be one of {', '.join(ENVIRONMENTS)}"
        raise SettingsError(setting="REGISTRY_ENVIRONMENT", reason=reason)
    return name


def _values(folder: Path, environment: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in ("default", environment):
        for section, entries in _toml(folder / f"{name}.toml").items():
            for key, value in entries.items():
                values[_SECTION_PREFIX.get((section, key), key)] = value
    return values


_SECTION_PREFIX = {("registry", "name"): "registry_name", ("database", "url"): "database_url"}
_FROM_TEXT: dict[type, Callable[[str], Any]] = {
    bool: lambda text: {"true": True, "false": False}[text.lower()],
    int: int,
    float: float,
    str: str,
}


def _override(values: dict[str, Any], environ: Mapping[str, str]) -> None:
    """Let REGISTRY_<NAME> in the environment take the place of a value from the files."""
    for name, value in values.items():
        text = environ.get(f"REGISTRY_{name.upper()}")
        if text is not None:
            read = _FROM_TEXT[type(value)]
            values[name] = _parsed(f"REGISTRY_{name.upper()}", partial(read, text))


def _secrets(environ: Mapping[str, str], instance: Path) -> dict[str, str]:
    stored = _toml(instance / "secrets.toml") if (instance / "secrets.toml").exists() else {}
    secrets = {}
    for name in SECRETS:
        value = environ.get(f"REGISTRY_{name.upper()}") or str(stored.get(name, ""))
        if len(value) < MINIMUM_SECRET_LENGTH:
            reason = (
                f"is missing or shorter than {MINIMUM_SECRET_LENGTH} characters and has no "
                f"default; set REGISTRY_{name.upper()}, or run “registry secrets create”"
            )
            raise SettingsError(setting=name, reason=reason)
        secrets[name] = value
    return secrets


def load_schedule(path: Path) -> Schedule:
    """Read the follow-up plan."""
    content = _toml(path)
    visits = content.pop("visits", [])
    return _parsed(
        path.name, lambda: Schedule(visits=tuple(PlannedVisit(**row) for row in visits), **content)
    )


def load_thresholds(path: Path) -> tuple[Threshold, ...]:
    """Read the responder thresholds."""
    return _parsed(path.name, lambda: tuple(_threshold(row) for row in _toml(path)["thresholds"]))


_CRITERION = ("instrument", "rule", "value")


def _threshold(row: dict[str, Any]) -> Threshold:
    """Build a threshold; one with a single criterion names it without a table of its own."""
    alone: dict[str, Any] = {name: row.pop(name) for name in _CRITERION if name in row}
    criteria: list[dict[str, Any]] = [alone] if alone else row.pop("criteria")
    return Threshold(criteria=tuple(_criterion(each) for each in criteria), **row)


def _criterion(row: dict[str, Any]) -> Criterion:
    return Criterion(
        instrument=InstrumentCode(row["instrument"]),
        rule=ThresholdRule(row["rule"]),
        value=float(row["value"]),
    )


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise SettingsError(setting=str(path), reason="is missing") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(setting=str(path), reason=f"is not valid TOML: {error}") from error


def _parsed(setting: str, build: Callable[[], Parsed]) -> Parsed:
    """Build a value and turn what is wrong with its parts into a sentence."""
    try:
        return build()
    except (KeyError, TypeError, ValueError) as error:
        raise SettingsError(setting=setting, reason=f"cannot be used: {error}") from error
