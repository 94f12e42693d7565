"""The statements of a chat model, checked one after the other against the passages it was shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dixit.index.records import Hit, Quotation, Span
from dixit.index.text.tokens import words
from dixit.rag.answering.generative.absence_claims import says_absent
from dixit.rag.answering.generative.claim_parser import Claim
from dixit.rag.answering.generative.prompt import REFUSED, Prompt
from dixit.rag.check_dials import CheckDials
from dixit.rag.checking.alignment import Aligned, align
from dixit.rag.checking.judgement import Judge
from dixit.rag.messages import say
from dixit.rag.parsing.injection import is_live, orders_in
from dixit.rag.question.query import Query
from dixit.rag.records import Block, Citation, Verdict
from dixit.rag.retrieval.articles import Documents
from dixit.rag.usage import Usage
from dixit.rag.verification.citation import cite
from dixit.rag.verification.entailment import is_about
from dixit.rag.verification.print_folding import places_of

_FEWEST_WORDS = 4
"""Words of a statement that says something by itself."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a model has written so far."""

    answered: bool
    """Whether a sentence of it is proven."""
    blocks: tuple[Block, ...] = ()
    writing: str = ""
    """Words that are not yet a whole sentence, nor checked."""
    unknown_ids: int = 0
    """Ids in it that name no passage."""
    usage: Usage | None = None
    """Of the model, once it was asked."""
    unmatched: bool = False
    """Whether nothing in it is proven, and some of it only because of how it is written."""


def refused(why: str, query: Query) -> Written:
    """What is said in the place of an answer."""
    return Written(False, (Block(say(why, query.language)),))


class ClaimChecks:
    """Checks a model's statements, and keeps what may be shown."""

    def __init__(
        self,
        query: Query,
        prompt: Prompt,
        quotations: Sequence[Quotation],
        library: Documents,
        strict: bool,
        judge: Judge,
        dials: CheckDials,
    ) -> None:
        self._query, self._prompt, self._library = query, prompt, library
        self._quotations, self._strict = quotations, strict
        self._judge, self._dials = judge, dials
        self._sources = sorted({hit.source for hit in prompt.hits.values()})
        self._blocks: list[Block] = []
        self._unknown = 0
        self._refused = self._lacking = self._cut = False
        """Whether the model says that the passages do not answer, or lack something; whether a
        statement was left out, or not proven, for its form."""

    def take(self, claim: Claim) -> None:
        """Check a statement and keep it; one with a link, a picture or a tag is left out."""
        self._unknown += claim.unknown
        if REFUSED.search(claim.text):
            self._refused = True
            claim = replace(
                claim,
                text=REFUSED.sub(" ", claim.text).strip(),
                statement=REFUSED.sub(" ", claim.statement).strip(),
            )
            if not claim.ids or len(words(claim.text)) < _FEWEST_WORDS:
                return
        citations = self._citations(claim)
        unproven = not any(citation.counts for citation in citations)
        if says_absent(claim.text, proven=not unproven):
            self._lacking = True
            return
        live = is_live(claim.text)
        self._cut = self._cut or live or (unproven and not claim.ids)
        if not live and not (unproven and self._strict):
            self._blocks.append(Block(claim.text, citations, unproven=unproven))

    def written(self, writing: str) -> Written:
        """What there is so far."""
        answered = any(not block.unproven for block in self._blocks)
        return Written(answered, tuple(self._blocks), writing, self._unknown)

    def whole(self, *, cut: bool) -> Written:
        """All of it, where something in it is proven; else what to say instead.

        Args:
            cut: Whether the reader of the answer has left out something for its form.
        """
        whole = self.written("")
        if whole.answered:
            if self._lacking or self._refused:
                rest = Block(say("model_rest", self._query.language))
                return replace(whole, blocks=(*whole.blocks, rest))
            return whole
        if self._refused or (self._lacking and not self._blocks):
            return refused("model_found_nothing", self._query)
        if self._cut or cut:
            said = refused("model_unmatched", self._query)
            return replace(said, unmatched=True, unknown_ids=self._unknown)
        return refused("model_proved_nothing", self._query)

    def _citations(self, claim: Claim) -> tuple[Citation, ...]:
        """The citations of a statement.

        Where the ids stand beside it alone, those that prove nothing are dropped; where none is
        given, a passage that has the statement letter for letter is found.
        """
        checked = [self._checked(claim.statement, self._prompt.hits[key]) for key in claim.ids]
        if claim.nearby:
            checked = [citation for citation in checked if citation.counts]
        if not checked and (claim.nearby or not claim.ids):
            checked = list(self._to_the_letter(claim))[:1]
        count = sum(len(block.citations) for block in self._blocks)
        return tuple(replace(one, number=count + at) for at, one in enumerate(checked, start=1))

    def _to_the_letter(self, claim: Claim) -> Iterator[Citation]:
        for hit in self._prompt.hits.values():
            if places_of(claim.statement.rstrip(" ."), hit.text):
                citation = self._checked(claim.statement, hit)
                if citation.verdict == "verbatim":
                    yield citation

    def _checked(self, statement: str, hit: Hit) -> Citation:
        """A citation of the few sentences of a passage that prove a statement best."""
        document = self._library.document(hit.source)
        best = align(
            statement,
            hit.passage.span,
            document,
            language=self._query.language,
            cited_language=hit.passage.language,
            judge=self._judge,
            dials=self._dials,
            quotations=[q for q in self._quotations if q.span.source == hit.source],
            elsewhere=[self._library.document(s) for s in self._sources if s != hit.source],
            question=self._query.text,
        )
        cited = document.text[best.span.start : best.span.end]
        spoken = self._query.language, hit.passage.language
        # A word or two may stand anywhere; as an answer they are proven where the question is too.
        proves = len(words(statement)) >= _FEWEST_WORDS or is_about(
            self._query.text, spoken[0], cited, spoken[1]
        )
        doubted = not proves or _is_order(best.span, hit)
        verdict: Verdict = "unsupported" if doubted and _counts(best) else best.verdict
        return cite(
            1,
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
    """Whether a place holds words that order a machine about, which prove nothing."""
    return any(
        span.overlaps(Span(hit.source, hit.start + start, hit.start + end))
        for start, end in orders_in(hit.text)
    )
