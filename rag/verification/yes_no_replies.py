"""Answers that begin with "yes" or "no", and what they say to a question."""

from collections.abc import Callable
from dataclasses import dataclass

from dixit.rag.lang.names import without_inversion
from dixit.rag.lang.phrases import Found, Token, found_in, tokens, words_listed
from dixit.rag.lang.polarity import denies
from dixit.rag.lang.word_lists import named_lines
from dixit.rag.records import Verdict

_FILE = "replies.txt"
_MARKS = " \t\n.,;:!?…–—-*_«»“”\"'()"


@dataclass(frozen=True, slots=True)
class Reply:
    """A "yes" or a "no", and what stands behind it; empty where it stands alone."""

    agrees: bool
    rest: str


def reply_in(statement: str, language: str) -> Reply | None:
    """The "yes" or "no" that a statement begins with; None where it begins otherwise."""
    row = tokens(statement)
    head = next((n for n, token in enumerate(row) if token.word[0].isalnum()), None)
    if head is None:
        return None
    found = _at(row, head, language, {"yes", "no"})
    if found is None:
        return None
    behind = row[found.after] if found.after < len(row) else None
    if behind is not None and behind.word[0].isalnum():
        return None
    rest = statement[behind.start :].strip(_MARKS) if behind is not None else ""
    # A final mark belongs to the sentence.
    end = statement.rstrip()[-1:]
    return Reply(found.name == "yes", f"{rest}{end}" if rest and end in '.!?…»”"' else rest)


def declared(question: str, language: str) -> str | None:
    """What "yes" to a question says; None where it is none to which one says yes or no."""
    plain = without_inversion(question).strip().rstrip(" ?\u00a0\u202f")
    row = tokens(question)
    head = next((n for n, token in enumerate(row) if token.word[0].isalnum()), None)
    if head is None or row[head].word in words_listed(_FILE, language).get("asking", ()):
        return None
    asking = _at(row, head, language, {"dropped"})
    if asking is not None and asking.after < len(row):
        plain = (
            without_inversion(question[row[asking.after].start :]).strip().rstrip(" ?\u00a0\u202f")
        )
    return plain[:1].upper() + plain[1:] if plain else None


def denied(text: str, language: str) -> str:
    """A text turned round."""
    words = next((line for name, line in named_lines(_FILE, language) if name == "denying"), "")
    return f"{words} {text[:1].lower()}{text[1:]}"


def judged_reply(
    reply: Reply, asked: str | None, judged: Callable[[str], Verdict], language: str
) -> Verdict:
    """What a "yes" or a "no" is, with what it says again or without.

    Args:
        reply: The answer.
        asked: What "yes" says; None where the question is not known, or none for yes and no.
        judged: The verdict on a statement.
        language: Of all of them.
    """
    if not reply.rest:
        if asked is None:
            return "unsupported"
        alone = judged(asked if reply.agrees else denied(asked, language))
        return "supported" if alone == "verbatim" else alone
    if asked is not None and denies(reply.rest) == denies(asked):
        # "No" to what the text says, though the rest says it again.
        if not reply.agrees and judged(asked) in ("verbatim", "supported"):
            return "unsupported"
    elif asked is not None and reply.agrees:
        return "unsupported"
    return judged(reply.rest)


def _at(row: tuple[Token, ...], first: int, language: str, names: set[str]) -> Found | None:
    return next(
        (f for f in found_in(row, _FILE, language) if f.first == first and f.name in names), None
    )
