"""Publications in words and tables: what was read apart from what is derived."""

from dataclasses import replace

import pytest

from registry.analysis.published_comparison import (
    PublishedFigure,
    compare_publications,
    published_figures,
)
from registry.display.publications import (
    kind_words,
    publication_facts,
    published_forest_caption,
    use_words,
)
from registry.display.tabulate.published import (
    as_read,
    comparison_sentences,
    comparison_table,
    derived_here,
    figures_table,
    results_table,
)
from registry.domain.benchmark import Outcome
from tests.factories.published import FIGURES, LIBRARY

THIN, NO_BREAK = "\u202f", "\u00a0"


def result(key: str, outcome: Outcome, months: float | None = None) -> PublishedFigure:
    return next(
        each
        for each in FIGURES
        if (each.publication.key, each.topic[:2]) == (key, (outcome, months))
    )


@pytest.mark.parametrize(
    ("key", "outcome", "months", "read", "derived"),
    [
        # SE 8.83 and the interval about −43 to 126: worked out in the shared evidence notes.
        (
            "zhang2023",
            Outcome.VAS_BACK_CHANGE,
            None,
            f"41.6 (24.3 to 58.9); I²{NO_BREAK}98{THIN}%; 4 studies",
            f"SE 8.83, τ 17.48; 95{THIN}% PI −42.6 to 125.9",
        ),
        (
            "zhang2023",
            Outcome.REOPERATION,
            None,
            f"7.4{THIN}% (0.9 to 17.5{THIN}%); I²{NO_BREAK}72{THIN}%",
            "no PI: the number of pooled studies is not published",
        ),
        (
            "pettine2017",
            Outcome.ODI_CHANGE,
            12,
            "56.5 − 25 as printed",
            "estimate 31.5",
        ),
        # Clopper–Pearson for 2 of 26, as in registry.analysis.published_interval.
        (
            "pettine2017",
            Outcome.REOPERATION,
            12,
            "2 of 26 as printed",
            f"estimate 7.7{THIN}%; 95{THIN}% CI 0.9 to 25.1{THIN}% (Clopper–Pearson)",
        ),
        (
            "phillips2013",
            Outcome.ODI_CHANGE,
            None,
            "22.2; ± 14.1 (SD or SE, unclear which); 26 studies",
            "–",
        ),
        ("kumar2017", Outcome.VAS_BACK_CHANGE, 12, "36.0", "–"),
    ],
)
def test_what_was_read_stands_apart_from_what_is_derived(
    key: str, outcome: Outcome, months: float | None, read: str, derived: str
) -> None:
    figure = result(key, outcome, months)
    assert (as_read(figure.published), derived_here(figure)) == (read, derived)


def test_an_interval_of_another_level_says_which() -> None:
    zhang = replace(result("zhang2023", Outcome.ODI_CHANGE).published, level=0.9)
    assert f"interval of 90{THIN}%" in as_read(zhang)
    derived = replace(zhang, derived="44 − 22 as printed")
    assert as_read(derived).startswith("44 − 22 as printed; 8.8 to 35.3; interval of 90")


def test_a_publications_own_table_has_a_row_for_each_result() -> None:
    figures = published_figures([LIBRARY["noriega2017"]], confidence_level=0.95)
    table = results_table(figures)
    assert [row.cells[0] for row in table.rows] == [
        "VAS back at 12 months",
        "VAS back at 12 months, control",
        "Serious adverse events at 12 months",
        "Serious adverse events at 12 months, control",
    ]


def test_tables_of_several_publications_are_grouped_by_outcome_and_time() -> None:
    groups = [row.cells[0] for row in figures_table(FIGURES, "All").rows if row.kind == "group"]
    assert len(groups) == len(set(groups))
    assert {"VAS back, time not stated", "Reoperation, up to 6 years"} <= set(groups)


def test_the_comparison_says_where_each_lies_and_what_is_not_comparable() -> None:
    keys = ("zhang2023", "wu2018", "lewandrowski2023", "amirdelfan2021")
    compared = compare_publications(tuple(LIBRARY[key] for key in keys), confidence_level=0.95)
    table = comparison_table(compared)
    assert table.columns[-1].header == "Beside Zhang 2023"
    assert {row.cells[-1] for row in table.rows if row.kind != "group"} == {
        "–",
        "inside CI",
        "not comparable",
    }
    (lies, (first, *_)), (why, sentences) = comparison_sentences(compared)
    assert lies == "Where the estimates lie beside Zhang 2023"
    assert first == "Wu 2018 (VAS back, final follow-up): inside CI of Zhang 2023."
    assert why == "What is not comparable with Zhang 2023, and why"
    assert sentences[0] == (
        "Lewandrowski 2023 (VAS back at 1, 3, 6, 12, 24 months; ODI at 1, 3, 6, 12, 24 months): "
        "Zhang 2023 reports it at final follow-up: no overlap in follow-up time."
    )


def test_studies_alone_are_held_against_nothing() -> None:
    compared = compare_publications(
        (LIBRARY["kumar2017"], LIBRARY["orozco2011"]), confidence_level=0.95
    )
    ((_, (sentence,)),) = comparison_sentences(compared)
    assert "nothing is held against another" in sentence
    assert comparison_table(compared).columns[-1].header == "Lies"


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("zhang2023", "Pooled studies"),
        ("phillips2013", "Pooled studies of another treatment"),
        ("norspine", "Registry of another treatment"),
        ("kumar2017", "Single study"),
    ],
)
def test_the_kind_of_a_publication_is_said(key: str, words: str) -> None:
    assert kind_words(LIBRARY[key]) == words


def test_what_is_not_known_of_a_publication_is_said() -> None:
    bare = replace(LIBRARY["kumar2017"], product_types=(), sha256=None, own=True)
    facts = dict(publication_facts(bare))
    assert facts["Products"] == "not known"
    assert facts["Version (SHA-256)"] == "not kept"
    assert facts["In the library"] == "the clinic’s own"


def test_a_version_is_told_from_that_of_now() -> None:
    zhang = LIBRARY["zhang2023"]
    assert use_words(zhang.sha256, None, zhang) == "as now"
    assert use_words("0" * 64, None, zhang) == "another version than now"
    assert use_words(None, None, zhang) == "frozen before versions were kept"
    assert use_words(None, "lost", zhang) == "its data snapshot cannot be read: lost"


def test_a_caption_says_beside_how_many_others() -> None:
    zhang = LIBRARY["zhang2023"]
    own = published_figures([zhang], confidence_level=0.95)
    assert published_forest_caption(FIGURES, zhang).startswith(
        "Zhang 2023 (bold) beside 19 other publications on"
    )
    assert published_forest_caption(own, zhang).startswith("Zhang 2023; no other publication has")
    assert published_forest_caption(FIGURES, None).startswith("20 publications by outcome")
