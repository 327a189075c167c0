"""A publication in words: what it is, where it comes from, what it reports."""

from collections.abc import Sequence

from registry.analysis.published_comparison import PublishedFigure
from registry.display.numbers import count_noun, lower_first
from registry.display.tabulate.benchmark import OUTCOME_NAMES
from registry.domain.benchmark import Design, Publication, short_version
from registry.domain.codes import ProductType

NOT_KEPT = "not kept"
DEFAULT_COMPARATOR = "Default comparator"


def kind_words(publication: Publication) -> str:
    """Say what kind of publication it is: "Pooled studies", "Single study of another treatment"."""
    kind = "Pooled studies" if publication.pooled else "Single study"
    if publication.design is Design.REGISTRY:
        kind = "Registry"
    return f"{kind} of another treatment" if publication.context else kind


def origin_words(publication: Publication) -> str:
    """Say who put it into the library."""
    return "the clinic’s own" if publication.own else "shipped"


def outcome_words(publication: Publication) -> str:
    """List what it reports: "VAS back, ODI, reoperation"."""
    names = dict.fromkeys(OUTCOME_NAMES[result.outcome] for result in publication.results)
    first, *others = names
    return ", ".join([first, *(lower_first(name) for name in others)])


def doi_address(publication: Publication) -> str | None:
    """Return where the publication is found, None where its doi is not known."""
    return None if publication.doi is None else f"https://doi.org/{publication.doi}"


def publication_facts(publication: Publication) -> tuple[tuple[str, str], ...]:
    """Return what is known of a publication as labels and values, in the order of reading."""
    products = ", ".join(lower_first(ProductType(each).label) for each in publication.product_types)
    return (
        ("Kind", kind_words(publication)),
        ("Design", publication.design.label),
        ("Population", publication.population),
        ("Treatment", publication.treatment),
        ("Products", products or "not known"),
        ("What was read", publication.read),
        ("In the library", origin_words(publication)),
        ("Version (SHA-256)", publication.sha256 or NOT_KEPT),
    )


def version_words(sha256: str | None) -> str:
    """Write the version that a report used."""
    return short_version(sha256) or NOT_KEPT


def use_words(sha256: str | None, unreadable: str | None, publication: Publication) -> str:
    """Say how the version that a report used stands to that of now."""
    if unreadable is not None:
        return f"its data snapshot cannot be read: {unreadable}"
    if sha256 is None:
        return "frozen before versions were kept"
    return "as now" if sha256 == publication.sha256 else "another version than now"


def published_forest_caption(figures: Sequence[PublishedFigure], chosen: Publication | None) -> str:
    """Say what a forest plot of published results shows, and what of it is derived."""
    count = len({each.publication.key for each in figures} - {chosen.key if chosen else ""})
    beside = f"{count_noun(count, 'publication')} by outcome and time"
    if chosen is not None and count:
        others = count_noun(count, "other publication")
        same = "on the same outcomes at the same times"
        beside = f"{chosen.short_name} (bold) beside {others} {same}"
    elif chosen is not None:
        beside = f"{chosen.short_name}; no other publication has this outcome at this time"
    return (
        f"{beside}. Squares: single studies, hollow where another treatment "
        "or a control arm; diamonds: pooled studies. Lines: intervals as printed, or derived from "
        "what is printed; outlined bars: prediction intervals, derived. Where nothing gives an "
        "interval the estimate stands alone. Source: the evidence library."
    )
