"""Replies that begin with "yes" or "no", and the proposition that they assert."""

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
    """A reply to a yes-no question.

    Attributes:
        agrees: True for "yes", false for "no".
        rest: The text behind it; empty where there is none.
    """

    agrees: bool
    rest: str


def reply_in(statement: str, language: str) -> Reply | None:
    """Return the reply that a statement is; None where it begins with neither "yes" nor "no".

    Args:
        statement: The statement.
        language: Its language code.
    """
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
    # Keep the final punctuation.
    end = statement.rstrip()[-1:]
    return Reply(found.name == "yes", f"{rest}{end}" if rest and end in '.!?…»”"' else rest)


def declared(question: str, language: str) -> str | None:
    """Return a yes-no question as the declarative sentence that "yes" asserts.

    Args:
        question: The question.
        language: Its language code.

    Returns:
        The sentence; None where the question is no yes-no question.
    """
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
    """Return a text as a negated sentence.

    Args:
        text: The sentence.
        language: Its language code.
    """
    words = next((line for name, line in named_lines(_FILE, language) if name == "denying"), "")
    return f"{words} {text[:1].lower()}{text[1:]}"


def judged_reply(
    reply: Reply, asked: str | None, judged: Callable[[str], Verdict], language: str
) -> Verdict:
    """Judge a reply by the propositions that it asserts.

    Args:
        reply: The reply.
        asked: The sentence that "yes" asserts; None where the question is unknown or no yes-no one.
        judged: Returns the verdict on a statement.
        language: Language code of all of them.

    Returns:
        The verdict; "unsupported" where "yes" or "no" and the rest contradict each other.
    """
    if not reply.rest:
        if asked is None:
            return "unsupported"
        alone = judged(asked if reply.agrees else denied(asked, language))
        return "supported" if alone == "verbatim" else alone
    if asked is not None and denies(reply.rest) == denies(asked):
        # "No" denies what the text says, and the rest repeats it.
        if not reply.agrees and judged(asked) in ("verbatim", "supported"):
            return "unsupported"
    elif asked is not None and reply.agrees:
        return "unsupported"
    return judged(reply.rest)


def _at(row: tuple[Token, ...], first: int, language: str, names: set[str]) -> Found | None:
    """Return the phrase with one of these names that begins at a token; None where none does."""
    return next(
        (f for f in found_in(row, _FILE, language) if f.first == first and f.name in names), None
    )
