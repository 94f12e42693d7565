"""Builds the page from its tabs and the reader, and joins it with the API."""

import json
from collections.abc import Collection
from dataclasses import asdict

import gradio as gr
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import RedirectResponse

from dixit import Dixit
from dixit.api import application as api
from dixit.api import uploads
from dixit.api.application import API_PATHS, OPEN_PATHS, Doors
from dixit.api.server.guard import Guard
from dixit.api.service import Service
from dixit.rag.pages.originals import Originals
from dixit.ui import gradio_events
from dixit.ui.languages import LANGUAGES, preferred
from dixit.ui.render.markup import masthead
from dixit.ui.server import originals as pages
from dixit.ui.server.login import Account, Login
from dixit.ui.strings.catalogue import Strings
from dixit.ui.tabs import articles, ask, checking, evaluation, quotations, reader, settings

FONT = ("system-ui", "-apple-system", "'Segoe UI'", "Roboto", "'Liberation Sans'", "sans-serif")
FONT_MONO = ("ui-monospace", "Menlo", "Consolas", "'Liberation Mono'", "monospace")
"""Fonts installed on the visitor's machine; nothing is downloaded."""


def build(dixit: Dixit, originals: Originals, strings: Strings) -> gr.Blocks:
    """Build the page in one language, without serving it."""
    page = gr.Blocks(title="Dixit", analytics_enabled=False, fill_width=True)
    with page:
        gr.HTML(masthead(strings), apply_default_css=False, elem_id="masthead")
        chosen = gr.BrowserState({}, storage_key="dixit.settings", secret="dixit")
        changed = gr.State(0)
        with gr.Row(elem_id="desk"):
            with (
                gr.Column(scale=6, min_width=320, elem_id="left"),
                gr.Tabs(elem_id="tabs", overflow_behavior="wrap"),
            ):
                with gr.Tab(strings.tab_ask, elem_id="ask"):
                    talk = ask.build(page, dixit, strings, chosen, changed)
                with gr.Tab(strings.checking.tab_check, elem_id="check") as check:
                    checked = checking.build(page, check, dixit, strings)
                with gr.Tab(strings.tab_quotations, elem_id="who"):
                    speakers_table = quotations.build(page, dixit, strings, changed)
                with gr.Tab(strings.tab_articles, elem_id="what"):
                    listed = articles.build(page, dixit, strings, changed)
                with gr.Tab(strings.evaluation.tab_evaluation, elem_id="how-well") as how_well:
                    tried = evaluation.build(page, how_well, dixit, strings)
                with gr.Tab(strings.tab_settings, elem_id="how"):
                    settings.build(page, dixit, strings, chosen)
            with gr.Column(scale=5, min_width=320, elem_id="right"):
                pane = reader.build(page, dixit, originals, strings, changed)
        openers = [talk.past, talk.current, checked, speakers_table, listed, tried, pane]
        reader.connect(pane, openers, dixit, originals, strings)
        ask.connect(talk, openers, dixit, strings)
    return page


def application(
    service: Service,
    doors: Doors,
    hosts: Collection[str] | None,
    account: Account | None = None,
) -> FastAPI:
    """The pages and the API.

    There is one page per language; the bare address redirects to the visitor's. The pages are
    mounted instead of launched, because `Blocks.launch` looks for another port by itself, calls
    itself through any proxy that is configured, and accepts no middleware.

    Args:
        service: what the API works with; the page uses the same Dixit.
        doors: how far the API is open.
        hosts: the Host headers that are answered; None for any.
        account: if given, visitors must log in.
    """
    app = FastAPI(
        docs_url=None, redoc_url=None, openapi_url=None, telemetry={"auto_configure": False}
    )
    if account is not None:
        app.add_middleware(Login, account=account, elsewhere=API_PATHS, open_paths=OPEN_PATHS)
    app.add_middleware(Guard, hosts=hosts, origins=doors.origins)
    app.add_route("/", _to_own_language)
    originals = Originals(service.dixit)
    app.router.routes.extend(pages.routes(originals))
    for language, strings in LANGUAGES.items():
        gr.mount_gradio_app(
            app,
            build(service.dixit, originals, strings),
            path=f"/{language}",
            footer_links=[],
            i18n=gr.I18n(**dict.fromkeys(LANGUAGES, _gradios_own(strings))),
            run_history=False,
            enable_monitoring=False,
            show_error=False,
            max_file_size=f"{uploads.MEGABYTES}mb",
            ssr_mode=False,
            mcp_server=False,
            pwa=False,
            theme=gr.themes.Base(font=FONT, font_mono=FONT_MONO, primary_hue="teal"),
            css_paths=[gradio_events.STATIC / "page.css"],
            head=_head(language, strings),
        )
    app.mount("", api.build(service, doors))
    return app


def _to_own_language(request: Request) -> RedirectResponse:
    """Redirect to the language that the visitor chose, or that their browser prefers."""
    language = request.cookies.get("dixit_language")
    if language not in LANGUAGES:
        language = preferred(request.headers.get("accept-language", ""))
    query = f"?{request.url.query}" if request.url.query else ""
    root = request.scope.get("root_path", "")
    return RedirectResponse(f"{root}/{language}/{query}", status_code=307)


def _gradios_own(strings: Strings) -> dict[str, str]:
    """Words on the page that are Gradio's, by its names for them, as we say it.

    They are given for each language: Gradio chooses by the browser's, before our scripts run.
    """
    return {
        "upload_text.click_to_upload": strings.choose_files,
        "upload_text.drop_file": strings.drop_files,
        "common.or": strings.drop_or,
    }


def _head(language: str, strings: Strings) -> str:
    """The scripts that run first, with the page's language and the largest file size."""
    first, then, keys, last, pages_script = (
        (gradio_events.STATIC / name).read_text(encoding="utf-8")
        for name in ("start.js", "choosing.js", "keys.js", "stream.js", "pages.js")
    )
    first = first.replace("LANGUAGE", json.dumps(language))
    first = first.replace("FIND", json.dumps(strings.find))
    then = then.replace("MOST", str(uploads.MEGABYTES * 1_000_000))
    keys = keys.replace("WORDS", json.dumps(asdict(strings.keys)))
    return f"<script>{first}\n{then}\n{keys}\n{last}\n{pages_script}</script>"
