"""Frames of attribution in the press: what stands between the speaker, the verb and the words."""

import pytest

from dixit.index.records import Document
from dixit.rag.quotations import find_quotations


def told(text: str, language: str) -> list[tuple[str, str]]:
    """Return the speaker and the words of each statement of a text."""
    quotations = find_quotations(Document("a.txt", text, "", language))
    return [(quotation.speaker, quotation.quote) for quotation in quotations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Times and fixed adjuncts.
        ("The ministry said on Friday that prices fell.", ("the ministry", "prices fell")),
        ("The zoo said Friday the bear was well.", ("the zoo", "the bear was well")),
        ("The warden said the gate would stay shut.", ("the warden", "the gate would stay shut")),
        # What stands in brackets behind the name.
        ("Sen. Ada Finch (D-Ohio) said that prices fell.", ("Ada Finch", "prices fell")),
        ("“I back it,” Sen. Ada Finch (D-Ohio) said in a note.", ("Ada Finch", "I back it")),
        # A noun that is no person.
        ("“The votes are in,” the zoo said.", ("the zoo", "The votes are in")),
        # A present tense without an ending.
        (
            "Ada Finch says rents now cost the town a million a year.",
            ("Ada Finch", "rents now cost the town a million a year"),
        ),
        ("Ada Finch said on Friday: a valve had failed.", ("Ada Finch", "a valve had failed")),
        # A contrast behind the statement is the journalist's.
        (
            "Ada Finch said the quay was safe as critics claimed it was cracked.",
            ("Ada Finch", "the quay was safe"),
        ),
        ("Ada Finch accused the firm of hiding the cracks.",
         ("Ada Finch", "the firm of hiding the cracks")),
        (
            "“We smelled smoke,” passenger Omar bin Said al-Harthi told Reuters.",
            ("Omar bin Said al-Harthi", "We smelled smoke"),
        ),
    ],
)  # fmt: skip
def test_an_english_frame_is_read(text: str, expected: tuple[str, str]) -> None:
    assert told(text, "en")[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("« C'est fini », a déclaré de son côté Marc Vial.", ("Marc Vial", "C'est fini")),
        (
            "Les ponts sont coupés, a pour sa part affirmé la préfète, Rose Amat.",
            ("Rose Amat", "Les ponts sont coupés"),
        ),
        ("Marc Vial avait estimé plus tôt que le quai tient.", ("Marc Vial", "le quai tient")),
        ("Marc Vial a redit cette semaine que le quai tient.", ("Marc Vial", "le quai tient")),
        ("Le gouvernement a assuré que le quai tient.", ("le gouvernement", "le quai tient")),
        (
            "« Nous fermons ce soir », est venu dire devant la grille la directrice, Rose Amat.",
            ("Rose Amat", "Nous fermons ce soir"),
        ),
        (
            "« Nous n'oublions rien », a déclaré le chef de l'État 50 ans plus tard.",
            ("le chef de l'État", "Nous n'oublions rien"),
        ),
        (
            "Jugeant que la faute était « grave », Marc Vial a promis une enquête.",
            ("Marc Vial", "la faute était « grave »"),
        ),
        (
            "Rose Amat accuse la firme d'avoir caché les fissures.",
            ("Rose Amat", "la firme d'avoir caché les fissures"),
        ),
        (
            "Mme Rose Amat (groupe mixte) a jugé que le prix montait.",
            ("Rose Amat", "le prix montait"),
        ),
    ],
)  # fmt: skip
def test_a_french_frame_is_read(text: str, expected: tuple[str, str]) -> None:
    assert told(text, "fr")[0] == expected


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Marc Vial a quitté la salle et a fait savoir qu'il ne céderait pas.", "fr",
         "il ne céderait pas"),
        ("The treasurer, Ada Finch, left the room and explained that half was gone.", "en",
         "half was gone"),
    ],
)  # fmt: skip
def test_a_second_verb_has_the_subject_of_the_first(text: str, language: str, words: str) -> None:
    assert told(text, language) == [("Marc Vial" if language == "fr" else "Ada Finch", words)]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Finch praised the rise and its authors.",  # An object is no statement.
        "Une plainte contre Rose Amat a été déposée.",  # A preposition is no verb.
        "On l'a vu chanter. Une femme lui demande de chanter.",  # An act alone tells nothing.
    ],
)
def test_what_nobody_said_is_no_statement(text: str) -> None:
    assert told(text, "en" if text.startswith("Ada") else "fr") == []


def test_a_question_is_reported_without_what_stands_before_the_verb() -> None:
    text = "Dans la salle, une femme a demandé si le quai tiendrait."
    assert told(text, "fr") == [("une femme", "si le quai tiendrait")]


def test_a_line_that_ends_with_a_colon_announces_the_words_below() -> None:
    text = "The tour is off. Ada Finch said:\n\n“I never wanted this to end so soon.”\n"

    assert told(text, "en") == [("Ada Finch", "I never wanted this to end so soon.")]
