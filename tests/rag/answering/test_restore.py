"""A kept answer comes back with its citations where their words stand now, or told as lost."""

import json
from dataclasses import replace

import pytest

from dixit.index.errors import SourceUnknown
from dixit.index.records import Document, Hit, Passage, Span
from dixit.rag.answering.restore import looked_at_anew, restored
from dixit.rag.records import Answer, Block
from dixit.rag.verification.citation import cite

QUOTE = "Le pont rouvrira en avril."
TEXT = f"Brissac. Le maire a déclaré : « {QUOTE} »"
ARTICLE = Document("pont.txt", TEXT, "", "fr", page_starts=(0, 5))
SPAN = Span("pont.txt", TEXT.index(QUOTE), TEXT.index(QUOTE) + len(QUOTE))


class Shelf:
    """A library of one article, or of none."""

    def __init__(self, text: str | None) -> None:
        self._text = text

    def document(self, source: str) -> Document:
        if self._text is None:
            raise SourceUnknown(source)
        return replace(ARTICLE, text=self._text)


def answer() -> Answer:
    citation = cite(1, ARTICLE, SPAN, speaker="Paul Ferrand", focus=[(20, 25)])
    near = Hit(Passage(SPAN, QUOTE, ""), 0.5)
    return Answer("Quand ?", "fr", True, "quoting", (Block(QUOTE, (citation,)),), (near,))


def back(given: Answer, text: str | None) -> Answer:
    """The answer read back from its JSON over another state of the article."""
    return restored(json.loads(json.dumps(given.as_dict())), Shelf(text))


def test_an_answer_over_the_same_text_comes_back_as_it_was() -> None:
    assert back(answer(), TEXT) == answer()
    assert looked_at_anew(answer(), Shelf(TEXT)) == answer()


@pytest.mark.parametrize("direct", [True, False, None])
def test_reported_words_come_back_as_reported(direct: bool | None) -> None:
    citation = cite(1, ARTICLE, SPAN, speaker="Paul Ferrand", direct=direct)
    given = replace(answer(), blocks=(Block(QUOTE, (citation,)),))

    assert [back(given, text).citations[0].direct for text in (TEXT, "Mis à jour.\n" + TEXT)] == [
        direct,
        direct,
    ]


def test_a_citation_follows_its_words_and_says_so() -> None:
    text = "Mis à jour.\n" + TEXT
    now = back(answer(), text)
    (citation,) = now.citations

    assert citation.moved and citation.counts and not now.blocks[0].unproven
    assert text[citation.span.start : citation.span.end] == citation.quote == QUOTE
    assert [text[at.start : at.end] for at in citation.focus] == ["avril"]
    assert now.nearest[0].start == citation.span.start
    assert back(now, text) == now  # It is still told at the next visit.


def test_a_citation_of_other_print_is_copied_anew() -> None:
    text = TEXT.replace("en avril", "en\u00a0avril")
    (citation,) = back(answer(), text).citations

    assert citation.quote == "Le pont rouvrira en\u00a0avril."
    assert citation.focus == ()


@pytest.mark.parametrize(
    ("text", "lost"), [(TEXT.replace("avril", "mai"), "words"), (None, "article"), ("", "words")]
)
def test_lost_words_prove_nothing_and_are_told_as_what_was_cited(
    text: str | None, lost: str
) -> None:
    now = back(answer(), text)
    (citation,) = now.citations

    assert (citation.lost, citation.quote) == (lost, QUOTE)
    assert not citation.counts
    assert now.blocks[0].unproven
    assert now.nearest == ()
    assert citation.as_dict()["verdict"] == "unsupported"


def test_lost_words_that_come_back_prove_again() -> None:
    assert back(back(answer(), None), TEXT).blocks == answer().blocks
