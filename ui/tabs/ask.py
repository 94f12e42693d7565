"""The Ask tab: a conversation in which every answer shows its sources."""

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from dixit import Dixit
from dixit.index.errors import DixitError
from dixit.rag.errors import ModelError, SettingsError
from dixit.ui import gradio_events
from dixit.ui.exchange import Exchange, Exchanges, as_records, from_records, looked_at_anew, turns
from dixit.ui.render import conversation
from dixit.ui.strings.catalogue import Strings
from dixit.ui.tabs import conversation_actions, welcome
from dixit.ui.tabs.choices import Choices

log = logging.getLogger(__name__)

QUESTION_LENGTH = 2000
FOUND = 10
"""The number of passages shown for a word search."""
PACE_S = 0.1
"""Seconds between two updates of a growing answer; browsers draw no faster."""
LATEST = 10
"""Exchanges that are redrawn while one of them grows; earlier ones are not."""
VISITORS = 12
"""Questions answered at the same time; others wait."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The components of the tab that other parts of the page connect to."""

    past: gr.HTML
    current: gr.HTML
    exchanges: gr.State
    kept: gr.BrowserState
    again: gr.Button
    filling: list[Any]
    """The events that draw exchanges."""


def build(
    page: gr.Blocks, dixit: Dixit, strings: Strings, chosen: gr.BrowserState, changed: gr.State
) -> Conversation:
    """Build the tab; citations in its components open articles."""
    exchanges = gr.State(())
    kept = gr.BrowserState([], storage_key="dixit.conversation", secret="dixit")
    with gr.Column(elem_id="conversation"):
        greeting = welcome.build(page, dixit, strings, changed)
        past, current = (gradio_events.html(elem_id=name) for name in ("past", "current"))
    with gr.Row(elem_id="asking"):
        question = gr.Textbox(
            label=strings.question,
            placeholder=strings.question_hint,
            container=False,
            autofocus=True,
            max_lines=6,
            max_length=QUESTION_LENGTH,
            scale=1,
            elem_id="question",
            html_attributes=gr.InputHTMLAttributes(spellcheck=True, autocomplete="off"),
        )
        send = gr.Button(strings.ask, variant="primary", scale=0, min_width=96, elem_id="send")
        stop = gr.Button(strings.stop, variant="stop", scale=0, min_width=96, elem_id="stop")
    with gr.Row(elem_id="taking"):
        again = gr.Button(strings.new_conversation, size="sm", scale=0, elem_id="again")
        conversation_actions.build([past, current], exchanges, dixit, strings)

    def shown(now: Exchanges) -> tuple[str, str]:
        return _shown(now, dixit, strings)

    def restore(records: object) -> tuple[Any, ...]:
        try:
            now = from_records(records, dixit)
        except DixitError:
            now = ()
        if not now:  # A quick visitor may have asked a question already.
            return gr.skip(), gr.skip(), gr.skip()
        return *shown(now), now

    def ask(question_text: str, before: Exchanges, choices: object) -> Iterator[tuple[Any, ...]]:
        question_text = question_text.strip()[:QUESTION_LENGTH]
        if not question_text:
            yield gr.skip(), gr.skip(), gr.skip(), "", gr.skip()
            return
        # Most questions leave the earlier exchanges unchanged.
        earlier: Any = gr.skip()
        if before and len(before) % LATEST == 0:
            earlier = shown((*before, Exchange("")))[0]
        typed: Any = ""
        due = 0.0
        for exchange in answering(
            dixit, question_text, before, strings, Choices.of(choices, dixit)
        ):
            if exchange.pending and time.monotonic() < due:
                continue
            now = (*before, exchange)
            records = gr.skip() if exchange.pending else as_records(now)
            yield earlier, shown(now)[1], now, typed, records
            earlier = typed = gr.skip()
            due = time.monotonic() + PACE_S

    def choose(before: Exchanges, choices: object, event: gr.EventData) -> Iterator[Any]:
        wanted = Choices.of(choices, dixit)
        if instead := getattr(event, "model", None):
            wanted = replace(wanted, model=str(instead))
        yield from ask(str(event.question), before, wanted)

    def leave(now: Exchanges) -> tuple[Any, Any]:
        now = _stopped(now, strings)
        return shown(now)[1], now

    outputs = [past, current, exchanges, question, kept]
    together: dict[str, Any] = {
        "concurrency_limit": VISITORS,
        "concurrency_id": "asking",
        "trigger_mode": "once",
        **gradio_events.QUIET,
    }
    asking = [  # One event for key and button, so that questions queue.
        gr.on(
            [question.submit, send.click], ask, [question, exchanges, chosen], outputs, **together
        ),
        *(
            piece.choose(choose, [exchanges, chosen], outputs, **together)
            for piece in (greeting, past, current)
        ),
    ]
    # Afterwards; otherwise the last pending words would replace "stopped".
    stop.click(None, cancels=asking, **gradio_events.QUIET).then(
        leave, [exchanges], [current, exchanges], **gradio_events.QUIET
    ).then(as_records, exchanges, kept, **gradio_events.QUIET)
    restoring = page.load(restore, kept, [past, current, exchanges], **gradio_events.QUIET)
    return Conversation(past, current, exchanges, kept, again, [*asking, restoring])


def connect(
    conversation: Conversation, pieces: Sequence[gr.HTML], dixit: Dixit, strings: Strings
) -> None:
    """Connect three actions: search for selected words, check a citation, start a new conversation.

    Selected words are searched in all articles. A citation that the visitor looks at is compared
    with the current article. After a new conversation has started, no pending event may bring the
    old one back.
    """

    def find(before: Exchanges, event: gr.EventData) -> tuple[Any, ...]:
        words = str(event.words).strip()[:QUESTION_LENGTH]
        now = (*before, finding(dixit, words, strings))
        return *_shown(now, dixit, strings), now

    def look(now: Exchanges, event: gr.EventData) -> tuple[Any, ...]:
        looked = looked_at_anew(now, int(event.turn), dixit)
        if looked == now:
            return gr.skip(), gr.skip(), gr.skip(), gr.skip()
        return *_shown(looked, dixit, strings), looked, as_records(looked)

    outputs = [conversation.past, conversation.current, conversation.exchanges]
    everything = [*outputs, conversation.kept]
    finds = [
        piece.find(find, conversation.exchanges, outputs, **gradio_events.QUIET) for piece in pieces
    ]
    looks = [
        piece.look(look, conversation.exchanges, everything, **gradio_events.QUIET)
        for piece in (conversation.past, conversation.current)
    ]
    # Afterwards, as with "stop": cancelling takes effect only after the event's own function.
    conversation.again.click(
        None, cancels=[*conversation.filling, *finds, *looks], **gradio_events.QUIET
    ).then(lambda: ("", "", (), []), None, everything, **gradio_events.QUIET)


def _shown(now: Exchanges, dixit: Dixit, strings: Strings) -> tuple[str, str]:
    """The earlier and the latest exchanges, as HTML for the two components."""
    models = dixit.settings.choices
    cut = (len(now) - 1) // LATEST * LATEST if now else 0
    before, last = now[:cut], now[cut:]
    return (
        conversation.conversation(before, strings, models) if before else "",
        conversation.conversation(last, strings, models, cut + 1) if last else "",
    )


def _stopped(now: Exchanges, strings: Strings) -> Exchanges:
    """The exchanges; if the last one was still growing, it is marked as stopped."""
    if not now or not now[-1].pending:
        return now
    return (*now[:-1], replace(now[-1], pending=False, error=strings.stopped))


def answering(
    dixit: Dixit, question: str, before: Sequence[Exchange], strings: Strings, choices: Choices
) -> Iterator[Exchange]:
    """The exchange as it grows: pending, partly answered, then complete or failed.

    If a chat model fails, the page offers to answer by quotation.
    """
    exchange = Exchange(question, pending=True)
    yield exchange
    try:
        if choices.model not in dixit.settings.choices:
            raise SettingsError(
                f"The model {choices.model!r} is none of those that this page offers."
            )
        for answer in dixit.stream(
            question, turns(before), choices.model, choices.strict, choices.passages
        ):
            exchange = Exchange(question, answer, pending=True)
            yield exchange
    except ModelError as error:
        yield Exchange(question, exchange.answer, error=str(error), may_quote=True)
    except DixitError as error:
        yield Exchange(question, exchange.answer, error=str(error))
    except Exception:
        log.exception("answering failed")
        yield Exchange(question, exchange.answer, error=strings.failed)
    else:
        yield Exchange(question, exchange.answer)


def finding(dixit: Dixit, words: str, strings: Strings) -> Exchange:
    """The passages with some words, as an exchange."""
    title = strings.look_for.format(words=words)
    try:
        return Exchange(title, found=tuple(dixit.search(words, FOUND)))
    except DixitError as error:
        return Exchange(title, error=str(error))
