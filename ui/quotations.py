"""The Who-said-what tab: quotations of one speaker or of all, each opening its article."""

from collections import Counter
from typing import Any

import gradio as gr

from index.errors import DixitError
from rag import Dixit
from ui import live, render_lists
from ui.markup import notice

EVERYONE = ""
"""The dropdown's value when no speaker is chosen."""


def build(page: gr.Blocks, dixit: Dixit, texts: gr.I18n) -> gr.HTML:
    """Lay the tab out and wire it; gives back the table, whose rows open articles."""
    speaker = gr.Dropdown(
        label=texts("speaker"), choices=[EVERYONE], value=EVERYONE, elem_id="speaker"
    )
    table = live.html(elem_id="quotations")

    def fill(request: gr.Request) -> tuple[Any, str]:
        strings = live.strings_for(request)
        try:
            found = dixit.quotations()
        except DixitError as error:
            return gr.skip(), notice(str(error), strings.index_how, "dixit index FOLDER")
        counted = Counter(quotation.speaker for quotation in found)
        names = sorted(counted, key=str.casefold)
        choices = [(strings.all_speakers, EVERYONE), *((f"{n} ({counted[n]})", n) for n in names)]
        return gr.update(choices=choices, value=EVERYONE), render_lists.quotations(found, strings)

    def only(chosen: str | None, request: gr.Request) -> str:
        strings = live.strings_for(request)
        try:
            found = dixit.quotations()
        except DixitError as error:
            return notice(str(error), strings.index_how, "dixit index FOLDER")
        theirs = [said for said in found if chosen in (said.speaker, EVERYONE, None)]
        return render_lists.quotations(theirs, strings)

    page.load(fill, None, [speaker, table], **live.QUIET)
    speaker.input(only, speaker, table, **live.QUIET)
    return table
