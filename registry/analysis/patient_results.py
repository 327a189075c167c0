"""What is said of who the patients are and how far they came."""

from dataclasses import dataclass

from registry.analysis.estimates import NotEstimable, Proportion


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """Completeness at one planned visit."""

    visit: str
    months: int
    treated: int
    due: int
    answered: int
    answered_of_due: Proportion | NotEstimable
    answered_of_treated: Proportion | NotEstimable


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitCompleteness:
    """Who was due at one visit of one site, and who of them answered."""

    visit: str
    months: int
    due: int
    answered: int
    share: float | NotEstimable


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteCompleteness:
    """The completeness of one site's follow-up, visit by visit."""

    site_code: str
    treated: int
    visits: tuple[VisitCompleteness, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """How many patients of the sites were enrolled by the cut-off, and how many since withdrew."""

    enrolled: int
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFlow:
    """Where the treated patients stand at one planned visit.

    ``answered`` and ``not_answered`` add up to ``due``; these with ``no_longer_asked`` and
    ``not_yet_due`` to all treated. ``answered_undue`` are among the last two.
    """

    visit: str
    months: int
    due: int
    answered: int
    not_answered: int
    no_longer_asked: int
    not_yet_due: int
    answered_undue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientFlow:
    """How many patients reached each stage by the cut-off.

    ``enrolled`` and ``treated_at_sites`` are those of the sites; the others are in the groups of
    the selection. ``left_out`` withdrew from the registry and are in no other number.
    """

    enrolled: int
    treated_at_sites: int
    treated: int
    died: int
    withdrawn: int
    lost: int
    transferred: int
    left_out: int
    visits: tuple[VisitFlow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMoments:
    """Mean and spread of those with an answer; the mean of a code is its share."""

    n: int
    mean: float | None
    standard_deviation: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardisedDifference:
    """One variable, or one code of it, among the followed and the lost."""

    variable: str
    code: str | None
    followed: GroupMoments
    lost: GroupMoments
    difference: float | NotEstimable
