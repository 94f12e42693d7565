"""`sees` tells what a person sees from what the page only holds."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.sight import sees, why_unseen

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def sheet(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 600, "height": 400})
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "style",
    [
        "display: none",
        "visibility: hidden",
        "opacity: 0.1",
        "color: transparent",
        "clip-path: inset(50%)",
        "width: 0; height: 0; overflow: hidden",
        "position: absolute; left: -9999px",
        "position: absolute; top: 2000px",
        "position: absolute; left: 580px; white-space: nowrap",
        "font-size: 0",
        "transform: scale(0)",
        "position: relative; z-index: -1",
    ],
)
def test_what_is_not_painted_in_sight_is_not_seen(sheet: Page, style: str) -> None:
    cover = "<div style='position: absolute; inset: 0; background: white; z-index: 0'></div>"
    inner = cover if "z-index" in style else ""
    sheet.set_content(f"{inner}<section><p style='{style}'>Saved in this browser.</p></section>")

    assert why_unseen(sheet, "Saved in this browser.")


def test_what_a_pane_cuts_off_is_not_seen(sheet: Page) -> None:
    sheet.set_content(
        "<div style='height: 50px; overflow: auto'><p style='margin-top: 90px'>Saved.</p></div>"
    )
    assert "in sight" in why_unseen(sheet, "Saved.")


@pytest.mark.parametrize(
    "markup", ["<p>Saved <b>in</b>\n this browser.</p>", "Saved in this browser."]
)
def test_what_stands_there_is_seen(sheet: Page, markup: str) -> None:
    sheet.set_content(f"<div style='color: rgb(0, 0, 0)'>{markup}</div>")

    sees(sheet, "Saved in this browser.")
    assert why_unseen(sheet, "Not there.")
