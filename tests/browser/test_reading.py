"""The reader: from citation to citation, by an address, and what is said in the article."""

import re

import pytest
from playwright.sync_api import Page, expect

from dixit import Dixit
from tests.browser.acts import ask, cited, in_view

pytestmark = pytest.mark.browser

TENCENT = "which car makers work with Tencent?"


def test_the_next_citation_follows_and_the_one_before_comes_back(page: Page) -> None:
    ask(page, TENCENT)
    buttons = page.locator(".citation")
    assert buttons.count() > 1
    quotes = [page.locator(f"#{b.get_attribute('id')}-quote q") for b in buttons.all()]
    first, second = (str(quote.text_content()) for quote in quotes[:2])
    buttons.first.click()
    expect(page.locator("#cited")).to_have_text(first)
    page.get_by_role("button", name="Next citation").click()
    expect(page.locator("#cited")).to_have_text(second)
    page.get_by_role("button", name="Previous citation").click()
    expect(page.locator("#cited")).to_have_text(first)
    page.locator(".return").click()
    expect(buttons.first).to_be_focused()


def test_the_address_holds_the_place(page: Page, address: str) -> None:
    ask(page, "what did Zu Sijie say?")
    page.locator(".citation").first.click()
    words = cited(page)
    page.wait_for_url(re.compile("source="))
    place = page.url.partition("?")[2]
    page.goto(f"{address}/?{place}")

    assert cited(page) == words
    assert in_view(page)
    assert not page.locator(".moved").count()


def test_an_address_made_for_another_text_says_so_and_marks_nothing(
    page: Page, seed_dixit: Dixit
) -> None:
    source = seed_dixit.documents()[0].source
    page.goto(page.url.partition("?")[0] + f"?source={source}&start=3&end=20&of=000000000000")

    expect(page.locator(".moved")).to_contain_text("has changed")
    expect(page.locator("#cited")).to_have_count(0)


@pytest.mark.parametrize("place", ["source=nowhere.txt&start=1&end=2", "source=a&start=x&end=y"])
def test_an_address_of_no_place_says_so(page: Page, place: str) -> None:
    page.goto(page.url.partition("?")[0] + f"?{place}")

    expect(page.locator("#reader .notice")).to_be_visible()


def test_what_is_said_in_an_article_is_underlined_and_listed(page: Page) -> None:
    ask(page, "what did Zu Sijie say?")
    page.locator(".citation").first.click()

    expect(page.locator(".said[title='Jürgen Rittersberger']").first).to_be_visible()
    page.locator(".said-here button", has_text="Jürgen Rittersberger").click()
    expect(page.locator("#cited")).to_contain_text("Audi a mis en place un plan")


def test_words_that_are_selected_are_found_in_all_articles(page: Page) -> None:
    ask(page, "what did Zu Sijie say?")
    page.locator(".citation").first.click()
    cited(page)
    page.locator("#reader h2").select_text()
    page.locator("#reader h2").dispatch_event("mouseup")
    page.get_by_role("button", name="Search the articles").click()

    expect(page.locator(".exchange").last).to_contain_text("Search the articles:")
    expect(page.locator(".exchange").last.locator(".opener").first).to_be_visible()
