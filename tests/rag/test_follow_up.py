"""A pronoun stands for the last speaker only where it stands for a person not yet named."""

import pytest

from index.records import Span
from rag.answer.records import Answer, Block, Citation
from rag.conversation import Turn, standalone

CITATION = Citation(1, Span("a.txt", 0, 4), "Oui.", "Zu Sijie", "verbatim")
HISTORY = [Turn("Qui ?", Answer("Qui ?", "fr", True, "quoting", (Block("Oui.", (CITATION,)),)))]


@pytest.mark.parametrize(
    "question",
    [
        "Combien de véhicules BMW a-t-elle livrés ?",
        "Et Audi, que dit-elle ?",
        "BMW elle-même a-t-elle des usines ?",
        "What did Volkswagen say when she left?",
    ],
)
def test_a_pronoun_for_somebody_named_in_the_question_stays(question: str) -> None:
    assert "Zu Sijie" not in standalone(question, HISTORY)


@pytest.mark.parametrize(
    "question",
    [
        "Y a-t-il une collaboration ?",
        "De quoi s'agit-il ?",
        "Que faut-il retenir ?",
        "Existe-t-il un accord ?",
        "Est-il vrai que les ventes montent ?",
    ],
)
def test_a_french_pronoun_that_means_nobody_stays(question: str) -> None:
    assert standalone(question, HISTORY) == question


@pytest.mark.parametrize(
    "question", ["Et lui ?", "Que dit-il de Tencent ?", "Qu'a-t-il dit ?", "What did he say?"]
)
def test_a_pronoun_alone_is_the_last_speaker(question: str) -> None:
    assert "Zu Sijie" in standalone(question, HISTORY)
