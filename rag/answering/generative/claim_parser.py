"""What a chat model writes, read as it comes: sentences, and the ids of passages behind each."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from dixit.rag.parsing.sentences import sentences

_ID = r"(?:[0-9a-f]{4}|\d{1,3}|[a-z]{0,8}\d[a-z0-9]{0,8}|z{2,8})"
_MARKERS = re.compile(rf"\s*\[\s*({_ID}(?:\s*[,;]\s*{_ID})*)\s*\]", re.IGNORECASE)
_BEGUN = re.compile(r"\s*\[[\s0-9a-z,;]{0,40}$", re.IGNORECASE)
"""A marker that the stream has cut in two."""
_BETWEEN = " \t\r\n.,;:!?…)»”\"'"
"""What may stand behind a marker and still belong to its sentence."""
_ENDED = re.compile(r"""[.!?…][\s)»”"']*$""")
_ENDS, _PAUSES, _OPENING = ".!?…", ",;:)", "«“\"'("


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence and the passages that it cites."""

    text: str
    ids: tuple[str, ...]
    unknown: int
    """Ids in it that name no passage."""


class ClaimParser:
    """Reads a model's words as they come; a marker is never among those it shows."""

    def __init__(self, known: Collection[str]) -> None:
        self._known = known
        self._waiting = ""

    @property
    def writing(self) -> str:
        """The words of the sentence that is not yet whole."""
        return _BEGUN.sub("", _MARKERS.sub("", self._waiting)).strip()

    def read(self, piece: str) -> list[Claim]:
        """The claims that are whole now: what is cited, once another sentence begins behind it."""
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
        """The claims in what is left."""
        left, self._waiting = self._waiting, ""
        return list(self._claims(_BEGUN.sub("", left)))

    def _claims(self, text: str) -> Iterator[Claim]:
        told: list[tuple[str, list[str]]] = []
        before, position = "", 0
        for match in [*_MARKERS.finditer(text), None]:
            between = text[position : match.start() if match else len(text)]
            ids = re.split(r"\s*[,;]\s*", match[1].lower()) if match else []
            written = _sentences(between)
            # Cited in the middle, a sentence is whole where no other passage proves its end.
            whole = len(written) > 1 or not ids or (told and ids == told[-1][1])
            if written and told and whole and _runs_on(before, between):
                begun, cited = told.pop()
                glue = " " if between[0].isspace() else ""
                told.append((f"{begun}{glue}{written.pop(0)}", cited))
            told.extend((sentence, []) for sentence in written)
            if told:
                told[-1][1].extend(ids)
            before = between.strip() or before
            position = match.end() if match else len(text)
        for sentence, ids in told:
            given = tuple(dict.fromkeys(one for one in ids if one in self._known))
            yield Claim(
                sentence.lstrip(_PAUSES + " "), given, sum(one not in self._known for one in ids)
            )


def _runs_on(before: str, after: str) -> bool:
    """Whether the words behind a marker belong to the sentence in front of it."""
    start = after.lstrip()
    if _ENDED.search(_MARKERS.sub("", before)) or start[:1] in _ENDS:
        return False
    return start[:1] in _PAUSES or not (start[:1].isupper() or start[:1] in _OPENING)


def _sentences(text: str) -> list[str]:
    found = (text[start:end].strip() for start, end in sentences(text))
    return [sentence for sentence in found if any(character.isalnum() for character in sentence)]
