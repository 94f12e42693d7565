"""Renders the conversation: questions, answers with citations, refusals and errors."""

from collections.abc import Sequence

from dixit.index.records import Hit
from dixit.rag.answering.extractive import answerer
from dixit.rag.records import Answer, Block, Citation, Verdict
from dixit.ui import export
from dixit.ui.exchange import Exchange
from dixit.ui.render.markup import Opener, escape, shown_date
from dixit.ui.strings.catalogue import Strings

SIGNS: dict[Verdict, str] = {
    "verbatim": "=",
    "supported": "≈",
    "contradicted": "≠",
    "unsupported": "?",
    "wrong_source": "≠",
    "wrong_speaker": "≠",
}
"""The sign of each verdict. The word is always next to it, for readers who cannot see the sign."""
REPORTED = "↪"
"""The sign for reported speech, instead of the one for verbatim words."""

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


def welcome(questions: Sequence[str], strings: Strings) -> str:
    """A greeting and example questions, shown before the conversation starts."""
    buttons = "".join(
        f'<li><button type="button" class="example" data-question="{escape(question)}">'
        f"{escape(question)}</button></li>"
        for question in questions
    )
    examples = f"<h3>{escape(strings.examples)}</h3><ul>{buttons}</ul>" if questions else ""
    return f'<div class="welcome"><p>{escape(strings.welcome)}</p>{examples}</div>'


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
        _block(block, f"t{turn}-b{number}", strings)
        for number, block in enumerate(answer.blocks, start=1)
    )
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
    return f'<div class="tools">{"".join(buttons)}</div>'


def _block(block: Block, block_id: str, strings: Strings) -> str:
    doubt = ""
    if block.unproven:
        doubt = (
            f' <span class="doubt"><span aria-hidden="true">{SIGNS["unsupported"]}</span> '
            f"{escape(strings.unsupported)}</span>"
        )
    text = f'<p class="block" dir="auto">{_marked(block)}{doubt}</p>'
    if not block.citations:
        return text
    items = "".join(
        f"<li>{_citation(citation, f'{block_id}-c{citation.number}', strings)}</li>"
        for citation in block.citations
    )
    return f'{text}<ul class="citations" aria-label="{escape(strings.citations_of)}">{items}</ul>'


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


def _citation(citation: Citation, element_id: str, strings: Strings) -> str:
    verdict = strings.standing(citation)
    sign = REPORTED if citation.is_reported else SIGNS[citation.verdict]
    if citation.lost:
        sign = SIGNS["unsupported"]
    source = citation.span.source
    label = strings.citation.format(number=citation.number, verdict=verdict, source=source)
    date = (
        f'<span class="date">{escape(shown_date(citation.published))}</span>'
        if citation.published
        else ""
    )
    page = escape(strings.page(citation))
    inner = (
        f'<span class="number">{citation.number}</span>'
        f'<span class="sign" aria-hidden="true">{sign}</span>'
        f'<span class="verdict">{escape(verdict)}</span>'
        f'<span class="source">{escape(source)}{page}</span>{date}'
    )
    kind = "opener citation" if citation.counts else "opener citation doubtful"
    button = Opener.at(citation.span, element_id, citation.quote).button(
        inner,
        css=kind,
        attributes=f'aria-label="{escape(label)}" aria-describedby="{element_id}-quote"'
        + (' data-moved="1"' if citation.moved else ""),
    )
    speaker = f"<cite>{escape(citation.speaker)}</cite>" if citation.speaker else ""
    tag = "span" if citation.direct is False else "q"  # Browsers put quotation marks around a "q".
    place = strings.characters.format(start=citation.span.start, end=citation.span.end)
    return (
        f'{button}<span class="peek" role="tooltip" id="{element_id}-quote">'
        f'{_since(citation, strings)}<{tag} dir="auto">{escape(citation.quote)}</{tag}>{speaker}'
        f'<small class="place">{escape(f"{source}{page}, {place}")}</small></span>'
    )


def _since(citation: Citation, strings: Strings) -> str:
    """What has happened to the words since they were cited; "" if they are unchanged."""
    notice_text = {"words": strings.words_lost, "article": strings.gone}.get(
        citation.lost or "", ""
    )
    if citation.moved and not notice_text:
        notice_text = strings.moved
    if not notice_text:
        return ""
    return f'<strong class="since">{escape(notice_text.format(name=citation.span.source))}</strong>'


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
