"""The page put together: four tabs beside the reader, and the server that shows it."""

import logging
import socket
from collections.abc import Callable, Collection
from contextlib import suppress
from types import FrameType

import gradio as gr
import uvicorn
from fastapi import FastAPI

from rag import Dixit
from ui import articles, ask, evaluation, live, quotations, reader
from ui.guard import Guard
from ui.strings import translations

FONT = ("system-ui", "-apple-system", "'Segoe UI'", "Roboto", "'Liberation Sans'", "sans-serif")
FONT_MONO = ("ui-monospace", "Menlo", "Consolas", "'Liberation Mono'", "monospace")
"""Fonts of the visitor's own machine: nothing is downloaded."""

LAST_WORDS = 1
"""Seconds that open connections are given when the server stops."""


def build(dixit: Dixit) -> gr.Blocks:
    """The page over `dixit`, not yet served."""
    texts = gr.I18n(**translations())
    page = gr.Blocks(title="Dixit", analytics_enabled=False, fill_width=True)
    with page:
        page.i18n_instance = texts
        gr.HTML("<h1>Dixit</h1>", apply_default_css=False, elem_id="masthead")
        with gr.Row(elem_id="desk"):
            with (
                gr.Column(scale=6, min_width=320, elem_id="left"),
                gr.Tabs(elem_id="tabs", overflow_behavior="wrap"),
            ):
                with gr.Tab(texts("tab_ask"), elem_id="ask"):
                    conversation = ask.build(page, dixit, texts)
                with gr.Tab(texts("tab_quotations"), elem_id="who"):
                    said = quotations.build(page, dixit, texts)
                with gr.Tab(texts("tab_articles"), elem_id="what"):
                    listed = articles.build(page, dixit)
                with gr.Tab(texts("tab_evaluation"), elem_id="how-well") as how_well:
                    evaluated = evaluation.build(page, how_well, dixit, texts)
            with gr.Column(scale=5, min_width=320, elem_id="right"):
                pane = reader.build(page)
        reader.connect(pane, [conversation, said, listed, evaluated], dixit)
    return page


def serve(
    page: gr.Blocks,
    listener: socket.socket,
    hosts: Collection[str] | None,
    ready: Callable[[], object],
) -> None:
    """Serve the page on a bound socket until interrupted, to requests addressed to `hosts`.

    `ready` is called once it is served and an interrupt will end it.

    The page is mounted rather than launched: `Blocks.launch` looks for another port by itself,
    calls itself through whatever proxy is set, and takes no middleware of ours.
    """
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(Guard, hosts=hosts)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        show_error=False,
        ssr_mode=False,
        mcp_server=False,
        pwa=False,
        i18n=page.i18n_instance,
        theme=gr.themes.Base(font=FONT, font_mono=FONT_MONO, primary_hue="teal"),
        css_paths=[live.ROOM / "page.css"],
    )
    config = uvicorn.Config(
        app, log_level="error", timeout_graceful_shutdown=LAST_WORDS, lifespan="on"
    )
    with suppress(KeyboardInterrupt):
        _Server(config, ready).run(sockets=[listener])


class _Server(uvicorn.Server):
    """Ends quietly: a page left open in a browser is cut off, which is no error to report."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], object]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        super().handle_exit(sig, frame)
