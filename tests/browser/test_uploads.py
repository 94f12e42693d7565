"""Files and folders uploaded in the page: none is lost, each is told by the name it is cited by."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.acts import ask, cited
from tests.browser.conftest import serve
from tests.browser.sight import sees

pytestmark = pytest.mark.browser

BRIDGE = "Le maire, Paul Ferrand, a déclaré : « Le pont rouvrira en avril. »\n"
STATION = "La préfète, Anne Roche, a déclaré : « La gare fermera en mai. »\n"
SCHOOL = "La rectrice, Lise Morel, a déclaré : « L'école rouvrira lundi. »\n"


@pytest.fixture
def page(browser: Browser, seed_index: Path, tmp_path: Path) -> Iterator[Page]:
    """The Articles tab of a page of its own, its upload fields open."""
    shutil.copytree(seed_index, tmp_path / "index")
    running, at = serve(tmp_path / "index", tmp_path / "errors.log")
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    opened.goto(at)
    opened.get_by_role("tab", name="Articles").click()
    opened.get_by_role("button", name="Add articles").click()
    opened.locator("#articles tr").nth(1).wait_for()
    yield opened
    context.close()
    running.terminate()
    running.wait(timeout=30)


@pytest.fixture
def press(tmp_path: Path) -> Path:
    """A folder with two files of one name."""
    folder = tmp_path / "press"
    for name, text in (("a/report.txt", BRIDGE), ("b/report.txt", STATION)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def files(page: Page, *paths: Path) -> None:
    page.locator("#files input[type=file]").set_input_files(paths)


def folder(page: Page, path: Path) -> None:
    page.locator("#folder input[type=file]").set_input_files(path)


def listed(page: Page, name: str) -> int:
    return page.locator("#articles tr", has=page.get_by_text(name, exact=True)).count()


def test_two_files_of_one_name_in_a_folder_are_two_articles(page: Page, press: Path) -> None:
    folder(page, press)
    sees(page, "2 added", "#told")
    sees(page, "press/a/report.txt added", "#told")
    sees(page, "press/b/report.txt added", "#told")
    assert listed(page, "press/a/report.txt") == listed(page, "press/b/report.txt") == 1

    page.get_by_role("tab", name="Ask", exact=True).click()
    for speaker, words in (("Paul Ferrand", BRIDGE), ("Anne Roche", STATION)):
        ask(page, f"Qu'a dit {speaker} ?")
        page.locator(".exchange").last.locator(".citation").first.click()
        expect(page.locator("#cited")).to_have_text(words.split("« ")[1].split(" »")[0])


def test_a_changed_file_of_the_same_folder_replaces_the_one_before(page: Page, press: Path) -> None:
    folder(page, press)
    sees(page, "2 added", "#told")
    (press / "a" / "report.txt").write_text(SCHOOL, "utf-8")
    folder(page, press)

    sees(page, "1 changed, 1 unchanged", "#told")
    sees(page, "press/a/report.txt replaced with the new version", "#told")
    page.locator("#articles .words", has_text="press/a/report.txt").click()
    expect(page.locator("#reader .text")).to_contain_text("L'école rouvrira lundi.")


def test_another_file_of_the_same_name_gets_a_name_of_its_own(page: Page, press: Path) -> None:
    files(page, press / "a" / "report.txt")
    sees(page, "report.txt added", "#told")
    files(page, press / "b" / "report.txt")
    sees(page, "report (2).txt added (uploaded as report.txt", "#told")
    assert listed(page, "report.txt") == listed(page, "report (2).txt") == 1

    files(page, press / "b" / "report.txt")
    sees(page, "report (2).txt unchanged", "#told")
    assert listed(page, "report (3).txt") == 0


def test_two_files_of_one_name_chosen_at_once_are_two_articles(page: Page, press: Path) -> None:
    files(page, press / "a" / "report.txt", press / "b" / "report.txt")

    sees(page, "2 added", "#told")
    assert listed(page, "report.txt") == listed(page, "report (2).txt") == 1


def test_a_name_keeps_its_accents_and_marks(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "L’été « chaud » (suite), n° 2.txt"
    file.write_text(BRIDGE, "utf-8")
    files(page, file)

    sees(page, f"{file.name} added", "#told")


def test_a_file_read_again_keeps_the_name_that_it_is_cited_by(page: Page, press: Path) -> None:
    folder(page, press)
    sees(page, "2 added", "#told")
    kept = press.parent / "uploads" / "press" / "a" / "report.txt"
    kept.write_text(SCHOOL, "utf-8")
    page.get_by_role("button", name="Refresh press/a/report.txt").click()

    sees(page, "1 changed", "#told")
    assert listed(page, "press/a/report.txt") == 1


def test_what_is_not_taken_is_told_beside_what_is(page: Page, press: Path) -> None:
    (press / "notes.exe").write_bytes(b"MZ")
    (press / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    (press / ".DS_Store").write_bytes(b"x")
    (press / "large.txt").write_bytes(b"x " * 26_000_000)
    folder(page, press)

    sees(page, "2 added, 1 skipped", "#told")
    sees(page, "press/notes.exe unsupported file type", "#told")
    sees(page, "press/large.txt larger than 50 MB", "#told")
    sees(page, "press/broken.pdf", "#told")
    assert ".DS_Store" not in page.locator("#told").inner_text()


def test_a_file_that_is_too_large_alone_is_told_in_our_own_words(
    page: Page, tmp_path: Path
) -> None:
    large = tmp_path / "large.txt"
    large.write_bytes(b"x " * 26_000_000)
    files(page, large)

    sees(page, "Nothing was added.", "#told")
    sees(page, "large.txt larger than 50 MB", "#told")


def test_a_folder_that_is_dropped_is_read_with_its_folders(page: Page) -> None:
    page.locator("#folder button").first.wait_for()
    page.evaluate(
        """([bridge, station]) => {
            const file = (name, path, text) => ({
                isFile: true, fullPath: path, file: (done) => done(new File([text], name)),
            });
            const folder = (children) => ({
                isFile: false,
                createReader: () => {
                    const left = [children];
                    return { readEntries: (done) => done(left.pop() ?? []) };
                },
            });
            const press = folder([
                folder([file('report.txt', '/press/a/report.txt', bridge)]),
                folder([file('report.txt', '/press/b/report.txt', station)]),
            ]);
            const event = new Event('drop', { bubbles: true, cancelable: true });
            event.dataTransfer = { items: [{ webkitGetAsEntry: () => press }], files: [] };
            document.querySelector('#folder button').dispatchEvent(event);
        }""",
        [BRIDGE, STATION],
    )

    sees(page, "press/a/report.txt added", "#told")
    sees(page, "press/b/report.txt added", "#told")


def test_the_cited_words_of_an_upload_open_after_it_was_replaced(page: Page, press: Path) -> None:
    folder(page, press)
    sees(page, "2 added", "#told")
    page.get_by_role("tab", name="Ask", exact=True).click()
    ask(page, "Qu'a dit Paul Ferrand ?")
    (press / "a" / "report.txt").write_text(f"Mis à jour à midi.\n\n{BRIDGE}", "utf-8")
    page.get_by_role("tab", name="Articles").click()
    folder(page, press)
    sees(page, "1 changed", "#told")
    page.get_by_role("tab", name="Ask", exact=True).click()
    page.locator(".citation").first.click()

    assert cited(page) == "Le pont rouvrira en avril."
