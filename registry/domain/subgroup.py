"""Groups of patients, known at the index treatment; a subgroup table and a filter use the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from registry.domain.codes import Code, Donor, Pfirrmann, ProductType, Sex, TissueSource
from registry.domain.instruments.instrument import Instrument
from registry.domain.instruments.odi import ODI
from registry.domain.instruments.vas_pain import VAS_BACK

NOT_RECORDED = "not_recorded"
"""The group of patients of whom a variable is not recorded."""


class GroupVariable(Code):
    """What patients can be told apart by; all of it is known when follow-up begins."""

    SITE = "site", "Site"
    PRODUCT_TYPE = "product_type", "Product type"
    TISSUE_SOURCE = "tissue_source", "Tissue source"
    DONOR = "donor", "Donor"
    LEVELS = "levels", "Discs treated"
    PFIRRMANN = "pfirrmann", "Highest Pfirrmann grade"
    AGE = "age", "Age"
    SEX = "sex", "Sex"
    TREATMENT_YEAR = "treatment_year", "Year of treatment"
    BASELINE_VAS_BACK = "baseline_vas_back", "Baseline VAS back"
    BASELINE_ODI = "baseline_odi", "Baseline ODI"


class LevelCount(Code):
    """How many discs were treated at the index date."""

    ONE = "one", "One disc"
    SEVERAL = "several", "Two discs or more"


class AgeBand(Code):
    """Age at treatment in completed bands of calendar years."""

    UNDER_40 = "under_40", "Under 40 years"
    FROM_40 = "40_to_49", "40–49 years"
    FROM_50 = "50_to_59", "50–59 years"
    FROM_60 = "60_and_over", "60 years and over"

    @classmethod
    def of(cls, years: float) -> "AgeBand":
        """Return the band that holds an age.

        Examples
        --------
        >>> [AgeBand.of(years).value for years in (39, 40, 59.0, 60)]
        ['under_40', '40_to_49', '50_to_59', '60_and_over']
        """
        for upper, band in ((40, cls.UNDER_40), (50, cls.FROM_40), (60, cls.FROM_50)):
            if years < upper:
                return band
        return cls.FROM_60


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupChoice:
    """One group of one variable: the patients of a filtered cohort are in each group chosen."""

    variable: GroupVariable
    group: str

    @property
    def label(self) -> str:
        """The choice in words."""
        return f"{self.variable.label}: {group_label(self.variable, self.group)}"


def _labels(codes: Iterable[Code]) -> dict[str, str]:
    return {code.value: code.label for code in codes}


def _bands(instrument: Instrument) -> dict[str, str]:
    return {label: label.capitalize() for _, label in instrument.bands}


GROUPS: Mapping[GroupVariable, Mapping[str, str]] = {
    GroupVariable.PRODUCT_TYPE: _labels(ProductType),
    GroupVariable.TISSUE_SOURCE: _labels(TissueSource),
    GroupVariable.DONOR: _labels(Donor),
    GroupVariable.LEVELS: _labels(LevelCount),
    GroupVariable.PFIRRMANN: _labels(Pfirrmann),
    GroupVariable.AGE: _labels(AgeBand),
    GroupVariable.SEX: _labels(Sex),
    GroupVariable.BASELINE_VAS_BACK: _bands(VAS_BACK),
    GroupVariable.BASELINE_ODI: _bands(ODI),
}
"""Code and label of each group, in order; sites and years are named by themselves."""


def group_label(variable: GroupVariable, group: str) -> str:
    """Return the words for a group of a variable."""
    if group == NOT_RECORDED:
        return "Not recorded"
    return GROUPS.get(variable, {}).get(group, group)
