"""Alignment of a statement with a passage: the sentences that best prove it, and the verdict."""

from collections.abc import Sequence
from dataclasses import dataclass

from dixit.index.records import Document, Quotation, Span
from dixit.rag.check_dials import CheckDials
from dixit.rag.checking.judgement import Judge, judged
from dixit.rag.checking.records import Premise
from dixit.rag.dials import DEFAULT
from dixit.rag.parsing.sentences import sentences
from dixit.rag.records import Verdict
from dixit.rag.verification.print_folding import plain
from dixit.rag.verification.statement_pair import Pair
from dixit.rag.verification.yes_no_replies import declared, judged_reply, reply_in


@dataclass(frozen=True, slots=True)
class Aligned:
    """The place in a passage that best proves a statement.

    Attributes:
        span: The place.
        verdict: The verdict on the statement against it.
        speaker: The speaker there; None where nobody or more than one speaks.
        role: The speaker's office where known.
        direct: Whether all quotations there are in quotation marks; None without quotations.
    """

    span: Span
    verdict: Verdict
    speaker: str | None
    role: str | None = None
    direct: bool | None = None


def align(
    statement: str,
    passage: Span,
    document: Document,
    *,
    language: str,
    cited_language: str,
    judge: Judge,
    quotations: Sequence[Quotation] = (),
    elsewhere: Sequence[Document] = (),
    question: str = "",
    dials: CheckDials = DEFAULT.checking,
) -> Aligned:
    """Return the place in a passage that best proves a statement.

    The candidates are the sentences, pairs of adjacent sentences, and the whole passage. "Yes" and
    "no" assert the answer to the question.

    Args:
        statement: The statement.
        passage: The passage's span.
        document: The document of the passage.
        language: Language code of the statement.
        cited_language: Language code of the document.
        judge: The judge of meaning.
        quotations: Quotations of the document.
        elsewhere: Documents in which quoted words are looked for that the passage lacks.
        question: The question that the statement answers; empty where there is none.
        dials: The judge's thresholds.
    """

    def aligned(told: str) -> Aligned:
        premises = _premises(told, language, passage, document, cited_language, quotations)
        best = judged(told, language, premises, judge, dials, elsewhere)
        if best is None:
            return Aligned(passage, "unsupported", None)
        premise = best.premise
        return Aligned(
            premise.span,
            best.verdict,
            premise.speaker or None,
            premise.role or None,
            premise.direct,
        )

    reply = reply_in(statement, language)
    if reply is None:
        return aligned(statement)
    declaration = declared(question, language)
    told = reply.rest or declaration
    found = aligned(told) if told else Aligned(passage, "unsupported", None)
    verdict = judged_reply(reply, declaration, lambda told: aligned(told).verdict, language)
    return Aligned(found.span, verdict, found.speaker, found.role, found.direct)


def _premises(
    statement: str,
    language: str,
    passage: Span,
    document: Document,
    cited_language: str,
    quotations: Sequence[Quotation],
) -> list[Premise]:
    """The places of a passage, those that hold most of a statement first, short ones before."""
    places = sentences(document.text[passage.start : passage.end])
    told = plain(statement)

    def order(premise: Premise) -> tuple[int, int, Span]:
        pair = Pair(told, language, plain(premise.text), cited_language)
        return -len(pair.places()), len(premise.text), premise.span

    premises = [
        Premise.at(span, document, cited_language, quotations) for span in _spans(passage, places)
    ]
    return sorted(premises, key=order)


def _spans(passage: Span, places: Sequence[tuple[int, int]]) -> list[Span]:
    """Return the spans of the sentences, of pairs of adjacent sentences, and of the passage."""
    runs = [
        (places[i][0], places[j][1])
        for i in range(len(places))
        for j in (i, i + 1)
        if j < len(places)
    ]
    runs.append((0, passage.end - passage.start))
    starts = passage.start
    spans = (Span(passage.source, starts + start, starts + end) for start, end in runs)
    return list(dict.fromkeys(spans))
