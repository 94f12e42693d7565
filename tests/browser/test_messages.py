"""Every message of every tab is seen: in English at a desk, in French on a phone."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dixit import Dixit
from dixit.api import uploads
from dixit.eval.sets.questions import SHIPPED
from dixit.rag.embedders.base import Embedder
from dixit.ui.languages import LANGUAGES
from dixit.ui.strings.catalogue import Strings
from dixit.ui.tabs import articles
from tests.browser.acts import ask
from tests.browser.conftest import serve
from tests.browser.sight import sees
from tests.rag.openai_server import Played, serving

pytestmark = pytest.mark.browser

NEWS = "Le maire, Paul Ferrand, a déclaré : « Le pont rouvrira en avril. »\n"
UNKNOWN = "What did Elon Musk say?"
SALES = "Combien de véhicules BMW et MINI ont été livrés ?"
VISITORS = {"en": {"width": 1280, "height": 800}, "fr": {"width": 390, "height": 800}}


@pytest.fixture(scope="module")
def part() -> Iterator[tuple[Played, str]]:
    played = Played()
    with serving(played) as url:
        yield played, url


@pytest.fixture(scope="module")
def folder(seed_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("messages")
    shutil.copytree(seed_index, made / "index")
    return made


@pytest.fixture(scope="module")
def address(folder: Path, part: tuple[Played, str]) -> Iterator[str]:
    """A page that offers a chat model beside quoting."""
    running, at = serve(
        folder / "index",
        folder / "errors.log",
        {"DIXIT_MODEL": "openai:played", "OPENAI_BASE_URL": part[1], "OPENAI_API_KEY": "sk-x"},
    )
    yield at
    running.terminate()
    running.wait(timeout=30)


@pytest.fixture(params=list(VISITORS))
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def words(language: str) -> Strings:
    """What the page says in the visitor's language."""
    return LANGUAGES[language]


@pytest.fixture
def played(part: tuple[Played, str]) -> Played:
    """The chat model's part, played anew."""
    part[0].fails, part[0].pause_s = [], 0.0
    part[0].reply = lambda _: ["Non."]
    return part[0]


@pytest.fixture
def page(browser: Browser, address: str, language: str) -> Iterator[Page]:
    yield from visit(browser, address, language)


def visit(browser: Browser, address: str, language: str) -> Iterator[Page]:
    context = browser.new_context(
        viewport=VISITORS[language],  # type: ignore[arg-type]
        permissions=["clipboard-read", "clipboard-write"],
    )
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    opened.goto(f"{address}/{language}/")
    opened.locator("#welcome :is(.welcome, .notice)").first.wait_for()
    yield opened
    context.close()


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()


def by_quoting(page: Page, words: Strings) -> None:
    """Choose the answerer that needs no model."""
    tab(page, words.tab_settings)
    page.locator("#model input").click()
    page.get_by_role("option", name=words.quoting).click()
    sees(page, words.settings_kept, "#tried")
    tab(page, words.tab_ask)


def upload(page: Page, *files: Path) -> None:
    page.locator("#files input[type=file]").set_input_files(files)


# The conversation.


def test_a_models_failure_and_the_way_out(page: Page, words: Strings, played: Played) -> None:
    played.fails = [401, 401, 401]
    page.locator("#question textarea").fill(SALES)
    page.keyboard.press("Enter")
    page.locator(".exchange .error").wait_for()

    sees(page, page.locator(".exchange .error").inner_text(), "#conversation")
    sees(page, words.quote_instead, "#conversation")


def test_an_answer_that_was_stopped(page: Page, words: Strings, played: Played) -> None:
    played.reply = lambda _: [" Encore."] * 3000
    played.pause_s = 0.01
    page.locator("#question textarea").fill(SALES)
    page.keyboard.press("Enter")
    page.locator(".writing, .doubt").first.wait_for()
    sees(page, words.stop, "#asking")
    page.locator("#stop").click()
    page.locator(".exchange .error").wait_for()

    sees(page, words.stopped, "#conversation")


def test_a_refusal_and_what_was_copied(page: Page, words: Strings) -> None:
    by_quoting(page, words)
    ask(page, UNKNOWN)
    sees(page, words.no_answer, "#conversation")
    copy = page.get_by_role("button", name=words.copy_text)
    copy.click()

    sees(page, words.copied, ".tools")
    expect(copy).to_be_visible()


def test_how_a_question_was_understood(page: Page, words: Strings) -> None:
    by_quoting(page, words)
    ask(page, "Qu'a dit Liu Bo ?")
    ask(page, "et Zu Sijie ?")
    told = page.locator(".understood").inner_text()

    assert told.startswith(words.understood_as.partition("{")[0].rstrip())
    sees(page, told, "#conversation")


def test_words_that_are_looked_for(page: Page, words: Strings) -> None:
    tab(page, words.tab_articles)
    page.locator("#articles .words").first.click()
    page.locator("#reader header h2").select_text()
    page.locator("#reader header h2").dispatch_event("mouseup")
    sees(page, words.find, "#find")
    page.locator("#find").click()
    tab(page, words.tab_ask)

    sees(page, words.found_in, "#conversation")


# Who said what.


def test_that_nobody_said_it(page: Page, words: Strings) -> None:
    tab(page, words.tab_quotations)
    page.locator("#by-speaker input").click()
    page.get_by_role("option", name="Zu Sijie").click()
    page.locator("#kind input").click()
    page.get_by_role("option", name=words.reported).click()

    sees(page, words.quotations_none, "#quotations")


# The articles.


def test_what_was_added_left_out_read_again_and_removed(
    page: Page, words: Strings, language: str, tmp_path: Path
) -> None:
    name = f"pont-{language}.txt"
    (tmp_path / name).write_text(NEWS + language, "utf-8")
    (tmp_path / "notes.exe").write_bytes(b"MZ")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    tab(page, words.tab_articles)
    page.get_by_role("button", name=words.add_articles).click()
    upload(page, tmp_path / name, tmp_path / "notes.exe", tmp_path / "broken.pdf")
    sees(page, f"1 {words.report['added'][0]}, 1 {words.report['skipped'][0]}", "#told")
    sees(page, f"{name} {words.added}", "#told")
    sees(page, f"notes.exe {words.unknown_kind}", "#told")
    sees(page, f"broken.pdf {words.reason('a broken PDF')}", "#told")

    page.get_by_role("button", name=words.reread_it.format(name=name)).click()
    sees(page, f"1 {words.report['unchanged'][0]}", "#told")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name=words.remove_it.format(name=name)).click()
    sees(page, words.removed.format(name=name), "#told")


def test_that_nothing_could_be_added(page: Page, words: Strings, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    (tmp_path / "notes.exe").write_bytes(b"MZ")
    (tmp_path / "large.txt").write_bytes(b"x " * 26_000_000)
    tab(page, words.tab_articles)
    page.get_by_role("button", name=words.add_articles).click()
    upload(page, tmp_path / "notes.exe")
    sees(page, words.nothing_added, "#told")
    sees(page, f"notes.exe {words.unknown_kind}", "#told")

    upload(page, tmp_path / "large.txt")
    sees(page, words.too_large.format(megabytes=uploads.MEGABYTES), "#told")

    upload(page, tmp_path / "broken.pdf")
    told = page.locator("#told .error p", has_text="broken.pdf")
    told.wait_for()
    assert str(tmp_path) not in told.inner_text() and "uploads" not in told.inner_text()
    sees(page, words.reason("broken.pdf was not indexed: a broken PDF."), "#told")


def test_that_there_were_too_many_files(page: Page, words: Strings, tmp_path: Path) -> None:
    many = [tmp_path / f"{number}.txt" for number in range(articles.MOST_FILES + 1)]
    for file in many:
        file.write_text("x", "utf-8")
    tab(page, words.tab_articles)
    page.get_by_role("button", name=words.add_articles).click()
    upload(page, *many)

    sees(page, words.too_many.format(most=articles.MOST_FILES), "#told")


def test_that_an_article_is_gone(
    page: Page, words: Strings, folder: Path, embedder: Embedder, tmp_path: Path
) -> None:
    (tmp_path / "gone.txt").write_text(NEWS, "utf-8")
    dixit = Dixit(folder / "index", embedder=embedder)
    dixit.add([tmp_path / "gone.txt"])
    page.reload()
    tab(page, words.tab_articles)
    again = page.get_by_role("button", name=words.reread_it.format(name="gone.txt"))
    again.wait_for()
    dixit.remove("gone.txt")
    dixit.close()
    again.click()

    sees(page, words.gone.format(name="gone.txt"), "#told")


def test_a_message_is_brought_into_view_from_the_end_of_the_list(
    page: Page, words: Strings
) -> None:
    tab(page, words.tab_articles)
    page.get_by_role("button", name=words.add_articles).click()
    page.locator("#articles [data-reread]").last.click()

    sees(page, f"1 {words.report['unchanged'][0]}", "#told")


# The evaluation.


def test_what_an_evaluation_tells(page: Page, words: Strings, tmp_path: Path) -> None:
    said = words.evaluation
    lines = SHIPPED[0].read_text("utf-8").splitlines()
    (tmp_path / "two.jsonl").write_text("\n".join(lines[:2]), "utf-8")
    (tmp_path / "bad.jsonl").write_text(json.dumps({"question": 1}), "utf-8")
    (tmp_path / "notes.txt").write_text("notes", "utf-8")
    (tmp_path / "big.jsonl").write_bytes(b" " * 6_000_000)
    (tmp_path / "huge.jsonl").write_bytes(b" " * 60_000_000)
    tab(page, said.tab_evaluation)
    sees(page, said.introduction, "#report")
    chosen = page.locator("#question-set input")
    expect(chosen).not_to_have_value("", timeout=60_000)

    for name in ("big.jsonl", "huge.jsonl"):
        page.locator("#how-well input[type=file]").set_input_files(tmp_path / name)
        sees(page, said.too_big.format(name=name, megabytes=5), "#report")

    for name in ("bad.jsonl", "notes.txt"):
        page.locator("#how-well input[type=file]").set_input_files(tmp_path / name)
        expect(chosen).to_have_value(said.set_added.format(name=name))
        page.locator("#evaluate").click()
        page.locator("#report .error", has_text=name).wait_for()
        sees(page, page.locator("#report .error").inner_text(), "#report")

    page.locator("#how-well input[type=file]").set_input_files(tmp_path / "two.jsonl")
    expect(chosen).to_have_value(said.set_added.format(name="two.jsonl"))
    page.locator("#evaluate").click()
    page.locator("#report .done").wait_for()
    sees(page, page.locator("#report .done").inner_text(), "#report")


def test_an_evaluation_that_is_cancelled(page: Page, words: Strings) -> None:
    said = words.evaluation
    tab(page, said.tab_evaluation)
    expect(page.locator("#question-set input")).not_to_have_value("", timeout=60_000)
    page.locator("#evaluate").click()
    page.locator("#report progress").wait_for()
    sees(page, page.locator("#evaluation-told").inner_text(), "#report")
    sees(page, said.cancel_evaluation, "#how-well")
    page.locator("#cancel-evaluation").click()

    sees(page, said.cancelled, "#report")


# The settings.


def test_what_trying_a_model_tells(page: Page, words: Strings, played: Played) -> None:
    tab(page, words.tab_settings)
    page.locator("#try").click()
    sees(page, words.model_works.format(model="openai:played"), "#tried")

    played.fails = [401, 401, 401]
    page.locator("#try").click()
    page.locator("#tried .error").wait_for()
    sees(page, page.locator("#tried .error").inner_text(), "#tried")

    page.locator("#model input").click()
    page.get_by_role("option", name=words.quoting).click()
    sees(page, words.settings_kept, "#tried")
    page.locator("#try").click()
    sees(page, words.quoting_works, "#tried")


def test_that_a_setting_is_kept(page: Page, words: Strings) -> None:
    tab(page, words.tab_settings)
    page.locator("#strict input").click()

    sees(page, words.settings_kept, "#tried")


# Where there is no index, or a damaged one.


@pytest.mark.parametrize("damaged", [False, True])
def test_each_tab_tells_that_there_is_no_sound_index(
    browser: Browser, seed_index: Path, tmp_path: Path, words: Strings, language: str, damaged: bool
) -> None:
    if damaged:
        shutil.copytree(seed_index, tmp_path / "index")
        for file in (tmp_path / "index").glob("dixit.sqlite*"):
            file.write_bytes(b"no database" * 1000)
    running, at = serve(tmp_path / "index", tmp_path / "errors.log")
    for page in visit(browser, at, language):
        for pane, name in (
            ("#welcome", words.tab_ask),
            ("#quotations", words.tab_quotations),
            ("#articles", words.tab_articles),
        ):
            tab(page, name)
            page.locator(f"{pane} .notice").wait_for()
            sees(page, page.locator(f"{pane} .notice strong").inner_text(), pane)
            sees(page, "dixit index", pane)
        tab(page, words.tab_ask)
        page.locator("#question textarea").fill(UNKNOWN)
        page.keyboard.press("Enter")
        page.locator(".exchange .error").wait_for()
        sees(page, page.locator(".exchange .error").inner_text(), "#conversation")
        tab(page, words.evaluation.tab_evaluation)
        expect(page.locator("#question-set input")).not_to_have_value("", timeout=60_000)
        page.locator("#evaluate").click()
        page.locator("#report .error").wait_for()
        sees(page, page.locator("#report .error").inner_text(), "#report")
    running.terminate()
    running.wait(timeout=30)
