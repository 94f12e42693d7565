"""Where sentences begin and end, in French and English print, offsets kept.

A text is cut into blocks at line breaks (but not at those of hard-wrapped text), and a block
into sentences after a full stop, question or exclamation mark or ellipsis, with the closing
marks that follow. Scraped text that lost its spaces ("chinois.Les", "parties. »Zu Sijie") is cut
all the same; abbreviations ("M.", "n°", "Corp."), initials and numbers ("400.000", "28,88")
are not. A full stop inside quotation marks ends a sentence like any other.
"""

import re
from itertools import pairwise

_ABBREVIATIONS = frozenset(
    (
        "m mm mme mlle mgr dr pr st ste me av bd etc cf fig art vol p pp ex env max min "
        "tél mr mrs ms prof sr jr inc ltd corp co no vs jan feb mar apr jun jul aug sep "
        "sept oct nov dec janv févr juil déc e.g i.e u.s u.k"
    ).split()
)
_END = re.compile(
    r"(?P<mark>[.!?…]+)"
    r"(?P<closing>(?:[\u00a0\u202f ]?»|[”\"')\]](?=\s|$|[^\w]))*)"
    r"(?P<gap>\s*)"
    r"(?=(?P<next>[«“\"'(\[—–-]*\s*\w|[«“\"(—–]|$))",
    re.UNICODE,
)
_WRAPPED_LENGTHS = range(40, 121)


def sentences(text: str) -> list[tuple[int, int]]:
    """The (start, end) of each sentence, without the white space around it, in order."""
    return [place for start, end in blocks(text) for place in sentences_in(text, start, end)]


def blocks(text: str) -> list[tuple[int, int]]:
    """The (start, end) of each paragraph, heading or line of its own, white space left out."""
    breaks = r"\n\s*\n" if _is_hard_wrapped(text) else r"\s*[\n\r\u2028\u2029]\s*"
    edges = [
        0,
        *(offset for match in re.finditer(breaks, text) for offset in match.span()),
        len(text),
    ]
    found = (stripped(text, start, end) for start, end in zip(edges[::2], edges[1::2], strict=True))
    return [(start, end) for start, end in found if start < end]


def sentences_in(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The (start, end) of each sentence of one block."""
    edges = [start]
    for match in _END.finditer(text, start, end):
        cut = match.end("closing")
        if cut < end and _ends_sentence(text, match):
            edges.append(cut)
    edges.append(end)
    found = (stripped(text, first, last) for first, last in pairwise(edges))
    return [(first, last) for first, last in found if first < last]


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    following = match["next"].lstrip("«“\"'([—–- \u00a0\u202f")[:1]
    opens = match["next"][:1] in '«“"(—–[' and match["next"] != ""
    before = re.search(r"[^\s«“\"'’(\[]*$", text[max(0, match.start() - 30) : match.start()])
    word = before[0].casefold() if before else ""
    if match["mark"] == ".":
        initial = len(word) == 1 and word.isalpha()
        if initial or word in _ABBREVIATIONS:
            return False
        if not match["gap"] and not match["closing"]:
            # No space: a lost one only between a word and a capital ("SAIC.Les"), and not in
            # names of sites ("XiaomiToday.it") or numbers ("400.000").
            return following.isupper() and len(word) > 1 and word[-1:].isalpha()
    if not match["gap"] and not match["closing"] and not opens:
        return following.isupper()
    return not following.islower()


def _is_hard_wrapped(text: str) -> bool:
    """Whether single line breaks fall inside sentences, as in mail and old text files."""
    lines = [line.strip() for line in text.splitlines()]
    inner = [line for line, after in pairwise(lines) if line and after]
    if len(inner) < 3 or max(map(len, lines)) not in _WRAPPED_LENGTHS:
        return False
    unfinished = sum(len(line) in _WRAPPED_LENGTHS and line[-1] not in '.!?…»"|:' for line in inner)
    return unfinished > len(inner) / 2


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """A place without the white space at its two ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
