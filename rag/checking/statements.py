"""Statements of a draft: its sentences, a sentence that joins statements cut into its clauses.

A quotation of several sentences stays whole. What needs no proof is told apart: greetings, thanks,
requests, questions, opinions, and labels of a word or two. The words are in `lexicon/drafts.txt`.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dixit.index.text.tokens import words
from dixit.rag.checking.records import Place, Reference, Statement
from dixit.rag.lang.phrases import Found, Token, found_in, tokens
from dixit.rag.lang.question_language import question_language
from dixit.rag.parsing.quotation_marks import Quoted, quoted_in
from dixit.rag.parsing.sentences import blocks, sentences_in, stripped
from dixit.rag.verification.assertion import frames_of
from dixit.rag.verification.attribution import credits_of

_FILE = "drafts.txt"
_LIST_MARK = re.compile(r"(?:#{1,6}\s+|[-*+•–—]\s+|\d{1,3}[.)]\s+)+")
_RULE = re.compile(r"[^\w]*")
_CLOSING, _ENDS = "»”\"'’)*_ \u00a0\u202f", '.!?…»”"'
_FEWEST_WORDS = 4
"""Words of a clause that is a statement of its own, and of a line without a full stop."""
_GREETING_WORDS = 8
"""Most words of a greeting."""
_EVALUATION_WORDS = 10
"""Most words of a sentence that only praises or blames."""
_LEFT = re.compile(r"\s*(?:[(\[]\s*[)\]]?)?\s*(?=[.,](?:\s|$))")
"""What a reference leaves before the mark behind it: a space, a bracket."""
_LANGUAGE_WORDS = 8
"""Fewest words by which the language of a sentence is told apart from the draft's."""
_AHEAD = frozenset({"greeting", "thanks", "request"})


def language_of(draft: str) -> str:
    """Return the language code of a draft, "fr" or "en"."""
    return question_language(draft)


def statements(
    draft: str, language: str, references: Sequence[Reference] = ()
) -> Iterator[tuple[Statement, ...]]:
    """Yield the statements of each sentence of a draft, in order.

    Args:
        draft: The draft, in plain text or Markdown.
        language: Its language code.
        references: The citations that the draft gives, in order.

    Yields:
        One statement for a sentence, or several for one that joins them.
    """
    for start, end in _sentences(draft):
        within = tuple(one for one in references if start <= one.start and one.end <= end)
        shown = _without(draft, start, end, within)
        mark = _LIST_MARK.match(shown)
        first = start + (mark.end() if mark else 0)
        told = shown[first - start :]
        long = len(words(told)) >= _LANGUAGE_WORDS
        spoken = question_language(told) if long else language
        is_claim = _is_claim(told, spoken, is_heading=shown.startswith("#"))
        cuts = _cuts(told, spoken) if is_claim else ()
        bounds = [0, *cuts, len(told)]
        found = []
        for one, other in pairwise(bounds):
            at, to = stripped(draft, first + one, first + other - (other in cuts))
            part = told if len(bounds) == 2 else told[one:other].strip(" ,;")
            part = _LEFT.sub("", part)
            found.append(Statement(at, to, draft[at:to], part, told, spoken, within, is_claim))
        yield tuple(found)


def _sentences(draft: str) -> Iterator[Place]:
    """Yield the sentences of a draft; those of one quotation are one."""
    for start, end in blocks(draft):
        marks = [
            mark
            for mark in quoted_in(draft, start, end)
            if mark.close < end or draft[mark.close - 1] in _ENDS
        ]
        whole: Place | None = None
        for place in sentences_in(draft, start, end):
            if whole is not None and _parts_a_quotation(whole[1], place[0], marks):
                whole = whole[0], place[1]
                continue
            if whole is not None:
                yield whole
            whole = place
        if whole is not None:
            yield whole


def _parts_a_quotation(end: int, start: int, marks: Sequence[Quoted]) -> bool:
    """Return whether two sentences that end and start there are of one quotation."""
    return any(mark.open < end and start < mark.end for mark in marks)


def _without(draft: str, start: int, end: int, references: Sequence[Reference]) -> str:
    """Return a piece of the draft with spaces in place of its references."""
    for one in references:
        draft = f"{draft[: one.start]}{' ' * (one.end - one.start)}{draft[one.end :]}"
    return draft[start:end]


def _is_claim(told: str, language: str, *, is_heading: bool) -> bool:
    """Return whether a sentence states something that an article can prove."""
    bare = told.strip().rstrip(_CLOSING)
    count = len(words(bare))
    quoted = quoted_in(told, 0, len(told))
    if not count or _RULE.fullmatch(bare) or (bare.endswith("?") and not quoted):
        return False
    if count < _FEWEST_WORDS and (is_heading or bare[-1:] not in ".!…") and not quoted:
        return False
    if bare.endswith(":") and not any(map(str.isdigit, bare)):
        return False
    row = tokens(told)
    for found in found_in(row, _FILE, language):
        at = row[found.first].start
        if not any(mark.open <= at < mark.close for mark in quoted) and _says_so(
            found, row, count, language
        ):
            return False
    return True


def _says_so(found: Found, row: Sequence[Token], count: int, language: str) -> bool:
    """Return whether a phrase makes its sentence one that needs no proof."""
    if found.name in _AHEAD:
        leads = not any(token.word[0].isalnum() for token in row[: found.first])
        if found.name != "greeting" or not leads:
            return leads
        return count <= _GREETING_WORDS and not _has_verb(row, language)
    if found.name == "evaluation":
        return count <= _EVALUATION_WORDS and not any(token.word[0].isdigit() for token in row)
    return found.name == "opinion"


def _has_verb(row: Sequence[Token], language: str) -> bool:
    """Return whether a row of tokens has a verb form of the list."""
    return any(found.name == "verb" for found in found_in(row, _FILE, language))


def _cuts(told: str, language: str) -> tuple[int, ...]:
    """Return where a sentence is cut into statements, in characters.

    A cut is a semicolon, or a comma before a conjunction, with a subject and a verb behind it and a
    verb ahead. Nothing is cut that one reporting verb, denial or condition governs.
    """
    row = tokens(told)
    marks = quoted_in(told, 0, len(told))
    joints = {found.first for found in found_in(row, _FILE, language) if found.name == "parting"}
    frames = frames_of(told, language)
    conditions = [frame.cue[0] for frame in frames if frame.kind == "conditional"]
    governed = [frame.scope for frame in frames]
    governed += [credit.scope for credit in credits_of(told, language)]
    cuts: list[int] = []
    begun = 0
    for number, token in enumerate(row):
        joins = token.word == "," and number + 1 in joints
        if not joins and token.word != ";":
            continue
        behind = row[number + 1 + joins :]
        inside = any(mark.open < token.start < mark.close for mark in marks)
        one_scope = any(start < token.start < end - 1 for start, end in governed)
        depends = any(cue < token.start for cue in conditions)
        if inside or one_scope or depends or _depth(told[: token.start]):
            continue
        if _is_clause(row[begun:number], language) and _begins_clause(behind, told, language):
            cuts.append(token.end)
            begun = number + 1
    return tuple(cuts)


def _is_clause(row: Sequence[Token], language: str) -> bool:
    """Return whether a row of tokens is long enough for a statement, and has a verb."""
    count = sum(token.word[0].isalnum() for token in row)
    return count >= _FEWEST_WORDS and _has_verb(row, language)


def _begins_clause(row: Sequence[Token], told: str, language: str) -> bool:
    """Return whether a row of tokens begins with a subject, and is a clause."""
    if not row:
        return False
    listed = any(
        found.first == 0 and found.name == "subject" for found in found_in(row, _FILE, language)
    )
    return (listed or told[row[0].start].isupper()) and _is_clause(row, language)


def _depth(before: str) -> int:
    """Return how many brackets are open at the end of a text."""
    return before.count("(") - before.count(")")
