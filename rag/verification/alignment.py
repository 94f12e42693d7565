"""A statement laid against a passage: the sentences of it that prove it best, and the verdict."""

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
"""Verdicts, the best first."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """Where a statement is best proven, and how well."""

    span: Span
    verdict: Verdict
    speaker: str | None
    """Who says the words there, where one person does."""
    role: str | None = None
    """Their office, where the article tells it."""
    direct: bool | None = None
    """Whether all words there that are somebody's stand between quotation marks."""


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
    """The place in a passage that proves a statement best, the shortest of the best.

    Looked at are its sentences, pairs of neighbours, and the passage whole. `language` is that of
    the statement; `quotations` are the document's; `elsewhere` are documents in which quoted words
    that stand not in the passage may stand; `question` is what the statement answers.
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
            # It cannot be told whether the one who is named says this.
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
    """The passage's sentences, pairs of neighbours, and the passage whole."""
    runs = [
        (places[i][0], places[j][1])
        for i in range(len(places))
        for j in (i, i + 1)
        if j < len(places)
    ]
    runs.append((0, passage.end - passage.start))
    starts = passage.start
    return [Span(passage.source, starts + start, starts + end) for start, end in runs]
