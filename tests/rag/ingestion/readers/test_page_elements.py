"""What the elements of a page mean for its words, and what it tells machines of its article."""

import json

import pytest

from dixit.rag.ingestion.readers.extracts import Extract
from dixit.rag.ingestion.readers.formats import extracts

FILLER = "".join(
    f"<p>The dyke of {town} was raised by a metre after the storm of that year, which cost the "
    "board more than all its other works together, as its clerk wrote.</p>"
    for town in ("Sluys", "Veere", "Goes", "Hulst")
)
BODY = "\n".join(
    f"The reeve of {town} told the board that the dyke would hold for ten more years."
    for town in ("Sluys", "Veere", "Goes", "Hulst")
)


def read(body: str, head: str = "", language: str = "en") -> Extract:
    page = (
        f"<!doctype html><html lang={language}><head><meta charset=utf-8>"
        f"<title>The dykes of the coast</title>{head}</head><body>{body}</body></html>"
    )
    (extract,) = extracts("a.html", page.encode())
    assert isinstance(extract, Extract)
    return extract


def lines(body: str, language: str = "en") -> list[str]:
    heading = "<h1>The dykes of the coast</h1>"
    text = read(f"<article>{heading}{FILLER}{body}</article>", language=language).text
    return text.split("\n")[5:]


@pytest.mark.parametrize(
    ("element", "line"),
    [
        ("She said <q>it will hold</q>.", "She said “it will hold”."),
        ("She said <q>he told me <q>no</q></q>.", "She said “he told me ‘no’”."),
        ("She said “<q>it will hold</q>”.", "She said “it will hold”."),
        ("She met them on <time datetime=1994-03-02>2 March</time>.", "She met them on 2 March."),
        ("It cost <del>9</del> <ins>7</ins> guilders.", "It cost 7 guilders."),
        ("It cost <s>nine</s> seven guilders.", "It cost seven guilders."),
        ("Anna Vis<wbr>ser <mark>said</mark> <abbr>no</abbr>.", "Anna Visser said no."),
        ("Pipes of H<sub>2</sub>O, it says.", "Pipes of H2O, it says."),
    ],
)
def test_an_element_within_a_line_keeps_its_meaning(element: str, line: str) -> None:
    assert lines(f"<p>{element}</p>") == [line]


def test_a_quotation_has_the_marks_of_its_language() -> None:
    assert lines("<p>Elle dit <q>il tiendra</q>.</p>", "fr") == [
        "Elle dit «\u00a0il tiendra\u00a0»."
    ]


def test_quoted_blocks_and_items_are_lines_of_their_own() -> None:
    body = (
        "<blockquote><p>It will hold.</p><p>I swear it.</p></blockquote>"
        "<ol><li>Sluys, first<ul><li>its sluice</li></ul></li><li>Veere, last</li></ol>"
    )

    assert lines(body) == [
        "It will hold.",
        "I swear it.",
        "Sluys, first",
        "its sluice",
        "Veere, last",
    ]


def described(**told: object) -> str:
    graph = {"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, told]}
    return f"<script type=application/ld+json>{json.dumps(graph)}</script>"


def test_an_article_that_a_page_only_describes_is_read() -> None:
    head = described(
        **{"@type": ["NewsArticle"], "headline": "A dyke that holds", "articleBody": BODY},
        author=[{"name": "Anna Visser"}, {"name": "Jan Maes"}],
        publisher={"name": "The Coast"},
        datePublished="1994-03-02T10:00:00Z",
    )
    extract = read("<div id=app>Loading…</div>", head)

    assert extract.text.endswith(BODY)
    assert extract.author == "Anna Visser, Jan Maes"
    assert (extract.publisher, extract.published) == ("The Coast", "1994-03-02T10:00")


def test_what_the_page_shows_comes_before_what_it_describes() -> None:
    head = described(**{"@type": "Article", "articleBody": "The dyke is lost. " * 9})

    assert "lost" not in read(f"<article><h1>Dykes</h1>{FILLER}</article>", head).text


@pytest.mark.parametrize("told", ["{broken", '{"@type": 7}', '[[["Article"]]]', "null"])
def test_a_broken_description_costs_nothing(told: str) -> None:
    head = f"<script type=application/ld+json>{told}</script>"

    assert "raised by a metre" in read(f"<article><h1>Dykes</h1>{FILLER}</article>", head).text
