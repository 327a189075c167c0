"""The evidence library: its list, one publication, and several side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from registry.analysis.published_comparison import (
    PublishedFigure,
    compare_publications,
    published_figures,
    same_topic,
)
from registry.display.charts.published_forest import drawn_figures, published_forest
from registry.display.numbers import count_noun
from registry.display.publications import (
    doi_address,
    kind_words,
    origin_words,
    outcome_words,
    publication_facts,
    published_forest_caption,
    use_words,
    version_words,
)
from registry.display.tabulate.published import (
    comparison_sentences,
    comparison_table,
    figures_table,
    results_table,
)
from registry.domain.benchmark import EvidenceSearch, Publication
from registry.domain.errors import NotFound
from registry.forms.bound import BoundForm
from registry.forms.evidence import EvidenceSearchForm
from registry.services.publication_uses import publication_uses
from registry.web.cohort_figures import CHART_WIDTH, Figure, figure
from registry.web.registry_context import actor, reading, registry

_TWO = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationLine:
    """One publication as the list shows it."""

    key: str
    name: str
    citation: str
    reference: bool
    kind: str
    design: str
    reports: str
    origin: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UseLine:
    """One report that used a publication, as its page shows it."""

    run_key: int
    quarter: str
    sites: str
    issue: int
    state: str
    state_label: str
    version: str
    words: str


def library() -> ResponseReturnValue:
    """Show the publications that match the filters in the address."""
    form = BoundForm.posted(EvidenceSearchForm(), dict(request.args.lists()))
    search = form.command or EvidenceSearch()
    publications = registry().settings.publications
    found = [each for each in publications if search.finds(each)]
    return render_template(
        "evidence/library.html",
        form=form,
        lines=[_line(each) for each in found],
        found=count_noun(len(found), "publication"),
        some=bool(publications),
        comparable=len(found) >= _TWO,
    )


def _line(publication: Publication) -> PublicationLine:
    return PublicationLine(
        key=publication.key,
        name=publication.short_name,
        citation=publication.citation,
        reference=publication.reference,
        kind=kind_words(publication),
        design=publication.design.label,
        reports=outcome_words(publication),
        origin=origin_words(publication),
        version=version_words(publication.sha256),
    )


def publication(key: str) -> ResponseReturnValue:
    """Show one publication: what was read, what is derived, and which reports used it."""
    settings = registry().settings
    found = _find(key)
    level = settings.confidence_level
    beside = same_topic(found, settings.publications, confidence_level=level)
    with reading() as session:
        uses = [
            UseLine(
                run_key=use.run.id,
                quarter=use.run.covers.label,
                sites=use.run.sites_label,
                issue=use.run.number,
                state=use.run.state.value,
                state_label=use.run.state.label,
                version=version_words(use.sha256),
                words=use_words(use.sha256, use.unreadable, found),
            )
            for use in publication_uses(session, actor(), key)
        ]
    return render_template(
        "evidence/publication.html",
        publication=found,
        facts=publication_facts(found),
        doi_address=doi_address(found),
        results=results_table(published_figures([found], confidence_level=level)),
        figures=_figures(beside, found),
        uses=uses,
    )


def comparison() -> ResponseReturnValue:
    """Show the publications that the address names side by side."""
    settings = registry().settings
    keys = {_find(key).key for key in request.args.getlist("key")}
    chosen = tuple(each for each in settings.publications if each.key in keys)
    if len(chosen) < _TWO:
        return render_template("evidence/comparison.html", chosen=chosen)
    compared = compare_publications(chosen, confidence_level=settings.confidence_level)
    return render_template(
        "evidence/comparison.html",
        chosen=chosen,
        compared=compared,
        sentences=comparison_sentences(compared),
        table=comparison_table(compared),
        figures=_figures([each.figure for each in compared.placed], None),
    )


def _figures(figures: Sequence[PublishedFigure], chosen: Publication | None) -> tuple[Figure, ...]:
    """Draw changes and shares, each with its table."""
    key = None if chosen is None else chosen.key
    found = []
    for changes, name in ((True, "changes"), (False, "shares")):
        chart = published_forest(figures, key, changes=changes, width=CHART_WIDTH)
        if chart is not None:
            drawn = drawn_figures(figures, changes=changes)
            caption = published_forest_caption(drawn, chosen)
            table = figures_table(drawn, chart.title)
            found.append(figure(f"published-{name}", chart, caption, table))
    return tuple(found)


def _find(key: str) -> Publication:
    found = next((each for each in registry().settings.publications if each.key == key), None)
    if found is None:
        raise NotFound(noun="publication", key=key)
    return found
