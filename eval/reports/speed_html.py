"""Speed as a page of its own: the ratios, and how the index grows."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from jinja2 import Environment, StrictUndefined, Template

from dixit.eval.experiments.scale import Scale
from dixit.eval.reports.plots import line_chart


def as_html(ratios: Sequence[Mapping[str, object]], scales: Sequence[Scale]) -> str:
    """The page; it opens without a network and runs no script.

    Args:
        ratios: as `Ratio.as_dict` gives them.
        scales: one a size, the smallest first; none where growth was not measured.
    """
    page: str = _template().render(ratios=ratios, plots=_plots(scales) if scales else [])
    return page


def _plots(scales: Sequence[Scale]) -> list[str]:
    sizes = [float(scale.passages) for scale in scales]

    def drawn(title: str, unit: str, **lines: Sequence[float]) -> str:
        series = {
            name.replace("_", " "): list(zip(sizes, values, strict=True))
            for name, values in lines.items()
        }
        return line_chart(title, series, "passages", unit, log_x=True, log_y=True)

    return [
        drawn(
            "Searching",
            "milliseconds, half within",
            by_meaning=[scale.nearest_p50 for scale in scales],
            by_words=[scale.matching_p50 for scale in scales],
            both=[scale.both_p50 for scale in scales],
        ),
        drawn(
            "Searching beside bare FAISS and tantivy",
            "times as long",
            by_meaning=[scale.nearest_ratio for scale in scales],
            by_words=[scale.matching_ratio for scale in scales],
        ),
        drawn("Memory of the process that searches", "MB", MB=[s.memory_mb for s in scales]),
        drawn(
            "Making the index",
            "seconds",
            storing=[scale.store_s for scale in scales],
            deriving_the_rankings=[scale.derive_s for scale in scales],
        ),
        drawn("An added article is found after", "seconds", s=[s.visible_s for s in scales]),
    ]


@cache
def _template() -> Template:
    text = resources.files("dixit.eval.reports").joinpath("speed.jinja").read_text("utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined).from_string(text)
