"""Conversations in which a question leaves out what the ones before it said."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dixit import Dixit, Turn
from dixit.rag.embedders.base import Embedder
from dixit.rag.records import Answer

ARTICLES = {
    "bridge.txt": """\
The Castlemoor bridge closes

By Ruth Denning, 4 March 2016

The Castlemoor bridge closed on 2 March 2016 because inspectors had found cracks in two piers. \
The repair of the bridge cost 6.3 million pounds and lasted eleven weeks. The engineer Priya Nand \
led the repair. "The steel is sound, the concrete is not," Priya Nand said.

The bus company Halewick lost 14,000 passengers in 2016. Halewick lost 9,000 passengers in 2017. \
The director of Halewick, Colm Brady, accused the council. "They gave us no notice," he said.
""",
    "laiterie.txt": """\
La laiterie de Vaubrune ferme

La laiterie de Vaubrune fermera le 30 juin 2019, a annoncé mardi la directrice Solène Marchais. \
« Nous n'avons plus de repreneur », a-t-elle déclaré. La fermeture supprimera 85 emplois.

Le syndicaliste Karim Delvaux réclame une table ronde à Rennes. « Les salariés ne sont pas \
dupes », a-t-il dit. La laiterie avait produit 42 000 tonnes de fromage en 2017. Elle avait \
produit 31 000 tonnes de fromage en 2018.
""",
    "orchestra.txt": """\
An orchestra on the move

By Tilda Moss, 9 January 2020

The Lindholm orchestra will move to Porto in September 2020, because its hall in Malmo is too \
small. The conductor Elsa Varga welcomed the move. "The sea will do us good," said Elsa Varga. \
The orchestra employs 64 musicians.
""",
}

CONVERSATIONS = {
    "a bridge": [
        ("When did the Castlemoor bridge close?", "2 March 2016"),
        ("Why?", "cracks in two piers"),
        ("And how much did its repair cost?", "6.3 million"),
        ("How long did it last?", "eleven weeks"),
        ("The engineer?", "Priya Nand"),
        ("What did she say?", "The steel is sound"),
        ("And Colm Brady?", "They gave us no notice"),
    ],
    "passengers": [
        ("How many passengers did Halewick lose in 2016?", "14,000"),
        ("and in 2017?", "9,000"),
        ("Who is its director?", "Colm Brady"),
    ],
    "a dairy": [
        ("Quand fermera la laiterie de Vaubrune ?", "30 juin 2019"),
        ("Et combien d'emplois supprimera-t-elle ?", "85 emplois"),
        ("Que réclame Karim Delvaux ?", "table ronde"),
        ("Dans quelle ville ?", "Rennes"),
        ("What did he say?", "ne sont pas dupes"),
        ("Et la directrice ?", "Solène Marchais"),
    ],
    "cheese": [
        ("Combien de tonnes de fromage la laiterie a-t-elle produites en 2017 ?", "42 000"),
        ("And in 2018?", "31 000"),
        ("Where will the Lindholm orchestra move?", "Porto"),
        ("Pourquoi ?", "too small"),
        ("Tell me more", "64 musicians"),
    ],
}
"""Each question with words of the right answer. The first of a conversation leans on nothing."""


@pytest.fixture(scope="module")
def dixit(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Dixit]:
    folder = tmp_path_factory.mktemp("conversations")
    articles: Path = folder / "articles"
    articles.mkdir()
    for name, text in ARTICLES.items():
        (articles / name).write_text(text, encoding="utf-8")
    dixit = Dixit(folder / "index", embedder=embedder)
    dixit.add([articles])
    yield dixit
    dixit.close()


UNANSWERED = {
    "Tell me more": "sentences without the subject's name are not found",
}
"""Turns whose question is completed, and whose answer is not found even so."""
TURNS = [
    pytest.param(
        name,
        number,
        id=f"{name}: {question}",
        marks=pytest.mark.xfail(reason=UNANSWERED[question], strict=True)
        if question in UNANSWERED
        else (),
    )
    for name, turns in CONVERSATIONS.items()
    for number, (question, _) in enumerate(turns)
]


@pytest.fixture(scope="module")
def answers(dixit: Dixit) -> dict[str, list[Answer]]:
    """The answers of each conversation, each question asked after all those before it."""
    found: dict[str, list[Answer]] = {}
    for name, turns in CONVERSATIONS.items():
        history: list[Turn] = []
        for question, _ in turns:
            history.append(Turn(question, dixit.ask(question, history=history)))
        found[name] = [turn.answer for turn in history]
    return found


@pytest.mark.parametrize(("name", "number"), TURNS)
def test_each_turn_is_answered_by_what_it_asks_for(
    answers: dict[str, list[Answer]], name: str, number: int
) -> None:
    answer = answers[name][number]

    assert answer.answered, answer.asked
    assert CONVERSATIONS[name][number][1] in answer.text, answer.asked
