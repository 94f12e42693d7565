"""Raised text as it is written on one line: note marks go, powers and ordinals stay readable.

A raised character glued to a figure makes another figure: "40" with note 1 is not 401, and the
sixth power of ten is not 106. A note mark is no word of the sentence, so it is left out.
"""

import re
from collections.abc import Iterable
from itertools import groupby

_BRACKETED = re.compile(r"\[[^\]]{1,40}\](?:\s*,?\s*\[[^\]]{1,40}\])*|\(\d{1,3}\)")
"""Note marks in brackets: "[2]", "[note 1]", "(3)"."""
_NOTE = re.compile(r"\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*|[*†‡§¶#]+|\d{1,3}\)")
_NOTE_LETTERS = re.compile(r"[a-c]")
"""Letters that mark a note after a figure; "e", "d" and "o" end French ordinals."""
_TEN = re.compile(r"(?:^|[^\d.,])10$")
_SQUARED = re.compile(r"(?<![^\W\d_])(?:[kcdm]?m|ft|yd|mi|mc|[b-hj-xzB-HJ-Z])$|/s$")
"""What a raised 2 or 3 is the power of: a unit of length, or a single letter of a formula."""
_SUPERSCRIPTS = {"2": "²", "3": "³"}
_PRICE = re.compile(r"[€$£]\s?\d+$")
_CURRENCY = re.compile(r"\s?[€$£]")


def line_of(runs: Iterable[tuple[str, bool]]) -> str:
    """The text of a line.

    Args:
        runs: its pieces in order, each with whether it is raised.
    """
    pieces = [
        ("".join(text for text, _ in group), raised)
        for raised, group in groupby(runs, key=lambda run: run[1])
    ]
    line = ""
    for number, (text, raised) in enumerate(pieces):
        after = pieces[number + 1][0] if number + 1 < len(pieces) else ""
        line += on_the_line(line, text, after) if raised else text
    return line


def on_the_line(before: str, raised: str, after: str) -> str:
    """What stands for raised text in the text of its line.

    Args:
        before: the text of the line before it.
        raised: the raised text.
        after: the text of the line after it.

    Returns:
        The raised text, a power as "²" or "^6", or nothing for the mark of a note.

    Example:
        >>> on_the_line("lost 40", "1", " million"), on_the_line("10", "6", " joules")
        ('', '^6')
    """
    mark = raised.strip()
    base, follows = before.rstrip(), after[:1]
    if not mark:
        return raised
    if not base:  # The number of a note over its own words.
        return mark if not follows or follows.isspace() else f"{mark} "
    if _BRACKETED.fullmatch(mark):
        return ""
    if follows in ("/", "⁄") and mark.isdigit():  # A fraction.
        return f" {mark}" if before[-1].isdigit() else mark
    if power := _power(before, mark):
        return power
    if before[-1].isspace():  # "carbon ¹⁴C"
        return mark if mark.isdigit() and follows.isalpha() else "" if _is_note(mark) else raised
    if _NOTE_LETTERS.fullmatch(mark) and before[-1].isdigit():
        return ""
    if not _is_note(mark):
        glued = mark[0].isdigit() and before[-1].isdigit()
        return f" {raised}" if glued else raised
    is_price = len(mark) == 2 and (_PRICE.search(before) or _CURRENCY.match(after))
    return f" {mark}" if is_price and before[-1].isdigit() else ""


def _power(before: str, mark: str) -> str:
    """A power as it is written; empty where the raised text is none."""
    if re.fullmatch(r"[−–-]\d{1,3}", mark):
        return f"^-{mark[1:]}"
    if not mark.isdecimal():
        return ""
    if _TEN.search(before) and mark not in ("0", "1"):
        return f"^{mark}"
    return _SUPERSCRIPTS.get(mark, "") if _SQUARED.search(before) else ""


def _is_note(mark: str) -> bool:
    return _NOTE.fullmatch(mark) is not None
