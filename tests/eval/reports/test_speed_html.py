"""Speed as a page: the ratios as a table, growth as plots, nothing fetched."""

from dataclasses import fields
from html.parser import HTMLParser

from dixit.eval.experiments.scale import Scale
from dixit.eval.experiments.timing_pairs import Ratio
from dixit.eval.reports.speed_html import as_html


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


RATIO = Ratio("searching <all>", "bare faiss", (1.0, 1.5, 3.0)).as_dict()


def scale(passages: int) -> Scale:
    return Scale(
        **{field.name: passages / 1000 for field in fields(Scale)} | {"passages": passages}
    )


def test_the_ratios_are_a_table() -> None:
    page = Tags(as_html([RATIO], []))
    assert "searching <all>" in page.text
    assert page.text.index("1.50") < page.text.index("1.00") < page.text.index("3.00")
    assert "svg" not in page.seen


def test_growth_is_drawn_and_nothing_is_fetched() -> None:
    html = as_html([RATIO], [scale(1_000), scale(10_000)])
    page = Tags(html)
    assert page.seen.count("svg") == 5
    assert not {"script", "link", "img"} & set(page.seen)
    assert "://" not in html.replace('xmlns="http://www.w3.org/2000/svg"', "")
