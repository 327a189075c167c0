"""Accounts: who may sign in, and with what."""

from dataclasses import dataclass, field

from registry.domain.codes import Role

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAccount:
    """A person who gets an account; ``site_codes`` None means every site."""

    email: str
    display_name: str
    password: str = field(repr=False)
    role: Role
    site_codes: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """What a person types to sign in."""

    email: str
    password: str = field(repr=False)
