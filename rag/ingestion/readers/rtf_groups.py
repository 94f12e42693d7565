"""Rewrites Rich Text so that only what a reader sees of it is left, with raised text marked.

Hidden text, deleted revisions, comments, headers, pictures and the codes of fields are taken out.
Footnotes and endnotes are moved behind the text. What is written again is Rich Text, too.

Microsoft, "Rich Text Format (RTF) Specification", version 1.9.1 (2008).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from striprtf.striprtf import destinations, specialchars

RAISED, LEVEL = "\ufdd0", "\ufdd1"
"""Where raised text begins, and where it ends. No text has these characters."""
_TOKEN = re.compile(
    r"\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})? ?"
    r"|\\'[0-9a-f]{2}|\\(?P<sign>[^a-z])|(?P<brace>[{}])|(?P<ends>[\r\n]+)|[^\\{}\r\n]+",
    re.IGNORECASE | re.DOTALL,
)
_STRUCTURE = frozenset(("cell", "nestcell", "row", "sect", "page"))
"""What stays where the text around it is hidden."""
_UNSEEN = {"v": "hidden", "deleted": "deleted", "mvf": "deleted"}
_FACTS = frozenset(("title", "author"))


@dataclass(slots=True)
class _Part:
    """A text that is written again, and whether its last characters are raised."""

    pieces: list[str] = field(default_factory=list)
    raised: bool = False


@dataclass(slots=True)
class _Group:
    """The state of a group, which the groups within it begin with."""

    part: _Part
    """Where its text goes."""
    font: str = ""
    fallbacks: str = ""
    """The control word that says how many characters follow one in Unicode."""
    raised: bool = False
    hidden: bool = False
    deleted: bool = False
    dropped: bool = False
    copied: bool = False
    """Whether all is kept as it is: the table of fonts."""
    is_info: bool = False
    starred: bool = False
    """Whether it begins with a star: what it holds is left out, unless it is known."""

    def set(self, word: str, number: str | None) -> None:
        """Apply a control word that formats text."""
        on = number != "0"
        if word == "plain":
            self.raised = self.hidden = self.deleted = False
        elif word in _UNSEEN:
            setattr(self, _UNSEEN[word], on)
        elif word in ("super", "up"):
            self.raised = on and not (number or "").startswith("-")
        elif word in ("sub", "dn", "nosupersub"):
            self.raised = False
        elif word == "f":
            self.font = f"\\f{number}" if number else ""
        elif word == "uc":
            self.fallbacks = f"\\uc{number}" if number else ""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """Rich Text without what no reader sees."""

    body: str
    """The text, and the notes as paragraphs at its end."""
    facts: dict[str, str]
    """The title and the author in its properties, as Rich Text."""


def rewritten(text: str) -> Rewritten:
    """Rewrite a file.

    Args:
        text: the file, one character a byte.
    """
    main, facts, notes = _Part(), dict[str, _Part](), list[_Part]()
    group, stack, page = _Group(main), list[_Group](), ""
    for token in _tokens(text):
        word, number, brace = token["word"], token["number"], token["brace"]
        if brace == "{":
            _write(group, token[0])
            stack.append(group)
            group = replace(group, starred=False)
        elif brace:
            group = stack.pop() if stack else group
            if not stack:
                break  # What follows the document is no part of it.
            _write(group, token[0])
        elif group.dropped or group.copied:
            _write(group, token[0])
        elif token["sign"] == "*":
            group.starred = True
        elif word == "footnote":
            note = _Part([group.font, group.fallbacks, " "])
            group.part, group.raised, group.starred = note, False, False
            notes.extend([] if group.hidden or group.deleted else [note])
        elif group.starred or (word in destinations and word != "fonttbl"):
            _enter(group, word, facts)
        elif word and word not in specialchars and word != "u":
            group.copied = word == "fonttbl"
            page = token[0] if word == "ansicpg" else page
            group.set(word, number)
            _write(group, token[0])
        elif not (group.hidden or group.deleted) or word in _STRUCTURE:
            if not token["ends"] and group.raised != group.part.raised:
                group.part.raised = group.raised
                group.part.pieces.append(RAISED if group.raised else LEVEL)
            _write(group, token[0])
    behind = "".join("{\\par " + "".join((LEVEL, *note.pieces)) + "}" for note in notes)
    return Rewritten(
        "".join(main.pieces) + behind + "}" * (len(stack) + 1),
        {name: f"{{\\rtf1\\ansi{page} {''.join(part.pieces)}}}" for name, part in facts.items()},
    )


def _enter(group: _Group, word: str | None, facts: dict[str, _Part]) -> None:
    """Leave out what a group holds, or put it with the properties."""
    if group.is_info and word in _FACTS:
        group.part = facts.setdefault(word, _Part())
    elif word == "info":
        group.is_info, group.part = True, _Part()
    else:
        group.dropped = True
    group.starred = False


def _write(group: _Group, token: str) -> None:
    if not group.dropped:
        group.part.pieces.append(token)


def _tokens(text: str) -> Iterator[re.Match[str]]:
    """The tokens of a file, without the bytes of pictures."""
    at = 0
    while token := _TOKEN.search(text, at):
        at = token.end()
        if token["word"] == "bin":
            at += int(token["number"] or 0)
        yield token
