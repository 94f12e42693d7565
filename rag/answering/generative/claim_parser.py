"""Parses the output of a chat model as it arrives: sentences, with the passage ids that they
cite.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from dixit.rag.parsing.sentences import sentences

_ID = r"(?:[0-9a-f]{4}|\d{1,3}|[a-z]{0,8}\d[a-z0-9]{0,8}|z{2,8})"
_MARKERS = re.compile(rf"\s*\[\s*({_ID}(?:\s*[,;]\s*{_ID})*)\s*\]", re.IGNORECASE)
_BEGUN = re.compile(r"\s*\[[\s0-9a-z,;]{0,40}$", re.IGNORECASE)
"""The start of a marker whose end has not arrived yet."""
_BETWEEN = " \t\r\n.,;:!?…)»”\"'"
"""Characters after a marker that still belong to its sentence."""
_ENDED = re.compile(r"""[.!?…][\s)»”"']*$""")
_ENDS, _PAUSES, _OPENING = ".!?…", ",;:)", "«“\"'("


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence and the passages that it cites."""

    text: str
    ids: tuple[str, ...]
    unknown: int
    """How many of the cited ids belong to no passage."""


class ClaimParser:
    """Parses the output piece by piece; markers are never part of the text that it returns."""

    def __init__(self, ids: Collection[str]) -> None:
        """Start an empty parser; `ids` are the ids of the passages."""
        self._known = ids
        self._waiting = ""

    @property
    def writing(self) -> str:
        """The words of the unfinished sentence."""
        return _BEGUN.sub("", _MARKERS.sub("", self._waiting)).strip()

    def read(self, piece: str) -> list[Claim]:
        """The claims that are complete now. A claim is complete when the next sentence has
        begun.
        """
        self._waiting += piece
        whole = 0
        for match in _MARKERS.finditer(self._waiting):
            rest = self._waiting[match.end() :].lstrip(_BETWEEN)
            if not rest or rest.startswith("["):
                continue
            if not _runs_on(self._waiting[: match.start()], self._waiting[match.end() :]):
                whole = len(self._waiting) - len(rest)
        done, self._waiting = self._waiting[:whole], self._waiting[whole:]
        return list(self._claims(done))

    def end(self) -> list[Claim]:
        """The claims in the rest of the output."""
        left, self._waiting = self._waiting, ""
        return list(self._claims(_BEGUN.sub("", left)))

    def _claims(self, text: str) -> Iterator[Claim]:
        claims: list[tuple[str, list[str]]] = []
        before, position = "", 0
        for match in [*_MARKERS.finditer(text), None]:
            between = text[position : match.start() if match else len(text)]
            ids = re.split(r"\s*[,;]\s*", match[1].lower()) if match else []
            parts = _sentences(between)
            # After a marker in the middle of a sentence, the rest belongs to the same claim,
            # unless it cites other passages.
            whole = len(parts) > 1 or not ids or (claims and ids == claims[-1][1])
            if parts and claims and whole and _runs_on(before, between):
                start, cited_ids = claims.pop()
                glue = " " if between[0].isspace() else ""
                claims.append((f"{start}{glue}{parts.pop(0)}", cited_ids))
            claims.extend((sentence, []) for sentence in parts)
            if claims:
                claims[-1][1].extend(ids)
            before = between.strip() or before
            position = match.end() if match else len(text)
        for sentence, ids in claims:
            known_ids = tuple(dict.fromkeys(one for one in ids if one in self._known))
            yield Claim(
                sentence.lstrip(_PAUSES + " "),
                known_ids,
                sum(one not in self._known for one in ids),
            )


def _runs_on(before: str, after: str) -> bool:
    """Whether the words after a marker belong to the sentence before it."""
    start = after.lstrip()
    if _ENDED.search(_MARKERS.sub("", before)) or start[:1] in _ENDS:
        return False
    return start[:1] in _PAUSES or not (start[:1].isupper() or start[:1] in _OPENING)


def _sentences(text: str) -> list[str]:
    texts = (text[start:end].strip() for start, end in sentences(text))
    return [sentence for sentence in texts if any(character.isalnum() for character in sentence)]
