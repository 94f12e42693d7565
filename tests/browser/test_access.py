"""The page for everybody: axe-core finds nothing serious on any tab, in light and in dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.acts import CUT_OFF, ask, cited

pytestmark = pytest.mark.browser

TABS = ("Ask", "Check", "Who said what", "Articles", "Evaluation", "Settings")
GRAVE = ("serious", "critical")


def violations(page: Page) -> list[str]:
    """What axe-core holds to be serious or critical, each with the first place."""
    page.wait_for_timeout(400)  # Until what fades in is there: faint text has little contrast.
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:200]} {one['nodes'][0]['failureSummary'][:300]}"
        for one in found
        if one["impact"] in GRAVE
    ]


@pytest.mark.parametrize("light", ["Light", "Dark"])
def test_nothing_serious_on_any_tab(page: Page, light: str) -> None:
    page.get_by_role("tab", name="Settings").click()
    page.get_by_role("button", name=light, exact=True).click()
    page.get_by_role("tab", name="Ask", exact=True).click()
    ask(page, "what did Zu Sijie say?")
    ask(page, "What did Elon Musk say?")
    page.locator(".citation").first.click()
    cited(page)
    for tab in TABS:
        page.get_by_role("tab", name=tab, exact=True).click()
        if tab == "Articles":
            page.get_by_role("button", name="Add articles").click()
        assert violations(page) == [], tab


def test_nothing_serious_on_a_phone_in_french(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, locale="fr-FR")
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(address)
    page.locator(".welcome").wait_for()
    ask(page, "Qu'a dit Zu Sijie ?")
    for tab in ("Questions", "Vérifier", "Qui a dit quoi", "Articles", "Évaluation", "Réglages"):
        page.get_by_role("tab", name=tab, exact=True).click()
        assert violations(page) == [], tab
        assert not page.evaluate(CUT_OFF), tab
    context.close()
