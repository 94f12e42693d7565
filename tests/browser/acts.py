"""What a visitor does, and sees, on a page."""

from playwright.sync_api import Page

CUT_OFF = """() => [...document.querySelectorAll('#desk *')]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
    .filter((element) => !element.closest('.unseen'))
    .map((element) => `${element.tagName}.${element.className}`)"""
"""What stands beyond the right edge of the page."""


def ask(page: Page, question: str) -> None:
    """Ask, and wait for the whole answer."""
    before = page.locator(".exchange").count()
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")
    page.locator(".exchange").nth(before).locator(".made").wait_for()


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
