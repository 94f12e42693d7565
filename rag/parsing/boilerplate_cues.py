"""Boilerplate phrases in a line, from `lexicon/debris.txt`, without case and accents.

A word alone proves little: "Share" is a button, "Share prices fell" is news. A phrase counts only
where the rest of its line agrees: nothing follows, or a title, a date or a request to the reader
follows as on a web page. A line that states or reports something is news.
"""

import re
from dataclasses import dataclass
from functools import cache

from dixit.index.text.tokens import fold, words
from dixit.rag.lang.word_lists import lines

_LONGEST_BEGINNING = 40
"""Maximum length of a line that begins with a phrase, in words; longer lines are paragraphs."""
_LONGEST_WITHIN = 30
"""Maximum length of a line that holds a phrase elsewhere, in words."""
_MORE_WORDS = 2
"""Maximum number of further words in a line that holds little more than its phrase."""
_CELL_WORDS = 3
_WORDS_OF_A_NAME = 4
_BESIDE_A_DATE = 8
"""Maximum number of words beside a publication date: author and place."""
_GLUED = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
"""Two buttons that a browser copied as one word: "AdvertisementThe truck"."""
_STOPPED = re.compile(r"[.…][\"'’”»)\]\s]*$")
_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"")
_WORDS_OF_A_QUOTATION = 3
"""Minimum length of a quotation, in words; shorter ones may name a button."""
_READ = 400
"""Length of the part of a line that is read, in characters."""
_PERFECT = re.compile(r"\ba (?:été|eu|\w+(?:é|i|u|is|it)e?s?)\b")
_RIGHTS = re.compile(r"\W*(?:©|\([cC]\)\s?[\dA-Z]|(?:[Cc]opyright|COPYRIGHT)\s[\dA-ZÀ-Þ(©])")
_RESERVED = re.compile(r"(?<!\w)(?:tous droits reserves|all rights reserved)(?=\W*$|\s?[.|·–—-])")
_CELLS = re.compile(r"\s(?:[|>›•·/–—]|>>)\s")
_BAR = re.compile(r"\s[|>›•·/]\s|\s>>\s")
_KINDS = tuple("only with see head name label date ask end in note site said verb".split())
"""The sections of `debris.txt`, which explains each."""
_DATE_WORD = re.compile(
    r"janv|fevr|mars$|avr|mai$|juin|juil|aout|sept|oct|nov|dec|jan|feb|mar$|apr|may$|jun|jul|aug"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di$|dimanche$|\w+day$|minute|heure|hour|jour|day|min$|ago$"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """The evidence that a line is boilerplate.

    Attributes:
        announces: Whether a list of other articles follows.
        ends_article: Whether the article ends above, as above "Comments".
        counted: Whether the line has a number: "2 comments".
        is_weak: Whether it is boilerplate only among other boilerplate.
    """

    announces: bool = False
    ends_article: bool = False
    counted: bool = False
    is_weak: bool = False


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The patterns of `debris.txt`, one for each section."""

    beginnings: re.Pattern[str]
    announcing: re.Pattern[str]
    heads: re.Pattern[str]
    names: re.Pattern[str]
    labels: re.Pattern[str]
    dates: re.Pattern[str]
    orders: re.Pattern[str]
    endings: re.Pattern[str]
    buttons: re.Pattern[str]
    """A line of buttons only."""
    within: re.Pattern[str]
    notices: re.Pattern[str]
    site: re.Pattern[str]
    said: re.Pattern[str]
    verbs: re.Pattern[str]


def cue_of(line: str) -> Cue | None:
    """Return the cue that makes a line boilerplate; None for other lines."""
    count = len(words(line))
    if not count or count > _LONGEST_BEGINNING:
        return None
    line = line[:_READ]
    spaced = _GLUED.sub(" ", line)
    folded, known = fold(spaced), _lexicon()
    if (match := known.endings.match(folded)) and _says_hardly_more(match, folded):
        counted = re.search(r"\d", folded) is not None
        weak = len(words(folded)) == 1 and not counted  # It may be a heading in minutes.
        return Cue(ends_article=True, counted=counted, is_weak=weak)
    if match := known.announcing.match(folded):
        alone = _says_hardly_more(match, folded)
        return Cue(announces=alone) if alone or _announces(match, folded) else None
    if known.heads.fullmatch(folded):
        return Cue(announces=True)
    if _is_of_buttons(line, folded) or _RIGHTS.match(line):
        return Cue()
    noticed = _RESERVED.search(folded) or known.notices.search(folded)
    if noticed and not reports(spaced):
        return Cue()
    if (match := known.names.match(folded)) and _precedes_a_name(match, folded):
        return Cue()
    if match := known.dates.match(folded):
        return Cue() if _tells_a_date(folded[match.end() :]) else None
    glued = _glued_to_buttons(line)
    if glued > 1:
        return Cue()
    if glued or known.labels.match(folded) or known.beginnings.match(folded):
        return None if is_statement(spaced) else Cue()
    orders = known.orders.match(folded) is not None
    within = count <= _LONGEST_WITHIN and known.within.search(folded) is not None
    if not (orders or within) or reports(spaced):
        return None
    speaks = known.site.search(folded) is not None
    if orders and speaks and within:
        return Cue()
    asks = (orders and (speaks or not _STOPPED.search(folded))) or (speaks and within)
    return Cue(is_weak=True) if asks and (speaks or not is_statement(spaced)) else None


def is_statement(line: str) -> bool:
    """Return whether a line states something before it addresses the reader, or reports speech."""
    line = line[:_READ]
    folded, known = fold(line), _lexicon()
    if reports(line):
        return True
    verb = known.verbs.search(folded) or _PERFECT.search(line)
    site = known.site.search(folded)
    return verb is not None and (site is None or verb.start() < site.start())


def reports(line: str) -> bool:
    """Return whether a line holds a quotation or a reporting verb."""
    quoted = (len(words(match[0])) for match in _QUOTED.finditer(line[:_READ]))
    if any(count >= _WORDS_OF_A_QUOTATION for count in quoted):
        return True
    return _lexicon().said.search(fold(line[:_READ])) is not None


def _says_hardly_more(cue: re.Match[str], folded: str) -> bool:
    """Return whether a line holds little more than its phrase."""
    rest = folded[cue.end() :]
    return len(words(rest)) <= _MORE_WORDS and not _STOPPED.search(rest)


def _precedes_a_name(cue: re.Match[str], folded: str) -> bool:
    """Return whether a name or a few words follow the phrase, and no sentence."""
    rest = folded[cue.end() :]
    most = _MORE_WORDS if _STOPPED.search(rest) else _WORDS_OF_A_NAME
    return len(words(rest)) <= most


def _announces(cue: re.Match[str], folded: str) -> bool:
    """Return whether a title follows the phrase, and not the rest of a sentence."""
    rest = folded[cue.end() :]
    if re.match(r"\s*[:>»]", rest):
        return True
    return len(words(cue[0])) > 1 and not _STOPPED.search(rest)


def _is_of_buttons(line: str, folded: str) -> bool:
    """Return whether a line is a row of buttons, or a breadcrumb trail that begins with one."""
    known = _lexicon()
    if known.buttons.fullmatch(folded):
        return len(words(folded)) <= _MORE_WORDS + 1 or not _STOPPED.search(folded)
    cells = [cell for cell in _CELLS.split(line) if words(cell)]
    return (
        len(cells) > 1
        and (len(cells) > 2 or _BAR.search(line) is not None)
        and known.buttons.fullmatch(fold(cells[0])) is not None
        and all(len(words(cell)) <= _CELL_WORDS for cell in cells)
    )


def _glued_to_buttons(line: str) -> int:
    """Return the number of buttons glued to the start of a line: "HomeNewsFerry sinks"."""
    glues = [glue.start() for glue in _GLUED.finditer(line)][:_MORE_WORDS]
    buttons = _lexicon().buttons
    return sum(buttons.fullmatch(fold(_GLUED.sub(" ", line[:end]))) is not None for end in glues)


def _tells_a_date(rest: str) -> bool:
    """Return whether a date follows the phrase, and little more."""
    if not re.match(r"\D{0,20}\d", rest):
        return False
    others = [w for w in words(rest) if w.isalpha() and len(w) > 2 and not _DATE_WORD.match(w)]
    return len(others) <= (1 if _STOPPED.search(rest) else _BESIDE_A_DATE)


@cache
def _lexicon() -> _Lexicon:
    listed: dict[str, list[str]] = {kind: [] for kind in (*_KINDS, "")}
    for line in lines("debris.txt"):
        kind, colon, phrase = line.partition(": ")
        if colon and kind in ("with", "said", "verb"):
            listed[kind] += phrase.split()
        elif colon and kind in _KINDS:
            listed[kind].append(phrase)
        else:
            listed[""].append(line)
    button = _any(listed["only"])
    return _Lexicon(
        beginnings=_beginning(listed[""]),
        announcing=_beginning(listed["see"]),
        heads=re.compile(rf"\W*(?:{_any(listed['head'])})\W*(?:\(\d+\)\W*)?"),
        names=_beginning(listed["name"]),
        labels=re.compile(rf"[\W\d]*(?:{_any(listed['label'])})\s*:"),
        dates=_beginning(listed["date"]),
        orders=_beginning(listed["ask"]),
        endings=_beginning(listed["end"]),
        buttons=re.compile(
            rf"[\W\d]*(?:{button})(?:[\W\d]+(?:{_any([*listed['only'], *listed['with']])}))*[\W\d]*"
        ),
        within=_whole(listed["in"]),
        notices=_whole(listed["note"]),
        site=_whole(listed["site"]),
        said=_whole(listed["said"]),
        verbs=_whole(listed["verb"]),
    )


def _beginning(phrases: list[str]) -> re.Pattern[str]:
    """Return the pattern of phrases at the start of a line."""
    return re.compile(rf"[\W\d]*(?:{_any(phrases)})(?![\w'-])")


def _whole(phrases: list[str]) -> re.Pattern[str]:
    """Return the pattern of phrases anywhere in a line, as whole words."""
    return re.compile(rf"(?<![\w-])(?:{_any(phrases)})(?!\w)")


def _any(phrases: list[str]) -> str:
    """Return a regular expression of alternatives, longest first."""
    return "|".join(sorted(map(re.escape, phrases), key=len, reverse=True))
