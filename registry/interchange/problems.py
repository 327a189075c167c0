"""What is wrong with a file, said by row and column."""

from dataclasses import dataclass

from registry.domain.errors import RegistryError

SHOWN_AT_MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong; rows are counted as a spreadsheet counts them, the header is 1."""

    reason: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        places = (
            f"row {self.row}" if self.row else "",
            f"column “{self.column}”" if self.column else "",
        )
        place = ", ".join(part for part in places if part)
        return f"{place[0].upper()}{place[1:]}: {self.reason}" if place else self.reason


@dataclass(eq=False)
class FileRefused(RegistryError):
    """A file was not imported; nothing of it is stored."""

    file: str
    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        shown = [str(problem) for problem in self.problems[:SHOWN_AT_MOST]]
        more = len(self.problems) - len(shown)
        rest = [f"… and {more} more like these."] if more else []
        return "\n".join([f"{self.file} was not imported; nothing was stored.", *shown, *rest])
