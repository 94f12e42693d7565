"""Subjects: whose verb a cue is, before it, behind it or within it."""

import pytest

from dixit.rag.quotations.grammar.cues import Cue, cues_in
from dixit.rag.quotations.grammar.shared_subjects import absolute_subject
from dixit.rag.quotations.grammar.subjects import (
    is_relative,
    subject_after,
    subject_before,
    subject_of,
)
from dixit.rag.quotations.grammar.tokens import Frame
from tests.rag.quotations.grammar.frames import at, frame_of, parts


def last_cue(text: str) -> tuple[Frame, Cue]:
    frame = frame_of(text)
    return frame, cues_in(frame)[-1]


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        # Before the verb.
        ("Le maire a indiqué que le pont fermera.", "Le maire", ""),
        ("The plant will close, Jane Doe said.", "Jane Doe", ""),
        ("Zu Sijie, président de SAIC, indique que oui.", "Zu Sijie", "président de SAIC"),
        ("Le PDG de Renault, Luca de Meo a dit que oui.", "Luca de Meo", "Le PDG de Renault"),
        ("Jean Roux, qui dirige l'usine, affirme que oui.", "Jean Roux", ""),
        ("Le ministre interrogé mardi sur France Inter a dit que oui.", "Le ministre", ""),
        ("Anne Morel a parlé et Jean Roux affirme que oui.", "Jean Roux", ""),
        ("Mais hier, dans un communiqué, la ville a précisé que non.", "la ville", ""),
        (
            "BOSTON, Sept. 9 -- Corvane Therapeutics announced that it won.",
            *("Corvane Therapeutics", ""),
        ),
        # Behind the verb.
        ("« Oui », a déclaré mardi Marie Curie, maire de Lyon.", "Marie Curie", "maire de Lyon"),
        ("“Yes,” said Jane Doe, the mayor, on Monday.", "Jane Doe", "the mayor"),
        ("« Oui », a dit à l'Agence France-Presse (AFP) Anne Morel.", "Anne Morel", ""),
        ("La crise, explique Anne Morel, est finie.", "Anne Morel", ""),
        ("« Yes », quipped volunteer Maribel Quintanilla.", "Maribel Quintanilla", "volunteer"),
        # Within the cue.
        ("« Oui », a-t-il dit.", "-t-il", ""),
        ("In Pruitt's words, it was over.", "Pruitt's", ""),
        # Of a source.
        ("Selon Anne Morel, rien ne change.", "Anne Morel", ""),
        ("Le pont, selon Anne Morel, est sûr.", "Anne Morel", ""),
        ("Odile Saint-Macary, pour qui la baisse est réelle, attend.", "Odile Saint-Macary", ""),
        # A paper speaks too.
        ("Les prix montent, indique le rapport.", "le rapport", ""),
    ],
)
def test_the_subject_of_a_cue_is_its_speaker(text: str, name: str, office: str) -> None:
    frame, cue = last_cue(text)

    assert parts(frame, subject_of(frame, cue))[1:] == (name, office)


@pytest.mark.parametrize("text", ["Le pont, selon toute vraisemblance, est sûr."])
def test_a_source_of_a_thing_has_no_speaker(text: str) -> None:
    assert subject_of(*last_cue(text)) is None


def test_the_subject_before_does_not_look_across_a_colon_or_quoted_words() -> None:
    for text in (
        "Anne Morel : a dit",
        "Anne Morel ; a dit",
        "Anne Morel « Le pont ferme enfin ce soir » a dit",
    ):
        frame = frame_of(text)
        assert subject_before(frame, at(frame, "a")) is None


def test_short_quoted_words_may_belong_to_the_phrase_before_them() -> None:
    frame = frame_of("Le chef du groupe « Valbrenne autrement » a rétorqué que non.")

    assert parts(frame, subject_before(frame, at(frame, "a")))[1] == "Le chef du groupe"


def test_the_subject_behind_is_not_taken_from_the_next_sentence_part() -> None:
    frame = frame_of("a dit : Anne Morel")

    assert subject_after(frame, 2) is None
    assert subject_after(frame, len(frame)) is None


def test_beside_quoted_words_any_noun_with_an_article_may_be_the_subject() -> None:
    frame = frame_of("proclame la banderole.")

    assert subject_after(frame, 1) is None
    assert parts(frame, subject_after(frame, 1, sure=True))[1] == "la banderole"


def test_with_opens_an_absolute_clause_with_a_subject_of_its_own() -> None:
    frame, cue = last_cue("The talks failed, with a source close to him saying that it was over.")

    assert parts(frame, absolute_subject(frame, cue))[1] == "a source close to him"


def test_a_participle_without_with_has_no_subject_of_its_own() -> None:
    assert absolute_subject(*last_cue("The mayor left, saying that it was over.")) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Odile Saint-Macary, pour qui la baisse est réelle, attend.", True),
        ("Pour Odile Saint-Macary, la baisse est réelle.", False),
        ("Selon Odile Saint-Macary, la baisse est réelle.", False),
    ],
)
def test_pour_qui_is_a_relative_source(text: str, expected: bool) -> None:
    assert is_relative(*last_cue(text)) is expected
