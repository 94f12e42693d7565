"""What a written statement puts between marks of any kind: quotation marks, italics, block quotes.

A statement is short and new, so that more counts as a quotation in it than in an article, where a
straight single mark may be an apostrophe and a star no mark at all.
"""

import re
from collections.abc import Iterator

from dixit.rag.parsing.quotation_marks import quoted_in

_PAIRED = (
    re.compile(r"(?P<open>``)(?P<words>[^\n]+?)(?P<close>''|``|\"|”)"),
    re.compile(r"(?P<open>'')(?P<words>[^\n]+?)(?P<close>'')"),
    re.compile(r"(?P<open>[„‚])(?P<words>[^\n„‚]+?)(?P<close>[“”‘’](?!\w))"),
    re.compile(r"(?P<open>[‹›])(?P<words>[^\n‹›]+)(?P<close>[‹›])"),
    re.compile(r"(?P<open>»)(?P<words>[^\n«»]+)(?P<close>«)"),
    re.compile(
        r"(?<![\w'])(?P<open>')(?=[^\W\d])(?P<words>(?:[^'\n]|(?<=\w)'(?=\w))+)(?P<close>')(?!\w)"
    ),
    re.compile(
        r"(?<![\w`])(?P<open>`)(?=[^\W\d])(?P<words>(?:[^`'\n]|(?<=\w)'(?=\w))+)(?P<close>['`])(?!\w)"
    ),
)
_ITALICS = tuple(
    re.compile(
        rf"(?<![\w{mark}]){mark}(?=[^\s{mark}])(?P<words>[^{mark}\n]+)(?<=[^\s]){mark}(?![\w{mark}])"
    )
    for mark in (r"\*", "_")
)
_BLOCK = re.compile(r"(?:^[ \t]*>[^\n]*\n?)+", re.MULTILINE)
_BLOCK_MARK = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_SIGNED = re.compile(r"\s*\n?\s*(?:—|–|--)\s[^\n—–]{2,60}$")
"""Who is quoted, under the words."""
_WHOLE = 4
"""Words in italics that are a sentence and no title or stressed word."""


def words_in_marks(statement: str) -> list[str]:
    """The words that a statement puts between marks, each as written, in order of kind."""
    found: list[str] = []
    left = statement
    for block in _BLOCK.finditer(statement):
        inner = _SIGNED.sub("", _BLOCK_MARK.sub("", block[0]).strip())
        if inner and not list(_by_marks(inner)):
            found.append(inner)
            left = left.replace(block[0], "\n")
    found.extend(_by_marks(left))
    return list(dict.fromkeys(words for words in found if any(map(str.isalnum, words))))


def _by_marks(text: str) -> Iterator[str]:
    for quoted in quoted_in(text, 0, len(text)):
        yield text[quoted.start : quoted.end]
        text = _blanked(text, quoted.open, quoted.close)
    for pattern in _PAIRED:
        for match in pattern.finditer(text):
            yield match["words"].strip(" \u00a0\u202f,")
            text = _blanked(text, *match.span())
    for pattern in _ITALICS:
        for match in pattern.finditer(text):
            if len(match["words"].split()) >= _WHOLE:
                yield match["words"].strip()


def _blanked(text: str, start: int, end: int) -> str:
    """A text of the same length, without what was found in it."""
    return f"{text[:start]}{' ' * (end - start)}{text[end:]}"
