"""The page in a real Chromium: ask, read the answer, follow its citation to the exact words."""

import signal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from dixit import Dixit
from tests.browser.acts import CUT_OFF, ask, cited, in_view
from tests.browser.conftest import serve

pytestmark = pytest.mark.browser

SAIC = "000_f43f25e133202a67.txt"


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
    assert "No answer found" in refusal
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
    everyone = page.locator("table.quotations tbody tr")
    everyone.nth(1).wait_for()
    page.locator("#by-speaker input").click()
    page.get_by_role("option", name="Zu Sijie").click()
    page.wait_for_function("document.querySelectorAll('table.quotations tbody tr').length === 1")
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
        page.locator("#desk table:visible").last.wait_for()
        assert not page.evaluate(CUT_OFF)
    context.close()


def test_no_request_leaves_this_machine(page: Page, address: str, requests: list[str]) -> None:
    ask(page, "what did Zu Sijie say?")
    page.locator(".citation").first.click()
    cited(page)

    assert requests
    assert not [url for url in requests if not url.startswith((address, "data:", "blob:"))]
