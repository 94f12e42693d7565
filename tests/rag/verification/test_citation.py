"""A citation is copied from the stored text, or not made at all."""

import pytest

from dixit.index.records import Document, Span
from dixit.rag.verification.citation import CitationError, cite

DOCUMENT = Document(
    "a.txt", "Un. Deux. Trois.", "", "fr", title="Titre", published="2021", page_starts=(0, 4, 10)
)


def test_the_quote_is_the_documents_own_characters() -> None:
    citation = cite(3, DOCUMENT, Span("a.txt", 4, 9), speaker="Léa")

    assert (citation.number, citation.quote, citation.speaker) == (3, "Deux.", "Léa")
    assert (citation.title, citation.published, citation.page) == ("Titre", "2021", 2)
    assert citation.verdict == "verbatim"
    assert citation.counts


@pytest.mark.parametrize(
    "span",
    [
        Span("b.txt", 4, 9),
        Span("a.txt", -1, 9),
        Span("a.txt", 9, 9),
        Span("a.txt", 9, 4),
        Span("a.txt", 4, 99),
    ],
)
def test_a_span_that_is_no_place_in_the_document_is_refused(span: Span) -> None:
    with pytest.raises(CitationError, match=r"a\.txt"):
        cite(1, DOCUMENT, span)


def test_only_words_and_support_count_as_proof() -> None:
    span = Span("a.txt", 0, 3)

    assert cite(1, DOCUMENT, span, verdict="supported").counts
    for verdict in ("unsupported", "wrong_source", "wrong_speaker"):
        assert not cite(1, DOCUMENT, span, verdict=verdict).counts
