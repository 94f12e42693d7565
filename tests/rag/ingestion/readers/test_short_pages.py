"""Short pages keep their lines apart from their menus, and hidden elements are no text."""

import pytest

from dixit.index.records import Document
from dixit.rag.ingestion.readers.extracts import Extract
from dixit.rag.ingestion.readers.formats import extracts
from dixit.rag.parsing.boilerplate import FORMAT, debris_in

MENU = "<nav><a href=/>Home</a><a href=/n>News</a></nav>"
FOOTER = "<footer>Copyright Courier</footer>"
HEADING = "<h1>Night boat saved</h1>"
BODY = (
    "<p>The council kept the <a href=/boat>night boat</a>, Ruth Ansah said.</p><p>It sails on.</p>"
)
TEXT = "Night boat saved\nThe council kept the night boat, Ruth Ansah said.\nIt sails on."
LINKS = "<ul><li><a href=/>Home</a></li><li><a href=/n>News</a></li></ul>"
LONG = "".join(
    f"<p>{sentence}</p>"
    for sentence in (
        "The port of Marle handles forty ships a week and employs six hundred people, according to "
        "the yearly report of the harbour board, which came out on Monday.",
        "A new quay is planned on the eastern shore, where the old shipyard closed in 1998 after a "
        "long decline that cost two thousand people their jobs.",
        "The council votes on the plan at the end of the month, and two of the parties have not "
        "yet made up their minds about what it would cost.",
    )
)


def article(body: str, head: str = "") -> Extract:
    page = (
        "<!doctype html><html><head><meta charset=utf-8><title>Night boat saved</title>"
        f"{head}</head><body>{body}</body></html>"
    )
    (extract,) = extracts("page.html", page.encode())
    assert isinstance(extract, Extract)
    return extract


@pytest.mark.parametrize(
    "body",
    [
        f"{MENU}<article>{HEADING}{BODY}</article>{FOOTER}",
        f"{MENU}<main>{HEADING}{BODY}</main>{FOOTER}",
        f"<header>Courier</header>{MENU}<article><header>{HEADING}</header>{BODY}</article>{FOOTER}",
        f"<div class=menu>{LINKS}</div><div>{HEADING}{BODY}</div><div id=footer>Copyright</div>",
        f"<div>{LINKS}</div>{HEADING}{BODY}{FOOTER}",
    ],
)
def test_a_short_page_keeps_its_lines_without_its_menu(body: str) -> None:
    extract = article(body)
    about = {FORMAT: ".html"}
    document = Document("a.html", extract.text, "", "en", title=extract.title, metadata=about)

    assert (extract.title, extract.text) == ("Night boat saved", TEXT)
    assert debris_in(document) == ()


def test_lines_that_a_short_page_breaks_stay_apart() -> None:
    body = f"{MENU}<article>{HEADING}It sails on.<br>Nobody objected.</article>{FOOTER}"

    assert article(body).text == "Night boat saved\nIt sails on.\nNobody objected."


@pytest.mark.parametrize("visible", ["", LONG], ids=["short", "long"])
@pytest.mark.parametrize(
    ("element", "style"),
    [
        ("<p hidden>{}</p>", ""),
        ('<p style="display:none">{}</p>', ""),
        ('<p style="color: red; DISPLAY: none !important">{}</p>', ""),
        ('<p style="visibility:hidden">{}</p>', ""),
        ('<p style="font-size:0;color:#fff">{}</p>', ""),
        ('<p style="position:absolute;left:-9999px">{}</p>', ""),
        ('<p style="text-indent:-9999px">{}</p>', ""),
        ('<div style="display:none"><p>{}</p></div>', ""),
        ('<p class="a h">{}</p>', ".h{display:none}"),
        ('<p class="h">{}</p>', "/* .h{} */ @import 'x'; p.h, .i { color: red; display: none }"),
        ('<p id="h">{}</p>', "#h{visibility:hidden}"),
        ('<p class="h">{}</p>', ".h{display:block} .h{display:none}"),
    ],
)
def test_a_hidden_element_is_no_text(element: str, style: str, visible: str) -> None:
    hidden = element.format("Olaf Brandt said that the port is bankrupt.")
    body = f"<article>{HEADING}{visible}{hidden}{BODY}</article>"
    text = article(body, f"<style>{style}</style>").text

    assert "bankrupt" not in text
    assert "The council kept the night boat, Ruth Ansah said." in text


@pytest.mark.parametrize(
    ("element", "style"),
    [
        ('<p aria-hidden="true">{}</p>', ""),
        ('<p hidden="until-found">{}</p>', ""),
        ('<p style="font-size:0.9em;left:-2px">{}</p>', ""),
        ('<p class="h">{}</p>', "@media print {.h{display:none}}"),
        ('<p class="h">{}</p>', ".menu .h{display:none}"),
        ('<p class="h">{}</p>', ".h{display:none} .h{display:block}"),
        ('<p class="h" style="display:block">{}</p>', ".h{display:none}"),
    ],
)
def test_what_is_shown_to_the_reader_is_text(element: str, style: str) -> None:
    shown = element.format("Olaf Brandt said that the port is thriving.")
    body = f"{MENU}<article>{HEADING}{BODY}{shown}</article>{FOOTER}"

    assert "thriving" in article(body, f"<style>{style}</style>").text


def test_a_rule_that_would_hide_the_article_itself_is_one_that_scripts_undo() -> None:
    body = f"<article class=story>{HEADING}{LONG}{BODY}</article>"

    assert "forty ships" in article(body, "<style>.story{display:none}</style>").text
