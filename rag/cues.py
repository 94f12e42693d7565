"""What lines of debris say: `lexicon/debris.txt`, looked up without case or accents."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.tokens import fold, words

_LONGEST_BEGINNING = 40
"""Words of a line that begins like debris; a longer one is a paragraph."""
_LONGEST_WITHIN = 30
_GLUED = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
"""Where browsers copy two buttons as one word: "AdvertisementThe truck"."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of a line by which it is known as debris."""

    is_all: bool
    """Whether the line says hardly more, as the head over a list of other articles."""
    ends_article: bool
    """Whether no article goes on below, as under "Comments"."""


def cue_of(line: str) -> Cue | None:
    """The cue of a line that begins with one, or is short and holds one."""
    count = len(words(line))
    if not count or count > _LONGEST_BEGINNING:
        return None
    folded = fold(_GLUED.sub(" ", line[:400]))
    beginnings, within, endings = _lexicon()
    if match := beginnings.match(folded):
        return Cue(count <= len(words(match["cue"])) + 2, match["cue"] in endings)
    if count <= _LONGEST_WITHIN and within.search(folded):
        return Cue(is_all=False, ends_article=False)
    return None


@cache
def _lexicon() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    """What debris begins with, what it holds anywhere, and what ends an article."""
    text = (Path(__file__).parent / "lexicon" / "debris.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    within = [line.removeprefix("in: ") for line in lines if line.startswith("in: ")]
    endings = [line.removeprefix("end: ") for line in lines if line.startswith("end: ")]
    others = [line for line in lines if not line.startswith(("in: ", "end: "))]
    return (
        re.compile(rf"[\W\d]*(?P<cue>{_any([*others, *endings])})(?!\w)"),
        re.compile(rf"(?<!\w)(?:{_any(within)})(?!\w)"),
        frozenset(endings),
    )


def _any(phrases: list[str]) -> str:
    return "|".join(sorted(map(re.escape, phrases), key=len, reverse=True))
