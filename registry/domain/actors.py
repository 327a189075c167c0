"""Who acts: the answer to "who" in every permission and audit entry."""

from dataclasses import dataclass

from registry.domain.codes import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person (or the command line) doing something.

    ``site_codes`` None means every site; ``account_id`` None means the command line.
    """

    account_id: int | None
    name: str
    role: Role
    site_codes: frozenset[str] | None

    def sees(self, site_code: str) -> bool:
        """Return whether records of that site exist for this actor."""
        return self.site_codes is None or site_code in self.site_codes


COMMAND_LINE = Actor(account_id=None, name="command line", role=Role.ADMINISTRATOR, site_codes=None)
