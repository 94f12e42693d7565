"""Answers with a chat model: each sentence is checked against the passages that it cites."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dixit.index.records import Hit, Quotation, Span
from dixit.index.text.tokens import words
from dixit.rag.answering.generative.absence_claims import says_absent
from dixit.rag.answering.generative.claim_parser import Claim, ClaimParser
from dixit.rag.answering.generative.prompt import REFUSAL, Prompt, make_prompt
from dixit.rag.answering.generative.providers import ChatModel, cites_by_itself, streamed
from dixit.rag.errors import ModelError
from dixit.rag.messages import say
from dixit.rag.parsing.injection import is_live, orders_in
from dixit.rag.question.query import Query
from dixit.rag.records import Block, Citation, Verdict
from dixit.rag.retrieval.articles import Documents
from dixit.rag.usage import Meter, Usage
from dixit.rag.verification.alignment import Aligned, align
from dixit.rag.verification.citation import cite
from dixit.rag.verification.entailment import is_about

MAX_CHARACTERS = 20_000
"""A longer reply is refused."""
_FEWEST_WORDS = 4
"""A shorter statement must also prove something about the question."""


@dataclass(frozen=True, slots=True)
class Written:
    """The model's answer so far."""

    answered: bool
    """Whether at least one sentence is proven."""
    blocks: tuple[Block, ...] = ()
    writing: str = ""
    """The words of the unfinished sentence, not checked yet."""
    unknown_ids: int = 0
    """How many cited ids belong to no passage."""
    usage: Usage | None = None
    """The use of the model; None until the answer is complete."""


def write(
    query: Query,
    hits: Sequence[Hit],
    quotations: Sequence[Quotation],
    library: Documents,
    model: ChatModel,
    *,
    name: str,
    timeout_s: float,
    strict: bool = False,
) -> Iterator[Written]:
    """Ask the model, and check each sentence of its answer as soon as it is complete.

    Args:
        query: the analysed question.
        hits: the passages to show to the model.
        quotations: the quotations in these passages.
        library: the stored documents.
        model: the chat model.
        name: the model's name, for error messages.
        timeout_s: the most seconds to wait for the model.
        strict: whether to leave out unproven sentences, instead of marking them.

    Yields:
        The answer as it grows. The last one is complete; it is a refusal if nothing is proven.
        Sentences that say that the articles lack something are always left out.

    Raises:
        ModelError: the model cannot be reached, or its answer is empty or too long.
    """
    if not hits:
        yield _refused("nothing", query)
        return
    published = {hit.source: library.document(hit.source).published for hit in hits}
    prompt = make_prompt(
        query.text,
        query.language,
        hits,
        quotations,
        published,
        as_results=cites_by_itself(name),
    )
    parser = ClaimParser(prompt.hits)
    desk = _Desk(query, prompt, hits, quotations, library, strict)
    length = 0
    meter = Meter()
    for piece in streamed(model, prompt.messages, name, timeout_s, meter):
        length += len(piece)
        if length > MAX_CHARACTERS:
            break
        for claim in parser.read(piece):
            desk.take(claim)
        if REFUSAL not in parser.writing:
            yield desk.written(parser.writing)
    if length > MAX_CHARACTERS or not length:
        many = f"more than {MAX_CHARACTERS:,}" if length else "no"
        raise ModelError(
            f"{name}: the model's answer has {many} characters, which is no answer: try again, or "
            "answer by quoting with `--model quoting`."
        )
    for claim in parser.end():
        desk.take(claim)
    if not desk.sentences:
        raise ModelError(
            f"{name}: the model's answer has no words, which is no answer: try again, or answer "
            "by quoting with `--model quoting`."
        )
    yield replace(desk.whole(), usage=meter.usage)


def _refused(why: str, query: Query) -> Written:
    return Written(False, (Block(say(why, query.language)),))


class _Desk:
    """Checks the model's sentences one after the other, and collects the blocks of the answer."""

    def __init__(
        self,
        query: Query,
        prompt: Prompt,
        hits: Sequence[Hit],
        quotations: Sequence[Quotation],
        library: Documents,
        strict: bool,
    ) -> None:
        self._query, self._prompt, self._library = query, prompt, library
        self._quotations, self._strict = quotations, strict
        self._sources = sorted({hit.source for hit in hits})
        self._blocks: list[Block] = []
        self._unknown = 0
        self.sentences = 0
        """The number of sentences, including those left out."""
        self._refused = self._lacking = False
        """Whether the model says that the passages do not answer, or that they lack something."""

    def take(self, claim: Claim) -> None:
        """Check and keep a sentence. A sentence with a link, an image or a tag is left out."""
        self.sentences += 1
        self._refused = self._refused or REFUSAL in claim.text
        self._unknown += claim.unknown
        count = sum(len(block.citations) for block in self._blocks)
        cited = [self._prompt.hits[key] for key in claim.ids]
        citations = tuple(
            self._checked(claim.text, hit, count + at) for at, hit in enumerate(cited, start=1)
        )
        unproven = not any(citation.counts for citation in citations)
        if says_absent(claim.text, proven=not unproven):
            self._lacking = True
        elif not is_live(claim.text) and not (unproven and self._strict):
            self._blocks.append(Block(claim.text, citations, unproven=unproven))

    def written(self, writing: str) -> Written:
        """The answer so far."""
        answered = any(not block.unproven for block in self._blocks)
        return Written(answered, tuple(self._blocks), writing, self._unknown)

    def whole(self) -> Written:
        """The complete answer, or a refusal if nothing in it is proven."""
        whole = self.written("")
        if not whole.answered or self._refused:
            found_nothing = self._refused or (self._lacking and not self._blocks)
            why = "model_found_nothing" if found_nothing else "model_proved_nothing"
            return _refused(why, self._query)
        if self._lacking:
            rest = Block(say("model_rest", self._query.language))
            return replace(whole, blocks=(*whole.blocks, rest))
        return whole

    def _checked(self, statement: str, hit: Hit, number: int) -> Citation:
        """A citation of the sentences of the passage that best prove the statement."""
        document = self._library.document(hit.source)
        best = align(
            statement,
            hit.passage.span,
            document,
            language=self._query.language,
            cited_language=hit.passage.language,
            quotations=[q for q in self._quotations if q.span.source == hit.source],
            elsewhere=[self._library.document(s) for s in self._sources if s != hit.source],
            question=self._query.text,
        )
        cited = document.text[best.span.start : best.span.end]
        spoken = self._query.language, hit.passage.language
        # One or two words occur in many places. They only count as proven if the cited text is
        # also about the question.
        proves = len(words(statement)) >= _FEWEST_WORDS or is_about(
            self._query.text, spoken[0], cited, spoken[1]
        )
        doubted = not proves or _is_order(best.span, hit)
        verdict: Verdict = "unsupported" if doubted and _counts(best) else best.verdict
        return cite(
            number,
            document,
            best.span,
            speaker=best.speaker,
            role=best.role,
            direct=best.direct,
            verdict=verdict,
        )


def _counts(aligned: Aligned) -> bool:
    return aligned.verdict in ("verbatim", "supported")


def _is_order(span: Span, hit: Hit) -> bool:
    """Whether a span contains an instruction to a model; such words prove nothing."""
    return any(
        span.overlaps(Span(hit.source, hit.start + start, hit.start + end))
        for start, end in orders_in(hit.text)
    )
