"""What lines of debris say: `lexicon/debris.txt`, looked up without case or accents.

A word proves little: "Share" is a button, "Share prices fell" is news. A cue counts only as far as
the rest of its line bears it out: nothing more is said, or what follows is a title, a date or an
order to the reader as a web page has them. A line that states or reports something is news.
"""

import re
from dataclasses import dataclass
from functools import cache

from dixit.index.text.tokens import fold, words
from dixit.rag.lang.word_lists import lines

_LONGEST_BEGINNING = 40
"""Words of a line that begins like debris; a longer one is a paragraph."""
_LONGEST_WITHIN = 30
_MORE_WORDS = 2
"""How many words a line may hold beside its cue and still say hardly more."""
_CELL_WORDS = 3
_WORDS_OF_A_NAME = 4
_BESIDE_A_DATE = 8
"""Words that may stand beside the date of publication: who wrote, and where."""
_GLUED = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
"""Where browsers copy two buttons as one word: "AdvertisementThe truck"."""
_STOPPED = re.compile(r"[.…][\"'’”»)\]\s]*$")
_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"")
_WORDS_OF_A_QUOTATION = 3
"""Below which it may be the name of a button."""
_READ = 400
"""Characters of a line that are looked at."""
_PERFECT = re.compile(r"\ba (?:été|eu|\w+(?:é|i|u|is|it)e?s?)\b")
_RIGHTS = re.compile(r"\W*(?:©|\([cC]\)\s?[\dA-Z]|(?:[Cc]opyright|COPYRIGHT)\s[\dA-ZÀ-Þ(©])")
_RESERVED = re.compile(r"(?<!\w)(?:tous droits reserves|all rights reserved)(?=\W*$|\s?[.|·–—-])")
_CELLS = re.compile(r"\s(?:[|>›•·/–—]|>>)\s")
_BAR = re.compile(r"\s[|>›•·/]\s|\s>>\s")
_KINDS = tuple("only with see head name label date ask end in note site said verb".split())
"""What the phrases of the file prove: it says how."""
_DATE_WORD = re.compile(
    r"janv|fevr|mars$|avr|mai$|juin|juil|aout|sept|oct|nov|dec|jan|feb|mar$|apr|may$|jun|jul|aug"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di$|dimanche$|\w+day$|minute|heure|hour|jour|day|min$|ago$"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """What the words of a line prove, by which it is known as debris."""

    announces: bool = False
    """Whether other articles are listed below."""
    ends_article: bool = False
    """Whether no article goes on below, as under "Comments"."""
    counted: bool = False
    """Whether it tells how many there are: "2 comments"."""
    is_weak: bool = False
    """Whether it is debris only among other debris: a heading, an order as letters give it."""


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The phrases of the file, by what they prove."""

    beginnings: re.Pattern[str]
    announcing: re.Pattern[str]
    heads: re.Pattern[str]
    names: re.Pattern[str]
    labels: re.Pattern[str]
    dates: re.Pattern[str]
    orders: re.Pattern[str]
    endings: re.Pattern[str]
    buttons: re.Pattern[str]
    """A line of nothing but buttons."""
    within: re.Pattern[str]
    notices: re.Pattern[str]
    site: re.Pattern[str]
    said: re.Pattern[str]
    verbs: re.Pattern[str]


def cue_of(line: str) -> Cue | None:
    """The cue that makes a line debris, if there is one."""
    count = len(words(line))
    if not count or count > _LONGEST_BEGINNING:
        return None
    line = line[:_READ]
    spaced = _GLUED.sub(" ", line)
    folded, known = fold(spaced), _lexicon()
    if (match := known.endings.match(folded)) and _says_hardly_more(match, folded):
        counted = re.search(r"\d", folded) is not None
        weak = len(words(folded)) == 1 and not counted  # It may be a heading of minutes.
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
    """Whether a line states something, before it speaks to the reader, or reports something."""
    line = line[:_READ]
    folded, known = fold(line), _lexicon()
    if reports(line):
        return True
    verb = known.verbs.search(folded) or _PERFECT.search(line)
    site = known.site.search(folded)
    return verb is not None and (site is None or verb.start() < site.start())


def reports(line: str) -> bool:
    """Whether a line quotes, or says who says it."""
    quoted = (len(words(match[0])) for match in _QUOTED.finditer(line[:_READ]))
    if any(count >= _WORDS_OF_A_QUOTATION for count in quoted):
        return True
    return _lexicon().said.search(fold(line[:_READ])) is not None


def _says_hardly_more(cue: re.Match[str], folded: str) -> bool:
    rest = folded[cue.end() :]
    return len(words(rest)) <= _MORE_WORDS and not _STOPPED.search(rest)


def _precedes_a_name(cue: re.Match[str], folded: str) -> bool:
    """Whether a name or a few words follow, and no sentence."""
    rest = folded[cue.end() :]
    most = _MORE_WORDS if _STOPPED.search(rest) else _WORDS_OF_A_NAME
    return len(words(rest)) <= most


def _announces(cue: re.Match[str], folded: str) -> bool:
    """Whether a title follows, and not the rest of a sentence."""
    rest = folded[cue.end() :]
    if re.match(r"\s*[:>»]", rest):
        return True
    return len(words(cue[0])) > 1 and not _STOPPED.search(rest)


def _is_of_buttons(line: str, folded: str) -> bool:
    """Whether a line is made of buttons, or is a trail of links that begins with one."""
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
    """How many buttons stand before the rest of a line with no space: "HomeNewsFerry sinks"."""
    glues = [glue.start() for glue in _GLUED.finditer(line)][:_MORE_WORDS]
    buttons = _lexicon().buttons
    return sum(buttons.fullmatch(fold(_GLUED.sub(" ", line[:end]))) is not None for end in glues)


def _tells_a_date(rest: str) -> bool:
    """Whether a date follows the words before it, and hardly more."""
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
    return re.compile(rf"[\W\d]*(?:{_any(phrases)})(?![\w'-])")


def _whole(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_any(phrases)})(?!\w)")


def _any(phrases: list[str]) -> str:
    return "|".join(sorted(map(re.escape, phrases), key=len, reverse=True))
