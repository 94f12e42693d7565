"""The page with a chat model set: words as they come, Stop, and quoting where the model fails."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import serve
from tests.rag.openai_server import Played, serving

pytestmark = pytest.mark.browser

QUESTION = "Combien de véhicules BMW et MINI ont été livrés ?"
SALES = "723 680"
TIME_ALONE = re.compile(r"\d+\.\d\d s")
"""What stands below an answer that no model made."""


@pytest.fixture(scope="module")
def played() -> Iterator[tuple[Played, str]]:
    part = Played()
    with serving(part) as url:
        yield part, url


@pytest.fixture(scope="module")
def address(
    seed_index: Path, played: tuple[Played, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    running, at = serve(
        seed_index,
        tmp_path_factory.mktemp("page") / "errors.log",
        {
            "DIXIT_MODEL": "openai:played",
            "OPENAI_BASE_URL": played[1],
            "OPENAI_API_KEY": "sk-secret",
        },
    )
    yield at
    running.terminate()
    running.wait(timeout=30)


@pytest.fixture
def part(played: tuple[Played, str]) -> Played:
    """The part, played anew."""
    fresh = played[0]
    fresh.fails, fresh.pause_s = [], 0.0
    fresh.closed.clear()
    fresh.reply = lambda texts: [true_reply(texts)]
    return fresh


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    opened.goto(address)
    opened.locator(".welcome").wait_for()
    yield opened
    context.close()


def true_reply(texts: dict[str, str]) -> str:
    key = next(key for key, text in texts.items() if SALES in text)
    return f"BMW a livré 723 680 véhicules BMW et MINI [{key}]."


def ask(page: Page) -> None:
    page.locator("#question textarea").fill(QUESTION)
    page.keyboard.press("Enter")


def test_a_model_answers_and_what_nothing_proves_is_marked(page: Page, part: Played) -> None:
    part.reply = lambda texts: [true_reply(texts), " BMW a vendu 12 chats [1]."]
    ask(page)
    page.locator(".made").wait_for()

    expect(page.locator("p.block")).to_have_count(2)
    expect(page.locator(".doubt")).to_have_count(1)
    expect(page.locator("p.block").nth(1)).to_contain_text("not confirmed")
    expect(page.locator(".made")).to_contain_text("left out: 1")


def test_words_show_as_they_come_and_stop_ends_them(page: Page, part: Played) -> None:
    part.reply = lambda texts: [true_reply(texts), *[" Encore."] * 3000]
    part.pause_s = 0.01
    ask(page)
    expect(page.locator(".writing")).to_contain_text("Encore")
    page.locator("#stop").click()

    expect(page.locator(".error")).to_contain_text("Stopped")
    expect(page.locator("#send")).to_be_visible()
    assert part.closed.wait(20)


def test_a_new_conversation_ends_the_answer_that_is_on_its_way(page: Page, part: Played) -> None:
    part.reply = lambda texts: [true_reply(texts), *[" Encore."] * 3000]
    part.pause_s = 0.01
    ask(page)
    expect(page.locator(".writing")).to_contain_text("Encore")
    page.locator("#again").click()

    assert part.closed.wait(20)
    expect(page.locator(".welcome")).to_be_visible()
    page.wait_for_timeout(500)  # Whatever of it is still on its way comes now.
    expect(page.locator(".exchange")).to_have_count(0)


def test_where_the_model_fails_quoting_is_offered(page: Page, part: Played) -> None:
    part.fails = [401]
    ask(page)
    expect(page.locator(".error")).to_contain_text("key")
    expect(page.locator("p.block")).to_have_count(0)
    assert "sk-secret" not in page.content()
    page.locator(".instead").click()

    expect(page.locator(".made").last).to_have_text(TIME_ALONE)
    expect(page.locator(".exchange").last).to_contain_text(SALES)


def test_the_page_offers_the_model_that_is_set_and_quoting(page: Page, part: Played) -> None:
    page.get_by_role("tab", name="Settings").click()
    page.locator("#model input").click()
    options = page.locator("#model [role=option]")
    expect(options).to_contain_text(["openai:played", "quotations only"])
    options.nth(1).click()
    page.get_by_role("tab", name="Ask", exact=True).click()
    ask(page)

    expect(page.locator(".made")).to_have_text(TIME_ALONE)
