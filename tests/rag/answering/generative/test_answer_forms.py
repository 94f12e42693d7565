"""Answers in the forms that models write, over HTTP: what is proven, and what is said instead."""

from collections.abc import Callable, Iterator

import pytest

from dixit import Dixit
from dixit.rag.answering.generative import chat_answerer, providers
from dixit.rag.errors import ModelError
from dixit.rag.records import Answer
from tests.rag.openai_server import Played, serving

QUESTION = "Combien de véhicules BMW et MINI ont été livrés ?"
SALES = "723 680"
TRUE = "BMW a livré 723 680 véhicules BMW et MINI"
UNMATCHED = "n’a pas pu être rattachée"

Say = Callable[[Callable[[str, str], str]], list[Answer]]


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> Iterator[Played]:
    monkeypatch.setattr(providers, "WAITS_S", (0.0, 0.0))
    monkeypatch.setattr(chat_answerer, "_UNOPENED", set())
    part = Played()
    with serving(part) as url:
        monkeypatch.setenv("OPENAI_BASE_URL", url)
        yield part


@pytest.fixture
def say(played: Played, seed_dixit: Dixit) -> Say:
    """What becomes of a reply, made from the id of the passage on sales and from its words."""

    def say(make: Callable[[str, str], str]) -> list[Answer]:
        def reply(texts: dict[str, str]) -> list[str]:
            key, text = next((key, text) for key, text in texts.items() if SALES in text)
            made = make(key, text)
            return [made[at : at + 5] for at in range(0, len(made), 5)]

        played.reply = reply
        return list(seed_dixit.stream(QUESTION, model="openai:played"))

    return say


def sentence_of(text: str) -> str:
    """The sentence of a passage that gives the sales."""
    return next(part for part in text.replace("\n", ". ").split(". ") if SALES in part).strip()


@pytest.mark.parametrize(
    "form",
    ["{0} 【{1}†source】.", "[{1}] {0}.", "{0}.\n\nSources :\n- {1}",
     "| Qui |\n|---|\n| {0} ({1}) |",
     "<think>Elon Musk en a livré 12 [{1}].</think>{0} [{1}].",
     "Elon Musk en a livré douze mille hier.\n</think>\n{0} [{1}]."],
)  # fmt: skip
def test_a_true_statement_is_proven_in_any_form_and_thoughts_are_not_shown(
    say: Say, form: str
) -> None:
    answer = say(lambda key, _: form.format(TRUE, key))[-1]

    (block,) = answer.blocks
    assert block.text.rstrip(".") == TRUE
    assert [citation.verdict for citation in block.citations] == ["supported"]
    assert "Musk" not in answer.text


def test_a_sentence_that_stands_in_a_passage_needs_no_id(say: Say) -> None:
    answer = say(lambda _, text: sentence_of(text))[-1]

    assert answer.answered
    assert [citation.verdict for citation in answer.blocks[0].citations] == ["verbatim"]
    assert SALES in answer.citations[0].quote


def test_an_id_beside_a_wrong_statement_proves_nothing(say: Say) -> None:
    answer = say(lambda key, _: f"{TRUE}. BMW a livré 999 999 vélos.\n\nSources : [{key}]")[-1]

    assert [block.unproven for block in answer.blocks] == [False, True]
    assert not answer.blocks[1].citations


@pytest.mark.parametrize("reply", ["BMW a vendu des chats.", "BMW a vendu des chats [1]."])
def test_an_answer_that_cannot_be_matched_is_told_and_the_articles_are_quoted(
    say: Say, reply: str
) -> None:
    answer = say(lambda _key, _text: reply)[-1]

    note, *quoted = answer.blocks
    assert UNMATCHED in note.text and not note.citations
    assert answer.answered and quoted
    assert all(citation.verdict == "verbatim" for block in quoted for citation in block.citations)
    assert "chats" not in answer.text


@pytest.mark.parametrize(
    "reply", ["NO_ANSWER", "**NO_ANSWER**", "no_answer.", "NO\\_ANSWER",
              "NO_ANSWER: the passages do not say anything about this.",
              "Les passages ne permettent pas de répondre à cette question."],
)  # fmt: skip
def test_that_nothing_was_found_is_said_where_the_model_says_so(say: Say, reply: str) -> None:
    answer = say(lambda _key, _text: reply)[-1]

    assert not answer.answered
    assert "n’a pas trouvé de réponse" in answer.text


def test_what_is_proven_is_shown_before_a_refusal_of_the_rest(say: Say) -> None:
    answer = say(lambda key, _: f"{TRUE} [{key}]. NO_ANSWER")[-1]

    assert answer.answered
    assert answer.blocks[0].text == TRUE
    assert "Pour le reste" in answer.blocks[-1].text


def test_thoughts_alone_are_an_error_that_names_the_setting(say: Say) -> None:
    with pytest.raises(ModelError, match="model_tokens"):
        say(lambda key, _: f"<think>{TRUE} [{key}].")


def test_long_thoughts_are_not_counted_against_the_answer(say: Say) -> None:
    answer = say(lambda key, _: f"<think>{'Voyons. ' * 4000}</think>{TRUE} [{key}].")[-1]

    assert answer.answered


def test_a_model_seen_to_open_no_thoughts_is_held_back_from_then_on(say: Say) -> None:
    def reply(key: str, _: str) -> str:
        return f"Elon Musk en a livré douze mille hier soir.</think>{TRUE} [{key}]."

    assert say(reply)[-1].answered
    assert not any("Musk" in answer.writing for answer in say(reply))
