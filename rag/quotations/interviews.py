"""Interviews: paragraphs that begin with who speaks, "Anne Morel : ..." or "A. M. — ..."."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from dixit.rag.lang.names import NAME
from dixit.rag.quotations.coreference import Cast

_TURN = re.compile(
    rf"(?:[-–—]\s?)?(?P<speaker>{NAME}|(?:[A-ZÀ-Þ]\.[ -]?){{2,5}})"
    r"(?P<cue>\s?:|\.?\s?[—–])\s(?=[^\s«“\"])"
)
_TITLED = re.compile(
    r"(?P<speaker>(?:M(?:[rs]|rs|me|R|S|RS|ME)?|D[rR])\.?\s[A-ZÀ-Þ][\w’'-]+)(?P<cue>\s?:)\s(?=[^\s«“\"])"
)
"""A record of a hearing: "MS KOVEL: ..."."""
_ANSWER = re.compile(r"(?P<speaker>A|R|Réponse|Answer)(?P<cue>\s?[:.—–])\s(?=[^\s«“\"])")
_QUESTION = re.compile(r"(?:^|\n)\s*(?:Q|Question)\s?[:.—–]\s")


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody says in an interview, as places in the text."""

    speaker: tuple[int, int]
    cue: tuple[int, int]
    words: tuple[int, int]


def turn_in(text: str, start: int, end: int, cast: Callable[[], Cast]) -> Turn | None:
    """The turn that a block is; None where it does not begin with a person, twice at least.

    "A:" or "R." after "Q:" is whom the article is about.
    """
    answer = _ANSWER.match(text, start, end)
    principal = cast().principal() if answer and _QUESTION.search(text) else None
    if answer and principal:
        return Turn(principal, answer.span("cue"), (answer.end(), end))
    titled = _TITLED.match(text, start, end)
    if titled and sum(1 for one in _TITLED.finditer(text) if _opens_line(text, one.start())) > 1:
        return Turn(titled.span("speaker"), titled.span("cue"), (titled.end(), end))
    match = _TURN.match(text, start, end)
    if match is None or match.end() >= end:
        return None
    name = match["speaker"].strip()
    if not (cast().is_person(name) or cast().by_initials(name)):
        return None
    again = len(re.findall(rf"(?:^|\n)[\s–—-]*{re.escape(name)}{re.escape(match['cue'])}", text))
    if again < 2 and " :" in match["cue"]:
        return None
    place = (match.start("speaker"), match.start("speaker") + len(name))
    return Turn(place, match.span("cue"), (match.end(), end))


def _opens_line(text: str, at: int) -> bool:
    return not at or text[at - 1] == "\n"
