"""Answers taken along: as Markdown, as text, as the JSON that the command line gives."""

import json
from dataclasses import replace

from markdown_it import MarkdownIt

from dixit import Dixit
from dixit.index.records import Span
from dixit.rag.records import Answer, Block, Citation
from dixit.ui.exchange import Exchange, as_records, from_records
from dixit.ui.export import as_markdown, as_text, conversation_as_json, conversation_as_markdown
from dixit.ui.strings.en import EN
from dixit.ui.strings.fr import FR

HOSTILE = "<script>x</script> [a](javascript:y) ![i](http://evil.example/z.png) **b** `c` # d\n1. e"


def hostile() -> Answer:
    citation = Citation(1, Span("a_b.txt", 0, len(HOSTILE)), HOSTILE, "*Eve*", "verbatim")
    return Answer(HOSTILE, "fr", True, "quoting", (Block(HOSTILE, (citation,)),))


def test_markdown_holds_the_words_and_where_they_stand(seed_dixit: Dixit) -> None:
    answer = seed_dixit.ask("what did Zu Sijie say?")
    shown = MarkdownIt().render(as_markdown(answer, EN))

    (citation,) = answer.citations
    assert citation.quote.split(".")[0] in shown
    assert f"{citation.span.source}, {citation.span.start}:{citation.span.end}" in shown
    assert "word for word" in shown


def test_nothing_of_an_article_is_live_in_markdown() -> None:
    shown = MarkdownIt().render(as_markdown(hostile(), EN))

    assert not any(tag in shown for tag in ("<script", "<a ", "<img", "<strong", "<code", "<ol"))
    assert "&lt;script&gt;x&lt;/script&gt;" in shown
    assert "[a](javascript:y)" in shown


def test_text_has_its_references_behind_it(seed_dixit: Dixit) -> None:
    answer = seed_dixit.ask("Qu'a dit Liu Bo ?")
    text = as_text(answer, FR)

    assert text.startswith(answer.blocks[0].text)
    assert f"[1] {answer.citations[0].span.source}" in text


def test_reported_words_are_taken_along_as_reported() -> None:
    words = "le port est plein"
    said = Citation(1, Span("a.txt", 0, len(words)), words, "Anne Morel", "verbatim")
    for strings, sign in ((FR, "rapporté"), (EN, "reported")):
        block = Block(words, (replace(said, direct=False),))
        text = as_text(Answer("Qui ?", "fr", True, "quoting", (block,)), strings)
        assert f"0:{len(words)}, Anne Morel, {sign}" in text
        assert not set('«»“”"') & set(text)

    text = as_text(Answer("Qui ?", "fr", True, "quoting", (Block(words, (said,)),)), FR)
    assert f"“{words}”" in text


def test_a_refusal_is_told_as_one(seed_dixit: Dixit) -> None:
    answer = seed_dixit.ask("What did Elon Musk say?")

    assert as_text(answer, EN).startswith(EN.no_answer)
    assert EN.no_answer in as_markdown(answer, EN)


def test_the_conversation_as_json_is_what_the_command_line_gives(seed_dixit: Dixit) -> None:
    answer = seed_dixit.ask("what did Zu Sijie say?")
    exchanges = [Exchange("x", pending=True), Exchange(answer.question, answer)]

    assert json.loads(conversation_as_json(exchanges)) == [answer.as_dict()]
    assert conversation_as_markdown(exchanges, EN) == as_markdown(answer, EN)


def test_a_kept_conversation_comes_back_as_it_was(seed_dixit: Dixit) -> None:
    exchanges = tuple(
        Exchange(question, seed_dixit.ask(question))
        for question in ("what did Zu Sijie say?", "What did Elon Musk say?")
    )
    records = json.loads(json.dumps(as_records(exchanges)))
    back = from_records(records, seed_dixit)

    for was, now in zip(exchanges, back, strict=True):
        assert was.answer is not None and now.answer is not None
        assert now.answer.blocks == was.answer.blocks
        assert [hit.passage.span for hit in now.answer.nearest] == [
            hit.passage.span for hit in was.answer.nearest
        ]


def test_a_kept_citation_is_found_where_its_words_stand(seed_dixit: Dixit) -> None:
    answer = seed_dixit.ask("what did Zu Sijie say?")
    (record,) = as_records([Exchange(answer.question, answer)])
    moved = json.loads(json.dumps(record))
    moved["citations"][0]["start"] += 1
    moved["citations"][0]["end"] += 1
    (back,) = from_records([moved], seed_dixit)

    assert back.answer is not None
    (citation,) = back.answer.citations
    assert citation.span == answer.citations[0].span
    assert citation.moved


def test_what_the_articles_no_longer_hold_is_not_shown_as_proven(seed_dixit: Dixit) -> None:
    answer = seed_dixit.ask("what did Zu Sijie say?")
    (record,) = as_records([Exchange(answer.question, answer)])
    changed = json.loads(json.dumps(record))
    changed["citations"][0]["quote"] = "SAIC et Audi se séparent."
    (back,) = from_records([changed], seed_dixit)

    assert back.answer is not None
    assert not back.answer.citations[0].counts
    assert back.answer.blocks[0].unproven
    for text in (as_markdown(back.answer, EN), as_text(back.answer, EN)):
        assert EN.lost_words in text
        assert "word for word" not in text


def test_what_a_browser_kept_may_be_anything(seed_dixit: Dixit) -> None:
    for rubbish in (None, "x", {"a": 1}, [None], [{"question": "x"}], [[]], [{"citations": 3}]):
        assert from_records(rubbish, seed_dixit) == ()
