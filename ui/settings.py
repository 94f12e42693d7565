"""The Settings tab: what answers and how, tried out here; the page's language and its light."""

from typing import Any

import gradio as gr

from index.errors import DixitError
from rag import Dixit
from rag.answer import quoting
from ui import live, render_settings
from ui.choices import Choices
from ui.strings import Strings

TRYING = 2
"""Models tried at the same time."""


def build(page: gr.Blocks, dixit: Dixit, strings: Strings, chosen: gr.BrowserState) -> None:
    """Lay the tab out and wire it; what is chosen is kept by the visitor's browser."""
    settings = dixit.settings
    with gr.Row(equal_height=True, elem_id="answerer"):
        model = gr.Dropdown(
            settings.choices,
            value=settings.model,
            label=strings.model,
            info=strings.model_info,
            elem_id="model",
        )
        test = gr.Button(strings.try_model, scale=0, min_width=120, elem_id="try")
    told = live.html(elem_id="tried")
    passages = gr.Slider(
        1, 100, settings.passages, step=1, label=strings.passages_given, elem_id="passages"
    )
    strict = gr.Checkbox(settings.strict, label=strings.strict, elem_id="strict")
    live.html(value=render_settings.looks(strings), elem_id="looks")

    def restore(record: object) -> tuple[Any, ...]:
        choices = Choices.of(record, dixit)
        return choices.model, choices.passages, choices.strict

    def keep(model: str, passages: int, strict: bool) -> tuple[dict[str, object], str]:
        choices = {"model": model, "passages": int(passages), "strict": strict}
        return choices, render_settings.tried(strings.settings_kept)

    def try_it(name: str) -> str:
        if name == quoting.NAME:
            return render_settings.tried(strings.quoting_works)
        try:
            if name not in settings.choices:
                return render_settings.tried(strings.failed, alert=True)
            dixit.try_model(name)
        except DixitError as error:
            return render_settings.tried(str(error), alert=True)
        return render_settings.tried(strings.model_works.format(model=name))

    fields = [model, passages, strict]
    page.load(restore, chosen, fields, **live.QUIET)
    gr.on(
        [model.input, passages.release, passages.input, strict.input],
        keep,
        fields,
        [chosen, told],
        **live.QUIET,
    )
    test.click(lambda: render_settings.tried(strings.trying), None, told, **live.QUIET).then(
        try_it, model, told, concurrency_limit=TRYING, **live.QUIET
    )
