"""Cues: verbs that report, "selon" and its like, and what denies them."""

import pytest

from dixit.rag.quotations.grammar.cues import (
    Cue,
    cues_in,
    is_source,
    may_report,
    says_nobody,
)
from dixit.rag.quotations.grammar.negations import denied
from dixit.rag.quotations.grammar.tokens import Frame
from tests.rag.quotations.grammar.frames import at, frame_of, written


def only_cue(text: str) -> tuple[Frame, Cue]:
    frame = frame_of(text)
    (cue,) = cues_in(frame)
    return frame, cue


@pytest.mark.parametrize(
    ("text", "cue", "kind", "infinitive"),
    [
        # Finite verbs, helpers with a participle, adverbs between them.
        ("Jane Doe said the plant will close.", "said", "verb", "say"),
        ("Le maire a indiqué que non.", "a indiqué", "verb", "indiquer"),
        ("Il a clairement indiqué que non.", "a clairement indiqué", "verb", "indiquer"),
        ("She pointed out that it failed.", "pointed out", "verb", "point out"),
        ("Il s'est félicité de l'accord.", "s'est félicité", "verb", "féliciter"),
        # An infinitive with its helper, and the narrative "de".
        ("Anne a tenu à rappeler que non.", "a tenu à rappeler", "verb", "rappeler"),
        ("Et Paul Durand d'ajouter que non.", "d'ajouter", "infinitive", "ajouter"),
        # A participle of the present.
        ("Il part, en précisant que non.", "en précisant", "participle", "préciser"),
        # Sources.
        ("Selon la maire, le pont fermera.", "Selon", "source", ""),
        ("D’après Anne Morel, rien ne change.", "D’après", "source", ""),
        ("According to Jane Doe, it will close.", "According to", "source", ""),
        # The article in "du" opens the speaker's phrase, and is not part of the cue.
        ("De l'avis du ministre, rien ne change.", "De l'avis", "source", ""),
        ("Odile Saint-Macary, pour qui tout baisse, part.", "pour qui", "source", ""),
    ],
)
def test_a_cue_is_the_words_that_report(text: str, cue: str, kind: str, infinitive: str) -> None:
    frame, only = only_cue(text)

    assert written(frame, (only.first, only.last)) == cue
    assert (only.kind, only.infinitive) == (kind, infinitive)


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("« Oui », a-t-il dit.", "-t-il"),
        ("« Oui », dit-elle.", "-elle"),
        ("À ses yeux, rien ne change.", "ses"),
        ("À l'en croire, rien ne change.", "l'"),
        ("To hear him tell it, nothing changed.", "him"),
    ],
)
def test_a_pronoun_within_a_cue_is_its_speaker(text: str, pronoun: str) -> None:
    frame, cue = only_cue(text)

    assert cue.pronoun is not None
    assert frame[cue.pronoun].text == pronoun


def test_an_english_owner_within_a_cue_is_its_speaker() -> None:
    frame, cue = only_cue("In Pruitt's words, it was over.")

    assert written(frame, (cue.first, cue.last)) == "In Pruitt's words"
    assert written(frame, cue.owner) == "Pruitt's"


@pytest.mark.parametrize(
    "text",
    [
        "Le pont ferme.",
        # Nouns that are written like verbs.
        "La note du maire est longue.",
        "L'annonce surprend.",
        # Nobody in particular.
        "« Oui », dit-on.",
        "« Oui », a-t-on appris.",
    ],
)
def test_nouns_and_impersonal_verbs_are_no_cues(text: str) -> None:
    assert cues_in(frame_of(text)) == []


def test_cues_come_in_order_and_do_not_overlap() -> None:
    frame = frame_of("Le pont ferme, a déclaré Anne, ajoutant que selon Jean tout ira bien.")
    cues = cues_in(frame)

    assert [written(frame, (cue.first, cue.last)) for cue in cues] == [
        *("a déclaré", "ajoutant", "selon")
    ]
    assert [cue.kind for cue in cues] == ["verb", "participle", "source"]


@pytest.mark.parametrize(
    "text",
    [
        "Le maire n'a pas dit que le pont fermera.",
        "Jane Doe never said that it would close.",
        "S'il dit oui, tant mieux.",
        "It matters if she said yes.",
    ],
)
def test_what_was_not_said_or_only_may_have_been_is_denied(text: str) -> None:
    assert denied(*only_cue(text))


@pytest.mark.parametrize(
    "text",
    [
        "Le maire a dit que le pont ne fermera pas.",
        "Jane Doe said it would never close.",
        # "never stops saying" affirms.
        "Anne ne cesse de rappeler que non.",
    ],
)
def test_a_negation_within_the_statement_denies_nothing(text: str) -> None:
    assert not denied(*only_cue(text))


@pytest.mark.parametrize("cue", ["Selon", "According to", "in the words of"])
def test_a_source_is_told_from_a_verb_as_written(cue: str) -> None:
    assert is_source(cue)
    assert not is_source("a dit")


@pytest.mark.parametrize(
    "text", ["Le maire a dit oui.", "Selon Anne, oui.", "Pour Anne, oui.", "Oui, pour Anne."]
)
def test_a_text_with_a_telling_word_may_report(text: str) -> None:
    assert may_report(text)


@pytest.mark.parametrize("text", ["Le pont ferme.", "The bridge opens."])
def test_a_text_without_one_holds_no_cue(text: str) -> None:
    assert not may_report(text)
    assert cues_in(frame_of(text)) == []


def test_pour_may_report_only_at_the_head_of_a_clause() -> None:
    assert not may_report("Il pleut pour rien.")


@pytest.mark.parametrize(
    ("text", "expected"), [("dit-on", True), ("a-t-on", True), ("dit-il", False)]
)
def test_on_is_nobody(text: str, expected: bool) -> None:
    frame = frame_of(text)

    assert says_nobody(frame, at(frame, text[text.index("-") :])) is expected
    assert not says_nobody(frame, None)
