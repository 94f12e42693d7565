"""Attributions inside the marks, and second-hand words: who said which piece."""

import pytest

from dixit.index.records import Document
from dixit.rag.quotations import find_quotations


def told(text: str, language: str = "fr") -> list[tuple[str, str]]:
    """Return the speaker and the words of each statement of a text."""
    quotations = find_quotations(Document("a.txt", text, "", language))
    return [(quotation.speaker, quotation.quote) for quotation in quotations]


@pytest.mark.parametrize(
    "text",
    [
        "« Les clients nous suivent, {}. Nous contrôlons chaque lot. »",
        '"Les clients nous suivent, {}. Nous contrôlons chaque lot."',
        "“Les clients nous suivent, {}. Nous contrôlons chaque lot.”",
    ],
)
@pytest.mark.parametrize(
    "attribution",
    [
        "explique Rose Amat",
        "a expliqué mardi Rose Amat",
        "soupire Rose Amat, directrice du site",
        "glisse la directrice, Rose Amat",
        "ironise Rose Amat, qui n'en croit pas un mot",
    ],
)
def test_both_pieces_are_the_speakers_without_the_attribution(text: str, attribution: str) -> None:
    assert told(text.format(attribution)) == [
        ("Rose Amat", "Les clients nous suivent"),
        ("Rose Amat", "Nous contrôlons chaque lot."),
    ]


def test_the_pieces_are_not_the_person_named_before() -> None:
    text = "Marc Vial dirige l'usine. « On tient bon, soupire Rose Amat. Il le faut. »"

    assert told(text) == [("Rose Amat", "On tient bon"), ("Rose Amat", "Il le faut.")]


def test_a_pronoun_inside_the_marks_means_the_person_before() -> None:
    text = "Rose Amat enseigne la chimie. « C'est la fin, soupire-t-elle. Tout se vend. »"

    assert told(text) == [("Rose Amat", "C'est la fin"), ("Rose Amat", "Tout se vend.")]


def test_a_verb_of_the_words_themselves_is_no_attribution() -> None:
    text = "« Quand je parle, dit le proverbe que je préfère, on écoute », a noté Rose Amat."

    assert told(text)[0] == (
        "Rose Amat",
        "Quand je parle, dit le proverbe que je préfère, on écoute",
    )


@pytest.mark.parametrize(
    ("text", "language", "inner"),
    [
        (
            "« Un voisin m'a dit : \"Prenez-en dix kilos\", et je l'ai cru », raconte Rose Amat.",
            "fr",
            ("un voisin", "Prenez-en dix kilos"),
        ),
        (
            "“One clerk said, 'Take it or swim,' and I laughed,” Ada Finch recalled.",
            "en",
            ("One clerk", "Take it or swim,"),
        ),
    ],
)
def test_second_hand_words_are_those_of_the_one_who_is_quoted(
    text: str, language: str, inner: tuple[str, str]
) -> None:
    statements = told(text, language)

    assert statements[0][0] in ("Rose Amat", "Ada Finch")
    assert inner in statements


def test_second_hand_words_without_a_name_are_left_to_the_speaker() -> None:
    text = '« On m\'a répondu : "Soufflez dessus" », raconte Rose Amat.'

    assert {speaker for speaker, _ in told(text)} == {"Rose Amat"}
