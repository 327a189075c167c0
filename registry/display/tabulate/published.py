"""Publications on their own: what was read, what is derived, and how they stand together."""

from collections.abc import Iterator, Sequence

from registry.analysis.estimates import Interval, NotEstimable
from registry.analysis.published_comparison import (
    NOT_STATED,
    PlacedFigure,
    PublicationsCompared,
    PublishedFigure,
    Topic,
)
from registry.analysis.published_interval import printed_interval
from registry.display.numbers import (
    NARROW_SPACE,
    bare,
    bounds,
    count_noun,
    lower_first,
    named_bounds,
    number,
    upper_first,
)
from registry.display.tables import DisplayTable, TableColumn, TableRow, body_row, group_row
from registry.display.tabulate.benchmark import (
    OUTCOME_NAMES,
    VERDICT_LABELS,
    at_months,
    published_estimate,
    published_kind,
    scale_words,
)
from registry.display.tabulate.evidence import with_arm
from registry.domain.benchmark import PlusMinus, PublishedResult, Verdict

_DERIVED = "derived: "
_USUAL_LEVEL = 0.95
_PLUS_MINUS = {
    PlusMinus.STANDARD_DEVIATION: "SD",
    PlusMinus.STANDARD_ERROR: "SE",
    PlusMinus.UNCLEAR: "SD or SE, unclear which",
}
_READ = TableColumn(header="As read", alignment="text", share=1.6)
_DERIVED_HERE = TableColumn(header="Derived here", alignment="text", share=1.8)
_PATIENTS = TableColumn(header="Patients", share=0.7)
_NOTE = (
    "As read: estimate (95 % CI) and what else is printed. Derived here: computed by this program "
    "and not printed by the authors. SE: standard error. τ: spread between studies. PI: "
    "prediction interval for a new study."
)


def topic_name(topic: Topic) -> str:
    """Write an outcome with its time: "ODI at 12 months", "VAS back, final follow-up"."""
    outcome, months, words = topic
    said = f"time {words}" if words == NOT_STATED else words
    time = f", {said}" if months is None else at_months(months)
    return f"{OUTCOME_NAMES[outcome]}{time}"


def results_table(figures: Sequence[PublishedFigure]) -> DisplayTable:
    """Lay out each result of one publication, what was read apart from what is derived."""
    return DisplayTable(
        title="Results: what was read, and what is derived",
        columns=(
            TableColumn(header="Result", alignment="text", share=1.3),
            _PATIENTS,
            _READ,
            _DERIVED_HERE,
            TableColumn(header="Measure and remarks", alignment="text", share=1.8),
        ),
        rows=tuple(
            body_row(
                upper_first(with_arm(topic_name(each.topic), each.published)),
                _patients(each.published),
                as_read(each.published),
                derived_here(each),
                _measure(each.published),
            )
            for each in figures
        ),
        notes=(_NOTE,),
    )


def _measure(published: PublishedResult) -> str:
    return "; ".join(filter(None, (published.measure, published.remarks)))


def figures_table(figures: Sequence[PublishedFigure], title: str) -> DisplayTable:
    """Lay out results of several publications by outcome and time."""
    return DisplayTable(
        title=title,
        columns=(
            TableColumn(header="Publication", alignment="text", share=1.4),
            _PATIENTS,
            _READ,
            _DERIVED_HERE,
        ),
        rows=tuple(_by_topic([(each, ()) for each in figures])),
        notes=(_NOTE,),
    )


def comparison_table(compared: PublicationsCompared) -> DisplayTable:
    """Lay out the results of the compared publications, and where they lie."""
    beside = "Lies" if compared.comparator is None else f"Beside {compared.comparator.short_name}"
    return DisplayTable(
        title="Results side by side",
        columns=(
            TableColumn(header="Publication", alignment="text", share=1.3),
            _PATIENTS,
            _READ,
            _DERIVED_HERE,
            TableColumn(header=beside, alignment="text", share=1),
        ),
        rows=tuple(_by_topic([(each.figure, (_place(each),)) for each in compared.placed])),
        notes=(_NOTE,),
    )


def _by_topic(lines: Sequence[tuple[PublishedFigure, tuple[str, ...]]]) -> Iterator[TableRow]:
    for topic in dict.fromkeys(figure.topic for figure, _ in lines):
        yield group_row(topic_name(topic))
        for figure, more in lines:
            if figure.topic == topic:
                yield body_row(
                    with_arm(figure.publication.short_name, figure.published),
                    _patients(figure.published),
                    as_read(figure.published),
                    derived_here(figure),
                    *more,
                )


def _place(placed: PlacedFigure) -> str:
    return "–" if placed.verdict is None else VERDICT_LABELS[placed.verdict]


def _patients(published: PublishedResult) -> str:
    return "–" if published.patients is None else bare(published.patients, "count")


def as_read(published: PublishedResult) -> str:
    """Write what is printed of a result, and nothing that the program computed."""
    printed = printed_interval(published)
    read = published.derived or published_estimate(published)
    parts = [read]
    if published.derived and printed is not None:
        parts.append(bounds(printed, published_kind(published)))
    if printed is not None and printed.level != _USUAL_LEVEL:
        parts.append(f"interval of {printed.level * 100:g}{NARROW_SPACE}%")
    if published.plus_minus is not None and published.plus_minus_is is not None:
        spread = bare(published.plus_minus, published_kind(published))
        parts.append(f"± {spread} ({_PLUS_MINUS[published.plus_minus_is]})")
    if published.i_squared_percent is not None:
        parts.append(f"I²\u00a0{published.i_squared_percent:g}{NARROW_SPACE}%")
    if published.studies is not None:
        parts.append(count_noun(published.studies, "study", "studies"))
    return "; ".join(parts)


def derived_here(figure: PublishedFigure) -> str:
    """Write what the program computed from what is printed; a dash where that is nothing."""
    return "; ".join(_derived_parts(figure)) or "–"


def _derived_parts(figure: PublishedFigure) -> Iterator[str]:
    published, kind = figure.published, published_kind(figure.published)
    if published.derived:
        yield f"estimate {number(published.estimate, kind)}{scale_words(published)}"
    interval = figure.interval
    if isinstance(interval, Interval) and interval.method.startswith(_DERIVED):
        method = upper_first(interval.method.removeprefix(_DERIVED))
        yield f"{named_bounds(interval, kind)} ({method})"
    if isinstance(figure.spread, NotEstimable):
        if figure.publication.is_comparator:
            yield f"no PI: {figure.spread.reason}"
        return
    spread = figure.spread
    scale = "" if spread.scale == "points" else f" ({spread.scale})"
    yield f"SE {bare(spread.standard_error, 'rate')}, τ {bare(spread.tau, 'rate')}{scale}"
    yield named_bounds(spread.prediction, kind, name="PI")


def comparison_sentences(compared: PublicationsCompared) -> list[tuple[str, list[str]]]:
    """Return, each under its title, what lies where, and what is not comparable and why."""
    if compared.comparator is None:
        none = "None of these pools studies of the same treatment: nothing is held against another."
        return [("Where the estimates lie", [none])]
    name = compared.comparator.short_name
    found = (
        (f"Where the estimates lie beside {name}", _positions(compared, name)),
        (f"What is not comparable with {name}, and why", _not_comparable(compared)),
    )
    return [(title, sentences) for title, sentences in found if sentences]


def _not_comparable(compared: PublicationsCompared) -> list[str]:
    """Say once for each publication and reason which results are not compared."""
    results: dict[tuple[str, str], list[PublishedFigure]] = {}
    for each in compared.placed:
        if each.reason is not None and each.verdict is Verdict.NOT_COMPARABLE:
            place = each.figure.publication.short_name, each.reason
            results.setdefault(place, []).append(each.figure)
    return [
        f"{name} ({'; '.join(_named(those))}): {reason}."
        for (name, reason), those in results.items()
    ]


def _named(figures: Sequence[PublishedFigure]) -> Iterator[str]:
    """Name results, the months of one outcome and arm together."""
    months: dict[str, list[str]] = {}
    for each in figures:
        outcome, at, _ = each.topic
        name = OUTCOME_NAMES[outcome] if at is not None else topic_name(each.topic)
        named = lower_first(with_arm(name, each.published))
        months.setdefault(named, []).extend([] if at is None else [f"{at:g}"])
    for name, those in months.items():
        unit = "month" if those == ["1"] else "months"
        yield f"{name} at {', '.join(those)} {unit}" if those else name


def _positions(compared: PublicationsCompared, name: str) -> list[str]:
    """Say where each comparable estimate lies, with the reason where no more can be said."""
    return [
        f"{each.figure.publication.short_name} ({lower_first(topic_name(each.figure.topic))}): "
        f"{VERDICT_LABELS[each.verdict]} of {name}{f' ({each.reason})' if each.reason else ''}."
        for each in compared.placed
        if each.verdict is not None and each.verdict is not Verdict.NOT_COMPARABLE
    ]
