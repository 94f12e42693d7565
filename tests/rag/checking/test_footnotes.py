"""A checked draft, exported with footnotes as Markdown and as a page of HTML."""

import re
from html.parser import HTMLParser

import pytest

from dixit import Dixit
from dixit.index.records import Span
from dixit.rag.checking.check import Check
from dixit.rag.checking.footnotes import as_html, as_markdown
from dixit.rag.checking.records import CheckedStatement
from dixit.rag.checking.strings import summary
from dixit.rag.records import Citation, Verdict

DRAFT = "Bonjour,\n\nGeely <b>a signé</b> un *accord*.\nRenault a vendu une usine."

SECOND = DRAFT.index("\nRenault")


def check(verdict: Verdict = "supported", quote: str = "Geely a signé un accord.") -> Check:
    citation = Citation(1, Span("a_b.txt", 3, 27), quote, "An Conghui", verdict, page=2)
    found = (
        CheckedStatement("Bonjour,", 0, 8, "fr", None),
        CheckedStatement(DRAFT[10:SECOND], 10, SECOND, "fr", verdict, (citation,)),
        CheckedStatement(DRAFT[SECOND + 1 :], SECOND + 1, len(DRAFT), "fr", "unsupported"),
    )
    return Check(DRAFT, "fr", found)


def test_markdown_keeps_the_draft_and_adds_verdicts_and_notes() -> None:
    text = as_markdown(check())

    assert text.startswith(
        "Bonjour,\n\nGeely <b>a signé</b> un *accord*. *(confirmé)*[^dixit-1]\n"
        "Renault a vendu une usine. *(non confirmé)*\n"
    )
    assert (
        "[^dixit-1]: a\\_b.txt 3:27, page 2, An Conghui\u202f: «\u00a0Geely a signé un accord."
        in text
    )


def test_words_of_an_article_are_no_markup() -> None:
    stored = check(quote="<script>alert(1)</script> [x](y)")

    assert "\\<script\\>" in as_markdown(stored)
    assert "<script>" not in as_html(stored)


class Links(HTMLParser):
    """Collects the names and the links within a page, and whether its tags are paired."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.names += [values["id"] or ""] if "id" in values else []
        self.links += [values["href"] or ""] if "href" in values else []
        if tag not in ("meta", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_links_each_statement_with_its_note_and_back(seed_dixit: Dixit) -> None:
    draft = "Geely a signé un accord de partenariat avec Tencent. Merci."
    page = as_html(seed_dixit.check(f"{draft}\n\n{draft}"))
    links = Links()
    links.feed(page)

    assert not links.open
    assert len(links.names) == len(set(links.names))
    assert {link.removeprefix("#") for link in links.links} == set(links.names)
    assert "<script" not in page
    assert re.search(r'<html lang="fr">', page)


def test_the_page_shows_the_draft_letter_by_letter() -> None:
    page = as_html(check())

    assert "Geely &lt;b&gt;a signé&lt;/b&gt; un *accord*." in page


@pytest.mark.parametrize(
    ("verdicts", "language", "told"),
    [
        ([None], "fr", "Aucune affirmation à vérifier."),
        (["unsupported"], "fr", "1 affirmation vérifiée\u202f: 1 non confirmée."),
        (
            ["verbatim", "supported", "supported", "contradicted"],
            "fr",
            "4 affirmations vérifiées\u202f: 1 mot pour mot, 2 confirmées et 1 contredite.",
        ),
        (["unsupported", None], "en", "1 statement checked: 1 not confirmed."),
    ],
)
def test_a_summary_counts_the_verdicts(
    verdicts: list[Verdict | None], language: str, told: str
) -> None:
    found = [CheckedStatement("x", 0, 1, language, verdict) for verdict in verdicts]

    assert summary(found, language) == told
