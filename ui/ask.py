"""The Ask tab: a conversation in which every answer shows where its words stand."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import gradio as gr

from index.errors import DixitError
from rag import Dixit
from rag.conversation import Turn
from rag.errors import ModelError, SettingsError
from ui import live, render
from ui.markup import notice
from ui.render import Exchange
from ui.strings import Strings

log = logging.getLogger(__name__)

EXAMPLES = 3
QUESTION_LENGTH = 2000
VISITORS = 8
"""Questions answered at the same time; further ones wait their turn."""

Exchanges = tuple[Exchange, ...]


def build(page: gr.Blocks, dixit: Dixit, texts: gr.I18n) -> gr.HTML:
    """Lay the tab out and wire it; gives back the conversation, whose citations open articles."""
    exchanges = gr.State(())
    conversation = live.html(elem_id="conversation")
    with gr.Row(elem_id="asking"):
        question = gr.Textbox(
            label=texts("question"),
            placeholder=texts("question_hint"),
            show_label=False,
            container=False,
            autofocus=True,
            max_lines=6,
            max_length=QUESTION_LENGTH,
            scale=1,
            elem_id="question",
            html_attributes=gr.InputHTMLAttributes(spellcheck=True, autocomplete="off"),
        )
        send = gr.Button(texts("ask"), variant="primary", scale=0, min_width=96, elem_id="send")
        stop = gr.Button(texts("stop"), variant="stop", scale=0, min_width=96, elem_id="stop")
    choices = dixit.settings.choices
    model = gr.Dropdown(
        choices,
        value=choices[0],
        label=texts("model"),
        visible=len(choices) > 1,
        interactive=True,
        elem_id="model",
    )
    again = gr.Button(texts("new_conversation"), variant="secondary", size="sm", elem_id="again")

    def greet(request: gr.Request) -> tuple[str, Exchanges]:
        return _greeting(dixit, live.strings_for(request)), ()

    def ask(
        asked: str, before: Exchanges, by: str, request: gr.Request
    ) -> Iterator[tuple[Any, Any, Any]]:
        asked = asked.strip()[:QUESTION_LENGTH]
        if not asked:
            yield gr.skip(), gr.skip(), ""
            return
        strings = live.strings_for(request)
        typed: Any = ""
        for exchange in answering(dixit, asked, before, strings, by):
            now = (*before, exchange)
            yield render.conversation(now, strings), now, typed
            typed = gr.skip()

    def choose(
        before: Exchanges, by: str, event: gr.EventData, request: gr.Request
    ) -> Iterator[tuple[Any, Any, Any]]:
        instead = getattr(event, "model", None)
        yield from ask(str(event.question), before, str(instead or by), request)

    def leave(before: Exchanges, request: gr.Request) -> tuple[Any, Any]:
        strings = live.strings_for(request)
        if not before or not before[-1].pending:
            return gr.skip(), gr.skip()
        now = (*before[:-1], replace(before[-1], pending=False, error=strings.stopped))
        return render.conversation(now, strings), now

    shown = [conversation, exchanges, question]
    together: dict[str, Any] = {
        "concurrency_limit": VISITORS,
        "concurrency_id": "asking",
        "trigger_mode": "once",
        **live.QUIET,
    }
    asking = [  # One event for key and button: a question waits until the last is answered.
        gr.on([question.submit, send.click], ask, [question, exchanges, model], shown, **together),
        conversation.choose(choose, [exchanges, model], shown, **together),
    ]
    # Afterwards, or the last words on their way would take the place of "stopped".
    stop.click(None, cancels=asking, **live.QUIET).then(
        leave, [exchanges], [conversation, exchanges], **live.QUIET
    )
    page.load(greet, None, [conversation, exchanges], **live.QUIET)
    again.click(greet, None, [conversation, exchanges], cancels=asking, **live.QUIET)
    return conversation


def answering(
    dixit: Dixit,
    question: str,
    before: Sequence[Exchange],
    strings: Strings,
    model: str | None = None,
) -> Iterator[Exchange]:
    """The exchange as it grows: pending, partly answered, then answered or failed.

    Where a chat model fails, answering by quoting is offered instead.
    """
    history = [Turn(past.question, past.answer) for past in before if past.answer is not None]
    exchange = Exchange(question, pending=True)
    yield exchange
    try:
        if model is not None and model not in dixit.settings.choices:
            raise SettingsError(f"The model {model!r} is none of those that this page offers.")
        for answer in dixit.stream(question, history=history, model=model):
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


def _greeting(dixit: Dixit, strings: Strings) -> str:
    try:
        if not dixit.documents():
            return notice(strings.index_empty, strings.index_how, "dixit index FOLDER")
        counted = dixit.speakers()
    except DixitError as error:
        return notice(str(error), strings.index_how, "dixit index FOLDER")
    speakers = sorted(counted, key=lambda name: (-counted[name], name))[:EXAMPLES]
    questions = [strings.example_speaker.format(speaker=speaker) for speaker in speakers]
    return render.welcome(questions, strings)
