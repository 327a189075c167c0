"""What is said of groups of patients."""

from dataclasses import dataclass

from registry.analysis.estimates import MeanChange, NotEstimable, ShareReoperated
from registry.domain.subgroup import GroupVariable


@dataclass(frozen=True, slots=True, kw_only=True)
class Subgroup:
    """The headline outcomes of one group: mean changes at one visit, share reoperated.

    ``treated`` None: withheld.
    """

    group: str
    treated: int | None
    vas_back: MeanChange | NotEstimable
    odi: MeanChange | NotEstimable
    reoperated: ShareReoperated | NotEstimable

    @property
    def estimates(self) -> int:
        """How many numbers with an interval stand in the row."""
        reoperated = self.reoperated
        share = reoperated if isinstance(reoperated, NotEstimable) else reoperated.interval
        found = (self.vas_back, self.odi, share)
        return sum(not isinstance(each, NotEstimable) for each in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubgroupTable:
    """The groups of one variable; ``group`` is a code of `registry.domain.subgroup`."""

    variable: GroupVariable
    groups: tuple[Subgroup, ...]
