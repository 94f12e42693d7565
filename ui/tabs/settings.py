"""The Settings tab: the model and its options, with a test; the page's language and theme."""

from typing import Any

import gradio as gr

from dixit import Dixit
from dixit.index.errors import DixitError
from dixit.rag.answering.extractive import answerer
from dixit.ui import gradio_events
from dixit.ui.render import settings_pieces
from dixit.ui.strings.catalogue import Strings
from dixit.ui.tabs.choices import Choices

TRYING = 2
"""Models tested at the same time."""


def build(page: gr.Blocks, dixit: Dixit, strings: Strings, chosen: gr.BrowserState) -> None:
    """Build the tab; the visitor's browser keeps the choices."""
    settings = dixit.settings
    with gr.Row(equal_height=True, elem_id="answerer"):
        model = gr.Dropdown(
            strings.modes(settings.choices),
            value=settings.model,
            label=strings.model,
            info=strings.model_info,
            elem_id="model",
        )
        test = gr.Button(strings.try_model, scale=0, min_width=120, elem_id="try")
    result = gradio_events.html(elem_id="tried")
    passages = gr.Slider(
        1, 100, settings.passages, step=1, label=strings.passages_given, elem_id="passages"
    )
    strict = gr.Checkbox(settings.strict, label=strings.strict, elem_id="strict")
    gradio_events.html(value=settings_pieces.looks(strings), elem_id="looks")

    def restore(record: object) -> tuple[Any, ...]:
        choices = Choices.of(record, dixit)
        return choices.model, choices.passages, choices.strict

    def keep(model: str, passages: int, strict: bool) -> tuple[dict[str, object], str]:
        choices = {"model": model, "passages": int(passages), "strict": strict}
        return choices, settings_pieces.tried(strings.settings_kept)

    def try_it(name: str) -> str:
        if name == answerer.NAME:
            return settings_pieces.tried(strings.quoting_works)
        try:
            if name not in settings.choices:
                return settings_pieces.tried(strings.failed, alert=True)
            dixit.try_model(name)
        except DixitError as error:
            return settings_pieces.tried(str(error), alert=True)
        return settings_pieces.tried(strings.model_works.format(model=name))

    fields = [model, passages, strict]
    page.load(restore, chosen, fields, **gradio_events.QUIET)
    gr.on(
        [model.input, passages.release, passages.input, strict.input],
        keep,
        fields,
        [chosen, result],
        **gradio_events.QUIET,
    )
    test.click(
        lambda: settings_pieces.tried(strings.trying), None, result, **gradio_events.QUIET
    ).then(try_it, model, result, concurrency_limit=TRYING, **gradio_events.QUIET)
