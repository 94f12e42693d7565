"""A checked draft as HTML: its text letter by letter, the verdicts at their places, the counts."""

import html
import re
from dataclasses import replace
from typing import Literal

import pytest

from dixit.index.records import Document, Span
from dixit.rag.checking.records import CheckedStatement, Statement
from dixit.rag.checking.strings import VERDICTS
from dixit.rag.records import Citation, Verdict
from dixit.ui.checked_draft import CheckedDraft
from dixit.ui.languages import LANGUAGES
from dixit.ui.render import article
from dixit.ui.render.checking import draft, failed, starting
from dixit.ui.strings.en import EN
from dixit.ui.strings.fr import FR

HELLO, FIRST, SECOND = (
    "Bonjour, ",
    "Geely <b>a signé</b> & vendu.",
    "Renault a fermé.\r\nUne usine.",
)
TEXT = f"{HELLO}{FIRST}\n\n– {SECOND} "
AT, THEN = TEXT.index(FIRST), TEXT.index(SECOND)
SHOWN = re.compile(r'<div class="draft"[^>]*>(.*)</div></div>$', re.DOTALL)
SIGNED = r'<span aria-hidden="true">.</span> [^<]*'
MARKS = re.compile(rf'<(button|span)[^>]*class="(?:opener )?verdict"[^>]*>{SIGNED}</\1>')
HOSTILE = "<script>alert(1)</script> [x](javascript:alert(2)) **bold** <img src=x> & \"'"


def shown_text(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def ids(markup: str) -> list[str]:
    return re.findall(r' id="([^"]+)"', markup)


def claim(start: int, text: str) -> Statement:
    return Statement(start, start + len(text), text, text, text, "fr")


def statement(start: int, text: str, verdict: Verdict | None, *quotes: str) -> CheckedStatement:
    citations = tuple(
        Citation(
            number, Span("a_b.txt", 3, 3 + len(quote)), quote, "An Conghui", verdict or "verbatim"
        )
        for number, quote in enumerate(quotes, start=1)
    )
    return CheckedStatement(text, start, start + len(text), "fr", verdict, citations)


def checked(first: Verdict = "supported", second: Verdict = "unsupported") -> CheckedDraft:
    return CheckedDraft(
        TEXT,
        (claim(AT, FIRST), claim(THEN, SECOND)),
        (
            statement(0, HELLO.strip(), None),
            statement(AT, FIRST, first, "Geely a signé."),
            statement(THEN, SECOND, second),
        ),
        "done",
    )


def without_marks(markup: str) -> str:
    """The text of the draft in some markup, its verdicts left out."""
    found = SHOWN.search(markup)
    assert found
    return shown_text(MARKS.sub("", found[1]))


@pytest.mark.parametrize("count", [0, 1, 2, 3])
@pytest.mark.parametrize("state", ["running", "stopped"])
def test_the_text_stays_letter_by_letter_as_it_is_checked(
    count: int, state: Literal["running", "stopped"]
) -> None:
    whole = checked()
    part = replace(whole, checked=whole.checked[:count], state=state)

    assert without_marks(draft(part, EN)) == TEXT


def test_each_statement_has_its_verdict_in_words_at_its_place() -> None:
    for strings in LANGUAGES.values():
        shown = draft(checked("contradicted", "wrong_speaker"), strings)
        text = shown_text(shown[shown.index('class="draft"') :])
        words = strings.checking.verdicts
        assert text.index(FIRST) < text.index(words["contradicted"]) < text.index("Renault a fermé")
        assert text.index("Une usine.") < text.index(words["wrong_speaker"])


def test_what_needs_no_proof_has_no_mark() -> None:
    shown = draft(replace(checked(), checked=checked().checked[:1], claims=(), state="done"), FR)

    assert "verdict" not in shown
    assert "Aucune affirmation à vérifier." in shown_text(shown)


def test_a_verdict_opens_its_evidence_at_the_exact_characters() -> None:
    shown = draft(checked("verbatim"), EN)
    (button,) = re.findall(r'<button[^>]*class="opener verdict"[^>]*>', shown)

    assert 'data-source="a_b.txt" data-start="3" data-end="17"' in button
    assert 'data-quote="Geely a signé."' in button
    assert 'aria-label="word for word: open the evidence in a_b.txt"' in button
    assert 'title="An Conghui: Geely a signé."' in button


def test_the_nearest_sentence_is_not_called_evidence() -> None:
    shown = draft(checked("unsupported"), FR)

    assert "non confirmé\u202f: ouvrir la phrase la plus proche, dans a_b.txt" in shown
    assert "preuve" not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_not_confirmed_is_told_not_to_mean_false(language: str) -> None:
    strings = LANGUAGES[language]
    note = strings.checking.not_false

    assert note in shown_text(draft(checked(), strings))
    assert note not in shown_text(draft(checked("supported", "contradicted"), strings))
    assert strings.checking.verdicts["unsupported"] not in ("false", "faux")


def test_the_counts_are_buttons_for_the_verdicts_there_are() -> None:
    shown = draft(checked("supported", "supported"), EN)

    assert re.findall(r'data-only="(\w+)"', shown) == ["supported"]
    assert re.search(r'data-only="supported".*?<strong>2</strong>', shown)
    both = draft(checked("unsupported", "verbatim"), EN)
    assert re.findall(r'data-only="(\w+)"', both) == ["verbatim", "unsupported"]


def test_every_verdict_has_words_and_an_explanation() -> None:
    for strings in LANGUAGES.values():
        assert set(strings.checking.verdicts) == set(strings.checking.explained) == set(VERDICTS)


def test_progress_is_told_in_numbers_and_to_screen_readers_four_times() -> None:
    claims = tuple(claim(0, FIRST) for _ in range(40))
    told = []
    for done in range(41):
        some = CheckedDraft(FIRST, claims, (statement(0, FIRST, "verbatim"),) * done)
        shown = draft(some, EN)
        assert f'<p id="checking-told">{done} of 40 statements</p>' in shown
        assert f'value="{done}" max="40"' in shown and 'aria-busy="true"' in shown
        told += re.findall(r'data-told="([^"]*)"', shown)

    assert sorted(set(told), key=told.index) == [
        f"{done} of 40 statements" for done in (0, 10, 20, 30, 40)
    ]
    assert 'aria-busy="true"' in starting(EN)


def test_a_stopped_check_tells_what_it_has_not_checked() -> None:
    whole = checked()
    left = replace(whole, checked=whole.checked[:2], state="stopped")
    shown = draft(left, EN)

    assert "Stopped: 1 of 2 statements checked." in shown_text(shown)
    assert re.findall(r'<span class="waiting">([^<]*)</span>', shown) == [
        SECOND.replace("\r", "&#13;")
    ]
    assert 'aria-busy="false"' in shown
    assert left.check is None and whole.check is not None


def test_hostile_words_are_shown_as_the_text_that_they_are() -> None:
    found = statement(0, HOSTILE, "supported", HOSTILE)
    citation = replace(found.citations[0], speaker=HOSTILE, span=Span(HOSTILE, 0, 9))
    hostile = replace(found, citations=(citation,))
    shown = draft(CheckedDraft(HOSTILE, (claim(0, HOSTILE),), (hostile,), "done"), EN)

    for markup in (shown, failed(HOSTILE)):
        assert "<script" not in markup and "<img" not in markup
    assert without_marks(shown) == HOSTILE


def test_ids_are_unique() -> None:
    shown = draft(checked("verbatim", "verbatim"), EN)

    assert len(ids(shown)) == len(set(ids(shown)))


def test_the_article_leads_back_to_the_checked_text() -> None:
    (origin,) = [one for one in ids(draft(checked(), EN)) if one.endswith("-c1")]
    document = Document("a_b.txt", "Geely a signé.", "", "fr")
    opened = article.article(document, EN, Span("a_b.txt", 0, 5), origin)

    assert f'data-return="{origin}">← Back to the text<' in opened
