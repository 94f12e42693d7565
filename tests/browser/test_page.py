"""The page in a real Chromium: ask, read the answer, follow its citation to the exact words."""

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from rag import Dixit
from rag.embed import Embedder
from tests.browser.conftest import serve

pytestmark = pytest.mark.browser

SAIC = "000_f43f25e133202a67.txt"
HOSTILE = (
    "Eve Hostile a déclaré : « <script>document.title='owned'</script> **gras** $$x$$ "
    "[lien](javascript:alert(1)) <img src=http://192.0.2.1/x.png onerror=alert(2)> ».\n"
)


@pytest.fixture(scope="module")
def address(
    seed_index: Path, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A running page over the five articles and a hostile one."""
    folder = tmp_path_factory.mktemp("page")
    shutil.copytree(seed_index, folder / "index")
    (folder / "hostile.txt").write_text(HOSTILE, "utf-8")
    dixit = Dixit(folder / "index", embedder=embedder)
    dixit.add([folder / "hostile.txt"])
    dixit.close()
    running, at = serve(folder / "index", folder / "errors.log")
    yield at
    running.terminate()
    running.wait(timeout=30)


@pytest.fixture
def requests() -> list[str]:
    return []


@pytest.fixture
def page(browser: Browser, address: str, requests: list[str]) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    opened.on("request", lambda request: requests.append(request.url))
    opened.goto(address)
    opened.locator("#question textarea").wait_for()
    opened.locator(".welcome").wait_for()
    yield opened
    context.close()


def ask(page: Page, question: str) -> None:
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")
    page.locator(".exchange").last.locator(".made").wait_for()


def cited(page: Page) -> str:
    """The marked words, as the page holds them."""
    page.locator("#cited").wait_for()
    return str(page.locator("#cited").text_content())


def in_view(page: Page) -> bool:
    """Whether some of the mark lies inside the reader's visible part."""
    return bool(
        page.wait_for_function(
            """() => {
                const pane = document.querySelector('#reader').getBoundingClientRect();
                const mark = document.querySelector('#cited').getBoundingClientRect();
                const bottom = Math.min(pane.bottom, innerHeight);
                return mark.top < bottom && mark.bottom > Math.max(pane.top, 0);
            }"""
        )
    )


def test_the_answer_is_read_and_its_citation_followed_by_mouse(
    page: Page, seed_dixit: Dixit
) -> None:
    ask(page, "what did Zu Sijie say?")
    assert "SAIC et Audi ont signé un protocole d'accord." in page.locator(".answer").inner_text()
    button = page.locator(".citation").first
    assert SAIC in button.inner_text()
    button.click()

    start = int(button.get_attribute("data-start") or -1)
    end = int(button.get_attribute("data-end") or -1)
    assert cited(page) == seed_dixit.document(SAIC).text[start:end]
    assert in_view(page)


def test_a_citation_is_followed_and_left_by_keyboard_alone(page: Page) -> None:
    ask(page, "Qu'a dit Liu Bo ?")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('citation')"):
            break
    page.keyboard.press("Enter")
    assert "les deux parties mettraient l'accent" in cited(page)
    page.wait_for_function("document.activeElement.id === 'cited'")
    page.locator(".return").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.classList.contains('citation')")


def test_an_old_answers_button_opens_its_own_words(page: Page) -> None:
    ask(page, "what did Zu Sijie say?")
    ask(page, "Qu'a dit Cyril Abiteboul ?")
    page.locator(".exchange").nth(1).locator(".citation").first.click()
    page.locator("#cited", has_text="la Chine s'était renforcée").wait_for()
    page.locator(".exchange").nth(0).locator(".citation").first.click()
    page.locator("#cited", has_text="SAIC et Audi ont signé").wait_for()


def test_a_refusal_shows_the_nearest_passages_as_such(page: Page) -> None:
    ask(page, "What did Elon Musk say?")
    refusal = page.locator(".answer.refusal").inner_text()
    assert "No answer in these articles" in refusal
    assert "Nearest passages, which do not answer" in refusal
    assert not page.locator(".citation").count()


def test_a_hostile_article_stays_the_text_that_it_is(page: Page) -> None:
    ask(page, "Qu'a dit Eve Hostile ?")
    assert "<script>document.title='owned'</script>" in page.locator(".answer").inner_text()
    page.locator(".citation").first.click()
    assert "<img src=http://192.0.2.1/x.png" in cited(page)
    assert page.title() == "Dixit"
    assert not page.locator("#conversation img, #reader img, #reader script").count()


def test_the_lists_open_articles_too(page: Page) -> None:
    page.get_by_role("tab", name="Who said what").click()
    page.locator("#quotations .words", has_text="gagnant-gagnant").click()
    assert cited(page).startswith("SAIC et Audi ont signé")
    page.get_by_role("tab", name="Articles").click()
    page.locator("#articles .words", has_text=SAIC).click()
    page.locator("#reader .article .about", has_text=SAIC).wait_for()


def test_a_speaker_chosen_leaves_that_speaker_alone(page: Page) -> None:
    page.get_by_role("tab", name="Who said what").click()
    everyone = page.locator("#quotations tbody tr")
    everyone.nth(1).wait_for()
    page.locator("#speaker input").click()
    page.get_by_role("option", name="Zu Sijie").click()
    page.wait_for_function("document.querySelectorAll('#quotations tbody tr').length === 1")
    assert "Zu Sijie" in everyone.inner_text()


def test_without_an_index_the_page_says_how_to_fill_it_and_ends_quietly(
    browser: Browser, tmp_path: Path
) -> None:
    running, at = serve(tmp_path / "none", tmp_path / "errors.log")
    context = browser.new_context()
    page = context.new_page()
    page.goto(at)
    page.locator("#conversation .notice", has_text="dixit index FOLDER").wait_for(timeout=60_000)
    running.send_signal(signal.SIGINT)  # While the page is open, as it is when one stops.

    assert running.wait(timeout=30) == 0
    assert "Traceback" not in (tmp_path / "errors.log").read_text()
    context.close()


CUT_OFF = """() => [...document.querySelectorAll('#desk *')]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
    .map((element) => `${element.tagName}.${element.className}`)"""


def test_the_page_fits_a_phone(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, locale="fr-FR")
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(address)
    page.locator(".welcome").wait_for()
    ask(page, "Qu'a dit Zu Sijie ?")
    assert not page.evaluate(CUT_OFF)
    page.locator(".citation").first.click()
    assert cited(page).startswith("SAIC et Audi ont signé")
    assert in_view(page)
    for tab in ("Qui a dit quoi", "Articles"):
        page.get_by_role("tab", name=tab).click()
        page.locator("#desk table:visible").wait_for()
        assert not page.evaluate(CUT_OFF)
    context.close()


def test_no_request_leaves_this_machine(page: Page, address: str, requests: list[str]) -> None:
    ask(page, "what did Zu Sijie say?")
    page.locator(".citation").first.click()
    cited(page)

    page.mouse.move(0, 0)
    if picture := os.environ.get("DIXIT_SCREENSHOT"):
        page.wait_for_timeout(1500)  # Until the smooth scroll has come to rest.
        page.screenshot(path=picture)
    assert requests
    assert not [url for url in requests if not url.startswith((address, "data:", "blob:"))]
