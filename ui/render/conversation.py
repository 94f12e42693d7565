"""Renders the conversation: questions, answers with citations, refusals and errors."""

from collections.abc import Sequence

from dixit.index.records import Hit
from dixit.rag.answering.extractive import answerer
from dixit.rag.records import Answer, Block
from dixit.ui import export
from dixit.ui.exchange import Exchange
from dixit.ui.render import citations
from dixit.ui.render.citations import SIGNS
from dixit.ui.render.markup import Opener, escape
from dixit.ui.strings.catalogue import Strings

EXCERPT = 280
"""The number of characters shown of a passage that does not answer."""


def conversation(
    exchanges: Sequence[Exchange], strings: Strings, models: Sequence[str] = (), first: int = 1
) -> str:
    """Exchanges as HTML, oldest first.

    Args:
        exchanges: the exchanges to show.
        strings: the words of the page.
        models: chat models that the visitor may ask again.
        first: the number of the first exchange in the whole conversation.
    """
    busy = str(any(exchange.pending for exchange in exchanges)).lower()
    turns = "".join(
        _exchange(exchange, number, strings, models)
        for number, exchange in enumerate(exchanges, start=first)
    )
    return f'<div class="conversation" aria-busy="{busy}">{turns}</div>'


def _exchange(exchange: Exchange, number: int, strings: Strings, models: Sequence[str]) -> str:
    parts = [
        f'<h3 class="question"><span class="unseen">{escape(strings.you)} </span>'
        f'<span dir="auto">{escape(exchange.question)}</span></h3>'
    ]
    if exchange.found is not None:
        title = strings.found_in if exchange.found else strings.found_nowhere
        parts.append(_nearest(exchange.found, number, title, strings))
    elif exchange.answer is not None:
        parts.append(_answer(exchange, exchange.answer, number, strings, models))
    elif exchange.pending:
        parts.append(f'<p class="searching">{escape(strings.searching)}</p>')
    if exchange.error is not None:
        parts.append(f'<p class="error" role="alert">{escape(exchange.error)}</p>')
    if exchange.may_quote:
        parts.append(
            _asks_again(exchange.question, answerer.NAME, strings.quote_instead, "instead")
        )
    status = f' data-told="{escape(_told(exchange, strings))}"' if not exchange.pending else ""
    return f'<section class="exchange" id="t{number}"{status}>{"".join(parts)}</section>'


def _told(exchange: Exchange, strings: Strings) -> str:
    """The result of a question in a few words, for screen readers."""
    if exchange.answer is None:
        return exchange.error or ""
    if not exchange.answer.answered:
        return strings.no_answer
    return strings.answered_with.format(count=len(exchange.answer.citations))


def _asks_again(question: str, model: str, label: str, css: str = "tool") -> str:
    kind = "example instead" if css == "instead" else css
    return (
        f'<button type="button" class="{kind}" data-model="{escape(model)}" '
        f'data-question="{escape(question)}">{escape(label)}</button>'
    )


def _answer(
    exchange: Exchange, answer: Answer, turn: int, strings: Strings, models: Sequence[str]
) -> str:
    finished = not exchange.pending and exchange.error is None
    blocks = "".join(
        _block(block, turn, number, strings) for number, block in enumerate(answer.blocks, start=1)
    )
    blocks += citations.cards(answer.citations, turn, strings)
    short = ""
    if finished and answer.short:
        short = f'<p class="short" dir="auto">{escape(answer.short_text)}</p>'
    refusal = ""
    if finished and not answer.answered:
        refusal = f'<p class="refused">{escape(strings.no_answer)}</p>'
    if answer.writing and not finished:
        blocks += f'<p class="block writing" dir="auto">{escape(answer.writing)}</p>'
    heading = strings.nearest if finished or not answer.answered else strings.evidence
    nearest = _nearest(answer.nearest, turn, heading, strings) if answer.nearest else ""
    alone = (
        f'<p class="understood">{escape(strings.understood_as.format(question=answer.asked))}</p>'
        if answer.asked
        else ""
    )
    kind = "answer" if answer.answered else "answer refusal"
    made = _made(answer, strings) + _tools(answer, turn, strings, models) if finished else ""
    return (
        f'<div class="{kind}" lang="{escape(answer.language)}">'
        f"{alone}{refusal}{short}{blocks}{nearest}{made}</div>"
    )


def _tools(answer: Answer, turn: int, strings: Strings, models: Sequence[str]) -> str:
    """Buttons below an answer: copy or save it, rate it, ask another model."""
    copies = (
        (strings.copy_markdown, export.as_markdown(answer, strings)),
        (strings.copy_text, export.as_text(answer, strings)),
    )
    buttons = [
        f'<button type="button" class="tool" data-copy="{escape(text)}" '
        f'data-done="{escape(strings.copied)}">{escape(label)}</button>'
        for label, text in copies
    ]
    buttons += [
        f'<button type="button" class="tool vote" data-turn="{turn}" data-right="{right}" '
        f'aria-pressed="false" title="{escape(strings.vote_kept)}">'
        f'<span aria-hidden="true">{sign}</span> {escape(label)}</button>'
        for right, sign, label in ((1, "✓", strings.vote_up), (0, "✗", strings.vote_down))
    ]
    buttons += [
        _asks_again(
            answer.question,
            model,
            strings.quote_instead
            if model == answerer.NAME
            else strings.again_with.format(model=model),
        )
        for model in models
        if model != answer.model
    ]
    return f'<div class="tools">{"".join(buttons)}{_exports(answer, turn, strings)}</div>'


def _exports(answer: Answer, turn: int, strings: Strings) -> str:
    """The formats in which the citations of an answer can be saved, behind one button."""
    if not answer.citations:
        return ""
    buttons = "".join(
        f'<button type="button" class="tool" data-save="{name}" data-turn="{turn}">'
        f"{escape(label)}</button>"
        for name, label in strings.saved_as.items()
    )
    return (
        f'<details class="exports"><summary class="tool">{escape(strings.save_citations)}</summary>'
        f"<div>{buttons}</div></details>"
    )


def _block(block: Block, turn: int, number: int, strings: Strings) -> str:
    doubt = ""
    if block.unproven:
        doubt = (
            f' <span class="doubt"><span aria-hidden="true">{SIGNS["unsupported"]}</span> '
            f"{escape(strings.verdict('unsupported'))}</span>"
        )
    refs = citations.numbers(block.citations, turn, number, strings)
    return f'<p class="block" dir="auto">{_marked(block)}{doubt}{refs}</p>'


def _marked(block: Block) -> str:
    """The text of a block; the words that answer are highlighted if it consists of cited words."""
    (first, *_) = block.citations or (None,)
    if first is None or first.quote != block.text:
        return escape(block.text)
    shown, last = "", 0
    for span in sorted(first.focus):
        start, end = span.start - first.span.start, span.end - first.span.start
        if start >= last:
            shown += (
                f"{escape(block.text[last:start])}<strong>{escape(block.text[start:end])}</strong>"
            )
            last = end
    return shown + escape(block.text[last:])


def _nearest(hits: Sequence[Hit], turn: int, title: str, strings: Strings) -> str:
    items = "".join(
        f"<li>{_near(hit, f't{turn}-n{rank}', strings)}</li>"
        for rank, hit in enumerate(hits, start=1)
    )
    return f'<div class="nearest"><h4>{escape(title)}</h4><ol>{items}</ol></div>'


def _near(hit: Hit, element_id: str, strings: Strings) -> str:
    words = hit.text if len(hit.text) <= EXCERPT else hit.text[:EXCERPT].rstrip() + "…"
    opener = Opener.at(hit.passage.span, element_id, hit.text).button(
        f'<span class="source">{escape(hit.source)}</span>',
        attributes=f'title="{escape(strings.open_passage)}" aria-describedby="{element_id}-words"',
    )
    return f'{opener}<p id="{element_id}-words" dir="auto">{escape(words)}</p>'


def _made(answer: Answer, strings: Strings) -> str:
    seconds = (answer.timings.retrieve + answer.timings.answer) / 1000
    text = strings.made(answer.model, seconds)
    if answer.unknown_ids:
        text += " " + strings.dropped.format(count=answer.unknown_ids)
    return f'<p class="made">{escape(text)}</p>'
