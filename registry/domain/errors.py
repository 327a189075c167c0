"""Errors that carry data and build their own sentence: what, which record, how to repair."""

from dataclasses import dataclass


class RegistryError(Exception):
    """The base of every error the registry raises on purpose."""


@dataclass(eq=False)
class NotFound(RegistryError):
    """A record does not exist, or belongs to a site the user may not see."""

    noun: str
    key: str

    def __str__(self) -> str:
        return f"There is no {self.noun} “{self.key}” here. Check how it is written, or your site."


@dataclass(eq=False)
class NotPermitted(RegistryError):
    """A user may not do what was asked."""

    action: str
    reason: str

    def __str__(self) -> str:
        return f"You may not {self.action}: {self.reason}."


@dataclass(eq=False)
class Conflict(RegistryError):
    """What was asked contradicts what is stored."""

    noun: str
    reason: str

    def __str__(self) -> str:
        return f"This {self.noun} was not saved: {self.reason}."


@dataclass(eq=False)
class Stale(RegistryError):
    """Somebody else has changed the record since it was opened."""

    noun: str
    key: str

    def __str__(self) -> str:
        return f"This {self.noun} ({self.key}) was changed by somebody else. Open it again."


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A value that a clinical rule refuses; ``field`` is the form field it belongs to."""

    field: str
    rule: str


@dataclass(eq=False)
class RuleBroken(RegistryError):
    """One or more clinical rules refuse what was entered."""

    broken: tuple[BrokenRule, ...]

    def __str__(self) -> str:
        return " ".join(broken.rule for broken in self.broken)


@dataclass(eq=False)
class FrameError(RegistryError):
    """A frame does not meet its specification."""

    frame: str
    column: str
    reason: str

    def __str__(self) -> str:
        return f"The frame “{self.frame}” cannot be analysed: column “{self.column}” {self.reason}."


@dataclass(eq=False)
class SnapshotError(RegistryError):
    """A kept snapshot cannot be read by this release."""

    reason: str

    def __str__(self) -> str:
        return f"The data snapshot cannot be read: {self.reason}. Use the release that made it."


@dataclass(eq=False)
class SettingsError(RegistryError):
    """A setting is missing or wrong."""

    setting: str
    reason: str

    def __str__(self) -> str:
        return f"The setting “{self.setting}” {self.reason}."


@dataclass(eq=False)
class PublicationError(SettingsError):
    """A file of the evidence library is wrong; ``setting`` is its name, and the result in it."""

    def __str__(self) -> str:
        return f"The publication file “{self.setting}” {self.reason}."
