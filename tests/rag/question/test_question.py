"""A question is understood once, and knows the names that it writes without a capital."""

import pytest

from dixit import Dixit
from dixit.index.records import Hit, Passage, Span
from dixit.rag.question import query
from dixit.rag.question.query import understand
from dixit.rag.question.question import Question
from dixit.rag.records import Answer

TEXT = "Le maire de Brissac, Paul Ferrand, a rouvert le pont."
HIT = Hit(Passage(Span("pont.txt", 0, len(TEXT)), TEXT, "fr"), 1.0)


class Counts:
    """Two passages, in one of which each word stands."""

    def frequency(self, token: str) -> int:
        return 1

    def size(self) -> int:
        return 2

    def languages(self) -> list[str]:
        return ["fr"]


def test_a_name_written_small_is_one_where_the_passages_write_it_with_a_capital() -> None:
    question = Question.over(understand("qui est paul ferrand ?"), [HIT], Counts())

    assert question.written.names == ()
    assert question.query.names == ("paul ferrand",)
    assert {term.word for term in question.terms if term.is_name} == {"paul", "ferrand"}
    assert not any(term.is_name for term in question.written_terms)


def test_a_word_that_the_passages_write_small_is_no_name() -> None:
    question = Question.over(understand("quand rouvre le pont ?"), [HIT], Counts())

    assert question.query is question.written
    assert question.terms is question.written_terms
    assert question.wanted == "date"


def test_the_answer_type_is_told_once_a_question(
    seed_dixit: Dixit, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    wanted_in = query.wanted_in

    def counted(text: str) -> query.Wanted:
        told.append(text)
        return wanted_in(text)

    monkeypatch.setattr(query, "wanted_in", counted)
    answer: Answer = seed_dixit.ask("How many vehicles did BMW deliver last year?")

    assert answer.answered
    assert len(told) == 1
