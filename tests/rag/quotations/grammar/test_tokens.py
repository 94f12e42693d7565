"""Tokens and frames: how a sentence is cut, and how quoted words become one token."""

import pytest

from dixit.rag.parsing.quotation_marks import quoted_in
from dixit.rag.parsing.sentences import sentences_in
from dixit.rag.quotations.grammar.tokens import Kind, frame_at, places_of_frames
from tests.rag.quotations.grammar.frames import at, frame_of


def texts(text: str) -> list[str]:
    return [token.text for token in frame_of(text)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        # French elision: the article, pronoun or conjunction is a token of its own.
        ("L'usine d'Anne", ["L'", "usine", "d'", "Anne"]),
        ("lorsqu’il part", ["lorsqu’", "il", "part"]),
        ("n'est", ["n'", "est"]),
        # "aujourd'hui" and a name such as "N'Guessan" hold an apostrophe and stay whole.
        ("aujourd'hui N'Guessan", ["aujourd'hui", "N'Guessan"]),
        # An inverted pronoun is a token, with its hyphen and its linking "t".
        ("a-t-il dit", ["a", "-t-il", "dit"]),
        ("dit-elle", ["dit", "-elle"]),
        # Other hyphens, ampersands and slashes stay within a word.
        ("le porte-parole d'AT&T, 24/7", ["le", "porte-parole", "d'", "AT&T", ",", "24/7"]),
        # English possessives and contractions stay whole; titles and initials keep their stop.
        ("Mr. Smith's team", ["Mr.", "Smith's", "team"]),
        ("They don't know J.-P. Dupont.", ["They", "don't", "know", "J.-P.", "Dupont", "."]),
        # Each mark is a token; two hyphens are one dash.
        ("BOSTON -- 5,3 %", ["BOSTON", "--", "5", ",", "3", "%"]),
    ],
)
def test_a_sentence_is_cut_into_words_and_marks(text: str, tokens: list[str]) -> None:
    assert texts(text) == tokens


def test_quotation_marks_with_their_words_are_one_token() -> None:
    frame = frame_of("Il dit : « Oui, c'est sûr. » Puis il part.")
    quoted = frame[3]

    assert quoted.text == "« Oui, c'est sûr. »"
    assert quoted.kind is Kind.QUOTED
    assert quoted.word == ""
    assert quoted.quoted is not None
    assert (quoted.start, quoted.end) == (quoted.quoted.open, quoted.quoted.close)


def test_a_token_keeps_its_place_and_its_folded_form() -> None:
    text = "Anne Morel : L’Usine ferme"
    frame = frame_of(text)

    assert all(text[token.start : token.end] == token.text for token in frame)
    assert [token.word for token in frame] == ["anne", "morel", ":", "l'", "usine", "ferme"]


def test_only_words_are_words_or_have_a_capital() -> None:
    frame = frame_of("Anne dit « Non » !")

    assert [token.is_word for token in frame] == [True, True, False, False]
    assert [token.is_capital for token in frame] == [True, False, False, False]


def test_a_frame_of_part_of_a_text_holds_only_that_part() -> None:
    text = "Anne part. « Oui », dit Jean."
    start = text.index("«")
    frame = frame_at(text, (start, len(text)), quoted_in(text, 0, len(text)))

    assert [token.text for token in frame] == ["« Oui »", ",", "dit", "Jean", "."]
    assert frame[at(frame, "Jean")].start == text.index("Jean")


@pytest.mark.parametrize(
    ("text", "frames"),
    [
        ("Le pont ferme. Anne part.", ["Le pont ferme.", "Anne part."]),
        (
            "Il dit : « Oui. Non. » Puis il part.",
            ["Il dit : « Oui. Non. »", "Puis il part."],
        ),
        # A quotation that is never closed runs to the end of the block.
        ("Il dit : « Oui. Non. Jamais", ["Il dit : « Oui. Non. Jamais"]),
    ],
)
def test_sentences_that_a_quotation_spans_are_one_frame(text: str, frames: list[str]) -> None:
    sentences = sentences_in(text, 0, len(text))
    places = places_of_frames(sentences, quoted_in(text, 0, len(text)))

    assert [text[start:end] for start, end in places] == frames
