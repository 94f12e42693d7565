"""A citation of an article that has changed since: it marks its own words, or it marks none."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dixit import Dixit
from dixit.rag.embedders.base import Embedder
from tests.browser.acts import ask, cited, in_view
from tests.browser.conftest import serve
from tests.browser.sight import sees

pytestmark = pytest.mark.browser

QUOTE = "Le pont rouvrira en avril."
ARTICLE = f"Brissac. Le maire, Paul Ferrand, a déclaré : « {QUOTE} »\n\nLa mairie a voté.\n"
QUESTION = "Qu'a dit Paul Ferrand ?"
UPDATE = "Mis à jour à 18 heures par la rédaction, avec des précisions de la mairie.\n\n"
OTHER = ARTICLE.replace(QUOTE, "Le pont est fermé pour deux ans.")
LONG = "Un autre paragraphe, qui ne dit rien du pont.\n\n" * 60
MOVED = "The article has since changed; the words are now here."
LOST = "These words are no longer in the article."
Write = Callable[[str | None], None]


@pytest.fixture
def write(tmp_path: Path, embedder: Embedder) -> Iterator[Write]:
    """Write the article anew and index it, or take it out, while the page is open."""
    dixit = Dixit(tmp_path / "index", embedder=embedder)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "other.txt").write_text("La gare de Brissac ouvre lundi.\n", "utf-8")

    def rewrite(text: str | None) -> None:
        if text is None:
            dixit.remove("pont.txt")
            return
        (tmp_path / "news" / "pont.txt").write_text(text, "utf-8")
        dixit.add([tmp_path / "news"])

    rewrite(ARTICLE)
    yield rewrite
    dixit.close()


@pytest.fixture
def page(browser: Browser, write: Write, tmp_path: Path) -> Iterator[Page]:
    """A page over the article, in English, with its question answered."""
    running, at = serve(tmp_path / "index", tmp_path / "errors.log")
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    opened.goto(at)
    opened.locator(".welcome").wait_for()
    ask(opened, QUESTION)
    opened.mouse.move(0, 0)
    yield opened
    context.close()
    running.terminate()
    running.wait(timeout=30)
    shutil.rmtree(tmp_path / "index")


def test_words_that_moved_are_marked_where_they_stand_now(page: Page, write: Write) -> None:
    write(UPDATE + LONG + ARTICLE)
    page.locator(".citation").first.click()

    assert cited(page) == QUOTE
    assert in_view(page)
    sees(page, MOVED, "#reader")
    page.wait_for_timeout(1100)
    page.locator(".citation").first.click()  # Its button leads to the new place by now.
    sees(page, MOVED, "#reader")
    expect(page.locator(".citation .verdict")).to_have_text("word for word")


@pytest.mark.parametrize("text", [OTHER, UPDATE + OTHER, "Court.\n"])
def test_words_that_are_gone_are_not_marked_but_told(page: Page, write: Write, text: str) -> None:
    write(text)
    page.locator(".citation").first.click()

    sees(page, LOST, "#reader")
    sees(page, QUOTE, "#reader blockquote")
    expect(page.locator("#cited")).to_have_count(0)
    expect(page.locator(".citation .verdict")).to_have_text("no longer in the article")
    assert "word for word" not in page.locator("#conversation").inner_text()


def test_an_article_that_is_gone_is_told_with_what_was_cited(page: Page, write: Write) -> None:
    write(None)
    page.locator(".citation").first.click()

    sees(page, "pont.txt is no longer in Dixit.", "#reader")
    sees(page, QUOTE, "#reader blockquote")
    expect(page.locator(".citation .verdict")).to_have_text("article removed")


def test_the_card_tells_what_became_of_the_words(page: Page, write: Write) -> None:
    write(UPDATE + ARTICLE)
    page.locator(".citation").first.hover()
    sees(page, MOVED, ".peek")
    place = UPDATE + ARTICLE
    expect(page.locator(".peek .place")).to_contain_text(f"characters {place.index(QUOTE)} to")

    page.mouse.move(0, 0)
    write(OTHER)
    page.wait_for_timeout(1100)
    page.locator(".citation").first.hover()
    sees(page, LOST, ".peek")
    sees(page, QUOTE, ".peek")


def test_the_card_opened_by_the_keyboard_keeps_the_focus(page: Page, write: Write) -> None:
    write(OTHER)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('citation')"):
            break

    sees(page, LOST, ".peek")
    assert page.evaluate("document.activeElement.classList.contains('citation')")


@pytest.mark.parametrize(
    ("text", "told"),
    [(UPDATE + ARTICLE, "word for word"), (OTHER, "no longer in the article")],
)
def test_a_conversation_that_comes_back_is_looked_at_anew(
    page: Page, write: Write, text: str, told: str
) -> None:
    write(text)
    page.reload()

    expect(page.locator(".citation .verdict")).to_have_text(told)
    page.locator(".citation").first.click()
    if text == OTHER:
        sees(page, LOST, "#reader")
        expect(page.locator("#cited")).to_have_count(0)
    else:
        assert cited(page) == QUOTE
        sees(page, MOVED, ".peek")


def test_a_shared_address_follows_its_words_and_says_when_they_are_gone(
    page: Page, write: Write
) -> None:
    page.locator(".citation").first.click()
    assert cited(page) == QUOTE
    page.wait_for_url(re.compile("quote="))
    shared = page.url
    write(UPDATE + ARTICLE)
    page.goto(shared)
    assert cited(page) == QUOTE
    sees(page, MOVED, "#reader")

    write(OTHER)
    page.goto(shared)
    sees(page, LOST, "#reader")
    sees(page, QUOTE, "#reader blockquote")
    expect(page.locator("#cited")).to_have_count(0)

    write(None)
    page.goto(shared)
    sees(page, "pont.txt is no longer in Dixit.", "#reader")
    sees(page, QUOTE, "#reader blockquote")


def test_an_address_without_its_words_marks_nothing_in_another_text(page: Page) -> None:
    page.goto(page.url.partition("?")[0] + "?source=pont.txt&start=3&end=20&of=000000000000")

    sees(page, "the passage cannot be found", "#reader")
    expect(page.locator("#cited")).to_have_count(0)


def test_words_that_never_stood_there_are_not_said_to_have(page: Page) -> None:
    page.locator(".citation").first.click()
    page.wait_for_url(re.compile("quote="))
    page.goto(re.sub("quote=[^&]*", "quote=Le+pont+est+vendu", page.url))

    sees(page, "These words are not in the article.", "#reader")
    expect(page.locator("#cited")).to_have_count(0)


def test_the_table_of_statements_and_the_list_in_the_reader_follow_too(
    page: Page, write: Write
) -> None:
    page.get_by_role("tab", name="Who said what").click()
    page.locator("#quotations .words").first.wait_for()
    write(UPDATE + ARTICLE)
    page.locator("#quotations .words").first.click()
    assert cited(page) == QUOTE
    sees(page, MOVED, "#reader")

    write(OTHER)
    page.locator(".said-here button").first.click()
    sees(page, LOST, "#reader")
    expect(page.locator("#cited")).to_have_count(0)


def test_a_passage_that_was_found_follows_too(page: Page, write: Write) -> None:
    ask(page, "What did Elon Musk say?")
    passage = page.locator(".nearest button[data-source='pont.txt']").first
    words = passage.get_attribute("data-quote")
    write(UPDATE + ARTICLE)
    passage.click()

    assert cited(page) == words


def test_it_is_told_in_french_on_a_phone(page: Page, write: Write) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(page.url.replace("/en/", "/fr/"))
    write(UPDATE + ARTICLE)
    page.locator(".citation").first.click()
    sees(page, "L’article a changé depuis ; le passage cité se trouve désormais ici.", "#reader")
    write(OTHER)
    page.locator(".citation").first.click()
    sees(page, "Ces mots ne figurent plus dans l’article.", "#reader")
    write(None)
    page.locator(".citation").first.click()
    sees(page, "pont.txt n’est plus dans Dixit.", "#reader")
