"""Interview turns: paragraphs that begin with the speaker, "Anne Morel : ..." or "A. M. — ..."."""

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
    r"(?P<speaker>(?:M(?:[rs]|rs|me|lle|R|S|RS|ME)?|D[rR])\.?\s"
    r"(?:(?:le|la)\s[a-zà-ÿ]+(?:\s[A-ZÀ-Þ][\w’'-]+){0,2}|[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+){0,2}))"
    r"(?:,\s[^.:\n]{3,60})?(?P<cue>\s?:|\.(?:\s?[—–])?)\s(?=[^\s«“\"])"
)
"""The opening of a turn in the record of a hearing: "MS KOVEL: ...", "M. le rapporteur. ..."."""
_BRACKETED = re.compile(
    r"(?:Q|A|R|Question|Réponse|Answer)\s?[.:]?\s?"
    r"\((?P<speaker>(?!same\b|l[ea] même)[^(),:\n]{3,50})(?:,[^()\n]{2,60})?\)"
    r"(?P<cue>\s?:)\s?[«“\"]?\s?(?=\w)"
)
"""The opening of a turn with the speaker in brackets: "Q (Mr Winter, resident): ..."."""
_SIGNED = re.compile(
    rf"(?P<speaker>(?:[A-ZÀ-Þ]\.[ -]?){{2,5}}(?=\s[A-ZÀ-Þ])|{NAME}(?=\.))(?P<cue>\.?)\s(?=[A-ZÀ-Þ])"
)
"""The opening of an answer by initials or a name: "A. M. Non." and "Anne Morel. Non."."""
_ANSWER = re.compile(r"(?P<speaker>A|R|Réponse|Answer)(?P<cue>\s?[:.—–])\s(?=[^\s«“\"])")
_QUESTION = re.compile(r"(?:^|\n)\s*(?:Q|Question)\s?[:.—–]\s")


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of an interview; each field is (start, end) in characters of the document.

    Attributes:
        speaker: The name as written, or the first mention of the interviewed person.
        cue: The colon or dash behind the name.
        words: The words spoken.
    """

    speaker: tuple[int, int]
    cue: tuple[int, int]
    words: tuple[int, int]


def turn_in(text: str, start: int, end: int, cast: Callable[[], Cast]) -> Turn | None:
    """Return the interview turn that a block is.

    A name opens a turn where it names a known person. Without a colon or a dash behind it, a line
    with a question must stand before it. Where it precedes a spaced colon, two blocks
    must open so. A title and a name, or an office, must open two blocks.

    Args:
        text: The document's text.
        start: First character of the block.
        end: The character after the block.
        cast: Returns the people of the document; called only where a block looks like a turn.

    Returns:
        The turn; None where the block is no turn.
    """
    bracketed = _BRACKETED.match(text, start, end)
    if bracketed is not None:
        last = len(text[bracketed.end() : end].rstrip(' \u00a0\u202f»”"')) + bracketed.end()
        return Turn(bracketed.span("speaker"), bracketed.span("cue"), (bracketed.end(), last))
    hearing = _TITLED.match(text, start, end)
    if hearing and sum(1 for one in _TITLED.finditer(text) if _opens_line(text, one.start())) > 1:
        return Turn(hearing.span("speaker"), hearing.span("cue"), (hearing.end(), end))
    match = _TURN.match(text, start, end)
    if match is None and text[max(0, start - 9) : start].rstrip().endswith("?"):
        match = _SIGNED.match(text, start, end)
    if match is None or match.end() >= end:
        return None
    name = match["speaker"].strip()
    if not (cast().is_person(name) or cast().by_initials(name)):
        return None
    if " :" in match["cue"] and _turns(text, match["cue"], cast) < 2:
        return None
    place = (match.start("speaker"), match.start("speaker") + len(name))
    return Turn(place, match.span("cue"), (match.end(), end))


def _turns(text: str, cue: str, cast: Callable[[], Cast]) -> int:
    """Return how many lines open with a known person and a cue."""
    names = (
        one["speaker"].strip()
        for one in _TURN.finditer(text)
        if one["cue"] == cue and _opens_line(text, one.start())
    )
    return sum(1 for name in names if cast().is_person(name) or cast().by_initials(name))


def labelled_answer(text: str, start: int, end: int, cast: Callable[[], Cast]) -> Turn | None:
    """Return the answer that a block is: "A:" or "R." behind a question.

    It stands for the principal person of the article. Where the article names nobody, the label is
    the speaker as written.

    Args:
        text: The document's text.
        start: First character of the block.
        end: The character after the block.
        cast: Returns the people of the document; called only where a block looks like an answer.

    Returns:
        The answer; None where the block is none.
    """
    answer = _ANSWER.match(text, start, end)
    if answer is None or not _QUESTION.search(text):
        return None
    speaker = cast().principal() or answer.span("speaker")
    return Turn(speaker, answer.span("cue"), (answer.end(), end))


def _opens_line(text: str, at: int) -> bool:
    """Return whether a position is the start of a line."""
    return not at or text[at - 1] == "\n"
