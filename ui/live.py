"""HTML that answers to clicks: the one bridge between the page's markup and Gradio's events."""

from pathlib import Path
from typing import Any

import gradio as gr

from ui.strings import Strings, preferred

ROOM = Path(__file__).parent
CLICKS = (ROOM / "page.js").read_text(encoding="utf-8")
"""Turns a click on a button of the markup into the event 'open' or 'choose'."""

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
"""Options of every event: no spinner over the text, no endpoint offered to other programs."""


def html(**options: Any) -> gr.HTML:
    """An HTML component with the events `open` (a span) and `choose` (a question)."""
    return gr.HTML("", js_on_load=CLICKS, apply_default_css=False, **options)


def strings_for(request: gr.Request) -> Strings:
    """The page's words in the language that the visitor's browser asks for."""
    return preferred(str(request.headers.get("accept-language", "")))
