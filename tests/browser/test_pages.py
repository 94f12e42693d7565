"""A citation of a PDF, looked at on its page: the boxes are over the cited words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dixit import Dixit
from dixit.rag.embedders.base import Embedder
from tests.browser.acts import CUT_OFF, ask, cited
from tests.browser.conftest import serve
from tests.rag.ingestion.readers.drawn_pdf import column, pdf

pytestmark = pytest.mark.browser

WIDTH, HEIGHT, ADVANCE = 595, 842, 6.6
"""Points: of a page, and of a character of Courier at 11."""
LINES = [
    "Brissac. Le maire, Paul Ferrand, a déclaré :",
    "« Le pont rouvrira en avril, après dix mois de",
    "travaux sur les deux rives. »",
]
OTHER = [f"Le conseil de Brissac a voté le point numéro {n}." for n in range(1, 30)]
BOXES = """() => [...document.querySelectorAll('.lit')].map((mark) => {
    const paper = mark.parentElement.querySelector('img').getBoundingClientRect();
    const box = mark.getBoundingClientRect();
    return [(box.left - paper.left) / paper.width, (box.right - paper.left) / paper.width,
            (box.top - paper.top) / paper.height, (box.bottom - paper.top) / paper.height];
})"""
INK = """([left, right, top, bottom]) => {
    const image = document.querySelector('.paper:has(.lit) img');
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const [x, y] = [left * canvas.width, top * canvas.height].map(Math.round);
    const [w, h] = [(right - left) * canvas.width, (bottom - top) * canvas.height].map(Math.round);
    const { data } = context.getImageData(x, y, w, h);
    return data.filter((value, at) => at % 4 === 0 && value < 100).length / (w * h);
}"""
"""The share of dark dots in a part of the picture."""
IN_VIEW = """() => {
    const pane = document.querySelector('#reader').getBoundingClientRect();
    const mark = document.querySelector('.lit').getBoundingClientRect();
    return mark.top >= pane.top && mark.bottom <= Math.min(pane.bottom, innerHeight);
}"""


@pytest.fixture
def page(browser: Browser, tmp_path: Path, embedder: Embedder) -> Iterator[Page]:
    """A page over one PDF, whose quotation stands on its second page."""
    (tmp_path / "press").mkdir()
    pages = [column(OTHER), column(LINES, y=500), column(OTHER), column(OTHER)]
    (tmp_path / "press" / "pont.pdf").write_bytes(pdf(*pages, font="Courier"))
    dixit = Dixit(tmp_path / "index", embedder=embedder)
    dixit.add([tmp_path / "press"])
    dixit.close()
    running, address = serve(tmp_path / "index", tmp_path / "errors.log")
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    opened = context.new_page()
    opened.set_default_timeout(120_000)
    opened.goto(address)
    opened.locator("#question textarea").wait_for()
    opened.locator(".welcome").wait_for()
    yield opened
    context.close()
    running.terminate()
    running.wait(timeout=30)


def expected(words: str) -> list[tuple[float, float, float]]:
    """Left and right edge of the words on two lines of the PDF, and what they stand on."""
    line, following = LINES[1:]
    first = next(line[at:] for at in range(len(line)) if words.startswith(line[at:]))
    rest = words.removeprefix(first).strip()
    assert following.startswith(rest)
    return [
        (70 + ADVANCE * line.index(first), 70 + ADVANCE * len(line), HEIGHT - 486),
        (70, 70 + ADVANCE * len(rest), HEIGHT - 472),
    ]


def test_the_boxes_on_the_page_are_over_the_cited_words(page: Page) -> None:
    ask(page, "Qu'a dit Paul Ferrand ?")
    page.locator(".citation").first.click()
    wanted = expected(cited(page))

    button = page.locator("[data-view=page]")
    button.focus()
    page.keyboard.press("Enter")
    page.locator(".lit").first.wait_for(state="attached")
    expect(button).to_have_attribute("aria-pressed", "true")
    page.wait_for_function(IN_VIEW)
    shown = page.locator(".paper:has(.lit) img")
    expect(shown).to_have_js_property("complete", value=True)
    page.wait_for_function("() => document.querySelector('.paper:has(.lit) img').naturalWidth > 0")
    expect(shown).to_be_focused()
    assert str(shown.get_attribute("alt")).startswith("Page 2 of pont.pdf, with the cited passage")
    assert page.locator(".paper img[src]").count() < page.locator(".paper").count() == 4

    boxes = page.evaluate(BOXES)
    assert len(boxes) == len(wanted)
    for (left, right, top, bottom), (first, last, base) in zip(boxes, wanted, strict=True):
        assert (left * WIDTH, right * WIDTH) == pytest.approx((first, last), abs=1)
        assert base - 12 < top * HEIGHT < base - 6
        assert base < bottom * HEIGHT < base + 6  # With the line below the box.
        assert page.evaluate(INK, [left, right, top, bottom]) > 0.05

    page.set_viewport_size({"width": 390, "height": 844})
    assert not page.evaluate(CUT_OFF)
    page.locator("[data-view=text]").click()
    expect(page.locator("#cited")).to_be_visible()
