"""Alignment of a statement with a passage: the sentences that best prove it, and the verdict."""

from collections.abc import Sequence
from dataclasses import dataclass

from dixit.index.records import Document, Quotation, Span
from dixit.index.text.tokens import words
from dixit.rag.lang.lexicons import saying
from dixit.rag.parsing.sentences import sentences
from dixit.rag.records import Verdict
from dixit.rag.verification.attribution import speakers_told
from dixit.rag.verification.entailment import contradicts, verdict

_RANK: tuple[Verdict, ...] = (
    "verbatim", "supported", "wrong_speaker", "wrong_source", "unsupported"
)  # fmt: skip
"""Verdicts from best to worst."""


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
    quotations: Sequence[Quotation] = (),
    elsewhere: Sequence[Document] = (),
    question: str = "",
) -> Aligned:
    """Return the place in a passage that best proves a statement, the shortest of the best.

    The candidates are the sentences, pairs of adjacent sentences, and the whole passage.

    Args:
        statement: The statement.
        passage: The passage's span.
        document: The document of the passage.
        language: Language code of the statement.
        cited_language: Language code of the document.
        quotations: Quotations of the document.
        elsewhere: Documents in which quoted words are looked for that the passage lacks.
        question: The question that the statement answers; empty where there is none.
    """
    places = sentences(document.text[passage.start : passage.end])
    options = []
    if language == cited_language:
        for start, end in places:
            whole = Span(passage.source, passage.start + start, passage.start + end)
            if contradicts(statement, document.text[whole.start : whole.end], language):
                return Aligned(whole, "unsupported", None)
    credits = bool(speakers_told(statement, language))
    for span in _spans(passage, places):
        said = [quotation for quotation in quotations if quotation.span.overlaps(span)]
        speaking = {quotation.speaker or None: quotation.role for quotation in said}
        speaker, role = next(iter(speaking.items())) if len(speaking) == 1 else (None, None)
        cited = document.text[span.start : span.end]
        if credits and speaker is None and (speaking or saying().isdisjoint(words(cited))):
            # Nothing shows whether the named speaker says this.
            options.append((len(_RANK), span.end - span.start, Aligned(span, "unsupported", None)))
            continue
        judged = verdict(
            statement,
            cited,
            language=language,
            cited_language=cited_language,
            cited_speaker=speaker,
            about_speaker=role or "",
            elsewhere=tuple(elsewhere),
            question=question,
        )
        direct = all(quotation.direct for quotation in said) if said else None
        found = Aligned(span, judged, speaker, role, direct)
        options.append((_RANK.index(judged), span.end - span.start, found))
    return min(options, key=lambda option: option[:2])[2]


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
    return [Span(passage.source, starts + start, starts + end) for start, end in runs]
