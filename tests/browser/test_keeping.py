"""What a visitor keeps: the conversation over a reload, files, marks, and their own settings."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.acts import ask, cited

pytestmark = pytest.mark.browser

SPOKEN = "what did Zu Sijie say?"
LATE_END = """
    const send = window.fetch;
    window.fetch = async (...given) => {
        const response = await send(...given);
        if (!String(given[0].url ?? given[0]).includes('/queue/data')) return response;
        const slowly = new TransformStream({
            async transform(part, controller) {
                for (const message of part.match(/[^]+?(?:\\n\\n|$)/g)) {
                    const late = message.includes('close_stream') ? 500 : 0;
                    await new Promise((then) => setTimeout(then, late));
                    controller.enqueue(message);
                }
            },
        });
        const body = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(slowly);
        return new Response(body.pipeThrough(new TextEncoderStream()), response);
    };
"""
"""A network on which the end of the results is noticed late."""


def test_a_reload_keeps_the_conversation_with_its_citations(page: Page) -> None:
    ask(page, SPOKEN)
    ask(page, "Qu'a dit Cyril Abiteboul ?")
    page.reload()
    expect(page.locator(".exchange")).to_have_count(2)
    page.locator(".exchange").first.locator(".citation").first.click()

    assert cited(page).startswith("SAIC et Audi ont signé")
    page.locator("#again").click()
    expect(page.locator(".welcome")).to_be_visible()
    page.reload()
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator(".exchange")).to_have_count(0)


def test_a_click_is_not_lost_while_the_results_before_it_end(page: Page) -> None:
    page.add_init_script(LATE_END)
    page.reload()
    ask(page, SPOKEN)
    page.locator(".citation").first.click()
    cited(page)
    page.locator("#again").click()

    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator(".exchange")).to_have_count(0)


def test_a_visitor_sees_their_own_conversation_only(
    page: Page, browser: Browser, address: str
) -> None:
    ask(page, SPOKEN)
    context = browser.new_context()
    other = context.new_page()
    other.goto(address)
    expect(other.locator(".welcome")).to_be_visible()
    expect(other.locator(".exchange")).to_have_count(0)
    context.close()


def test_ten_people_are_served_at_once(browser: Browser, address: str) -> None:
    contexts = [browser.new_context() for _ in range(10)]
    pages = [context.new_page() for context in contexts]
    people = ("Zu Sijie", "Liu Bo", "Luca de Meo", "An Conghui", "Yu Wei")
    for number, page in enumerate(pages):
        page.goto(address)
        page.locator("#question textarea").fill(f"What did {people[number % 5]} say?")
    for page in pages:
        page.locator("#question textarea").press("Enter")
    for number, page in enumerate(pages):
        last = people[number % 5].split()[-1]  # An article may name them by it alone.
        expect(page.locator(".answer .block").first).to_contain_text(last)
    for context in contexts:
        context.close()


def test_the_conversation_is_saved_as_a_file(page: Page, tmp_path: Path) -> None:
    ask(page, SPOKEN)
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save as JSON").click()
    saving.value.save_as(tmp_path / "kept.json")
    (answer,) = json.loads((tmp_path / "kept.json").read_text("utf-8"))
    assert answer["citations"][0]["quote"].startswith("SAIC et Audi")

    with page.expect_download() as saving:
        page.get_by_role("button", name="Save as Markdown").click()
    assert saving.value.suggested_filename == "dixit.md"


def test_an_answer_is_copied_with_its_references(page: Page) -> None:
    ask(page, SPOKEN)
    page.get_by_role("button", name="Copy as text").click()
    expect(page.locator("#status")).to_have_text("Copied.")
    copied = str(page.evaluate("navigator.clipboard.readText()"))

    assert "SAIC et Audi ont signé" in copied
    assert "[1] 000_f43f25e133202a67.txt" in copied


def test_a_mark_is_shown_as_given(page: Page) -> None:
    ask(page, SPOKEN)
    right = page.get_by_role("button", name="Correct", exact=True)
    wrong = page.get_by_role("button", name="Incorrect", exact=True)
    wrong.click()
    right.click()

    expect(right).to_have_attribute("aria-pressed", "true")
    expect(wrong).to_have_attribute("aria-pressed", "false")


def test_what_came_of_a_question_is_told_to_those_who_do_not_see_it(page: Page) -> None:
    ask(page, SPOKEN)
    expect(page.locator("#status[role=status]")).to_have_text("Answered. Citations: 1.")
    ask(page, "What did Elon Musk say?")
    expect(page.locator("#status")).to_have_text("No answer found")


def test_the_page_speaks_french_and_is_dark_where_one_wants(page: Page) -> None:
    page.get_by_role("tab", name="Settings").click()
    page.get_by_role("button", name="Dark").click()
    assert page.evaluate("document.body.classList.contains('dark')")
    page.get_by_role("button", name="Français").click()
    page.get_by_role("tab", name="Questions").wait_for()

    assert page.evaluate("document.documentElement.lang") == "fr"
    assert page.evaluate("document.body.classList.contains('dark')")
    page.goto(page.url.rpartition("/fr")[0])
    page.get_by_role("tab", name="Questions").wait_for()


def test_quoting_is_tried_without_a_model(page: Page) -> None:
    page.get_by_role("tab", name="Settings").click()
    page.get_by_role("button", name="Test", exact=True).click()

    expect(page.locator("#tried")).to_contain_text("no model is needed")
