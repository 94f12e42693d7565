"""Clause extents: where reported words begin and end in a frame."""

import pytest

from dixit.rag.quotations.grammar.clause_extents import (
    around,
    clause_end,
    content_start,
    frame_end,
    is_all_quoted,
    over_aside,
    trimmed,
)
from dixit.rag.quotations.grammar.cues import cues_in
from tests.rag.quotations.grammar.frames import at, frame_of, from_token, written


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Le maire a dit que le pont ferme.", "le pont ferme"),
        # A semicolon, or a further act of the same person, ends the clause.
        ("The mayor said that prices rose; nobody knows why.", "prices rose"),
        ("The mayor said that the plant closed, and dismissed the rest.", "the plant closed"),
        # So does the next attribution.
        ("Le maire a dit que le pont ferme, ajoutant que tout ira bien.", "le pont ferme"),
        ("Le maire a dit que le pont ferme mais la préfète assure que non.", "le pont ferme"),
        ("Anne a dit que le train part et a promis de revenir.", "le train part"),
        ("Anne a dit que le train part demain, selon le quotidien.", "le train part demain"),
        # A participle that reports nothing further does not.
        ("Anne a dit que le train part, ajoutant un wagon.", "le train part, ajoutant un wagon"),
    ],
)
def test_a_reported_clause_ends_before_the_next_attribution(text: str, clause: str) -> None:
    frame = frame_of(text)
    start = next(i for i, token in enumerate(frame) if token.word in ("que", "that")) + 1
    later = [cue for cue in cues_in(frame) if cue.first > start]

    assert written(frame, (start, clause_end(frame, start, later))) == clause


@pytest.mark.parametrize(
    ("text", "content"),
    [
        # The attribution ends the sentence: the words before it.
        ("Le pont ferme lundi, selon Anne Morel.", "Le pont ferme lundi"),
        # The sentence goes on: the words on both sides, with the attribution between them.
        (
            "Le pont, selon Anne Morel, est fermé depuis hier.",
            "Le pont, selon Anne Morel, est fermé depuis hier",
        ),
        # What goes on is about the speaker.
        ("Le pont ferme lundi, selon Anne Morel, maire.", "Le pont ferme lundi"),
        ("Le pont ferme lundi, selon Anne Morel, ajoutant que oui.", "Le pont ferme lundi"),
        ("Le pont ferme lundi, selon Anne Morel, qui le dirige.", "Le pont ferme lundi"),
    ],
)
def test_words_before_an_attribution_go_on_behind_it_where_their_clause_does(
    text: str, content: str
) -> None:
    frame = frame_of(text)
    comma, behind = at(frame, "selon") - 1, at(frame, "Morel") + 1

    assert written(frame, around(frame, 0, comma, behind, frozenset())) == content


def test_words_behind_an_attribution_that_have_a_speaker_of_their_own_are_left_out() -> None:
    frame = frame_of("Le pont ferme lundi, selon Anne Morel, « c'est sûr », dit-elle.")
    comma, behind = at(frame, "selon") - 1, at(frame, "Morel") + 1
    credited = frozenset({behind + 1})

    assert written(frame, around(frame, 0, comma, behind, credited)) == "Le pont ferme lundi"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Le pont ferme, a dit Anne.", "Le pont ferme, a dit Anne."),
        # Leading marks, an agency's dateline and an earlier clause are not part of it.
        (", le pont ferme, a dit Anne.", "le pont ferme, a dit Anne."),
        ("PARIS, 14 mars (AFP) - Le pont ferme, a dit Anne.", "Le pont ferme, a dit Anne."),
        ("Rien ne va ; le pont ferme, a dit Anne.", "le pont ferme, a dit Anne."),
    ],
)
def test_content_begins_behind_what_does_not_belong_to_it(text: str, content: str) -> None:
    frame = frame_of(text)
    before = at(frame, "a") - 1

    assert from_token(frame, content_start(frame, before, frozenset())) == content


def test_content_begins_behind_quoted_words_that_have_a_speaker() -> None:
    frame = frame_of("« Oui ». Le pont ferme, a dit Anne.")
    before = at(frame, "a") - 1

    assert from_token(frame, content_start(frame, before, frozenset({0}))).startswith("Le pont")
    assert content_start(frame, before, frozenset()) == 0


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("mardi à Lyon, avant de partir", ", avant de partir"),
        ("mardi à Lyon.", "."),
        # No insertion ends before a finite verb, quoted words, or ten tokens.
        ("on Monday was bad", "on Monday was bad"),
        ("hier « oui » et non", "hier « oui » et non"),
        ("un deux trois quatre cinq six sept huit neuf dix, onze",) * 2,
    ],
)
def test_an_adjunct_is_stepped_over_up_to_its_comma(text: str, rest: str) -> None:
    frame = frame_of(text)

    assert from_token(frame, over_aside(frame, 0)) == rest


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Oui.", "Oui"),
        ("Vraiment ?!", "Vraiment"),
        ("Le pont coûte 5 %.", "Le pont coûte 5 %"),
        ("Le pont (ferme).", "Le pont (ferme)"),
        ("...", ""),
    ],
)
def test_final_punctuation_is_not_part_of_a_frame(text: str, sentence: str) -> None:
    frame = frame_of(text)
    end = frame_end(frame)

    assert (written(frame, (0, end)) if end else "") == sentence


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (", le pont ferme :", "le pont ferme"),
        ("(le pont) ferme", "(le pont) ferme"),
        ("- 3 degrés,", "- 3 degrés"),
        # Fewer than two words are no statement.
        ("pont", ""),
        (", ,", ""),
    ],
)
def test_marks_at_the_edges_of_reported_words_are_cut_off(text: str, words: str) -> None:
    frame = frame_of(text)

    assert written(frame, trimmed(frame, 0, len(frame))) == words


@pytest.mark.parametrize(
    ("text", "expected"),
    [("« le pont »", True), ("« oui », « non ».", True), ("« oui » et non", False)],
)
def test_words_are_all_quoted_where_only_marks_stand_beside(text: str, expected: bool) -> None:
    frame = frame_of(text)

    assert is_all_quoted(frame, (0, len(frame))) is expected
