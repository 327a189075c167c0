"""A cohort summary without the small counts of its groups, to be passed on."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from registry.analysis.disclosure import hidden_parts
from registry.analysis.estimates import (
    IncidenceDifference,
    LogRank,
    NotEstimable,
    Release,
    Withheld,
)
from registry.analysis.patient_results import GroupMoments, StandardisedDifference
from registry.analysis.results import (
    BaselineVariable,
    CohortSummary,
    InstrumentCourse,
    SiteOrigin,
)
from registry.analysis.safety_results import AdverseEventCount, Safety
from registry.analysis.subgroup_results import Subgroup, SubgroupTable
from registry.domain.subgroup import NOT_RECORDED, GroupVariable

Found = TypeVar("Found")
_SITE = "site_code"
_TABLE_1: dict[GroupVariable, str] = {
    GroupVariable.SITE: _SITE,
    GroupVariable.LEVELS: "levels_treated",
    GroupVariable.PFIRRMANN: "highest_pfirrmann",
}
"""Where table 1 has a variable of the subgroups under another name."""
_TABLE_1_CODES = {(GroupVariable.LEVELS, "one"): "1"}
_ADDITIVE = ("events", "serious_events", "severe_events", "related_events")
_COUNTS = (*_ADDITIVE, "patients", "serious_patients")


def released(summary: CohortSummary, *, minimum: int) -> CohortSummary:
    """Withhold the small counts of groups of patients, and what would reveal them.

    Parameters
    ----------
    summary
        Every number of a cohort.
    minimum
        Counts from 1 to below it are withheld.

    Returns
    -------
    CohortSummary
        Withheld counts are None, withheld estimates `Withheld`; ``release`` says the rule and
        how many counts it withheld. Figures of single sites, of treatment by month and of
        changes by quarter are left out, and the courses of single patients.

    Notes
    -----
    Protected are counts of patients, and of their adverse events, by what they were at baseline,
    by site and by category of event. Counts of the whole cohort stay: patients by stage and by
    outcome, events in all, deaths. That an answer is missing is not protected. One selection is
    protected: two reports that differ by a few patients can be subtracted from each other.
    Rules: see `hidden_parts`.
    """
    rule = _Rule(minimum)
    table_1 = {row.variable: rule.codes_of(row) for row in summary.baseline}
    by_site = [origin.treated or 0 for origin in summary.origins]
    sites = {summary.origins[row].site_code for row in rule.rows([by_site])}
    hidden = table_1 | {_SITE: sites}
    subgroups = tuple(rule.subgroups(each, hidden) for each in summary.subgroups)
    reduced = replace(
        summary,
        origins=tuple(rule.origin(each, sites) for each in summary.origins),
        recruitment=replace(summary.recruitment, months=(), years=()),
        baseline=tuple(rule.variable(row, table_1[row.variable]) for row in summary.baseline),
        followed_and_lost=rule.lost(summary.followed_and_lost, hidden, _counts_of(summary)),
        courses=tuple(_without_patients(course) for course in summary.courses),
        change_spreads=(),
        site_completeness=(),
        safety=rule.safety(summary.safety),
        products_compared=rule.products(summary.products_compared),
        product_differences=rule.differences(summary.product_differences, subgroups),
        subgroups=subgroups,
        monitoring=(),
        site_contrasts=(),
    )
    return replace(reduced, release=Release(minimum=minimum, counts=rule.withheld))


def _without_patients(course: InstrumentCourse) -> InstrumentCourse:
    return replace(course, individuals=replace(course.individuals, drawn=()))


def _counts_of(summary: CohortSummary) -> dict[tuple[str, str], int]:
    """Return the counts of table 1, and of sites, by variable and code."""
    counts = {
        (row.variable, category.code): category.count or 0
        for row in summary.baseline
        for category in row.categories
    }
    return counts | {(_SITE, each.site_code): each.treated or 0 for each in summary.origins}


def _members(group: GroupMoments) -> int:
    """Return how many of a group have a code: its mean is their share."""
    return round((group.mean or 0) * group.n)


class _Rule:
    """The rule, and how many counts it has withheld so far."""

    def __init__(self, minimum: int) -> None:
        self.minimum = minimum
        self.withheld = 0

    def small(self, count: int | None) -> bool:
        return count is not None and 0 < count < self.minimum

    def rows(self, columns: Sequence[Sequence[int]]) -> frozenset[int]:
        return hidden_parts(columns, minimum=self.minimum)

    def instead(self) -> Withheld:
        reason = f"withheld: a count below {self.minimum}, or one that would reveal it"
        return Withheld(reason=reason, n=0, minimum=self.minimum)

    def codes_of(self, row: BaselineVariable) -> set[str]:
        """Return the codes of one variable of table 1 whose counts are withheld."""
        hidden = self.rows([[category.count or 0 for category in row.categories]])
        return {row.categories[index].code for index in hidden}

    def variable(self, row: BaselineVariable, hidden: set[str]) -> BaselineVariable:
        self.withheld += len(hidden)
        categories = tuple(
            replace(each, count=None) if each.code in hidden else each for each in row.categories
        )
        shown = None if self.small(row.n) else row.distribution
        return replace(row, categories=categories, distribution=shown)

    def origin(self, origin: SiteOrigin, hidden: set[str]) -> SiteOrigin:
        if origin.site_code not in hidden:
            return origin
        self.withheld += 1
        return replace(origin, treated=None)

    def lost(
        self,
        rows: Sequence[StandardisedDifference],
        hidden: Mapping[str, set[str]],
        counts: Mapping[tuple[str, str], int],
    ) -> tuple[StandardisedDifference, ...]:
        """Withhold codes among followed, lost and those not due: two give the third with table 1.

        ``counts`` are those of table 1 by variable and code, ``hidden`` its codes withheld.
        """
        coded: dict[str, list[StandardisedDifference]] = defaultdict(list)
        for row in rows:
            if row.code is not None:
                coded[row.variable].append(row)
        withheld: set[tuple[str, str | None]] = set()
        for variable, of_variable in coded.items():
            followed, lost = (
                [_members(getattr(row, group)) for row in of_variable]
                for group in ("followed", "lost")
            )
            every = [counts.get((variable, str(row.code)), 0) for row in of_variable]
            others = [max(n - f - m, 0) for n, f, m in zip(every, followed, lost, strict=True)]
            found = {of_variable[index].code for index in self.rows([followed, lost, others])}
            withheld |= {(variable, code) for code in found | hidden.get(variable, set())}
        return tuple(self._unlike(row) if self._is_hidden(row, withheld) else row for row in rows)

    def _is_hidden(self, row: StandardisedDifference, hidden: set[tuple[str, str | None]]) -> bool:
        few = any(self.small(group.n) for group in (row.followed, row.lost))
        return few or (row.variable, row.code) in hidden

    def _unlike(self, row: StandardisedDifference) -> StandardisedDifference:
        self.withheld += 2
        followed, lost = (
            replace(group, mean=None, standard_deviation=None) for group in (row.followed, row.lost)
        )
        return replace(row, followed=followed, lost=lost, difference=self.instead())

    def safety(self, safety: Safety) -> Safety:
        """Withhold counts of categories of events: each column is a partition of its total."""
        rows = safety.categories
        hidden = {name: self._column(rows, name) for name in _ADDITIVE}
        for name in ("patients", "serious_patients"):
            hidden[name] = {i for i, row in enumerate(rows) if self.small(getattr(row, name))}
        for name in _COUNTS:
            hidden[name] |= hidden["events"]
        hidden["serious_patients"] |= hidden["serious_events"]
        categories = tuple(
            self._without(row, [name for name in _COUNTS if index in hidden[name]])
            for index, row in enumerate(rows)
        )
        self.withheld += len(safety.serious)
        return replace(safety, categories=categories, serious=())

    def _column(self, rows: Sequence[AdverseEventCount], name: str) -> set[int]:
        """Return the rows hidden in one column; those without the mark count as its complement.

        Of categories without an event it is known that nothing is marked.
        """
        if name == "events":
            return set(self.rows([[row.events or 0 for row in rows]]))
        places = [index for index, row in enumerate(rows) if row.events]
        marked = [getattr(rows[index], name) for index in places]
        unmarked = [
            (rows[index].events or 0) - count for index, count in zip(places, marked, strict=True)
        ]
        return {places[index] for index in self.rows([marked, unmarked])}

    def _without(self, row: AdverseEventCount, names: Sequence[str]) -> AdverseEventCount:
        self.withheld += len(names)
        withheld: dict[str, None] = dict.fromkeys(names)
        return replace(row, **withheld)

    def subgroups(self, table: SubgroupTable, table_1: Mapping[str, set[str]]) -> SubgroupTable:
        """Withhold small groups, those that table 1 withholds, and all that is said of them."""
        named = [group for group in table.groups if group.group != NOT_RECORDED]
        counts = [[group.treated or 0 for group in named]]
        known = table_1.get(_TABLE_1.get(table.variable, table.variable.value), set())
        hidden = {named[index].group for index in self.rows(counts)}
        hidden |= {
            group.group
            for group in named
            if _TABLE_1_CODES.get((table.variable, group.group), group.group) in known
        }
        if len(hidden) == 1:
            others = [group for group in named if group.group not in hidden]
            hidden |= {min(others, key=lambda group: group.treated or 0).group} if others else set()
        groups = tuple(self.group(each, hide=each.group in hidden) for each in table.groups)
        return replace(table, groups=groups)

    def group(self, group: Subgroup, *, hide: bool) -> Subgroup:
        if hide:
            self.withheld += 1
            instead = self.instead()
            return replace(group, treated=None, vas_back=instead, odi=instead, reoperated=instead)
        found = group.reoperated
        share = found if isinstance(found, NotEstimable) else found.share
        few = isinstance(share, float) and 0 < share * (group.treated or 0) < self.minimum
        return replace(
            group,
            vas_back=self._enough(group.vas_back),
            odi=self._enough(group.odi),
            reoperated=self.instead() if few or self._tells(share) else found,
        )

    def _enough(self, found: Found | NotEstimable) -> Found | NotEstimable:
        return self.instead() if self._tells(found) else found

    def _tells(self, found: object) -> bool:
        """Return whether the reason why there is no estimate tells a small count."""
        return isinstance(found, NotEstimable) and self.small(found.n)

    def products(self, found: LogRank | NotEstimable) -> LogRank | NotEstimable:
        if isinstance(found, LogRank) and any(self.small(int(n)) for n in found.observed):
            return self.instead()
        return found

    def differences(
        self, rows: Sequence[IncidenceDifference], subgroups: Sequence[SubgroupTable]
    ) -> tuple[IncidenceDifference, ...]:
        """Withhold the differences of groups whose share reoperated is withheld."""
        hidden = {
            group.group
            for table in subgroups
            if table.variable is GroupVariable.PRODUCT_TYPE
            for group in table.groups
            if isinstance(group.reoperated, Withheld)
        }
        return tuple(
            replace(row, difference=self.instead(), interval=self.instead())
            if hidden & {row.group, row.reference}
            else row
            for row in rows
        )
