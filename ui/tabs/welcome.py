"""The greeting above the conversation; over an empty index, the place to drop files on."""

from collections.abc import Iterator, Sequence
from typing import Any

import gradio as gr

from dixit import Dixit
from dixit.index.errors import DixitError, IndexMissing
from dixit.ui import gradio_events
from dixit.ui.first_sight import Holdings
from dixit.ui.render import first_sight
from dixit.ui.render.markup import notice
from dixit.ui.strings.catalogue import Strings
from dixit.ui.suggestions import Suggestions
from dixit.ui.tabs import articles


def build(page: gr.Blocks, dixit: Dixit, strings: Strings, changed: gr.State) -> gr.HTML:
    """Build the greeting, whose buttons ask: figures at once, suggestions once they are found.

    Args:
        page: the page.
        dixit: the index.
        strings: the words of the page.
        changed: changes when a visitor has changed the index.
    """
    suggestions = Suggestions(dixit, strings.example_speaker)
    greeting = gradio_events.html(elem_id="welcome")
    files = gr.File(
        label=strings.files,
        file_count="multiple",
        type="filepath",
        show_label=False,
        height=150,
        elem_id="first-files",
    )
    result = gradio_events.html(elem_id="first-told")

    def greet() -> str:
        try:
            stored = dixit.documents()
            if stored:
                holdings = Holdings.of(stored, dixit.speakers())
                return first_sight.welcome(holdings, suggestions.kept(), strings)
        except IndexMissing:
            pass
        except DixitError as error:
            return notice(str(error), strings.index_how, strings.index_command)
        return first_sight.empty(strings)

    def suggest() -> Any:
        try:
            stored = dixit.documents()
            if not stored:
                return gr.skip()
            holdings = Holdings.of(stored, dixit.speakers())
            return first_sight.welcome(holdings, suggestions.found(), strings)
        except DixitError:
            return gr.skip()

    def add(received: Sequence[str] | None, names: str) -> Iterator[tuple[Any, Any, Any]]:
        if received:
            so_far = ""
            for so_far in articles.adding(dixit, received, names, strings):
                yield so_far, gr.skip(), gr.skip()
            yield so_far, None, articles.generation(dixit)

    def refuse(event: gr.EventData) -> str:
        return articles.refused(event, strings)

    gr.on([page.load, changed.change], greet, None, greeting, **gradio_events.QUIET).then(
        suggest, None, greeting, **gradio_events.QUIET
    )
    names = gr.Textbox(visible=False)
    files.upload(
        add,
        [files, names],
        [result, files, changed],
        js=articles.NAMES,
        concurrency_limit=articles.ADDERS,
        concurrency_id="adding",
        **gradio_events.QUIET,
    )
    result.refused(refuse, None, result, **gradio_events.QUIET)
    return greeting
