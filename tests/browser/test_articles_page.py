"""The Articles tab and the table of statements: added, read again, removed, filtered."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import ask, cited

pytestmark = pytest.mark.browser

NEWS = "Le maire de Brissac, Paul Ferrand, a déclaré : « Le pont rouvrira en avril. »\n"


def test_an_article_is_added_asked_about_read_again_and_removed(page: Page, tmp_path: Path) -> None:
    (tmp_path / "pont.txt").write_text(NEWS, "utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    page.get_by_role("tab", name="Articles").click()
    page.get_by_role("button", name="Add articles").click()
    page.locator("#files input[type=file]").set_input_files(
        [tmp_path / "pont.txt", tmp_path / "broken.pdf"]
    )
    expect(page.locator("#told")).to_contain_text("1 added")
    expect(page.locator("#told li")).to_contain_text("broken.pdf")
    row = page.locator("#articles tr", has_text="pont.txt")
    expect(row).to_have_count(1)

    page.get_by_role("tab", name="Ask", exact=True).click()
    ask(page, "Qu'a dit Paul Ferrand ?")
    page.locator(".citation").first.click()
    assert cited(page) == "Le pont rouvrira en avril."

    page.get_by_role("tab", name="Articles").click()
    row.get_by_role("button", name="Refresh pont.txt").click()
    expect(page.locator("#told")).to_contain_text("1 unchanged")
    page.on("dialog", lambda dialog: dialog.accept())
    row.get_by_role("button", name="Remove pont.txt").click()
    expect(page.locator("#told")).to_contain_text("pont.txt was removed")
    expect(row).to_have_count(0)


def test_what_is_no_article_is_not_taken(page: Page, tmp_path: Path) -> None:
    (tmp_path / "virus.exe").write_bytes(b"MZ")
    page.get_by_role("tab", name="Articles").click()
    page.get_by_role("button", name="Add articles").click()
    page.locator("#files input[type=file]").set_input_files([tmp_path / "virus.exe"])

    expect(page.locator("#told li")).to_contain_text("virus.exe unsupported file type")
    expect(page.locator("#articles tr", has_text="virus")).to_have_count(0)


def test_statements_are_filtered_by_kind_article_and_speaker(page: Page) -> None:
    page.get_by_role("tab", name="Who said what").click()
    rows = page.locator("#quotations table.quotations tbody tr")
    rows.nth(1).wait_for()
    everything = rows.count()
    page.locator("#kind input").click()
    page.get_by_role("option", name="Direct quotation").click()
    expect(rows).not_to_have_count(everything)
    page.locator("#by-speaker input").click()
    page.get_by_role("option", name="Zu Sijie").click()
    expect(rows).to_have_count(1)
    expect(page.locator("table.bars").first).to_contain_text("Zu Sijie")


def test_how_often_people_speak_is_drawn_with_the_numbers_beside(page: Page) -> None:
    page.get_by_role("tab", name="Who said what").click()
    bars = page.locator("table.bars")

    expect(bars.first.locator("caption")).to_have_text("Statements by speaker")
    expect(bars.first.locator("tr", has_text="Luca de Meo")).to_contain_text("3")
    expect(bars.nth(1).locator("tr", has_text="2018-03")).to_be_visible()
