"""Answers of an interview without names: a line with a question, and the answer on the next line.

Evidence is asked for, since articles that explain something are printed in the same form: two
questions or more, somebody addressed ("vous", "you") or somebody who says "I", and one person in
the paragraph that introduces the interview.
"""

import re
from collections.abc import Callable, Sequence

from dixit.rag.lang.names import NAME
from dixit.rag.parsing.boilerplate import Block
from dixit.rag.quotations.coreference import Cast
from dixit.rag.quotations.interviews import Turn
from dixit.rag.quotations.people import Place

_LONGEST = 60
"""Maximum length of a question, in words."""
_FEWEST = 2
"""Minimum number of questions."""
_SHORT = 25
"""Maximum length of a remark without a question mark, in words."""
_ADDRESSED = re.compile(r"\b(?:vous|votre|vos|you|your)\b|(?:…|\.\.\.)$", re.IGNORECASE)
"""Somebody addressed, or a sentence left open."""
_DASH = re.compile(r"[-–—]\s?(?=\S)")
_ANSWER = re.compile(r"(?:[-–—]|[AR]\s?[.:]\s?[-–—]?)\s?(?=\S)")
_ASKED = re.compile(
    r"\b(?:vous|votre|vos|tu|ton|ta|tes|you|your|yours)\b|(?:^|\n)\s*Q\s?[.:]", re.IGNORECASE
)
_MYSELF = re.compile(
    r"\b(?:[Jj]e|[Jj]['’]\w+|[Mm]oi|I|I['’]\w+|[Mm]y|[Nn]ous|[Nn]otre|[Nn]os|[Ww]e|[Oo]ur)\b"
)


def answers_in(text: str, blocks: Sequence[Block], cast: Callable[[], Cast]) -> dict[int, Turn]:
    """Return the answers of an interview.

    Args:
        text: The document's text.
        blocks: Its blocks, in order.
        cast: Returns the people of the document; called only where two lines are questions.

    Returns:
        The answers by the first character of their block; empty where the text is no interview.
    """
    read = [block for block in blocks if not block.debris]
    questions = [i for i, block in enumerate(read) if i and _is_question(text, block)]
    replies = [i for i in _replies(text, read, questions) if i not in questions]
    if not questions or not replies:
        return {}
    if not _INTRODUCED.search(text, read[questions[0] - 1].start, read[questions[0] - 1].end):
        few = len(questions) < _FEWEST or len(replies) < _FEWEST
        if few or not _is_conversation(
            text, [read[i] for i in questions], [read[i] for i in replies]
        ):
            return {}
    speaker = interviewed(text, blocks, cast())
    if speaker is None:
        return {}
    turns = {}
    for i in replies:
        start, end = read[i].start, read[i].end
        label = _ANSWER.match(text, start, end)
        first = label.end() if label else start
        turns[start] = Turn(speaker, (first, first), (first, end))
    return turns


def _is_question(text: str, block: Block) -> bool:
    """Return whether a block is one short question outside quotation marks."""
    words = text[block.start : block.end].strip()
    return words.endswith("?") and len(words.split()) <= _LONGEST and words[0] not in '«“"'


def _replies(text: str, blocks: Sequence[Block], questions: Sequence[int]) -> list[int]:
    """Return the indices of the blocks behind questions.

    In a run of lines that open with a dash every second one is a reply, though the line before it
    need not end with a question mark: "– On vous reproche vos chiffres. – Je les ai corrigés."
    """
    replies = {i + 1 for i in questions if i + 1 < len(blocks)}
    for i in questions:
        at = i + 2
        while at + 1 < len(blocks) and (
            all(_opens_with_dash(text, blocks[n]) for n in (at, at + 1))
            or _is_remark(text, blocks[at])
        ):
            replies.add(at + 1)
            at += 2
    return sorted(replies)


def _is_remark(text: str, block: Block) -> bool:
    """Return whether a block is one short remark that somebody is asked to answer.

    Example: "Théodore Wolf estime que le tribunal remplit plus vite que vous ne videz."
    """
    words = text[block.start : block.end].strip()
    is_short = len(words.split()) <= _SHORT and "«" not in words and '"' not in words
    one_sentence = re.search(r"[.!?]\s", words) is None
    return is_short and one_sentence and _ADDRESSED.search(words) is not None


def _opens_with_dash(text: str, block: Block) -> bool:
    """Return whether a block opens with a dash."""
    return _DASH.match(text, block.start, block.end) is not None


def _is_conversation(text: str, asked: Sequence[Block], replies: Sequence[Block]) -> bool:
    """Return whether questions address somebody, or a reply is in the first person."""
    return any(_ASKED.search(text[b.start : b.end]) for b in asked) or any(
        _MYSELF.search(text[b.start : b.end]) for b in replies
    )


def interviewed(text: str, blocks: Sequence[Block], cast: Cast) -> Place | None:
    """Return the person whom the paragraph before the first question introduces.

    Args:
        text: The document's text.
        blocks: Its blocks, in order.
        cast: The people of the document.

    Returns:
        (start, end) of the name, in characters: of the person to whom questions are put ("Entretien
        avec Anne Morel"), of the only person in the last paragraph or the only one with an office,
        or of the one named first there who is also named most in the article. None where none of
        this holds.
    """
    read = [block for block in blocks if not block.debris]
    first = next((i for i, block in enumerate(read) if i and _is_question(text, block)), 0)
    if not first:
        return None
    start, end = read[first - 1].start, read[first - 1].end
    for pattern in (_INTRODUCED, _ANSWERING):
        asked = list(pattern.finditer(text, start, end))
        if asked:
            return asked[-1].span("name")
    named = [one for one in cast.mentioned(start, end) if not _is_in_passing(text, one[0])]
    if not named:
        return None
    at, name = named[0]
    if len({one for _, one in named}) > 1:
        in_office = [(place, one) for place, one in named if cast.role_of(one)]
        principal = cast.principal()
        if len({one for _, one in in_office}) == 1 and at == in_office[0][0]:
            at, name = in_office[0]
        elif principal is None or text[slice(*principal)] != name:
            return None
        elif _JOINED.match(text, at + len(name)):
            return None  # "Anne Morel et Paul Vial"
    return (at, at + len(name)) if text.startswith(name, at) else cast.place_of(name)


def _is_in_passing(text: str, at: int) -> bool:
    """Return whether a name is a place's, or that of who asks: "the Ossel dam", "par Paul Vial"."""
    return _IN_PASSING.search(text, max(0, at - 6), at) is not None


_IN_PASSING = re.compile(r"(?:\b(?:the|la|le|les|by|par)|['’])\s?\Z", re.IGNORECASE)
_JOINED = re.compile(r"\s(?:et|and|&)\s[A-ZÀ-Þ]")
"""Another name joined to one."""
_INTRODUCED = re.compile(
    r"\b(?:[Qq]uestions\s(?:à|to|for)|[Ee]ntretien\savec|[Rr]encontre\savec|[Ii]nterview\s(?:de|with|avec)"
    r"|[Cc]onversation\s(?:avec|with)|[Ii]nterview\s?:|[Ss]ortie,\savec)\s?"
    rf"(?P<name>{NAME})"
)
"""Words that introduce the person who is asked."""
_ANSWERING = re.compile(
    rf"(?P<name>{NAME})(?:,[^.,\n]{{3,160}},|\s\([^()\n]{{2,60}}\))?\s(?:nous\s)?(?:a\s(?:bien\svoulu\s(?:nous\s)?)?répond(?:u|re)\b|répond\b"
    r"|reçoit|took\s(?:our|a few|two|three|some)\s|answer(?:s|ed)\b)"
)
"""Words behind the person who answers."""
