"""The Check tab: verdicts at their places, evidence one click away, progress, Stop, files."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.acts import CUT_OFF, cited, in_view
from tests.browser.conftest import serve
from tests.browser.sight import sees

pytestmark = pytest.mark.browser

SAID = "Notre objectif est de mettre en place un partenariat gagnant-gagnant pour les deux parties"
DRAFT = (
    f"Bonjour,\n\n« {SAID} », a déclaré Zu Sijie. « {SAID} », a déclaré Luca de Meo.\n\n"
    "L'année dernière, le constructeur allemand a livré un total de 700 000 véhicules BMW et MINI. "
    "La tour Eiffel a été repeinte en vert par des ouvriers venus de Lyon.\n\nQu'en pensez-vous ?"
)
LONG = "\n".join(
    f"Geely et Tencent ont signé un accord pour {number} voitures électriques en Chine."
    for number in range(1_000, 1_150)
)
DROP = """([name, text]) => {
    const held = new DataTransfer();
    held.items.add(new File([text], name));
    document.querySelector('#draft textarea').dispatchEvent(
        new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: held }));
}"""
FOCUSED = "document.activeElement.id"


@pytest.fixture(scope="module")
def served(seed_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page over the five articles that judges by rules."""
    folder = tmp_path_factory.mktemp("check")
    shutil.copytree(seed_index, folder / "index")
    running, at = serve(folder / "index", folder / "errors.log", {"DIXIT_READER": "none"})
    yield at
    running.terminate()
    running.wait(timeout=30)


def opened(browser: Browser, at: str, tab: str, locale: str, width: int) -> Page:
    """The Check tab as a visitor sees it."""
    context = browser.new_context(viewport={"width": width, "height": 800}, locale=locale)
    page = context.new_page()
    page.set_default_timeout(90_000)
    page.goto(at)
    page.locator("#question textarea").wait_for()
    page.get_by_role("tab", name=tab, exact=True).click()
    page.locator(".checking .empty").wait_for()
    return page


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    tab = opened(browser, served, "Check", "en-GB", 1280)
    yield tab
    tab.context.close()


def check(page: Page, text: str) -> None:
    """Check a text with the keyboard, to the end."""
    page.locator("#draft textarea").fill(text)
    page.locator("#check-now").focus()
    page.keyboard.press("Enter")
    page.locator(".checking[aria-busy=false] .draft").wait_for()


def grave(page: Page) -> list[str]:
    """What axe-core holds to be serious or critical."""
    page.wait_for_timeout(400)
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:200]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def test_each_statement_has_its_verdict_and_leads_to_its_evidence(page: Page) -> None:
    check(page, DRAFT)

    assert page.locator(".statement").evaluate_all("all => all.map((s) => s.dataset.verdict)") == [
        "verbatim",
        "wrong_speaker",
        "contradicted",
        "unsupported",
    ]
    assert page.evaluate(FOCUSED) == "check-now"
    expect(page.locator("#status")).to_contain_text("4 statements checked: 1 word for word")
    expect(page.locator("#status")).to_contain_text("does not mean false")
    sees(page, "said by somebody else", ".statement.wrong_speaker")

    verdict = page.locator(".statement.verbatim button.verdict")
    verdict.focus()
    page.keyboard.press("Enter")
    assert SAID in cited(page)
    assert in_view(page)
    following = page.locator(".statement.wrong_speaker button.verdict").get_attribute("id")
    page.get_by_role("button", name="Next citation").click()
    page.locator(f"[data-return='{following}']").wait_for()
    page.get_by_role("button", name="← Back to the text").click()
    assert page.evaluate(FOCUSED) == following


def test_the_counts_filter_the_text_and_leave_it_in_its_place(page: Page) -> None:
    check(page, DRAFT)
    contradicted = page.locator("#only-contradicted")
    contradicted.click()

    expect(contradicted).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".statement:not(.faded)")).to_have_count(1)
    sees(page, "700 000 véhicules", ".statement.contradicted")
    sees(page, "La tour Eiffel", ".draft")
    assert not page.locator(".statement.unsupported .verdict").is_visible()
    assert grave(page) == []
    contradicted.click()
    expect(page.locator(".faded")).to_have_count(0)


def test_progress_is_told_and_stop_keeps_what_is_checked(page: Page) -> None:
    page.locator("#draft textarea").fill(LONG)
    page.locator("#check-now").click()
    expect(page.locator("#checking-told")).to_contain_text("of 150 statements")
    page.locator(".statement button.verdict").first.wait_for()
    held = page.locator(".statement button.verdict").first
    held.focus()
    name = page.evaluate(FOCUSED)
    verdict = held.locator("..").get_attribute("data-verdict")
    done = page.locator(".statement").count()
    page.wait_for_function(f"document.querySelectorAll('.statement').length > {done}")
    assert page.evaluate(FOCUSED) == name

    page.locator(f"#only-{verdict}").click()
    done = page.locator(".statement").count()
    page.wait_for_function(f"document.querySelectorAll('.statement').length > {done}")
    expect(page.locator(f"#only-{verdict}")).to_have_attribute("aria-pressed", "true")

    page.locator("#stop-checking").focus()
    page.keyboard.press("Enter")
    sees(page, "Stopped: ", ".checking .done")
    assert page.evaluate(FOCUSED) == "check-now"
    kept, left = page.locator(".statement").count(), page.locator(".waiting").count()
    assert kept and left and kept + left == 150
    page.wait_for_timeout(2_000)
    assert page.locator(".statement").count() == kept
    assert not page.locator("#dixit-check-html").is_visible()


def test_only_the_chosen_articles_are_checked_against(page: Page) -> None:
    page.locator("#check-against input").click()
    page.get_by_role("option").filter(has_text="001_66826098bebb6ec7.txt").click()
    page.keyboard.press("Escape")
    check(page, f"« {SAID} », a déclaré Zu Sijie.")

    sees(page, "another source", ".statement")


def test_a_file_is_opened_dropped_or_refused_by_name(page: Page, tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text(DRAFT, "utf-8")
    (tmp_path / "draft.exe").write_bytes(b"MZ")
    page.locator("#check input[type=file]").set_input_files(tmp_path / "draft.md")
    expect(page.locator("#draft textarea")).to_have_value(DRAFT)

    page.locator("#check input[type=file]").set_input_files(tmp_path / "draft.exe")
    sees(page, "draft.exe cannot be opened: unsupported file type", ".checking .error")
    expect(page.locator("#draft textarea")).to_have_value(DRAFT)

    page.evaluate(DROP, ["other.txt", "Le pont rouvrira en avril."])
    expect(page.locator("#draft textarea")).to_have_value("Le pont rouvrira en avril.")

    page.locator("#draft textarea").fill("x" * 50_001)
    page.locator("#check-now").click()
    sees(page, "The text has 50,001 characters", ".checking .error")
    expect(page.locator("#draft textarea")).to_be_visible()


def test_the_checked_text_is_saved_with_footnotes(page: Page) -> None:
    assert not page.locator("#dixit-check-md").is_visible()
    check(page, DRAFT)
    for button, name, marks in (
        ("#dixit-check-md", "dixit-check.md", "[^dixit-1]: "),
        ("#dixit-check-html", "dixit-check.html", '<li id="note-1"'),
    ):
        with page.expect_download() as saved:
            page.locator(button).click()
        assert saved.value.suggested_filename == name
        text = Path(saved.value.path()).read_text("utf-8")
        assert marks in text and "non confirmé" in text and "La tour Eiffel" in text


@pytest.mark.parametrize("light", ["light", "dark"])
def test_nothing_serious_and_nothing_cut_off_on_a_phone_in_french(
    browser: Browser, served: str, light: str
) -> None:
    page = opened(browser, served, "Vérifier", "fr-FR", 390)
    page.evaluate("theme => dixit.light(theme)", light)
    assert grave(page) == []
    check(page, DRAFT)

    sees(page, "Affirmations vérifiées\u202f: 4", ".checking .done")
    sees(page, "«\u00a0Non confirmé\u00a0» ne veut pas dire faux", ".checking")
    assert grave(page) == []
    assert not page.evaluate(CUT_OFF)
    page.context.close()
