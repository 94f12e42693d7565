"""Evidence for a statement: the sentences of the articles that may prove it.

Hybrid search finds passages with the statement as its query. Their sentences that hold most of it
are the premises, alone and with the sentences beside them. Quoted words are looked for letter by
letter.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dixit.index.errors import SourceUnknown
from dixit.index.filters import Filter
from dixit.index.records import Hit, Span
from dixit.index.search_index import SearchIndex
from dixit.rag.check_dials import CheckDials
from dixit.rag.checking.records import Place, Premise, Statement
from dixit.rag.dials import Dials
from dixit.rag.embedders.base import Embedder
from dixit.rag.parsing.injection import is_planted
from dixit.rag.question.query import MAX_CHARACTERS, Query
from dixit.rag.retrieval import hybrid
from dixit.rag.retrieval.articles import Articles
from dixit.rag.settings import Settings
from dixit.rag.verification.print_folding import places_of, plain
from dixit.rag.verification.statement_pair import Pair


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the premises of a statement are looked for in."""

    index: SearchIndex
    embedder: Embedder
    settings: Settings
    articles: Articles
    dials: Dials

    def premises(self, statement: Statement, where: Filter) -> list[Premise]:
        """Return the sentences that may prove a statement, the likeliest first.

        Args:
            statement: The statement.
            where: A filter on the passages.
        """
        dials = self.dials.checking
        hits = self._hits(statement.told, statement.language, dials.passages, where)
        found: dict[Span, int] = {}
        for rank, hit in enumerate(hits):
            for place in self._sentences(hit):
                found.setdefault(place, rank)
        told = plain(statement.told)

        def held(span: Span) -> int:
            document = self.articles.document(span.source)
            text = plain(document.text[span.start : span.end])
            pair = Pair(told, statement.language, text, document.language)
            return len(pair.places())

        ranked = sorted(found, key=lambda span: (-held(span), found[span], span))
        best = ranked[: dials.premises]
        wider = [wide for span in best[: dials.widened] for wide in self._with_neighbours(span)]
        return [self._premise(span) for span in dict.fromkeys((*best, *wider))]

    def of_quotes(
        self, quotes: Sequence[str], statement: Statement, where: Filter
    ) -> list[Premise]:
        """Return the sentences that hold all quoted words of a statement, letter by letter.

        Args:
            quotes: The quoted words.
            statement: The statement.
            where: A filter on the passages.
        """
        dials = self.dials.checking
        longest = max(quotes, key=len)
        matches = self.index.search_text(
            longest[:MAX_CHARACTERS], statement.language, dials.quoted, where
        )
        passages = self.index.passages(match.passage_id for match in matches)
        ranked = [passages[m.passage_id].span for m in matches if m.passage_id in passages]
        sources = dict.fromkeys(span.source for span in ranked)
        return [
            self._premise(wide)
            for source in sources
            for span in self._quoted_in(source, quotes, dials)
            for wide in (span, *self._with_neighbours(span))
        ]

    def at(self, source: str, place: Place) -> list[Premise]:
        """Return the sentences at a place of an article; none where there is no such place.

        Args:
            source: The name of the article.
            place: The characters.
        """
        try:
            text = self.articles.document(source).text
        except SourceUnknown:
            return []
        start, end = place
        if not 0 <= start < end <= len(text):
            return []
        layout = self.articles.article(source).layout
        inner = [
            Span(source, *one) for one in layout.all_sentences if one[0] < end and one[1] > start
        ]
        whole = Span(source, inner[0].start, inner[-1].end) if inner else Span(source, start, end)
        spans = dict.fromkeys((*inner, Span(source, start, end), whole))
        return [self._premise(span) for span in spans if self._is_clean(span)]

    def _hits(self, text: str, language: str, k: int, where: Filter) -> list[Hit]:
        """Return the best passages for a text."""
        query = Query(text[:MAX_CHARACTERS], language, (), (), False, False, False, ())
        return hybrid.retrieve(
            self.index,
            self.embedder,
            query,
            k,
            self.settings,
            (),
            where,
            self.dials.search,
        )

    def _sentences(self, hit: Hit) -> list[Span]:
        """Return the sentences of a passage that order no machine about."""
        layout = self.articles.article(hit.source).layout
        spans = (
            Span(hit.source, start, end)
            for start, end in layout.all_sentences
            if start < hit.end and end > hit.start
        )
        return [span for span in spans if self._is_clean(span)]

    def _is_clean(self, span: Span) -> bool:
        """Return whether a place holds no instruction to a machine, which proves nothing."""
        return not is_planted(self.articles.article(span.source).layout, span.start, span.end)

    def _quoted_in(self, source: str, quotes: Sequence[str], dials: CheckDials) -> list[Span]:
        """Return the sentences of an article that hold all quotes, for each place of them."""
        text = self.articles.document(source).text
        places = [places_of(quote, text)[: dials.quoted] for quote in quotes]
        if not all(places):
            return []
        layout = self.articles.article(source).layout
        found = []
        for first in places[0]:
            chosen = [first, *(_nearest(others, first) for others in places[1:])]
            start, end = min(one[0] for one in chosen), max(one[1] for one in chosen)
            over = [one for one in layout.all_sentences if one[0] < end and one[1] > start]
            if end - start <= dials.apart + max(len(quote) for quote in quotes) and over:
                found.append(Span(source, over[0][0], over[-1][1]))
        return [span for span in dict.fromkeys(found) if self._is_clean(span)]

    def _with_neighbours(self, span: Span) -> list[Span]:
        """Return a place with the sentence before it, with the one behind, and with both."""
        places = self.articles.article(span.source).layout.all_sentences
        before = max((start for start, end in places if end <= span.start), default=None)
        behind = min((end for start, end in places if start >= span.end), default=None)
        first = span.start if before is None else before
        last = span.end if behind is None else behind
        wider = ((first, span.end), (span.start, last), (first, last))
        spans = (Span(span.source, start, end) for start, end in wider)
        return [one for one in dict.fromkeys(spans) if one != span and self._is_clean(one)]

    def _premise(self, span: Span) -> Premise:
        """Return a place as a premise, with who speaks there."""
        document = self.articles.document(span.source)
        return Premise.at(
            span, document, document.language, self.articles.quotations([span.source])
        )


def _nearest(places: Sequence[Place], to: Place) -> Place:
    """Return the place nearest to another."""
    return min(places, key=lambda place: abs(place[0] - to[0]))
