"""Sentence segmentation for French and English, with offsets.

A text is split into blocks at line breaks, except those inside a sentence. A block is split into
sentences after a full stop, a question or exclamation mark or an ellipsis, with the closing marks
behind it. A full stop inside quotation marks ends a sentence too.

The words before and after a mark decide; `lexicon/abbreviations.txt` lists abbreviations and words
that open sentences. Text without spaces ("chinois.Les") is split too; numbers and domains are not.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from dixit.rag.lang.word_lists import named_lists

_LOWER = "a-zà-öø-ÿœ"
_SPACE = " \u00a0\u202f"
_SIGNS = ("$", "£", "€", "#")
_TIED = ("'", "’", "-", "•", "*", "@", *_SIGNS)
"""Characters that begin no sentence without a space before them."""
_VOWELS = tuple("aeiouyàâéèêëîïôûù")
_NEAR = 200
"""Context on either side of a mark, in characters."""
_WRAPPED_LENGTHS = range(40, 121)

_STOP = re.compile(
    # A quoted slogan or title inside a sentence.
    rf"(?<=\w)\s(?=[«“\"]\s?[^\W\d{_LOWER}])"
    rf"(?:«[^«»]{{1,40}}»|“[^“”]{{1,40}}”|\"[^\"]{{1,40}}\")(?=\s[{_LOWER}])"
    # A web or e-mail address.
    rf"|(?:https?://|\bwww\.)(?:(?!\.[A-ZÀ-Þ]['’{_LOWER}])[^\s«»“”\"<>!?…]){{1,300}}(?<![.,;:)])"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[a-z\d-]{1,64}){1,8}"
    # A mark that may end a sentence, with closing marks, omissions and sources in brackets.
    rf"|(?P<mark>[.!?…](?:[{_SPACE}]?[.!?…])*)"
    rf"(?P<closing>(?:[{_SPACE}]?[»›]|[”)\]]|[\"'’](?!\w)|\s?\[(?:\.\.\.|…)\]|\s?\((?:\.\.\.|…)\)"
    r"|\s?(?:\([^()\[\]]{1,60}(?<![.!?…])\)|\[[^()\[\]]{1,60}(?<![.!?…])\]))*)"
)
_STRAIGHT = re.compile(rf"\"|[{_SPACE}]\"(?=\s|$)")
_AFTER = re.compile(
    r"(?P<gap>\s*)(?P<lead>(?:[«“„‘\"'’(\[—–•*$£€@#-]\s*)*)(?P<word>\w*)"
    rf"(?P<lower>['’]?\s*[{_LOWER}])?"
)
_BETWEEN_TOKENS = re.compile(r"[\s«“„”\"'’(\[]")
_WORD = re.compile(r"\w")
_INITIALS = re.compile(r"[^\W\d_]{1,2}(?:\.-?[^\W\d_]{1,2})+")
_ITEM = re.compile(r"[\s(\[«“]*(?:\d{1,2}|[^\W\d_]|[IVX]{2,4})")
_ITEM_IN_LINE = re.compile(r":\s*1$|;\s*\d{1,2}$")
_FIGURES = re.compile(r"\d[\d.,:/]*")
_DOTTED = re.compile(rf"\w\.|\w+\.[{_LOWER}]")
_SMALL = re.compile(rf"[{_LOWER}]{{1,3}}[A-Z]|[a-z]\)\s")
_PARTICLE = re.compile(r"(?:de|du|van|von|bin|ben|al)[ -](?:[a-z]{2,3} )?[A-ZÀ-Þ]|d['’][A-ZÀ-Þ]")
_BRACKET = re.compile(r"[(\[][^()\[\]]*$")
_DASH = re.compile(r"[\w,»”)]\s(?:--?|[—–])\s")
_APART = re.compile(r",\s\w+\s?$")
_NAMES = re.compile(r"(?:[A-ZÀ-Þ][\w’'-]*\s?){1,3}(?:[.,]|$)")
_CLAUSE = re.compile(
    rf"(?:[A-ZÀ-Þ][\w’'.-]*\s){{1,3}}(?P<verb>[{_LOWER}]+)\b"
    r"(?!\s(?:he|she|it|they|we|you|that|the|an?|his|her|its|their)\b)"
)

_ONE_BREAK = re.compile(r"[^\S\n\r\u2028\u2029]*(?:\r\n|[\n\r\u2028\u2029])[^\S\n\r\u2028\u2029]*")
_BULLET = r"(?:[-–—•*·]|\d{1,2}[.)°]|[a-z]\))\s+"
_GOES_ON = re.compile(rf"(?P<bullet>{_BULLET})?[{_LOWER}]+(?![\w/@)]|\.\w|\s?:)")
_LISTED = re.compile(rf"{_BULLET}[{_LOWER}][^\n\r]{{0,300}}[;,][^\S\n\r]*[\n\r]")
_BYLINE = re.compile(r"(?:par|by) [^\W\d_]\S*(?: \S+){0,4}[\n\r]")
_VERB = re.compile(rf"[»”\"],?\s[{_LOWER}]+$")
_STOPPED = re.compile(r"[.!?…][\"'’”»)\]\s]*$")

_WORDS = named_lists("abbreviations.txt")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of each sentence, in characters, without surrounding white space."""
    return [place for start, end in blocks(text) for place in sentences_in(text, start, end)]


def blocks(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of each paragraph, heading or single line, in characters."""
    wrapped = _is_hard_wrapped(text)
    breaks = re.finditer(r"\n\s*\n" if wrapped else r"[\n\r\u2028\u2029]+", text)
    edges = [0, *(offset for match in breaks for offset in match.span()), len(text)]
    found = (stripped(text, start, end) for start, end in zip(edges[::2], edges[1::2], strict=True))
    lines = [(start, end) for start, end in found if start < end]
    return lines if wrapped else _joined(text, lines)


def sentences_in(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the (start, end) of each sentence of the block between two positions."""
    edges, straight, seen = [start], 0, start
    for match in _STOP.finditer(text, start, end):
        if match["mark"] is None:
            continue
        cut = match.end()
        straight += text.count('"', seen, cut)
        seen = cut
        # After an odd number of straight marks the next one is a closing mark.
        if straight % 2 and (closing := _STRAIGHT.match(text, cut, end)):
            cut = closing.end()
        if cut < end and _Mark.read(text, edges[-1], match, cut, end).ends_sentence():
            edges.append(cut)
    edges.append(end)
    found = (stripped(text, first, last) for first, last in pairwise(edges))
    return tuple((first, last) for first, last in found if first < last)


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return an extent without the white space at both ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


class _Mark(NamedTuple):
    """A mark that may end a sentence, with its context."""

    kind: str
    before: str
    """The sentence up to the mark, or the end of it."""
    token: str
    """The word before the mark."""
    closing: str
    """Closing marks behind it."""
    gap: str
    lead: str
    """Dashes, opening marks and signs before the next word."""
    word: str
    """The next word."""
    opens: bool
    """Whether that word is rarely capitalised inside a sentence."""
    rest: str
    """The text from that word on, up to `_NEAR` characters."""

    @classmethod
    def read(cls, text: str, first: int, match: re.Match[str], cut: int, end: int) -> "_Mark":
        """Read a mark in a sentence that begins at `first`; the next one may begin at `cut`."""
        start = match.start("mark")
        after = _AFTER.match(text, cut, end)
        assert after is not None  # The pattern matches the empty string.
        word, at = after["word"], after.start("word")
        low = word.casefold()
        opens = low in _WORDS["opening"] and word[:1].isupper()
        before = text[max(first, start - _NEAR) : start].rstrip(_SPACE)
        return cls(
            kind=match["mark"],
            before=before,
            token=_BETWEEN_TOKENS.split(before[-30:])[-1],
            closing=text[match.end("mark") : cut],
            gap=after["gap"],
            lead=after["lead"],
            word=word,
            opens=opens and (after["lower"] is not None or low not in _WORDS["within"]),
            rest=text[at : min(end, at + _NEAR)],
        )

    def ends_sentence(self) -> bool:
        """Return whether the sentence ends here, and not only a word, a quotation or an aside."""
        if not (self.lead or self.word) or not _WORD.search(self.before):
            return False
        if self.word[:1].islower() and not self._precedes_a_small_name():
            return False
        if self._is_in_brackets() or self._is_between_dashes() or self._precedes_its_clause():
            return False
        bare = not self.gap and not self.closing
        if bare and (self.lead.startswith(_TIED) if self.lead else not self.word[0].isupper()):
            return False
        if self.kind == ".":
            return not self.abbreviates() and (not bare or self._lost_its_space())
        if self.opens or self.lead:
            return True
        if self.kind.endswith(("…", "..", " .")) and not set("?!") & set(self.kind):
            unfinished = self.token.casefold() in _WORDS["unfinished"]
            names = len(self.before.split()) > 2 and _NAMES.match(self.rest)
            return not unfinished and not names
        if self.kind != "!":
            return True
        apart = _APART.search(self.before) and self.rest[len(self.word) :][:1] == ","
        return not apart and self.token.casefold() not in _WORDS["marked"]

    def abbreviates(self) -> bool:
        """Return whether the full stop belongs to an abbreviation, an initial or an item number."""
        token, low = self.token, self.token.casefold()
        numbered = self.word[:1].isdigit() or self.lead.startswith(_SIGNS)
        if _ITEM.fullmatch(self.before) or (token.isdigit() and _ITEM_IN_LINE.search(self.before)):
            return True
        if low in _WORDS["clock"]:
            return numbered or self.word.casefold() in _WORDS["hour"]
        if len(token) == 1 and token.isalpha() and token not in "Mvc":
            return numbered if token.islower() else not self.opens
        if not _WORDS["name"].isdisjoint((token, low)):
            return not (self.opens and token.islower())
        if low in _WORDS["number"]:
            return numbered
        return not self.opens and (low in _WORDS["after"] or _INITIALS.fullmatch(token) is not None)

    def _lost_its_space(self) -> bool:
        """Return whether it separates two sentences, and is in no number, domain or file name."""
        token, last = self.token, self.before[-1]
        if not self.word[:1].isupper() or _DOTTED.match(self.rest) or "_" in token:
            return False
        if last.isdigit():
            return _FIGURES.fullmatch(token) is not None and self.word[1:2].islower()
        if last.isalpha():
            acronyms = len(self.word) > 1 and self.word.isupper() and not token.islower()
            return bool(self.lead) or (len(token) > 1 and not acronyms)
        return last in '%€$£°)»”"'

    def _precedes_a_small_name(self) -> bool:
        """Return whether a name in lower case follows: iPhone, de Gaulle."""
        if not self.gap or self.lead:
            return False
        # A short word that ends in a consonant may be an abbreviation: "l'univ. de Paris".
        whole = len(self.token) > 4 or self.token.endswith(_VOWELS)
        particle = self.kind == "." and whole and _PARTICLE.match(self.rest)
        return bool(particle or _SMALL.match(self.rest))

    def _is_in_brackets(self) -> bool:
        """Return whether it is in a bracketed aside inside a sentence that continues."""
        opened = _BRACKET.search(self.before) if "(" in self.before or "[" in self.before else None
        if opened is None or not _WORD.search(self.before, 0, opened.start()):
            return False
        bracket = ")" if opened[0][0] == "(" else "]"
        if bracket in self.closing:
            return self.kind != "." or not self.opens
        return bracket in self.rest

    def _is_between_dashes(self) -> bool:
        """Return whether the next dash closes an aside that another dash opened."""
        dashed = self.kind != "." and self.lead.startswith(("—", "–", "-"))
        return dashed and len(_DASH.findall(self.before)) % 2 == 1

    def _precedes_its_clause(self) -> bool:
        """Return whether the attribution of the quoted words follows: “Why?” Smith asked."""
        asked = self.closing.endswith(("”", '"', "’")) and self.kind.endswith(("?", "!"))
        clause = _CLAUSE.match(self.rest) if asked and not self.lead else None
        return clause is not None and clause["verb"] in _WORDS["clause"]


def _joined(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return lines, joined where a break falls inside a sentence."""
    found: list[tuple[int, int]] = []
    for line in reversed(lines):
        if found and _runs_on(text, line, found[-1]):
            found[-1] = (line[0], found[-1][1])
        else:
            found.append(line)
    return found[::-1]


def _runs_on(text: str, line: tuple[int, int], after: tuple[int, int]) -> bool:
    """Return whether the last sentence of a line continues on the next line."""
    start, end = line
    if not _ONE_BREAK.fullmatch(text, end, after[0]):
        return False
    tail = text[max(start, end - 80) : end]
    words, last = tail.split(), tail[-1]
    goes_on = _GOES_ON.match(text, *after)
    if last in ",;":
        return goes_on is not None
    if last == ":":
        return _LISTED.match(text, after[0]) is not None
    if len(words) < 3:
        return False
    if last == ".":
        match = _STOP.match(text, end - 1, end)
        mark = match and _Mark.read(text, start, match, end, after[1])
        return bool(mark and mark.token.casefold() not in _WORDS["after"] and mark.abbreviates())
    if words[-1].casefold() in _WORDS["unfinished"] or _VERB.search(tail):
        return True
    # A line in lower case that ends with a full stop, and is no list item or byline.
    if goes_on is None or goes_on["bullet"] or _BYLINE.match(text, after[0]) or len(words) < 4:
        return False
    stopped = _STOPPED.search(text[max(after[0], after[1] - 20) : after[1]])
    return stopped is not None and (last.isalnum() or last in '»”")’%€')


def _is_hard_wrapped(text: str) -> bool:
    """Return whether single line breaks fall inside sentences, as in mail and old text files."""
    lines = [line.strip() for line in text.splitlines()]
    inner = [line for line, after in pairwise(lines) if line and after]
    if len(inner) < 3 or max(map(len, lines)) not in _WRAPPED_LENGTHS:
        return False
    unfinished = sum(len(line) in _WRAPPED_LENGTHS and line[-1] not in '.!?…»"|:' for line in inner)
    return unfinished > len(inner) / 2
