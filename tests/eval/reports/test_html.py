"""The report as a page: it opens without a network, shows all that was asked, and runs nothing."""

from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dixit.eval.reports.html import as_html
from dixit.eval.runs.run import Asker, write_run
from dixit.eval.runs.run_file import read_run
from dixit.eval.runs.summary import Judged
from dixit.eval.sets.questions import Question

MakeAsker = Callable[..., Asker]


class Page(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def judged(tmp_path: Path, sky: Question, sea: Question, moon: Question) -> Callable[..., Judged]:
    def judge(name: str, asker: Asker, *more: Question) -> Judged:
        path = tmp_path / f"{name}.jsonl"
        write_run(path, {"mine": [sky, sea, moon, *more]}, asker, about={})
        return Judged.from_run(read_run(path))

    return judge


def test_it_needs_nothing_from_elsewhere(
    judged: Callable[..., Judged], table_asker: MakeAsker
) -> None:
    html = as_html(judged("run", table_asker()), None)
    names = {tag for tag, _ in Page(html).tags}
    assert not names & {"script", "link", "img", "iframe", "object"}
    assert not [a for _, attrs in Page(html).tags for a in attrs if a in ("src", "href")]
    assert "://" not in html.replace('xmlns="http://www.w3.org/2000/svg"', "")


def test_each_question_stands_in_it_worst_first(
    judged: Callable[..., Judged], table_asker: MakeAsker, sky: Question, sea: Question
) -> None:
    text = Page(as_html(judged("run", table_asker(refuses="moon")), None)).text
    assert "Questions that fall short, worst first: 1" in text
    assert (
        text.index(sea.question) < text.index("The other questions: 2") < text.index(sky.question)
    )
    assert sea.spans[0] in text
    assert "lacks verte" in text
    assert "to be said: verte or green" in text


def test_plots_show_the_figures_that_there_are(
    judged: Callable[..., Judged], table_asker: MakeAsker
) -> None:
    text = Page(as_html(judged("run", table_asker()), None)).text
    assert "Recall over k" in text
    assert "How long it takes" in text
    assert "Confidence beside truth" not in text  # The table tells no confidence.


def test_a_run_is_laid_beside_the_last_question_by_question(
    judged: Callable[..., Judged], table_asker: MakeAsker
) -> None:
    before = judged("run-1", table_asker(refuses="ciel"))
    text = " ".join(Page(as_html(judged("run-2", table_asker()), before)).text.split())
    assert "Question by question, since run-1.jsonl" in text
    assert "right: 0.000 → 0.500, no difference shown" in text
    assert "mine/sky.fr: Que dit Ada du ciel ? 0.00 1.00" in text


def test_what_is_asked_is_text_and_never_markup(
    judged: Callable[..., Judged], table_asker: MakeAsker, sky: Question
) -> None:
    hostile = replace(sky, id="x", question="Que dit <script>alert(1)</script> & Ada du ciel ?")
    page = Page(as_html(judged("run", table_asker(), hostile), None))
    assert "script" not in {tag for tag, _ in page.tags}
    assert hostile.question in page.text


def test_a_crash_is_shown_with_its_reason(
    judged: Callable[..., Judged], table_asker: MakeAsker
) -> None:
    text = Page(as_html(judged("run", table_asker(breaks="sea")), None)).text
    assert "mine/sea.en: RuntimeError: the model fell over" in text
