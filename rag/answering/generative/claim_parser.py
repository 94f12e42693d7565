"""What a chat model writes, read as it comes: statements, and the ids of passages for each."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from dixit.rag.answering.generative.answer_lines import Line, LineReader
from dixit.rag.answering.generative.answer_markup import (
    END,
    END_BEGUN,
    as_shown,
    without_forms,
    without_strong,
)
from dixit.rag.answering.generative.citation_markers import MARKER, MarkerForms, without_markers
from dixit.rag.answering.generative.json_answers import json_lines, may_be_json
from dixit.rag.answering.generative.small_talk import is_small_talk, without_lead
from dixit.rag.parsing.sentences import sentences

_BETWEEN = " \t\r\n.,;:!?…)»”\"'*_`"
"""What may stand behind a marker and still belong to its sentence."""
_ENDED = re.compile(r"""[.!?…][\s)»”"'*_]*$""")
_ENDS, _PAUSES, _OPENING = ".!?…", ",;:)", "«“\"'("
_GOES_ON = re.compile(r"[ \t]*(?![a-z]\))[a-zà-ÿ]")
_STOPPED = re.compile(r"(?:[.!?…:|\ue001]\s*|^\s*|^\s*(?:```|~~~|[|#]).*)$")
"""Lines that end with what they say, or are no words."""
_NEXT_LINE = re.compile(r"\n(?=[ \t]*[^\s\[({<【\\`*_a-zà-ÿ\ue000])")
"""A line break behind which another statement begins for certain."""
_MARKED_LINE = re.compile(r"(?:[-*•+\s]|\d{1,2}[.)])*\ue000")
_LED = re.compile(
    r"(?:^|(?<=[.!?…»”]\s)|(?<=[.!?…»”]))\s*"
    r"(?i:according to|as (?:stated|reported|written) (?:in|by)|selon|d['’]après|dans|in|from)"
    r"(\s*\ue000[^\ue001]*\ue001)\s*[,:]?\s*"
)
"""A marker in the place of a source: "According to [4c2f], …"."""
_TAIL = " –—-:(,"


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement of an answer.

    Attributes:
        text: The statement as it is shown.
        statement: The same with the marks of words that it quotes.
        ids: The passages that it cites.
        unknown: How many ids in it name no passage.
        nearby: Whether the ids stand beside it: at the end of its paragraph, or of the answer.
    """

    text: str
    statement: str
    ids: tuple[str, ...]
    unknown: int
    nearby: bool = False


@dataclass(slots=True)
class _Draft:
    """A statement before all that cites it was read."""

    text: str
    kind: str
    paragraph: int
    ids: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unknown: int = 0


class ClaimParser:
    """Reads a model's words as they come; a marker is never among those it shows."""

    def __init__(self, known: Collection[str]) -> None:
        self._known = frozenset(known)
        self._forms = MarkerForms(known)
        self._lines = LineReader(self._forms)
        self._waiting = ""
        self._over, self._maybe_json = False, True
        self._drafts: list[_Draft] = []
        self._beside: dict[int, list[str]] = {}
        self._listed: list[str] = []
        self._notes: dict[str, tuple[str, ...]] = {}
        self.has_words = False
        """Whether anything was said."""

    @property
    def cut(self) -> bool:
        """Whether something was left out for its form."""
        return self._lines.cut

    @property
    def writing(self) -> str:
        """The words of the statement that is not yet whole."""
        if self._maybe_json or self._lines.is_open:
            return ""
        shown = without_markers(self._forms.in_one_form(self._waiting))
        last = shown.split()[-1:]
        if last and any(one.startswith(last[0].lower()) for one in self._known):
            shown = shown.rstrip().removesuffix(last[0])  # An id may have begun.
        return as_shown(without_strong(without_forms(shown))).strip(" \n#*_>|-`~")

    def read(self, piece: str) -> list[Claim]:
        """Return the claims that are whole now: cited, and with another sentence begun behind."""
        if self._over:
            return []
        self._waiting += piece
        self.has_words = self.has_words or any(map(str.isalnum, piece))
        ended = END.search(self._waiting)
        if ended:
            self._over, self._waiting = True, self._waiting[: ended.start()]
        self._maybe_json = self._maybe_json and may_be_json(self._waiting)
        if self._maybe_json or self._over:
            return []
        text = self._forms.in_one_form(self._waiting)
        whole = self._whole(text)
        if whole:
            self._waiting = text[whole:]
            self._draft(text[:whole])
        return list(self._resolved())

    def end(self) -> list[Claim]:
        """Return the claims in what is left."""
        left, self._waiting = END_BEGUN.sub("", self._waiting), ""
        told = json_lines(left, self._known) if self._maybe_json else None
        self._maybe_json = False
        self._draft(without_begun(self._forms.in_one_form(left if told is None else told)))
        self._take(self._lines.end())
        return list(self._resolved(ended=True))

    def _whole(self, text: str) -> int:
        """Return the length of the statements that are whole."""
        whole = 0
        for following in _NEXT_LINE.finditer(text):
            whole = following.end()
        for match in MARKER.finditer(text, whole):
            start = text.rfind("\n", 0, match.start() + len(match[0]) - len(match[0].lstrip())) + 1
            line = text[max(start, whole) :]
            if line.lstrip().startswith(("|", ">")) or _MARKED_LINE.match(line):
                continue
            rest = text[match.end() :].lstrip(_BETWEEN)
            if (
                not rest
                or rest[0] in "\ue000[({<【\\|#>-•"
                or "\n" in text[match.end() : -len(rest)]
            ):
                continue
            if not _runs_on(text[: match.start()], text[match.end() :]):
                whole = len(text) - len(rest)
        return whole

    def _draft(self, text: str) -> None:
        self._take(self._lines.read(_unwrapped(without_forms(text))))

    def _take(self, lines: Iterator[Line]) -> None:
        for line in lines:
            if line.kind == "note":
                self._notes[line.text] = line.cited.ids
            elif line.kind == "cites":
                self._beside.setdefault(line.paragraph, []).extend(line.cited.ids)
                self._listed.extend(line.cited.ids)
                if self._drafts and (line.cited.notes or line.cited.unknown):
                    self._drafts[-1].notes.extend(line.cited.notes)
                    self._drafts[-1].unknown += line.cited.unknown
            else:
                for draft in self._sentences(line):
                    self._drafts.append(draft)
                    self._beside.setdefault(draft.paragraph, []).extend(draft.ids)

    def _sentences(self, line: Line) -> list[_Draft]:
        """Return the statements of a line, each with what it cites."""
        led = _LED.sub(r"\n\1 ", without_strong(line.text))
        return [draft for part in led.splitlines() for draft in self._statements(part, line)]

    def _statements(self, text: str, line: Line) -> list[_Draft]:
        found = list(MARKER.finditer(text))
        ahead = bool(found) and not text[: found[0].start()].strip(' *_«“"(')
        if ahead and any(map(str.isalnum, text[found[-1].end() :])):
            return self._cited_ahead(text, found, line)
        drafts: list[_Draft] = []
        before, position = "", 0
        first: list[str] = []
        for match in [*found, None]:
            between = text[position : match.start() if match else len(text)]
            marked = self._forms.read(match[1]) if match else self._forms.read("")
            written = [between] if line.kind == "quote" and _said(between) else _sentences(between)
            # Cited in the middle, a sentence is whole where no other passage proves its end.
            whole = (
                len(written) > 1
                or match is None
                or (drafts and list(marked.ids) == drafts[-1].ids and not marked.unknown)
            )
            if written and drafts and whole and _runs_on(before, between):
                glue = " " if between[0].isspace() else ""
                drafts[-1].text = f"{drafts[-1].text}{glue}{written.pop(0)}"
            drafts.extend(_Draft(sentence, line.kind, line.paragraph) for sentence in written)
            if drafts:
                drafts[-1].text = drafts[-1].text.rstrip(_TAIL) if match else drafts[-1].text
                drafts[-1].ids.extend(marked.ids)
                drafts[-1].notes.extend(marked.notes)
                drafts[-1].unknown += marked.unknown
            else:
                first.extend(marked.ids)
            before = between.strip() or before
            position = match.end() if match else len(text)
        if drafts and not drafts[0].ids:
            drafts[0].ids.extend(first)
        return drafts

    def _cited_ahead(self, text: str, found: list[re.Match[str]], line: Line) -> list[_Draft]:
        """Return the statements of a line in which each marker stands ahead of its sentence."""
        drafts: list[_Draft] = []
        ids: list[str] = []
        for match, behind in zip(found, [*found[1:], None], strict=True):
            marked = self._forms.read(match[1])
            between = text[match.end() : behind.start() if behind else len(text)]
            ids.extend(marked.ids)
            for sentence in _sentences(between.lstrip(" :,;–—-")):
                cited = list(dict.fromkeys(ids))
                drafts.append(
                    _Draft(
                        sentence,
                        line.kind,
                        line.paragraph,
                        cited,
                        list(marked.notes),
                        marked.unknown,
                    )
                )
            if any(map(str.isalnum, between)):
                ids = []
        return drafts

    def _resolved(self, *, ended: bool = False) -> Iterator[Claim]:
        """Yield the statements, in order, of which it is known what they cite."""
        while self._drafts:
            draft = self._drafts[0]
            if is_small_talk(draft.text) and not draft.ids:
                self._drafts.pop(0)
                continue
            waits = bool(draft.notes) or not (draft.ids or draft.unknown)
            if waits and not ended:
                return
            self._drafts.pop(0)
            noted = [one for note in draft.notes for one in self._notes.get(note, ())]
            own = [*draft.ids, *noted]
            unknown = draft.unknown + sum(note not in self._notes for note in draft.notes)
            beside = [] if own or unknown else self._beside.get(draft.paragraph) or self._listed
            statement = without_lead(draft.text.lstrip(_PAUSES + _ENDS + " ")).strip()
            if draft.kind == "quote":
                statement = f"> {statement}"
            if _said(statement):
                yield Claim(
                    as_shown(statement),
                    statement,
                    tuple(dict.fromkeys(own or beside)),
                    unknown,
                    nearby=bool(beside),
                )


def without_begun(text: str) -> str:
    """Return a text without a marker of which only the beginning came."""
    return re.sub(r"\s*[\[【][\s0-9a-z,;]{0,40}$", "", text, flags=re.IGNORECASE)


def _unwrapped(text: str) -> str:
    """Return a text without line breaks inside sentences."""
    lines: list[str] = []
    for line in text.splitlines():
        if lines and _GOES_ON.match(line) and not _STOPPED.search(lines[-1]):
            lines[-1] = f"{lines[-1].rstrip()} {line.lstrip()}"
        else:
            lines.append(line)
    return "".join(f"{line}\n" for line in lines)


def _runs_on(before: str, after: str) -> bool:
    """Return whether the words behind a marker belong to the sentence in front of it."""
    start = after.lstrip()
    if _ENDED.search(MARKER.sub("", before)) or start[:1] in _ENDS:
        return False
    return start[:1] in _PAUSES or not (start[:1].isupper() or start[:1] in _OPENING)


def _sentences(text: str) -> list[str]:
    found = (text[start:end].strip() for start, end in sentences(text))
    return [sentence for sentence in found if _said(sentence)]


def _said(text: str) -> bool:
    return any(character.isalnum() for character in text)
