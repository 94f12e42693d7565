"""Pictures of the page, one a tab: for the README where DIXIT_PICTURES names a folder for them."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.acts import ask, cited, in_view

pytestmark = pytest.mark.browser

TABS = {
    "ask": "Ask",
    "check": "Check",
    "who": "Who said what",
    "articles": "Articles",
    "evaluation": "Evaluation",
    "settings": "Settings",
}

DRAFT = """\
« Notre objectif est de mettre en place un partenariat gagnant-gagnant pour les deux parties », a \
déclaré Zu Sijie.

L’année dernière, le constructeur allemand a livré un total de 700 000 véhicules BMW et MINI. La \
tour Eiffel a été repeinte en vert par des ouvriers venus de Lyon.
"""


@pytest.mark.parametrize("light", ["Light", "Dark"])
def test_each_tab_fits_its_picture(page: Page, tmp_path: Path, light: str) -> None:
    folder = Path(os.environ.get("DIXIT_PICTURES") or tmp_path)
    page.get_by_role("tab", name="Settings").click()
    page.get_by_role("button", name=light, exact=True).click()
    page.get_by_role("tab", name="Ask", exact=True).click()
    ask(page, "what did Zu Sijie say?")
    page.locator(".citation").first.click()
    cited(page)
    page.get_by_role("tab", name="Check", exact=True).click()
    page.locator("#draft textarea").fill(DRAFT)
    page.locator("#check-now").click()
    page.locator(".checking .done").wait_for()
    for name, tab in TABS.items():
        page.get_by_role("tab", name=tab, exact=True).click()
        page.mouse.move(0, 0)
        page.wait_for_timeout(1200)  # Until the smooth scroll has come to rest.
        picture = folder / (f"{name}.png" if light == "Light" else f"{name}-dark.png")
        page.screenshot(path=picture)

        assert picture.stat().st_size > 10_000
        assert in_view(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
