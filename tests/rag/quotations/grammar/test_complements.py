"""Complements: where the reported clause, infinitive or object of a verb begins."""

import pytest

from dixit.rag.quotations.grammar.complements import (
    after_that,
    as_told,
    without_that,
)
from dixit.rag.quotations.grammar.cues import Cue, cues_in
from dixit.rag.quotations.grammar.objects import governed_object
from dixit.rag.quotations.grammar.phrase_parts import Phrase
from dixit.rag.quotations.grammar.subjects import subject_of
from dixit.rag.quotations.grammar.tokens import Frame
from tests.rag.quotations.grammar.frames import frame_of, from_token


def first_cue(text: str) -> tuple[Frame, Cue, Phrase]:
    """The frame, its first cue and the cue's subject."""
    frame = frame_of(text)
    cue = cues_in(frame)[0]
    subject = subject_of(frame, cue)
    assert subject is not None
    return frame, cue, subject


def that_clause(text: str) -> str:
    frame, cue, subject = first_cue(text)
    return from_token(frame, after_that(frame, cue, subject, cues_in(frame)[1:]))


def bare_complement(text: str) -> str:
    frame, cue, subject = first_cue(text)
    return from_token(frame, without_that(frame, cue, subject, max(cue.last, subject.last)))


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Le maire a indiqué que le pont fermera.", "le pont fermera."),
        ("The report said that prices rose.", "prices rose."),
        # Adjuncts, and whom the speaker told, stand between the verb and its "that".
        ("Le maire a affirmé mardi à l'AFP que le pont fermera.", "le pont fermera."),
        ("Le maire a dit au préfet que le pont fermera.", "le pont fermera."),
        ("Smith told reporters that sales rose.", "sales rose."),
        # An inverted subject stands there too.
        ("Aussi indique Anne Morel que le pont fermera.", "le pont fermera."),
    ],
)
def test_the_clause_begins_behind_that(text: str, clause: str) -> None:
    assert that_clause(text) == clause


@pytest.mark.parametrize(
    "text",
    [
        # "that" belongs to another word.
        "Le maire a dit pendant que la foule partait.",
        "Elle dit s'être inspirée des gestes qu'elle a suivis.",
        "She says she has never owned a baton that cost more.",
        # The attribution is inserted into the clause which it reports.
        "It is not true, Diaz says, that she owes rent.",
        # A colon or a quotation comes first.
        "Le maire a dit : le pont que voici ferme.",
        "Le maire a dit « oui » que voici.",
        # There is none.
        "Le maire a dit oui.",
    ],
)
def test_a_that_which_the_verb_does_not_govern_opens_no_clause(text: str) -> None:
    assert that_clause(text) == ""


@pytest.mark.parametrize(
    ("text", "complement"),
    [
        # An English clause without "that".
        (
            "The mayor said cheap gas had pushed the hours down.",
            "cheap gas had pushed the hours down.",
        ),
        ("Smith told Reuters sales rose.", "sales rose."),
        ("The mayor said on Tuesday the plant would close.", "the plant would close."),
        (
            "She says she has never owned a baton that cost more.",
            "she has never owned a baton that cost more.",
        ),
        # An infinitive.
        ("Anne Morel affirme avoir signalé la fissure.", "avoir signalé la fissure."),
        ("La maire espère revenir bientôt.", "revenir bientôt."),
        ("She claims to have won the race.", "to have won the race."),
        # "se dire" with an adjective.
        ("Anne Morel se dit prête à négocier.", "prête à négocier."),
        # What a colon leads to.
        ("Anne explique : le pont ferme ce soir.", "le pont ferme ce soir."),
    ],
)
def test_a_complement_may_do_without_that(text: str, complement: str) -> None:
    assert bare_complement(text) == complement


@pytest.mark.parametrize(
    "text",
    [
        "He said nothing.",
        "She announced a plan.",
        "Le maire a confirmé la fermeture.",
        # Quoted words behind a colon are direct speech.
        "Anne explique : « le pont ferme ce soir ».",
    ],
)
def test_an_object_or_quoted_words_are_no_such_complement(text: str) -> None:
    assert bare_complement(text) == ""


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("Le maire a exprimé l'importance de ce pont.", "l'importance de ce pont."),
        ("Le maire a salué la décision du juge.", "la décision du juge."),
        # Of "express" any view is an object, with an indefinite article too.
        ("She expressed a wish to stay.", "a wish to stay."),
        ("She praised a plan.", ""),
        ("Le maire a salué hier.", ""),
    ],
)
def test_a_view_may_be_the_object_of_the_verb(text: str, view: str) -> None:
    frame, cue, _ = first_cue(text)

    assert from_token(frame, governed_object(frame, cue, cue.last)) == view


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("As Smith put it in a longer post, nothing works.", "nothing works."),
        ("Comme l'a expliqué Anne Morel, rien ne change.", "rien ne change."),
        ("Smith said, nothing works.", ""),
        ("Comme l'a expliqué Anne Morel.", ""),
    ],
)
def test_as_somebody_says_introduces_the_words_behind_the_comma(text: str, words: str) -> None:
    assert from_token(first_cue(text)[0], as_told(*first_cue(text))) == words
