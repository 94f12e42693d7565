"""Citation markers in the words of a chat model, in whichever form it writes them.

Asked for "[4c2f]", models also write "【4c2f†source】", "(4c2f)", "[^4c2f]", "[Source: 4c2f]",
"[4c2f and 7a0b]", "[[4c2f]](#4c2f)", "`[4c2f]`", or the id alone. All are brought to one form.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

OPEN, CLOSE = "\ue000", "\ue001"
"""What a marker stands between in one form; private characters that no model writes."""
MARKER = re.compile(rf"\s*{OPEN}([^{CLOSE}]*){CLOSE}")
"""A marker in that form, with the white space ahead of it."""

_LABEL = (
    r"(?:(?:sources?|passages?|ids?|identifiants?|réf(?:érences?)?|ref(?:erence)?s?|cf|voir|see|"
    r"citations?|cites?|extraits?|excerpts?|doc(?:ument)?s?)\b\.?\s*[:=#-]?\s*)"
)
_ID = r"(?:[0-9a-f]{4}|\d{1,3}|[a-z]{0,8}\d[a-z0-9]{0,8}|z{2,8})"
"""An id, or what a model takes for one."""
_QUOTE = r"[\"'“”‘’`«»]?"
_JOINT = r"\s*(?:[,;/&+|]|\band\b|\bet\b|\s)\s*"
_NUMBER = re.compile(r"\d{1,3}")
_BEGUN = re.compile(r"\s*(?:[*_`\\]|<sup>|<cite>)*[\[【({<][^\])】}>\n]{0,60}$", re.IGNORECASE)
"""A marker that the stream has cut in two."""


@dataclass(frozen=True, slots=True)
class Marked:
    """The ids of a marker.

    Attributes:
        ids: The passages that it names, each once.
        notes: Numbers in it, which may be those of footnotes.
        unknown: How many ids in it, numbers aside, name no passage.
    """

    ids: tuple[str, ...]
    notes: tuple[str, ...] = ()
    unknown: int = 0


NOTHING = Marked(())
"""A marker of nothing."""


class MarkerForms:
    """The forms of markers, for the ids of some passages."""

    def __init__(self, known: Collection[str]) -> None:
        self._known = frozenset(known)
        given = "|".join(map(re.escape, sorted(known))) or r"(?!)"
        one = rf"{_LABEL}?[#^]{{0,2}}{_QUOTE}{_ID}{_QUOTE}"
        sure = rf"{_LABEL}?[#^]{{0,2}}{_QUOTE}(?:{given}){_QUOTE}"
        surely = f"{sure}(?:{_JOINT}{one})*"
        behind = r"(?:\s*[†:|,–—-][^\[\]【】\n]{0,80})?"
        forms = (
            # In square brackets whatever looks like an id is one, in others only a passage's.
            rf"\[\s*{surely}{behind}\s*\]",
            rf"【\s*{surely}{behind}\s*】",
            rf"(?:\[|【)\s*{one}(?:\s*[,;]\s*{one})*(?:\s*†[^\]】\n]{{0,80}})?\s*(?:\]|】)",
            rf"\(\s*{surely}\s*\)",
            rf"\{{\s*{surely}\s*\}}",
            rf"<\s*{surely}\s*/?>",
            rf"(?<![\w.-]){sure}(?:{_JOINT}{sure})*(?![\w-]|\.\w)",
        )
        inner = f"(?:{'|'.join(forms)})"
        self._form = re.compile(
            rf"(?P<around>\*\*|\*|__|_|`|\\)?"
            rf"(?P<tag><(?:sup|cite|source|ref)>)?(?P<twice>\[(?=\[))?(?P<in>{inner})"
            rf"(?(twice)\])"
            rf"(?(tag)</(?:sup|cite|source|ref)>)"
            rf"(?:\((?:#|https?:|\./)[^()\s]*\))?(?(around)(?:(?P=around)|(?<=\])))",
            re.IGNORECASE,
        )
        self._escaped = re.compile(r"\\(?=[\[\]])")
        self._token = re.compile(rf"(?<!\w)(?:{given}|{_ID})(?!\w)", re.IGNORECASE)

    def in_one_form(self, text: str) -> str:
        """Return a text with each marker between `OPEN` and `CLOSE`."""
        plain = self._escaped.sub("", text.replace(OPEN, "").replace(CLOSE, ""))
        return self._form.sub(lambda match: f"{OPEN}{match['in']}{CLOSE}", plain)

    def read(self, inner: str) -> Marked:
        """Return the ids of a marker, from what stands between `OPEN` and `CLOSE`."""
        labelled = re.sub(_LABEL, " ", inner, flags=re.IGNORECASE)
        found = list(dict.fromkeys(self._token.findall(labelled.lower())))
        ids = tuple(one for one in found if one in self._known)
        if ids and re.search(r"[†:|–—-]|\.\w", labelled):
            return Marked(ids)  # The rest is the name of a document, or the like.
        rest = [one for one in found if one not in self._known]
        notes = tuple(one for one in rest if _NUMBER.fullmatch(one))
        return Marked(ids, notes, len(rest) - len(notes))


def without_markers(text: str) -> str:
    """Return a text, its markers in one form, without them and without one that is begun."""
    return _BEGUN.sub("", MARKER.sub("", text))
