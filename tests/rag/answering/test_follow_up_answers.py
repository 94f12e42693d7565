"""A pronoun stands for the last speaker only where it stands for a person not yet named."""

from collections.abc import Callable

import pytest

from dixit import Dixit
from dixit.index.records import Span
from dixit.rag.dials import DEFAULT
from dixit.rag.question.follow_up import Turn, recent, standalone
from dixit.rag.records import Answer, Block, Citation

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


@pytest.fixture
def asked(seed_dixit: Dixit) -> Callable[..., Answer]:
    """The answer to the last of some questions, each asked after those before it."""

    def asked(*questions: str) -> Answer:
        turns: list[Turn] = []
        for question in questions:
            turns.append(Turn(question, seed_dixit.ask(question, turns)))
        return turns[-1].answer

    return asked


@pytest.mark.parametrize(
    ("questions", "alone"),
    [
        (("Que dit Zu Sijie ?", "Et An Conghui ?"), "Que dit An Conghui ?"),
        (("Who is Luca de Meo?", "And Lei Jun?"), "Who is Lei Jun?"),
        (("Que dit Zu Sijie ?", "Et lui ?"), "Que dit Zu Sijie ?"),
        (("Que dit Zu Sijie ?", "what else did he say?"), "what else did Zu Sijie say?"),
        (
            ("How many cars did BMW deliver?", "and in 2017?"),
            "How many cars did BMW deliver in 2017 ?",
        ),
        (("What did Liu Bo say?", "and about Tencent?"), "What did Liu Bo say about Tencent ?"),
        (("Où est la base de BMW ?", "Dans quel article ?"), "Où est la base de BMW ?"),
        (("Que dit Zu Sijie ?", "Et An Conghui ?", "Quel article ?"), "Que dit An Conghui ?"),
    ],
)
def test_what_a_follow_up_leaves_out_is_taken_from_before_and_shown(
    asked: Callable[..., Answer], questions: tuple[str, ...], alone: str
) -> None:
    assert asked(*questions).asked == alone


@pytest.mark.parametrize(
    "question",
    [
        "Combien de véhicules BMW et MINI ont été livrés ?",
        "And what did Yu Wei say?",
        "Et que pense de Meo de l'enquête compensatoire de l'Union européenne ?",
    ],
)
def test_another_subject_does_not_drag_the_old_one_along(
    asked: Callable[..., Answer], question: str
) -> None:
    assert not asked("Que dit Zu Sijie ?", question).asked


def test_only_the_latest_turns_are_looked_at() -> None:
    long = Answer("?", "fr", True, "quoting", (Block("mot " * DEFAULT.conversation.most_words),))
    turns = [HISTORY[0], *[Turn("Et ensuite ?", long)] * 3]

    assert recent(turns) == turns[-1:]
