"""The answer pipeline: analyse a question, retrieve passages, and answer or refuse."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dixit.index.filters import ANYTHING, Filter
from dixit.index.records import Hit, Quotation
from dixit.index.search_index import SearchIndex
from dixit.rag.answering.confidence import confidence
from dixit.rag.answering.extractive import answerer
from dixit.rag.answering.extractive.reader import Reader
from dixit.rag.answering.extractive.retrieved import Retrieved
from dixit.rag.answering.generative import chat_answerer, providers, query_rewriting
from dixit.rag.answering.generative.claim_checks import Written
from dixit.rag.answering.refusal import refusals
from dixit.rag.answering.refusal.refusals import Outcome, Reading
from dixit.rag.answering.said_once import said_once, unlike
from dixit.rag.checking.learned_judge import open_judge
from dixit.rag.dials import DEFAULT, Dials
from dixit.rag.embedders.base import Embedder
from dixit.rag.lang.speakers_meant import speakers_meant
from dixit.rag.messages import say
from dixit.rag.parsing import injection
from dixit.rag.question.clauses import parts_of
from dixit.rag.question.follow_up import Turn, leans, standalone
from dixit.rag.question.query import Query, understand
from dixit.rag.question.question import Question
from dixit.rag.records import Answer, Block, Timings
from dixit.rag.retrieval import hybrid
from dixit.rag.retrieval.articles import Articles, Parsed
from dixit.rag.settings import Settings


@dataclass(frozen=True, slots=True)
class _Part:
    """A question, or one part of a question that asks two things, with its answer."""

    question: Question
    outcome: Outcome
    timings: Timings
    confidence: float


@dataclass(frozen=True, slots=True)
class AnswerPipeline:
    """What answering needs: the index, the embedder, and all parameters."""

    index: SearchIndex
    embedder: Embedder
    settings: Settings
    parsed: Parsed
    """A cache of the articles that earlier questions parsed."""
    dials: Dials = DEFAULT
    reader: Reader | None = None
    """Judges sentences; None for one without vectors."""

    def understood(self, question: str, where: Filter = ANYTHING) -> tuple[Query, list[Quotation]]:
        """Analyse a question, and find the quotations that it asks for.

        Returns:
            The query, and the quotations in matching passages by the speakers that it names.
        """
        speakers = self.index.speakers()
        query = understand(question, speakers)
        matches = [speakers_meant(name, speakers) for name in query.speakers]
        names = [speaker for speakers in matches for speaker in speakers]
        return query, self._let_by(self.index.quotations(speakers=names) if names else [], where)

    def found(
        self, query: Query, k: int, spoken: Sequence[Quotation], where: Filter = ANYTHING
    ) -> list[Hit]:
        """The `k` best passages that match the filter; `spoken` are the quotations asked for."""
        by, dials = self.settings, self.dials.search
        return hybrid.retrieve(self.index, self.embedder, query, k, by, spoken, where, dials)

    def _read(self, query: Query, spoken: Sequence[Quotation], where: Filter) -> list[Hit]:
        """The passages in which an answer is looked for, each wording once."""
        hits = self.found(query, self.dials.passages, spoken, where)
        if len(unlike(hits)) < len(hits):
            hits = unlike(self.found(query, self.settings.candidates, spoken, where))
        return hits[: self.dials.passages]

    def quoted(self, question: str, where: Filter = ANYTHING) -> Iterator[Answer]:
        """Answer by quotation, without a chat model. A question that asks two things is split.

        Yields:
            The answer as it grows, one more block each time.
        """
        articles = Articles(self.index, self.parsed)
        parts = [self._quoted(part, articles, where) for part in parts_of(question)]
        first = parts[0]
        answered, blocks = first.outcome.answered, first.outcome.blocks
        if len(parts) > 1:
            each = [
                (part.question.text, part.outcome.answered, part.outcome.blocks) for part in parts
            ]
            answered, blocks = answerer.together(each, first.question.language)
        for shown in range(1, len(blocks) + 1):
            yield Answer(
                question,
                first.question.language,
                answered,
                answerer.NAME,
                blocks[:shown],
                () if answered else first.outcome.nearest,
                Timings(
                    sum(part.timings.retrieve for part in parts),
                    sum(part.timings.answer for part in parts),
                ),
                confidence=sum(part.confidence for part in parts) / len(parts),
            )

    def _quoted(
        self, text: str, articles: Articles, where: Filter, read: Reading | None = None
    ) -> _Part:
        """The answer to one part.

        `read` is set if this is the second attempt, with a name spelt as the articles spell it.
        """
        start = time.perf_counter()
        query, spoken = self.understood(text, where)
        hits = self._read(query, spoken, where)
        quotations = self._let_by(articles.quotations(sources_of(hits)), where)
        retrieval_end = time.perf_counter()
        question = Question.over(query, hits, articles, self.dials.terms)
        seen = Retrieved(hits, spoken, quotations, articles, self.dials, where, self.reader)
        reply = answerer.answer(question, seen)
        outcome = refusals.outcome(
            reply, question, hits, articles, where, read, self.dials.refusals
        )
        if isinstance(outcome, Reading):
            return self._quoted(outcome.question, articles, where, outcome)
        sure = self._sure(question, outcome, articles, reply.probability)
        if outcome.answered and not outcome.is_sure:  # Lists of articles name each of them.
            blocks = said_once(outcome.blocks, articles, self.index, where, self.dials.copies)
            outcome = replace(outcome, blocks=blocks)
        timings = Timings(
            (retrieval_end - start) * 1000, (time.perf_counter() - retrieval_end) * 1000
        )
        return _Part(question, outcome, timings, sure)

    def _sure(
        self,
        question: Question,
        outcome: Outcome,
        articles: Articles,
        probability: float | None = None,
    ) -> float:
        """How sure an outcome is, 0 to 1; see `Answer.confidence`."""
        if outcome.is_sure or not outcome.answered:
            return float(outcome.answered)
        if probability is not None:
            return probability
        return confidence(question, outcome.blocks, articles, self.dials.confidence)

    def _let_by(self, quotations: Sequence[Quotation], where: Filter) -> list[Quotation]:
        """The quotations in passages that match the filter."""
        return [q for q in quotations if not where or self.index.passages_over(q.span, where)]

    def alone(self, question: str, history: Sequence[Turn], name: str) -> str:
        """The question rewritten to be understood without its history.

        The chat model rewrites it, if one answers; otherwise rules do.
        """
        by_rules = standalone(question, history, self.dials.conversation)
        if name == answerer.NAME or not history or not leans(question, self.dials.conversation):
            return by_rules
        timeout_s = self.settings.model_timeout
        model = providers.open_chat_model(name, timeout_s, self.settings.model_tokens)
        return (
            query_rewriting.rewritten(question, history, model, name=name, timeout_s=timeout_s)
            or by_rules
        )

    def written(
        self,
        text: str,
        name: str,
        *,
        strict: bool,
        where: Filter = ANYTHING,
        read: Reading | None = None,
        articles: Articles | None = None,
    ) -> Iterator[Answer]:
        """Answer with a chat model; `read` is set for a second attempt, as in `_quoted`.

        The model is not called if the passages say nothing about what is asked.

        Yields:
            First the passages alone, then the answer as it grows.

        Raises:
            ModelError: the model cannot be used, or does not answer.
        """
        start = time.perf_counter()
        articles = articles or Articles(self.index, self.parsed)
        query, spoken = self.understood(text, where)
        hits = self._read(query, spoken, where)
        retrieval_end = time.perf_counter()
        retrieve_ms = (retrieval_end - start) * 1000
        question = Question.over(query, hits, articles, self.dials.terms)
        nearest = injection.clean(hits, articles.article, self.dials.refusals.nearest)
        seen = Retrieved(hits, spoken, (), articles, self.dials, where, self.reader)
        reply = answerer.without_model(question, seen)
        if reply is not None:
            outcome = refusals.outcome(
                reply, question, hits, articles, where, read, self.dials.refusals
            )
            if isinstance(outcome, Reading):
                yield from self.written(
                    outcome.question,
                    name,
                    strict=strict,
                    where=where,
                    read=outcome,
                    articles=articles,
                )
                return
            timings = Timings(retrieve_ms, (time.perf_counter() - retrieval_end) * 1000)
            answered, blocks, nearest = outcome.answered, outcome.blocks, outcome.nearest
            sure = self._sure(question, outcome, articles)
            yield Answer(
                text, question.language, answered, name, blocks, nearest, timings, confidence=sure
            )
            return
        timings = Timings(retrieve_ms)
        yield Answer(text, question.language, True, name, (), nearest, timings)
        shown = hits[: self.settings.passages]
        timeout_s = self.settings.model_timeout
        growing = chat_answerer.write(
            question.query,
            shown,
            self._let_by(articles.quotations(sources_of(shown)), where),
            articles,
            providers.open_chat_model(name, timeout_s, self.settings.model_tokens),
            name=name,
            timeout_s=timeout_s,
            judge=open_judge(self.settings, self.dials.checking),
            dials=self.dials.checking.as_told(self.settings.judge),
            strict=strict,
        )
        for so_far in growing:
            if so_far.unmatched:
                yield from self._quoted_instead(text, name, where, so_far, nearest, start)
                return
            answer_ms = (time.perf_counter() - retrieval_end) * 1000
            blocks = said_once(so_far.blocks, articles, self.index, where, self.dials.copies)
            yield Answer(
                text,
                question.language,
                so_far.answered or bool(so_far.writing),
                name,
                refusals.noted(
                    said_once(so_far.blocks, articles, self.index, where, self.dials.copies),
                    read,
                    answered=so_far.answered,
                ),
                () if so_far.answered or so_far.writing else nearest,
                Timings(retrieve_ms, answer_ms),
                writing=so_far.writing,
                unknown_ids=so_far.unknown_ids,
                confidence=confidence(question, so_far.blocks, articles, self.dials.confidence)
                if so_far.usage
                else 0.0,
                usage=so_far.usage,
            )

    def _quoted_instead(
        self,
        text: str,
        name: str,
        where: Filter,
        written: Written,
        nearest: tuple[Hit, ...],
        began: float,
    ) -> Iterator[Answer]:
        """What the articles say, where a model's answer could not be matched with them."""
        quoted = list(self.quoted(text, where))[-1]
        blocks = written.blocks
        if quoted.answered:
            note = say("model_quoting", quoted.language)
            blocks = (Block(f"{blocks[0].text} {note}"), *quoted.blocks)
        whole_ms = (time.perf_counter() - began) * 1000
        yield replace(
            quoted,
            model=name,
            blocks=blocks,
            nearest=() if quoted.answered else nearest,
            timings=Timings(quoted.timings.retrieve, whole_ms - quoted.timings.retrieve),
            unknown_ids=written.unknown_ids,
            usage=written.usage,
        )


def sources_of(hits: Sequence[Hit]) -> list[str]:
    """The names of the documents that the hits are in, each once."""
    return list(dict.fromkeys(hit.source for hit in hits))
