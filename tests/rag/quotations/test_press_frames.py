"""Frames of the press: sources, quoted names, inserted clauses, and who is no speaker."""

import pytest

from dixit.index.records import Document
from dixit.rag.quotations import find_quotations


def told(text: str, language: str = "fr") -> list[tuple[str, str]]:
    """Return the speaker and the words of each statement of a text."""
    quotations = find_quotations(Document("a.txt", text, "", language))
    return [(quotation.speaker, quotation.quote) for quotation in quotations]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        # The words behind a source that a colon introduces.
        (
            "L'exploitant, Marc Vial, dément : selon lui, rien n'a fui du réservoir.",
            "fr",
            ("Marc Vial", "rien n'a fui du réservoir"),
        ),
        # The description of a source is no part of the words.
        (
            "Selon Rose Amat, une ancienne juge qui a vécu au port, le quai est trop court.",
            "fr",
            ("Rose Amat", "le quai est trop court"),
        ),
        (
            "According to Ada Finch, a lawyer who has lived here since 2010, the quay is short.",
            "en",
            ("Ada Finch", "the quay is short"),
        ),
        ("Comme l'explique Rose Amat, le quai est trop court.", "fr",
         ("Rose Amat", "le quai est trop court")),
        ("Comme le souligne Rose Amat, le quai est trop court.", "fr",
         ("Rose Amat", "le quai est trop court")),
        # Quoted names for things, of one or two words.
        ("Rose Amat parle d'un « gâchis ».", "fr", ("Rose Amat", "gâchis")),
        ("Rose Amat juge les chiffres « probablement faux ».", "fr",
         ("Rose Amat", "probablement faux")),
        ("Ada Finch called the plan “a mess”.", "en", ("Ada Finch", "a mess")),
        # A participle that governs the words, whatever the sentence's verb.
        ("Rose Amat, saluant « un accord juste pour le port », a ouvert la séance.", "fr",
         ("Rose Amat", "un accord juste pour le port")),
        # A translation in brackets between the words and the verb.
        ("« Basta cusì ! » (ça suffit), a crié Rose Amat.", "fr", ("Rose Amat", "Basta cusì !")),
        # An age behind the name.
        ("“We waited all night,” Ada Finch, 78, told us.", "en",
         ("Ada Finch", "We waited all night")),
        # One of a group, without a name.
        ("Trois gardiennes restent. « On tient le coup », soupire l'une d'elles.", "fr",
         ("l'une d'elles", "On tient le coup")),
        # What somebody promises, proposes or advises.
        ("Rose Amat promet de rembourser les billets avant mai.", "fr",
         ("Rose Amat", "rembourser les billets avant mai")),
        ("Ada Finch promised to pay the crew on Monday.", "en",
         ("Ada Finch", "to pay the crew on Monday")),
        # The owner of a body, and who speaks for it.
        ("Ryo's last chairman, Ma Jae, called it “a marriage of two houses”.", "en",
         ("Ma Jae", "a marriage of two houses")),
        # A concession behind the words is the journalist's.
        ("Ada Finch said that sales were up, although no figures were given.", "en",
         ("Ada Finch", "sales were up")),
    ],
)  # fmt: skip
def test_a_frame_is_read(text: str, language: str, expected: tuple[str, str]) -> None:
    assert told(text, language) == [expected]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        # Nobody, and a passive, say nothing.
        ("Nobody on Elm Street believes that the boycott failed.", "en"),
        ("Des barrières étaient promises depuis mai : il n'y avait que de la paille.", "fr"),
        ("Staff had been told to keep a ledger “in pencil”.", "en"),
        # A title names the work before it.
        ("The town hall's leaflet, “Eating Well Together”, promises a review in March.", "en"),
    ],
)
def test_what_only_looks_like_a_statement_is_left_out(text: str, language: str) -> None:
    assert told(text, language) == []


def test_a_second_name_is_no_speaker() -> None:
    text = "Le joueur Marc Vial, dit Korrigan, a soutenu que le club lui devait sa prime."
    assert told(text) == [("Marc Vial", "le club lui devait sa prime")]


def test_who_reads_a_letter_does_not_speak() -> None:
    text = "Rose Amat lit le message d'une amie : « Vous n'êtes pas seuls dans ce combat »."
    assert "Rose Amat" not in {speaker for speaker, _ in told(text)}


def test_the_second_piece_of_unnamed_words_is_not_given_to_the_person_before() -> None:
    text = (
        "« Le vote est joué », a dit Rose Amat.\n\nTrois gardiennes restent. « On s'endort dessus, "
        "soupire l'une d'elles. Mais qui restera si nous partons ? »"
    )
    assert {speaker for speaker, _ in told(text)} == {"Rose Amat", "l'une d'elles"}


def test_a_label_behind_a_paragraph_is_no_part_of_a_name() -> None:
    text = (
        "Tobias Kwame designed it. The chair questioned Mr Kwame.\n\n"
        "Q. Whose drawing is it?\nA. Mine, I made it in my kitchen.\nQ. Why?\nA. I had time."
    )
    assert {speaker for speaker, _ in told(text, "en")} == {"Tobias Kwame"}
