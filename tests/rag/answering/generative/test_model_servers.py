"""Chat models over HTTP, by the provider's own client: what they write, and how they fail."""

import os
from collections.abc import Callable, Iterator

import pytest

from dixit import Dixit
from dixit.rag.answering.generative import providers
from dixit.rag.errors import ModelError
from dixit.rag.question.follow_up import Turn
from dixit.rag.records import Answer
from tests.rag.openai_server import Played, Reply, serving

QUESTION = "Combien de véhicules BMW et MINI ont été livrés ?"
SALES = "723 680"


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Further tries come at once."""
    monkeypatch.setattr(providers, "WAITS_S", (0.0, 0.0))


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> Iterator[Played]:
    """A part to play; the client is told where, and with which key."""
    part = Played()
    with serving(part) as url:
        monkeypatch.setenv("OPENAI_BASE_URL", url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
        yield part


Ask = Callable[..., list[Answer]]


@pytest.fixture
def ask(seed_dixit: Dixit) -> Ask:
    def ask(question: str = QUESTION, *, strict: bool = False) -> list[Answer]:
        return list(seed_dixit.stream(question, model="openai:played", strict=strict))

    return ask


def true_reply(texts: dict[str, str]) -> str:
    key = next(key for key, text in texts.items() if SALES in text)
    return f"BMW a livré 723 680 véhicules BMW et MINI [{key}]."


def in_pieces(make: Callable[[dict[str, str]], str], size: int = 3) -> Reply:
    def reply(texts: dict[str, str]) -> list[str]:
        text = make(texts)
        return [text[at : at + size] for at in range(0, len(text), size)]

    return reply


def test_an_answer_is_streamed_evidence_first_and_checked_at_its_end(
    played: Played, ask: Ask
) -> None:
    played.reply = in_pieces(true_reply)
    grown = ask()

    assert grown[0].nearest and not grown[0].blocks
    assert any(answer.writing.startswith("BMW a") and not answer.blocks for answer in grown)
    assert grown[-1].answered
    assert not grown[-1].writing
    (citation,) = grown[-1].citations
    assert SALES in citation.quote


def test_a_marker_cut_in_two_by_the_stream_never_shows(played: Played, ask: Ask) -> None:
    for size in (1, 2, 5):
        played.reply = in_pieces(true_reply, size)
        for answer in ask():
            assert "[" not in answer.writing
            assert all("[" not in block.text for block in answer.blocks)


def test_each_sentence_is_judged_when_it_ends(played: Played, ask: Ask) -> None:
    played.reply = in_pieces(
        lambda texts: (
            f"{true_reply(texts)} {true_reply(texts).replace('BMW a', 'Le constructeur a')}"
        )
    )
    grown = ask()

    with_one = next(answer for answer in grown if len(answer.blocks) == 1)
    assert with_one.writing
    assert with_one.citations[0].verdict == "supported"
    assert len(grown[-1].blocks) == 2


@pytest.mark.parametrize("ids", ["[1]", "[dead]", "[p7]", ""])
def test_ids_that_name_no_passage_are_dropped_and_counted(
    played: Played, ask: Ask, ids: str
) -> None:
    played.reply = in_pieces(lambda texts: f"{true_reply(texts)} BMW a vendu des chats {ids}.")
    answer = ask()[-1]

    assert answer.unknown_ids == (1 if ids else 0)
    assert [block.unproven for block in answer.blocks] == [False, True]
    assert all(ids not in block.text for block in answer.blocks if ids)


def test_strictly_what_nothing_proves_is_left_out(played: Played, ask: Ask) -> None:
    def wrong_too(texts: dict[str, str]) -> str:
        told = true_reply(texts)
        return f"{told} {told.replace('723', '732')}"

    played.reply = in_pieces(wrong_too)
    assert [block.unproven for block in ask()[-1].blocks] == [False, True]
    assert [block.unproven for block in ask(strict=True)[-1].blocks] == [False]


@pytest.mark.parametrize(
    ("code", "told"),
    [(401, "key"), (403, "key"), (404, "no model of that name"), (400, "error 400")],
)
def test_a_refusal_of_the_provider_is_one_sentence_without_the_key(
    played: Played, ask: Ask, code: int, told: str
) -> None:
    played.fails = [code]
    with pytest.raises(ModelError, match=told) as caught:
        ask()
    assert "sk-secret" not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(played.requests) == 1


@pytest.mark.parametrize("code", [429, 500, 503])
def test_another_try_is_made_where_it_may_help(played: Played, ask: Ask, code: int) -> None:
    played.fails = [code, code]
    played.reply = in_pieces(true_reply)

    assert ask()[-1].answered
    assert len(played.requests) == 3


def test_a_limit_that_stays_is_told(played: Played, ask: Ask) -> None:
    played.fails = [429] * 3
    with pytest.raises(ModelError, match="limit"):
        ask()


@pytest.mark.parametrize("how", ["breaks", "broken_json"])
def test_a_stream_that_breaks_off_is_an_error_after_what_came(
    played: Played, ask: Ask, how: str
) -> None:
    setattr(played, how, True)
    played.reply = in_pieces(lambda texts: true_reply(texts) + " Puis")
    if how == "breaks":  # The words that came are whole, and checked as any.
        assert ask()[-1].answered
    else:
        with pytest.raises(ModelError, match="broke off"):
            ask()


def test_no_server_is_one_sentence(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    with pytest.raises(ModelError, match="no server to reach"):
        ask()


@pytest.mark.parametrize("reply", [[], ["", " \n"], ["a" * 1000] * 50])
def test_nothing_and_far_too_much_are_no_answer(played: Played, ask: Ask, reply: list[str]) -> None:
    played.reply = lambda _: reply
    with pytest.raises(ModelError, match="no answer"):
        ask()


def test_whoever_stops_reading_closes_the_stream(played: Played, seed_dixit: Dixit) -> None:
    played.reply = lambda texts: [true_reply(texts)] + [" Encore."] * 2000
    played.pause_s = 0.005
    growing = seed_dixit.stream(QUESTION, model="openai:played")
    for answer in growing:
        if answer.writing:
            break
    growing.close()  # type: ignore[attr-defined]

    assert played.closed.wait(10)


def test_where_the_articles_say_nothing_the_model_is_not_called(played: Played, ask: Ask) -> None:
    answer = ask("What did Elon Musk say?")[-1]

    assert not answer.answered
    assert not played.requests


def test_the_key_goes_to_the_provider_alone(played: Played, ask: Ask) -> None:
    played.reply = in_pieces(true_reply)
    answer = ask()[-1]

    assert played.keys == ["Bearer sk-secret"]
    assert "sk-secret" not in str(answer.as_dict())


def test_an_unknown_provider_and_a_missing_package_are_named(
    seed_dixit: Dixit, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ModelError, match=r"'nobody'.*none of"):
        seed_dixit.ask(QUESTION, model="nobody:x")
    monkeypatch.setattr(providers, "find_spec", lambda _: None)
    with pytest.raises(ModelError, match=r"dixit-rag\[mistralai\]"):
        seed_dixit.ask(QUESTION, model="mistralai:x")


FIRST = "Que dit Zu Sijie ?"


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Que dit An Conghui ?", "Que dit An Conghui ?"),
        ("Que dit Elon Musk ?", "Que dit An Conghui ?"),  # Named by nobody.
        ("An Conghui dit beaucoup de choses.", "Que dit An Conghui ?"),  # No question.
        ("mot " * 200, "Que dit An Conghui ?"),
    ],
)
def test_a_follow_up_is_rewritten_by_the_model_within_what_was_said(
    played: Played, seed_dixit: Dixit, written: str, asked: str
) -> None:
    first = Turn(FIRST, seed_dixit.ask(FIRST))
    played.reply = lambda texts: ["NO_ANSWER"] if texts else [written]
    answer = seed_dixit.ask("Et An Conghui ?", [first], model="openai:played")

    assert answer.asked == asked
    assert "Zu Sijie" in played.requests[0]["messages"][-1]["content"]


def test_a_question_that_stands_alone_is_not_rewritten(played: Played, seed_dixit: Dixit) -> None:
    played.reply = in_pieces(true_reply)
    answer = seed_dixit.ask(QUESTION, [Turn(FIRST, seed_dixit.ask(FIRST))], model="openai:played")

    assert not answer.asked
    assert len(played.requests) == 1


def test_a_server_of_one_s_own_needs_no_key(
    played: Played, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    played.reply = in_pieces(true_reply)

    assert ask()[-1].answered


def test_a_hosted_model_without_a_key_is_told_where_it_goes(
    seed_dixit: Dixit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ModelError, match="OPENAI_API_KEY"):
        seed_dixit.ask(QUESTION, model="openai:any")


def test_a_hosted_model_is_sent_nothing_that_newer_ones_refuse(
    played: Played, seed_dixit: Dixit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_BASE", os.environ["OPENAI_BASE_URL"])
    monkeypatch.delenv("OPENAI_BASE_URL")
    played.reply = in_pieces(true_reply)
    assert seed_dixit.ask(QUESTION, model="openai:gpt-5").answered

    (asked,) = played.requests
    assert not {"temperature", "max_tokens"} & asked.keys()


def test_a_sentence_cited_in_its_middle_and_at_its_end_is_one(played: Played, ask: Ask) -> None:
    def reply(texts: dict[str, str]) -> str:
        key = next(key for key, text in texts.items() if SALES in text)
        return f"BMW a livré 723 680 véhicules BMW et MINI [{key}], en hausse de 13,1% [{key}]."

    played.reply = in_pieces(reply)
    (block,) = ask()[-1].blocks

    assert block.text == "BMW a livré 723 680 véhicules BMW et MINI, en hausse de 13,1%"
    assert [citation.verdict for citation in block.citations] == ["supported"]


def test_a_fact_about_an_article_needs_no_model(played: Played, ask: Ask) -> None:
    answer = ask("Who wrote the XiaomiToday article?")[-1]

    assert answer.answered and answer.citations
    assert not played.requests
