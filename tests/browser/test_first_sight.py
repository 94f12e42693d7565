"""First sight, keys and exported citations in a real Chromium."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.acts import CUT_OFF, ask, cited
from tests.browser.conftest import serve
from tests.browser.sight import sees

pytestmark = pytest.mark.browser


def test_a_suggested_question_is_answered(page: Page) -> None:
    sees(page, "answers questions from your articles", ".welcome")
    suggested = page.locator(".welcome [data-question]").first
    suggested.click()
    page.locator("#t1 .made").wait_for()

    assert not page.locator(".refusal").count()
    expect(page.locator("#t1 .ref").first).to_have_text("1")


def test_the_latest_articles_open_and_are_come_back_to(page: Page) -> None:
    title = "La coopération entre Renault et Alibaba passe à la vitesse supérieure"
    sees(page, "Xinhua · 9 March 2018", "#reader .latest")
    page.locator(".latest .opener", has_text=title).click()
    expect(page.locator("#reader .article h2")).to_have_text(title)
    page.locator("#reader .return").click()

    sees(page, "Latest articles", "#reader .latest")


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_first_sight_fits_in_french(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{address}/fr/")
    page.locator(".welcome [data-question]").first.wait_for(timeout=60_000)

    sees(page, "articles", ".holdings")
    assert not page.evaluate(CUT_OFF)
    page.locator(".welcome [data-tab]").click()
    expect(page.locator("#drafting textarea")).to_be_visible()
    page.close()


def test_an_empty_index_takes_the_files_dropped_on_it(browser: Browser, tmp_path: Path) -> None:
    running, at = serve(tmp_path / "none", tmp_path / "errors.log")
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{at}/fr/")
    page.locator("#welcome .notice").wait_for(timeout=60_000)
    sees(page, "déposez des fichiers ici", "#welcome")
    (tmp_path / "gare.txt").write_text("La gare de Brissac rouvrira le 4 avril.\n", "utf-8")
    page.locator("#first-files input[type=file]").set_input_files(tmp_path / "gare.txt")

    expect(page.locator(".holdings")).to_contain_text("1 article", timeout=60_000)
    expect(page.locator("#reader .latest")).to_contain_text("gare.txt")
    expect(page.locator("#first-files")).to_be_hidden()
    page.close()
    running.terminate()
    running.wait(timeout=30)


def test_keys_lead_from_citation_to_citation_and_back(page: Page) -> None:
    ask(page, "which car makers work with Tencent?")
    box = page.locator("#question textarea")
    box.press("j")
    expect(box).to_have_value("j")
    box.fill("")
    page.locator("h1").click()
    page.keyboard.press("j")
    first = cited(page)
    page.keyboard.press("j")
    expect(page.locator("#cited")).not_to_have_text(first)
    page.keyboard.press("k")
    expect(page.locator("#cited")).to_have_text(first)
    page.keyboard.press("Escape")
    expect(page.locator("#t1-c1")).to_be_focused()
    page.keyboard.press("/")
    expect(box).to_be_focused()


def test_the_help_on_keys_turns_them_off(page: Page) -> None:
    page.locator("h1").click()
    page.keyboard.press("?")
    sees(page, "Keyboard shortcuts", "#keys")
    page.locator("#keys input").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")

    expect(page.locator("#keys")).to_be_hidden()


def test_a_new_question_stands_on_top_of_the_conversation(page: Page) -> None:
    ask(page, "what did Zu Sijie say?")
    ask(page, "What did Elon Musk say?")

    distance = """() => document.querySelector('#t2').getBoundingClientRect().top
        - document.querySelector('#conversation').getBoundingClientRect().top"""
    assert 0 <= page.evaluate(distance) < 40


def test_citations_are_saved_for_zotero(page: Page, tmp_path: Path) -> None:
    ask(page, "what did Zu Sijie say?")
    page.locator(".exports summary").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="RIS (Zotero)").click()
    download.value.save_as(tmp_path / "saved.ris")
    saved = (tmp_path / "saved.ris").read_text("utf-8")

    assert download.value.suggested_filename == "dixit-1.ris"
    assert saved.startswith("TY  - ") and "SAIC et Audi ont signé" in saved
