"""The marked pages are sound, and what is kept of a page is scored word by word."""

from dataclasses import replace

import pytest

from dixit.eval.sets.pages import FACTS, UNSEEN, Page, failures, measure, read_pages

BODY = "Les ventes de voitures électriques ont bondi de 13,1 % en un an, disent les constructeurs."
PAGE = Page(
    site="made",
    number=1,
    html=f"<html><body><article><p>{BODY}</p></article></body></html>".encode(),
    copied=f"Accueil\nMon compte\n\n{BODY}\n\nPartager",
    article=(BODY,),
    either=("Accueil",),
    facts=dict.fromkeys(FACTS),
)


def test_the_shipped_set_has_thirty_pages_of_five_sites_marked_as_they_are_shown() -> None:
    pages = read_pages()
    shown = {
        (p.site, p.number): {" ".join(x.split()) for x in p.copied.splitlines()} for p in pages
    }
    missing = [
        (page.site, page.number, line)
        for page in pages
        for line in page.article
        if " ".join(line.split()) not in shown[page.site, page.number]
    ]

    assert len(pages) >= 30
    assert len({page.site for page in pages}) == 5
    assert UNSEEN in {page.site for page in pages}
    assert missing == []


def test_words_kept_are_scored_against_those_of_the_article() -> None:
    rows = {(row.view, row.how): row for row in measure([PAGE])}
    ours, everything = rows["copied", "dixit"], rows["copied", "all"]

    assert (ours.precision, ours.recall, ours.marked) == (1.0, 1.0, 1.0)
    assert (everything.recall, everything.marked) == (1.0, 0.0)
    assert everything.precision == pytest.approx(15 / 18)


def test_what_is_judged_wrongly_is_shown() -> None:
    wrong = replace(PAGE, article=("Partager",), facts={**PAGE.facts, "author": "Marie"})
    told = list(failures([wrong]))

    assert "made 1 copied - Partager" in told
    assert f"made 1 copied + {BODY}" in told
    assert "made 1 copied author: None, not 'Marie'" in told
