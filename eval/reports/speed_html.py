"""The results of `dixit eval speed` as an HTML page: ratios, and growth of the index."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from jinja2 import Environment, StrictUndefined, Template

from dixit.eval.experiments.scale import Scale
from dixit.eval.reports.plots import line_chart


def as_html(ratios: Sequence[Mapping[str, object]], scales: Sequence[Scale]) -> str:
    """Render the page, without scripts or network requests.

    Args:
        ratios: `Ratio.as_dict` of each ratio.
        scales: the figures of each size, the smallest first; empty if growth was not measured.
    """
    page: str = _template().render(ratios=ratios, plots=_plots(scales) if scales else [])
    return page


def _plots(scales: Sequence[Scale]) -> list[str]:
    sizes = [float(scale.passages) for scale in scales]

    def chart(title: str, unit: str, **lines: Sequence[float]) -> str:
        series = {
            name.replace("_", " "): list(zip(sizes, values, strict=True))
            for name, values in lines.items()
        }
        return line_chart(title, series, "passages", unit, log_x=True, log_y=True)

    return [
        chart(
            "Searching",
            "milliseconds, half within",
            by_meaning=[scale.nearest_p50 for scale in scales],
            by_words=[scale.matching_p50 for scale in scales],
            both=[scale.both_p50 for scale in scales],
        ),
        chart(
            "Searching beside bare FAISS and tantivy",
            "times as long",
            by_meaning=[scale.nearest_ratio for scale in scales],
            by_words=[scale.matching_ratio for scale in scales],
        ),
        chart("Memory of the process that searches", "MB", MB=[s.memory_mb for s in scales]),
        chart(
            "Making the index",
            "seconds",
            storing=[scale.store_s for scale in scales],
            deriving_the_rankings=[scale.derive_s for scale in scales],
        ),
        chart("An added article is found after", "seconds", s=[s.visible_s for s in scales]),
    ]


@cache
def _template() -> Template:
    text = resources.files("dixit.eval.reports").joinpath("speed.jinja").read_text("utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined).from_string(text)
