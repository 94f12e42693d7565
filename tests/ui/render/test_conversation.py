"""What the page shows, as HTML: everything is escaped, every mark exact, every id its own."""

import dataclasses
import html
import re

import pytest

from dixit.index.records import Document, Hit, Passage, Quotation, Signals, Span
from dixit.rag.records import Answer, Block, Citation, Verdict
from dixit.ui.exchange import Exchange
from dixit.ui.languages import preferred
from dixit.ui.render import article, conversation, lists
from dixit.ui.strings.en import EN
from dixit.ui.strings.fr import FR

HOSTILE = "<script>alert(1)</script> [x](javascript:alert(2)) **bold** $$E=mc^2$$ <img src=x> & \"'"


def citation(number: int, verdict: Verdict = "verbatim", quote: str = "Bonjour.") -> Citation:
    return Citation(number, Span("a.txt", 3, 3 + len(quote)), quote, "Marie Curie", verdict)


def answer(*blocks: Block, answered: bool = True, nearest: tuple[Hit, ...] = ()) -> Answer:
    return Answer("Qui ?", "fr", answered, "quoting", blocks, nearest)


def ids(markup: str) -> list[str]:
    return re.findall(r' id="([^"]+)"', markup)


def shown_text(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def test_hostile_words_are_shown_as_the_text_that_they_are() -> None:
    block = Block(HOSTILE, (citation(1, quote=HOSTILE),))
    shown = conversation.conversation([Exchange(HOSTILE, answer(block), error=HOSTILE)], EN)
    document = Document(HOSTILE, HOSTILE, "", "fr", title=HOSTILE)
    opened = article.article(document, EN, Span(HOSTILE, 0, 8))

    for markup in (shown, opened):
        assert "<script" not in markup
        assert "<img" not in markup
        assert "javascript:" not in re.sub(r">[^<]*<|\"[^\"]*\"", "", markup)
    assert HOSTILE in shown_text(shown)
    assert "<script>" in shown_text(opened)


def test_the_mark_holds_exactly_the_cited_characters() -> None:
    text = "Début «\u00a0été\u202f»\r\n\r\n<b>fin</b> 🚗 e\u0301."
    for start in range(len(text)):
        span = Span("a.txt", start, len(text))
        opened = article.article(Document("a.txt", text, "", "fr"), FR, span)
        mark = re.search(r'<mark id="cited"[^>]*>(.*?)</mark>', opened, re.S)
        assert mark is not None
        assert html.unescape(mark[1]) == text[start:]


def test_the_article_is_shown_whole_with_and_without_a_mark() -> None:
    document = Document("a.txt", "Un, deux & trois.", "", "fr")
    plain = article.article(document, EN)

    assert "Un, deux &amp; trois." in plain
    assert "<mark" not in plain


def test_debris_is_greyed_and_the_text_stays_whole_wherever_the_mark_is() -> None:
    text = (
        "Accueil <b>\nMon compte\n\nLes ventes de voitures électriques ont bondi de 13,1 % en un "
        "an, disent les constructeurs.\n\nPartager\n\nLes ventes d'autres voitures, elles, ont "
        "baissé de moitié dans le même temps.\n\nRSS"
    )
    document = Document("a.txt", text, "", "fr")
    plain = article.article(document, FR)
    for start in range(0, len(text), 7):
        opened = article.article(document, FR, Span("a.txt", start, start + 20))
        body = opened[opened.index('<div class="text"') :]
        unseen = re.sub(r'<span class="unseen">[^<]*</span>', "", body)
        assert shown_text(unseen) == text

    greyed = re.findall(r'<span class="debris"[^>]*>([^<]*)</span>', plain)
    assert greyed == ["Accueil &lt;b&gt;", "Mon compte", "Partager", "RSS"]


@pytest.mark.parametrize(
    ("published", "shown"),
    [("2018-03-09T10:40", "2018-03-09 10:40"), ("--07-07", "07-07"), ("2021-01", "2021-01")],
)
def test_a_date_is_shown_as_people_write_it(published: str, shown: str) -> None:
    opened = article.article(Document("a.txt", "Un.", "", "fr", published=published), EN)

    assert f"<span>{shown}</span>" in opened


def test_a_span_outside_the_text_marks_nothing() -> None:
    document = Document("a.txt", "Court.", "", "fr")

    assert "<mark" not in article.article(document, EN, Span("a.txt", 2, 99))


def test_ids_are_unique_over_turns_and_blocks() -> None:
    turn = Exchange("Qui ?", answer(Block("A", (citation(1),)), Block("B", (citation(1),))))
    shown = conversation.conversation([turn, turn, turn], EN)

    assert len(ids(shown)) == len(set(ids(shown)))
    assert "t1-b1-c1" in ids(shown)
    assert "t3-b2-c1" in ids(shown)


def test_a_citation_tells_number_verdict_source_quote_and_speaker() -> None:
    shown = conversation.conversation([Exchange("Qui ?", answer(Block("A", (citation(7),))))], EN)

    assert 'data-source="a.txt" data-start="3" data-end="11"' in shown
    assert "Citation 7, word for word: a.txt" in shown
    assert "Bonjour." in shown_text(shown)
    assert "Marie Curie" in shown_text(shown)


def test_reported_words_have_a_sign_of_their_own_and_no_marks() -> None:
    said = citation(1, quote="le port est plein")
    for direct, reported in ((True, False), (None, False), (False, True)):
        block = Block("A", (dataclasses.replace(said, direct=direct),))
        shown = conversation.conversation([Exchange("Qui ?", answer(block))], FR)
        assert ("rapporté" in shown_text(shown)) is reported
        assert ("mot pour mot" in shown_text(shown)) is not reported
        assert ("<q" in shown) is not reported
        assert "le port est plein" in shown_text(shown)


def test_reported_words_that_prove_nothing_keep_their_verdict() -> None:
    doubtful = dataclasses.replace(citation(1, verdict="wrong_speaker"), direct=False)
    shown = conversation.conversation([Exchange("Qui ?", answer(Block("A", (doubtful,))))], EN)

    assert "said by somebody else" in shown_text(shown)


def test_beside_an_article_only_quoted_words_stand_between_marks() -> None:
    text = "Le port est plein, et le quai aussi."
    spans = Span("a.txt", 0, 17), Span("a.txt", 22, 35)
    said = [
        Quotation(span, text[span.start : span.end], name, "dit", direct)
        for span, name, direct in zip(spans, ("Anne", ""), (True, False), strict=True)
    ]
    opened = article.article(Document("a.txt", text, "", "fr"), FR, quotations=said)
    table = lists.quotations(said, FR)

    for shown in (opened, table):
        assert re.findall(r"<q[^>]*>(.*?)</q>", shown) == ["Le port est plein"]
        assert "Personne non nommée" in shown_text(shown)


def test_a_citation_that_does_not_count_is_told_apart_in_words() -> None:
    doubtful = citation(1, verdict="unsupported")
    shown = conversation.conversation([Exchange("Qui ?", answer(Block("A", (doubtful,))))], EN)

    assert "doubtful" in shown
    assert "not confirmed" in shown_text(shown)


def test_a_refusal_looks_like_one_and_names_the_nearest_passages() -> None:
    hit = Hit(Passage(Span("b.txt", 0, 9), "Le ciel...", "fr"), 0.1, Signals())
    refusal = answer(Block("Rien."), answered=False, nearest=(hit,))
    shown = conversation.conversation([Exchange("Qui ?", refusal)], FR)

    assert 'class="answer refusal"' in shown
    assert "Passages les plus proches, qui ne répondent pas" in shown_text(shown)
    assert 'data-source="b.txt"' in shown


def test_an_unfinished_answer_is_told_to_a_screen_reader_as_busy() -> None:
    pending = Exchange("Qui ?", answer(Block("A")), pending=True)

    assert 'aria-busy="true"' in conversation.conversation([pending], EN)
    assert 'aria-busy="false"' in conversation.conversation(
        [Exchange("Qui ?", answer(Block("A")))], EN
    )


def test_the_page_speaks_the_browsers_language() -> None:
    assert preferred("fr-FR,fr;q=0.9,en;q=0.8") == "fr"
    assert preferred("en-GB,en;q=0.9,fr;q=0.5") == "en"
    assert preferred("de-DE,de;q=0.9,fr;q=0.3") == "fr"
    assert preferred("de") == "en"
    assert preferred("") == "en"
    assert preferred("fr;q=nonsense") == "en"
