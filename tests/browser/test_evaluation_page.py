"""The Evaluation tab in a real Chromium: run a set, follow a failure's citation, cancel."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dixit.eval.sets.questions import SHIPPED, Question, read_questions
from tests.browser.conftest import serve

pytestmark = pytest.mark.browser

DEVELOPMENT = SHIPPED[0]
MANY = len(read_questions(DEVELOPMENT))


@pytest.fixture(scope="module")
def served(
    seed_index: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """A page over the five articles, beside which readers have marked questions."""
    folder = tmp_path_factory.mktemp("evaluation")
    shutil.copytree(seed_index, folder / "index")
    shutil.copy(DEVELOPMENT, folder / "feedback.jsonl")
    running, at = serve(folder / "index", folder / "errors.log")
    yield running, at
    running.terminate()
    running.wait(timeout=30)


@pytest.fixture
def page(browser: Browser, served: tuple["subprocess.Popen[str]", str]) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    opened.goto(served[1])
    opened.locator(".welcome").wait_for()
    opened.get_by_role("tab", name="Evaluation").click()
    expect(opened.locator("#question-set input")).to_have_value(
        f"Built in: development (questions: {MANY})", timeout=60_000
    )
    yield opened
    context.close()


@pytest.fixture
def four(tmp_path: Path) -> Path:
    """Four questions, of which one asks to say what nobody says."""
    asked = read_questions(DEVELOPMENT)
    kinds: dict[str, Question] = {}
    for question in asked:
        kinds.setdefault(question.kind, question)
    statement, *others = kinds.values()
    set_file = tmp_path / "four.jsonl"
    questions = [replace(statement, keys=(("never said",),)), *others]
    set_file.write_text("\n".join(json.dumps(q.as_dict()) for q in questions), "utf-8")
    return set_file


WATCH = """() => {
    window.told = [];
    new MutationObserver(() => told.push(document.querySelector('#report progress')?.textContent))
        .observe(document.querySelector('#report'),
            {subtree: true, childList: true, characterData: true});
}"""


def add(page: Page, file: Path) -> None:
    page.locator("#how-well input[type=file]").set_input_files(file)
    expect(page.locator("#question-set input")).to_have_value(f"Added: {file.name}")


def choose(page: Page, name: str) -> None:
    page.locator("#question-set input").click()
    page.get_by_role("option", name=name).click()


def children(process: "subprocess.Popen[str]") -> set[str]:
    """The processes under the page that still run."""
    tasks = Path(f"/proc/{process.pid}/task").glob("*/children")
    every = (child for task in tasks for child in task.read_text().split())
    return {child for child in every if Path(f"/proc/{child}/cmdline").read_bytes()}


def gone(page: Page, process: "subprocess.Popen[str]", seconds: float) -> bool:
    for _ in range(int(seconds * 10)):
        if not children(process):
            return True
        page.wait_for_timeout(100)
    return False


def test_a_set_is_run_and_a_failures_citation_followed(page: Page, four: Path) -> None:
    page.evaluate(WATCH)
    add(page, four)
    page.locator("#evaluate").click()
    page.locator("#report .done", has_text="of 4 questions answered correctly").wait_for()

    assert "0 of 4 questions asked" in page.evaluate("told")
    expect(page.locator(".figures thead th")).to_contain_text(["all", "quotation"])
    expect(page.locator(".chart.outcomes")).to_contain_text("incorrect: 1")
    expect(page.locator(".chart.latency svg")).to_be_visible()
    failure = page.locator(".failures details").first
    failure.locator("summary").click()
    expect(failure).to_contain_text("lacks never said")
    cited = failure.locator(".citation").first
    cited.click()
    start, end = (int(cited.get_attribute(f"data-{edge}") or -1) for edge in ("start", "end"))
    expect(page.locator("#reader .source")).to_contain_text(
        cited.get_attribute("data-source") or ""
    )
    assert len(page.locator("#cited").text_content() or "") == end - start


def test_a_second_run_tells_the_difference_to_the_first(page: Page, four: Path) -> None:
    add(page, four)
    for _ in range(2):
        page.locator("#evaluate").click()
        page.locator("#report progress").wait_for()
        page.locator("#report .done").wait_for()

    expect(page.locator("#report")).to_contain_text("Changes since the last run")
    expect(page.locator(".figures .change").first).to_be_visible()


def test_a_run_is_cancelled_at_once(
    page: Page, served: tuple["subprocess.Popen[str]", str]
) -> None:
    choose(page, f"Rated by readers (questions: {MANY})")
    page.locator("#evaluate").click()
    page.locator("#report", has_text=f"of {MANY} questions asked").wait_for()
    assert children(served[0])
    page.locator("#cancel-evaluation").click()

    expect(page.locator("#report")).to_contain_text("Cancelled")
    assert gone(page, served[0], seconds=1)
    expect(page.locator("#cancel-evaluation")).to_be_hidden()


def test_a_visitor_who_leaves_leaves_nothing_running(
    page: Page, served: tuple["subprocess.Popen[str]", str]
) -> None:
    choose(page, f"Rated by readers (questions: {MANY})")
    page.locator("#evaluate").click()
    page.locator("#report", has_text=f"of {MANY} questions asked").wait_for()
    assert children(served[0])
    page.goto("about:blank")

    assert gone(page, served[0], seconds=20)


def test_a_bad_file_is_told_in_one_sentence(page: Page, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    first = json.loads(DEVELOPMENT.read_text("utf-8").splitlines()[0])
    bad.write_text(json.dumps(first | {"<img src=x>": 1}), "utf-8")
    add(page, bad)
    page.locator("#evaluate").click()

    told = page.locator("#report .error")
    told.wait_for()
    assert told.inner_text().startswith("bad.jsonl, line 1: not a question: it has the unknown")
    assert not page.locator("#report img").count()
