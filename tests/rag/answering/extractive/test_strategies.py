"""Each way of answering without a model replies to its own questions, and to no others."""

import pytest

from dixit.rag.answering.extractive import strategies
from dixit.rag.answering.extractive.answerer import answer
from dixit.rag.answering.refusal.refusals import NOTHING, Reply
from tests.rag.answering.extractive.asking import asked

ARTICLES = {
    "pont.txt": (
        "Le pont de Brissac a rouvert en avril. Les travaux ont coûté trois millions d'euros. "
        "Paul Ferrand, maire de Brissac, a déclaré : « Le pont tiendra cent ans. » "
        "L'association des bateliers a ajouté : « La navigation reprendra en mai. »"
    ),
    "musée.txt": (
        "Le musée de Harwell rouvre vendredi. Son toit a été refait en chêne. "
        "Ruth Okafor, directrice du musée, a précisé : « Nous avons gardé chaque poutre. »"
    ),
}


def reply(strategy: strategies.Strategy, question: str) -> Reply | None:
    return strategy(*asked(question, ARTICLES))


def cited(given: Reply | None) -> list[str]:
    assert given is not None
    return [citation.quote for block in given.blocks for citation in block.citations]


def kind(given: Reply | None) -> str | None:
    assert given is not None
    return given.refusal.kind if given.refusal else None


def test_an_article_fact_needs_an_article_that_tells_it() -> None:
    assert reply(strategies.article_fact, "Qui a écrit l'article sur le pont ?") is None
    assert reply(strategies.article_fact, "Combien ont coûté les travaux ?") is None


def test_a_name_that_no_passage_holds_is_unknown() -> None:
    given = reply(strategies.unknown_names, "Que pense Karim Sadi du pont de Brissac ?")

    assert kind(given) == "unknown"
    assert given and given.refusal and given.refusal.names == ("Karim Sadi",)
    assert reply(strategies.unknown_names, "Quand le pont de Brissac a-t-il rouvert ?") is None


def test_an_office_is_told_by_its_holder_and_a_holder_by_the_office() -> None:
    for question in ("Qui est le maire de Brissac ?", "Qui est Paul Ferrand ?"):
        (quote,) = cited(reply(strategies.office_holder, question))
        assert "Paul Ferrand, maire de Brissac" in quote

    assert reply(strategies.office_holder, "Quand le pont a-t-il rouvert ?") is None


def test_who_said_something_is_told_by_the_statement() -> None:
    question = "Qui a dit que la navigation reprendra en mai ?"

    assert cited(reply(strategies.who_said, question)) == ["La navigation reprendra en mai."]
    assert reply(strategies.who_said, "Que dit Paul Ferrand du pont ?") is None


def test_the_words_of_one_who_is_named_are_theirs() -> None:
    given = reply(strategies.statements_of_named, "Que dit Paul Ferrand du pont ?")

    assert cited(given) == ["Le pont tiendra cent ans."]
    assert reply(strategies.statements_of_named, "Que dit le maire de Brissac ?") is None


def test_one_who_is_named_and_speaks_of_other_things_is_off_topic() -> None:
    given = reply(strategies.statements_of_named, "Que dit Ruth Okafor de la navigation ?")

    assert kind(given) == "off_topic"


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("Que dit le maire de Brissac du pont ?", "Le pont tiendra cent ans."),
        ("Que disent les bateliers de leur association ?", "La navigation reprendra en mai."),
    ],
)
def test_the_words_of_one_who_is_described_are_theirs(question: str, quote: str) -> None:
    assert quote in cited(reply(strategies.statements_of_described, question))


def test_an_office_that_nobody_holds_has_no_words() -> None:
    given = reply(strategies.statements_of_described, "Que dit le trésorier de Brissac ?")

    assert given == NOTHING
    assert reply(strategies.statements_of_described, "Quand le pont a-t-il rouvert ?") is None


def test_one_whose_words_were_not_found_is_silent() -> None:
    given = reply(strategies.silent_speaker, "Que dit Brissac du pont ?")

    assert kind(given) == "silent"
    assert reply(strategies.silent_speaker, "Quand le pont a-t-il rouvert ?") is None


def test_a_fact_is_the_sentence_that_holds_it() -> None:
    first, *_ = cited(reply(strategies.facts, "Combien ont coûté les travaux du pont ?"))

    assert first == "Les travaux ont coûté trois millions d'euros."
    assert reply(strategies.facts, "Combien de touristes visitent le zoo ?") is None


def test_the_first_reply_stands_and_without_any_nothing_is_found() -> None:
    named = "Que dit Paul Ferrand du pont ?"
    assert answer(*asked(named, ARTICLES)) == reply(strategies.statements_of_named, named)

    assert answer(*asked("Combien de touristes visitent le zoo ?", ARTICLES)) == NOTHING
