"""Quoted words in a statement: quotation marks, italics and block quotes.

A statement is short and new. It therefore allows more marks than an article, where a straight
single mark may be an apostrophe and an asterisk no mark at all.
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
"""The attribution line under a block quote."""
_WHOLE = 4
"""Minimum length of quoted words in italics; shorter ones are titles or emphasis."""


def words_in_marks(statement: str) -> list[str]:
    """Return the quoted words of a statement, each once, in order of the kind of mark.

    Args:
        statement: The statement, in Markdown or plain text.
    """
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
    """Yield the words in quotation marks and in italics."""
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
    """Return a text of the same length with spaces in place of one extent."""
    return f"{text[:start]}{' ' * (end - start)}{text[end:]}"
