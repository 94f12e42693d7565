"""HTML that answers to clicks: the one bridge between the page's markup and Gradio's events."""

from pathlib import Path
from typing import Any

import gradio as gr

STATIC = Path(__file__).parent / "static"
CLICKS = (STATIC / "page.js").read_text(encoding="utf-8")
"""Turns what is done in the markup into events: a click on a button, a selection of words."""

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
"""Options of every event: no spinner over the text, no endpoint offered to other programs."""


def html(value: str = "", **options: Any) -> gr.HTML:
    """An HTML component with the events that `page.js` triggers."""
    return gr.HTML(value, js_on_load=CLICKS, apply_default_css=False, **options)
