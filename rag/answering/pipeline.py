"""A question that stands alone to an answer: understood, looked for, and answered or refused."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dixit.index.filters import ANYTHING, Filter
from dixit.index.records import Hit, Quotation
from dixit.index.search_index import SearchIndex
from dixit.rag.answering.confidence import confidence
from dixit.rag.answering.extractive import answerer
from dixit.rag.answering.extractive.retrieved import Retrieved
from dixit.rag.answering.generative import chat_answerer, providers, query_rewriting
from dixit.rag.answering.generative.claim_checks import Written
from dixit.rag.answering.refusal import refusals
from dixit.rag.answering.refusal.refusals import Outcome, Reading
from dixit.rag.dials import DEFAULT, Dials
from dixit.rag.embedders.base import Embedder
from dixit.rag.messages import say
from dixit.rag.parsing import injection
from dixit.rag.question.follow_up import Turn, leans, standalone
from dixit.rag.question.query import Query, parts_of, understand
from dixit.rag.question.question import Question
from dixit.rag.records import Answer, Block, Timings
from dixit.rag.retrieval import hybrid
from dixit.rag.retrieval.articles import Articles, Parsed
from dixit.rag.settings import Settings


@dataclass(frozen=True, slots=True)
class _Part:
    """A question, or one of several asked in one breath, and what the articles say to it."""

    question: Question
    outcome: Outcome
    timings: Timings
    confidence: float


@dataclass(frozen=True, slots=True)
class AnswerPipeline:
    """What answering needs: an index, what embeds questions, and the dials."""

    index: SearchIndex
    embedder: Embedder
    settings: Settings
    parsed: Parsed
    """Articles that earlier questions parsed."""
    dials: Dials = DEFAULT

    def understood(self, question: str, where: Filter = ANYTHING) -> tuple[Query, list[Quotation]]:
        """The question, and the statements, among those let by, of those whose words it asks."""
        speakers = self.index.speakers()
        query = understand(question, speakers)
        meant = [answerer.speakers_meant(name, speakers) for name in query.speakers]
        named = [speaker for speakers in meant for speaker in speakers]
        return query, self._let_by(self.index.quotations(speakers=named) if named else [], where)

    def found(
        self, query: Query, k: int, spoken: Sequence[Quotation], where: Filter = ANYTHING
    ) -> list[Hit]:
        """The `k` passages that fit best, among those let by."""
        return hybrid.retrieve(
            self.index,
            self.embedder,
            query,
            k,
            self.settings,
            spoken,
            where,
            self.dials.search,
        )

    def quoted(self, question: str, where: Filter = ANYTHING) -> Iterator[Answer]:
        """An answer in the articles' words, a block more each time; two questions in one are asked
        as two."""
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
        """A part's answer; of one in which a name is written otherwise, as it is to be `read`."""
        began = time.perf_counter()
        query, spoken = self.understood(text, where)
        hits = self.found(query, self.dials.passages, spoken, where)
        heard = self._let_by(articles.quotations(sources_of(hits)), where)
        retrieved = time.perf_counter()
        question = Question.over(query, hits, articles, self.dials.terms)
        reply = answerer.answer(question, Retrieved(hits, spoken, heard, articles, self.dials))
        outcome = refusals.outcome(
            reply, question, hits, articles, where, read, self.dials.refusals
        )
        if isinstance(outcome, Reading):
            return self._quoted(outcome.question, articles, where, outcome)
        sure = (
            confidence(question, outcome.blocks, articles, self.dials.confidence)
            if outcome.answered
            else 0.0
        )
        timings = Timings((retrieved - began) * 1000, (time.perf_counter() - retrieved) * 1000)
        return _Part(question, outcome, timings, sure)

    def _let_by(self, quotations: Sequence[Quotation], where: Filter) -> list[Quotation]:
        """The statements in passages that a filter lets by."""
        return [q for q in quotations if not where or self.index.passages_over(q.span, where)]

    def alone(self, question: str, history: Sequence[Turn], name: str) -> str:
        """The question made to stand alone: by the chat model where one answers, else by rules."""
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
        """An answer by a chat model: first the evidence alone, then the words as they come.

        Where the passages say nothing of what is asked for, the model is not called. A question in
        which a name is written otherwise is asked as it is to be `read`.
        """
        began = time.perf_counter()
        articles = articles or Articles(self.index, self.parsed)
        query, spoken = self.understood(text, where)
        hits = self.found(query, self.dials.passages, spoken, where)
        retrieved = time.perf_counter()
        retrieve_ms = (retrieved - began) * 1000
        question = Question.over(query, hits, articles, self.dials.terms)
        nearest = injection.clean(hits, articles.article, self.dials.refusals.nearest)
        reply = answerer.without_model(question, Retrieved(hits, spoken, (), articles, self.dials))
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
            timings = Timings(retrieve_ms, (time.perf_counter() - retrieved) * 1000)
            answered, blocks, nearest = outcome.answered, outcome.blocks, outcome.nearest
            sure = (
                confidence(question, blocks, articles, self.dials.confidence) if answered else 0.0
            )
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
            strict=strict,
        )
        for so_far in growing:
            if so_far.unmatched:
                yield from self._quoted_instead(text, name, where, so_far, nearest, began)
                return
            answer_ms = (time.perf_counter() - retrieved) * 1000
            yield Answer(
                text,
                question.language,
                so_far.answered or bool(so_far.writing),
                name,
                refusals.noted(so_far.blocks, read, answered=so_far.answered),
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
    """The names of the documents that hits stand in, each once."""
    return list(dict.fromkeys(hit.source for hit in hits))
