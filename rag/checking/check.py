"""The check of a draft, statement by statement."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dixit.index.filters import ANYTHING, Filter
from dixit.index.search_index import SearchIndex
from dixit.index.text.names import is_unicode
from dixit.rag.checking.evidence import Evidence
from dixit.rag.checking.judgement import Judge, Judged, judged
from dixit.rag.checking.learned_judge import open_judge
from dixit.rag.checking.records import CheckedStatement, Premise, Reference, Statement
from dixit.rag.checking.references import references
from dixit.rag.checking.statements import language_of, statements
from dixit.rag.dials import Dials
from dixit.rag.embedders.base import Embedder
from dixit.rag.errors import DraftError
from dixit.rag.records import Citation, Verdict
from dixit.rag.retrieval.articles import Articles, Parsed
from dixit.rag.settings import Settings
from dixit.rag.verification.citation import cite
from dixit.rag.verification.entailment import is_about
from dixit.rag.verification.statement_marks import words_in_marks

MAX_CHARACTERS = 500_000
"""A longer draft is refused."""
_PROVEN = frozenset({"verbatim", "supported"})
_OPEN = frozenset({"contradicted", "unsupported"})
"""Verdicts at a place that the draft cites, beside which others are looked at."""
_NUMBER = 1
"""A citation's number before it gets its own."""


@dataclass(frozen=True, slots=True)
class Check:
    """A draft with its statements checked.

    Attributes:
        draft: The draft.
        language: Its language code.
        statements: Its statements, in order.
    """

    draft: str
    language: str
    statements: tuple[CheckedStatement, ...]

    @classmethod
    def of(cls, draft: str, checked: Iterable[CheckedStatement]) -> "Check":
        """Return the check of a draft, once all its statements are checked."""
        statements = tuple(checked)
        return cls(draft, language_of(draft), statements)

    def as_dict(self) -> dict[str, object]:
        """The JSON of `dixit check --json`."""
        return {"statements": [statement.as_dict() for statement in self.statements]}


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks drafts against the articles.

    Attributes:
        evidence: Where premises are looked for.
        judge: Judges their meaning.
    """

    evidence: Evidence
    judge: Judge

    @classmethod
    def over(
        cls,
        index: SearchIndex,
        embedder: Embedder,
        settings: Settings,
        parsed: Parsed,
        dials: Dials,
    ) -> "Checker":
        """Return the checker of an index, with the judge that the settings name."""
        evidence = Evidence(index, embedder, settings, Articles(index, parsed), dials)
        return cls(evidence, open_judge(settings, dials.checking))

    def check(self, draft: str, sources: Sequence[str] | None = None) -> Iterator[CheckedStatement]:
        """Check a draft.

        Args:
            draft: The draft, in plain text or Markdown.
            sources: The names of the articles that may prove it; None for all.

        Yields:
            Each statement, in order, once it is checked.

        Raises:
            DraftError: The draft is empty, too long, or not valid Unicode.
            SourceUnknown: One of the sources is not in the index.
        """
        _refuse_unreadable(draft)
        self.evidence.index.check_sources(sources or ())
        where = ANYTHING if sources is None else Filter(sources=frozenset(sources))
        numbers: dict[Citation, int] = {}
        for sentence in self._sentences(draft):
            for statement, citations, verdict in self._sentence(sentence, where):
                numbered = tuple(
                    replace(one, number=numbers.setdefault(one, len(numbers) + 1))
                    for one in citations
                )
                yield CheckedStatement(
                    statement.text,
                    statement.start,
                    statement.end,
                    statement.language,
                    verdict,
                    numbered,
                )

    def statements(self, draft: str) -> list[Statement]:
        """Return the statements of a draft that `check` will yield, in order, unchecked.

        Args:
            draft: The draft.

        Raises:
            DraftError: The draft is empty, too long, or not valid Unicode.
        """
        _refuse_unreadable(draft)
        return [statement for sentence in self._sentences(draft) for statement in sentence]

    def _sentences(self, draft: str) -> Iterator[tuple[Statement, ...]]:
        """Yield the statements of each sentence of a draft."""
        dials = self.evidence.dials.collection
        given = references(
            draft,
            self.evidence.articles,
            title_words=dials.title_words,
            documents=dials.documents,
        )
        yield from statements(draft, language_of(draft), given)

    def _sentence(
        self, sentence: Sequence[Statement], where: Filter
    ) -> Iterator[tuple[Statement, tuple[Citation, ...], Verdict | None]]:
        """Yield the statements of a sentence; one that is proven whole proves each of them."""
        whole: tuple[tuple[Citation, ...], Verdict] | None = None
        if len(sentence) > 1:
            whole = self._verdict(replace(sentence[0], told=sentence[0].sentence), where)
            whole = whole if whole[1] in _PROVEN else None
        for statement in sentence:
            if not statement.is_claim:
                yield statement, (), None
            else:
                yield statement, *(whole or self._verdict(statement, where))

    def _verdict(self, statement: Statement, where: Filter) -> tuple[tuple[Citation, ...], Verdict]:
        """Return the citations of a claim and the verdict on it."""
        named = [one for one in statement.references if one.source is not None]
        if named:
            best = self._best(statement, self._referred(named, statement, where))
            if best is not None and best.verdict not in _OPEN:
                return self._cited(statement, best)
            found = self._found(statement, where)
            if found is not None and found.verdict in _PROVEN:
                # The draft names another place than that which says it.
                best = replace(found, verdict="wrong_source")
            elif best is None or best.verdict == "unsupported":
                best = found
        else:
            best = self._found(statement, where)
        return self._cited(statement, best)

    def _found(self, statement: Statement, where: Filter) -> Judged | None:
        """Return the premise found in the articles that decides on a statement."""
        quotes = words_in_marks(statement.told)
        quoted = self.evidence.of_quotes(quotes, statement, where) if quotes else []
        best = self._best(statement, quoted)
        if best is not None and best.verdict != "unsupported":
            return best
        if quotes and not quoted and where:
            others = self.evidence.of_quotes(quotes, statement, ANYTHING)
            if others:
                return Judged(others[0], "wrong_source")
        found = self._best(statement, self.evidence.premises(statement, where))
        if found is not None and found.verdict == "unsupported" and best is not None:
            return best
        return found

    def _best(self, statement: Statement, premises: Sequence[Premise]) -> Judged | None:
        """Return the premise that decides on a statement."""
        dials = self.evidence.dials.checking.as_told(self.evidence.settings.judge)
        return judged(statement.told, statement.language, premises, self.judge, dials)

    def _referred(
        self, named: Sequence[Reference], statement: Statement, where: Filter
    ) -> list[Premise]:
        """Return the premises at the places that the draft cites, within the chosen articles."""
        found: list[Premise] = []
        for one in named:
            if one.source is None or not (where.sources is None or one.source in where.sources):
                continue
            if one.place is not None:
                found += self.evidence.at(one.source, one.place)
            else:
                only = replace(where, sources=frozenset({one.source}))
                quotes = words_in_marks(statement.told)
                found += self.evidence.of_quotes(quotes, statement, only) if quotes else []
                found += self.evidence.premises(statement, only)
        return found

    def _cited(
        self, statement: Statement, best: Judged | None
    ) -> tuple[tuple[Citation, ...], Verdict]:
        """Return the citation of the deciding premise, and the verdict."""
        if best is None:
            return (), "unsupported"
        premise = best.premise
        if best.verdict == "unsupported" and not is_about(
            statement.told, statement.language, premise.text, premise.language
        ):
            return (), "unsupported"
        citation = cite(
            _NUMBER,
            self.evidence.articles.document(premise.span.source),
            premise.span,
            speaker=premise.speaker or None,
            role=premise.role or None,
            direct=premise.direct,
            verdict=best.verdict,
        )
        return (citation,), best.verdict


def _refuse_unreadable(draft: str) -> None:
    """Raise `DraftError` for a draft that cannot be checked."""
    if not is_unicode(draft):
        raise DraftError("The draft is not Unicode text: save it as UTF-8.")
    if not any(map(str.isalnum, draft)):
        raise DraftError("The draft is empty: write the text to check.")
    if len(draft) > MAX_CHARACTERS:
        raise DraftError(
            f"The draft has {len(draft):,} characters, more than {MAX_CHARACTERS:,}: "
            "check it in parts."
        )
