"""What cannot be seen hides no word: accents apart, soft hyphens, characters of no width."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dixit.index.records import Document
from dixit.rag.ingestion.readers.extracts import Extract
from dixit.rag.ingestion.readers.formats import extracts
from dixit.rag.parsing.composition import compose, composed
from dixit.rag.quotations import find_quotations

TEXT = (
    "Le doyen Rémi Lefèvre a affirmé que la digue tiendrait. « L’écluse est à refaire », a "
    "ajouté Zoé Maçon."
)
SAID = [
    ("Rémi Lefèvre", "la digue tiendrait"),
    ("Zoé Maçon", "L’écluse est à refaire"),
]


def hyphenated(text: str) -> str:
    return text.replace("fè", "f\u00adè").replace("aç", "a\u200bç").replace("rm", "r\u00adm")


@pytest.mark.parametrize(
    "text",
    [TEXT, unicodedata.normalize("NFD", TEXT), hyphenated(TEXT), f"\ufeff{hyphenated(TEXT)}"],
    ids=["composed", "decomposed", "hyphenated", "marked"],
)
def test_quotations_are_the_same_and_stand_where_the_stored_text_has_them(text: str) -> None:
    found = find_quotations(Document("a.txt", text, "", "fr"))

    assert [(one.speaker, compose(one.quote)) for one in found] == SAID
    for one in found:
        assert text[one.span.start : one.span.end] == one.quote
        assert one.speaker_span is not None
        written = text[one.speaker_span.start : one.speaker_span.end]
        assert compose(written) == one.speaker


@given(st.text(st.sampled_from("aé\u0301\u0327o\u00ad\u200b\u200d B.\ufeff\n")))
def test_every_place_leads_back_to_its_characters(text: str) -> None:
    whole = composed(text)

    assert (text if whole is None else whole.text) == compose(text)
    for place in range(len(whole.text) if whole else 0):
        assert whole is not None
        start, end = whole.stored(place, place + 1)
        assert whole.text[place] in compose(text[start:end])


def test_emoji_and_other_scripts_keep_their_joiners() -> None:
    family = "\U0001f469\u200d\U0001f467 می\u200cخواهم"

    assert compose(family) == family


def test_a_page_holds_no_character_that_hides_a_word() -> None:
    filler = "<p>The dyke of Sluys was raised by a metre after the storm of that year.</p>" * 9
    words = "Zoe Ma&shy;con re\u0301pair&#8203;ed it."
    page = f"<html><head><meta charset=utf-8></head><article>{filler}<p>{words}</p></article>"
    (extract,) = extracts("a.html", page.encode())

    assert isinstance(extract, Extract)
    assert "Zoe Macon r\u00e9paired it." in extract.text
