"""The Articles tab: what is indexed; each row opens its article."""

import gradio as gr

from index.errors import DixitError
from rag import Dixit
from ui import live, render_lists
from ui.markup import notice


def build(page: gr.Blocks, dixit: Dixit) -> gr.HTML:
    """Lay the tab out and wire it; gives back the table, whose rows open articles."""
    table = live.html(elem_id="articles")

    def fill(request: gr.Request) -> str:
        strings = live.strings_for(request)
        try:
            stored = dixit.documents()
        except DixitError as error:
            return notice(str(error), strings.index_how, "dixit index FOLDER")
        if not stored:
            return notice(strings.index_empty, strings.index_how, "dixit index FOLDER")
        return render_lists.articles(stored, strings)

    page.load(fill, None, table, **live.QUIET)
    return table
