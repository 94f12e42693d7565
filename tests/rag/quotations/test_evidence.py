"""A pronoun or a description gets a name only where the evidence for it is sure."""

import pytest

from dixit.index.records import Document
from dixit.rag.parsing.article import Article
from dixit.rag.quotations.evidence import Evidence
from dixit.rag.quotations.find import antecedents_in, quotations_in


def told(text: str) -> list[str]:
    """Return the speaker of each statement; empty where nobody is sure."""
    return [one.speaker for one in quotations_in(Article(Document("a.txt", text, "", "fr")))]


@pytest.mark.parametrize(
    "text",
    [
        "Rose Amat a parlé mardi. Elle a dit que le quai tiendra.",
        "Rose Amat a parlé mardi. Le ciel était gris. Elle a dit que le quai tiendra.",
        # Somebody of the other gender is no rival.
        "Rose Amat a parlé mardi. Un policier notait tout. Elle a dit que le quai tiendra.",
        # Those whom quoted words name do not speak.
        "« Paul Luce viendra », a dit Rose Amat. Elle a précisé que le quai tiendra.",
        # Of one sentence the person who agrees with the pronoun.
        "Rose Amat a salué Marc Vial. Elle a dit que le quai tiendra.",
    ],
)
def test_sure_evidence_gives_the_name(text: str) -> None:
    assert told(text)[-1] == "Rose Amat"


@pytest.mark.parametrize(
    "text",
    [
        # Somebody else is described, or named, in the sentences between.
        "Rose Amat a parlé mardi. Une voisine est venue. Elle a dit que le quai tiendra.",
        "Rose Amat a parlé mardi. Son amie Zohra, 30 ans, vint. Elle a dit que le quai tiendra.",
        # A demonstrative refers to what was named last.
        "Rose Amat nie que la faute soit à l'association des pêcheurs. Celle-ci a dit que le quai "
        "tiendra.",
    ],
)
def test_rivals_between_leave_the_pronoun_open(text: str) -> None:
    assert told(text)[-1] == ""


def test_what_is_not_sure_is_still_known_as_likely() -> None:
    text = "Rose Amat a parlé mardi. Une voisine est venue. Elle a dit que le quai tiendra."
    document = Document("a.txt", text, "", "fr")
    likely = antecedents_in(Article(document))
    assert not any(one.name == "Rose Amat" and one.evidence.is_sure for one in likely.values())


def test_a_masculine_office_may_be_a_womans() -> None:
    text = "Le capitaine Hilmatra Solberg a parlé mardi. Elle a dit que le quai tiendra."
    assert told(text)[-1] == "Hilmatra Solberg"


@pytest.mark.parametrize(
    ("evidence", "is_sure"),
    [
        (Evidence("pronoun", "only", False, 2, False), True),
        (Evidence("pronoun", "only", False, 2, True), False),
        (Evidence("pronoun", "speaker", True, 1, True), True),
        (Evidence("pronoun", "speaker", False, 1, True), False),
        (Evidence("description", "speaker", False, 1, False), True),
        (Evidence("description", "only", False, 0, False), False),
        (Evidence("description", "description", False, 1, False), False),
    ],
)
def test_kinds_of_evidence_below_97_of_100_are_off(evidence: Evidence, is_sure: bool) -> None:
    assert evidence.is_sure is is_sure
