"""HTML components with click events: connects the page's markup to Gradio's events."""

from pathlib import Path
from typing import Any

import gradio as gr

STATIC = Path(__file__).parent / "static"
CLICKS = (STATIC / "page.js").read_text(encoding="utf-8")
"""Turns clicks on buttons and selections of text in the markup into events."""

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
"""Options of every event: no spinner over the text, and no public API endpoint."""


def html(value: str = "", script: str = "", **options: Any) -> gr.HTML:
    """An HTML component with the events that `page.js` triggers.

    Args:
        value: its first markup.
        script: JavaScript that runs behind `page.js`, with all that is defined there.
        options: further ones of the component.
    """
    return gr.HTML(value, js_on_load=CLICKS + script, apply_default_css=False, **options)
