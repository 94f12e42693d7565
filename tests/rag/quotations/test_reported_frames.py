"""Frames of reported speech: requests, questions, passives, inserted clauses, and who is asked."""

import pytest

from dixit.index.records import Document
from dixit.rag.lang.speakers_meant import speakers_meant
from dixit.rag.quotations import find_quotations


def told(text: str) -> list[tuple[str, str]]:
    """Return the speaker and the words of each statement of a text."""
    quotations = find_quotations(Document("a.txt", text, "", "fr"))
    return [(quotation.speaker, quotation.quote) for quotation in quotations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A passive whose agent speaks.
        ("Ada Finch was told by the clerk that the file was lost.",
         ("the clerk", "the file was lost")),
        ("Rose Amat a été informée par le greffier que le dossier était perdu.",
         ("le greffier", "le dossier était perdu")),
        # "par" and no agent.
        ("Rose Amat a fait savoir par courrier que le quai fermait.",
         ("Rose Amat", "le quai fermait")),
        # Questions.
        ("Ada Finch asked whether the ferry would run.",
         ("Ada Finch", "whether the ferry would run")),
        ("Rose Amat a demandé pourquoi le quai fermait.",
         ("Rose Amat", "pourquoi le quai fermait")),
        # Requests.
        ("Ada Finch urged families not to wait for the ferry.",
         ("Ada Finch", "not to wait for the ferry")),
        ("Rose Amat a demandé aux jurés de ne pas confondre les dates.",
         ("Rose Amat", "ne pas confondre les dates")),
        # An infinitive inside a clause is no request.
        ("Ada Finch told the court she had meant to call her crew.",
         ("Ada Finch", "she had meant to call her crew")),
        # An aside before "that".
        ("Ada Finch replied, after a pause that everybody noticed, that she would stay.",
         ("Ada Finch", "she would stay")),
        # A noun that looks like a verb.
        ("Ada Finch wrote in her annual report that every cabin had been sold.",
         ("Ada Finch", "every cabin had been sold")),
        # Coordinated relative clauses.
        ("“The ferry stays,” says Ada Finch, who owns it and who thinks that the quay is safe.",
         ("Ada Finch", "the quay is safe")),
        # An attribution behind a conjunction.
        ("Nobody came, since, Ada Finch says, the quay had been shut all week.",
         ("Ada Finch", "the quay had been shut all week")),
        # "As X conceded" behind the words.
        ("The rotas were changed in May, as Ada Finch conceded before the council.",
         ("Ada Finch", "The rotas were changed in May")),
        # Participles without "that".
        ("Ada Finch turned the prize down, telling the jury it should go to the crew.",
         ("Ada Finch", "it should go to the crew")),
        # Views.
        ("Rose Amat évoque une fuite dans la cale du ferry.",
         ("Rose Amat", "une fuite dans la cale du ferry")),
        ("Ada Finch blamed a fall in ticket sales.", ("Ada Finch", "a fall in ticket sales")),
        # The name behind a noun that no list holds.
        ("Selon la zingueuse, Rose Amat, le toit est perdu.", ("Rose Amat", "le toit est perdu")),
        # A purpose.
        ("Rose Amat a brandi un plan pour expliquer que le quai avait bougé.",
         ("Rose Amat", "le quai avait bougé")),
    ],
)  # fmt: skip
def test_who_reports_what(text: str, expected: tuple[str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        # A place and a journal are no speakers of what somebody says beside them.
        (
            "The ferry struck a reef off the harbor at Port Skellan, the coast guard said.",
            "Port Skellan",
        ),
        # Somebody of whom an unnamed source speaks.
        (
            "D'après un membre du club, l'arrière Rose Amat, touchée au genou, sera absente.",
            "Rose Amat",
        ),
        # A courtesy title tells who is not meant.
        (
            "M. Bourdain fait observer que le plan date. La directrice répond qu'il est neuf.",
            "La directrice",
        ),
    ],
)
def test_who_does_not_speak(text: str, wrong: str) -> None:
    speakers = [speaker for speaker, _ in told(text)]
    assert speakers
    assert wrong not in speakers
    assert speakers[-1:] != ["Bourdain"]


def test_a_verb_with_words_of_its_own_ends_the_statement_before_it() -> None:
    text = "Rose Amat nie avoir su que le quai bougeait et assure avoir prévenu la mairie."

    assert told(text) == [
        ("Rose Amat", "nie avoir su que le quai bougeait"),
        ("Rose Amat", "avoir prévenu la mairie"),
    ]


def test_answers_by_initials_are_not_those_of_who_asks() -> None:
    text = (
        "GRAND ENTRETIEN. Rose Amat quitte le port. Propos recueillis par Paul Vial.\n\n"
        "Votre premier jour ?\n\nRose Amat. Il pleuvait sur le quai.\n\n"
        "Et le dernier ?\n\n"
        "R. A. Il pleuvra encore. Le capitaine m'a dit : « Petite, regarde loin. »\n"
    )

    assert told(text) == [
        ("Rose Amat", "Il pleuvait sur le quai."),
        ("Rose Amat", "Il pleuvra encore. Le capitaine m'a dit : « Petite, regarde loin. »"),
        ("le capitaine", "Petite, regarde loin."),
    ]


def test_a_dam_is_not_who_is_interviewed() -> None:
    text = (
        "Ada Finch farms where the Ossel Bridge dam is to be built. We met in her kitchen.\n\n"
        "How many of you say no?\nMost of us, and I am one of them.\n\n"
        "What is on offer?\nThey pay me enough, which is fair.\n"
    )

    assert {speaker for speaker, _ in told(text)} == {"Ada Finch"}


@pytest.mark.parametrize("asked", ["Luca de Meo", "de Meo", "M. de Meo", "Monsieur De Meo"])
def test_one_person_is_meant_by_each_form_of_the_name(asked: str) -> None:
    assert speakers_meant(asked, ["Luca de Meo", "de Meo", "M. de Meo", "Anne Morel"]) == [
        "Luca de Meo",
        "de Meo",
        "M. de Meo",
    ]


def test_a_title_of_the_other_gender_means_somebody_else() -> None:
    assert speakers_meant("Mme de Meo", ["Luca de Meo"]) == []
    assert speakers_meant("Mary Rudd", ["Andrew Rudd", "Rudd"]) == []
