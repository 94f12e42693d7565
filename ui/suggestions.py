"""Questions to start with: found in the articles, and tried before they are shown.

Only questions about what a person said are suggested, for people with quotations in quotation
marks: their answers can be checked against the index, as done here.
"""

import re
import threading
from collections.abc import Iterator

from dixit import Dixit
from dixit.index.records import Quotation
from dixit.rag.answering.extractive import answerer
from dixit.rag.records import Answer
from dixit.ui.first_sight import latest_first

WANTED = 3
"""Questions that are suggested."""
TRIES = 8
"""Questions that are tried at most."""
ARTICLES = 40
"""The latest articles with quotations, in which speakers are looked for."""
SHORTEST, LONGEST = 40, 400
"""Characters of a quotation that makes a good answer."""
_FULL_NAME = re.compile(r"[^\W\d_a-zà-ÿ][\w’'-]*(?: [\w’'.-]+)* [^\W\d_a-zà-ÿ][\w’'-]*")
"""At least a first and a last name: most organisations have one word, or begin with an article."""
_SENTENCE = re.compile(r"[^\W\d_a-zà-ÿ].*[.!?…]", re.S)


class Suggestions:
    """The questions for one language, found once for each state of the index. Thread-safe."""

    def __init__(self, dixit: Dixit, question: str) -> None:
        """Look for nothing yet; `question` has the field `{speaker}`."""
        self._dixit, self._question = dixit, question
        self._finding = threading.Lock()
        self._kept: tuple[int, tuple[str, ...]] | None = None

    def kept(self) -> tuple[str, ...] | None:
        """The questions, if they have been found for the current state of the index."""
        kept = self._kept
        return kept[1] if kept and kept[0] == self._dixit.generation() else None

    def found(self) -> tuple[str, ...]:
        """The questions; finding them takes as long as a few answers.

        Raises:
            DixitError: the index cannot be read, or the embedder cannot be loaded.
        """
        with self._finding:
            if (kept := self.kept()) is not None:
                return kept
            generation = self._dixit.generation()
            questions = tuple(self._tried())
            self._kept = (generation, questions)
            return questions

    def _tried(self) -> Iterator[str]:
        found = 0
        for speaker, _ in zip(_speakers(self._dixit), range(TRIES), strict=False):
            question = self._question.format(speaker=speaker)
            if answers_well(self._dixit.ask(question, model=answerer.NAME), speaker):
                yield question
                found += 1
            if found == WANTED:
                return


def answers_well(answer: Answer, speaker: str) -> bool:
    """Whether an answer has the words of that speaker alone, the first in quotation marks."""
    cited = answer.citations
    return (
        answer.answered
        and bool(cited)
        and cited[0].direct is True
        and all(one.verdict == "verbatim" and one.speaker == speaker for one in cited)
    )


def _speakers(dixit: Dixit) -> Iterator[str]:
    """People quoted in the latest articles, first one of each article, then the others."""
    articles = [one for one in latest_first(dixit.documents()) if one.quotations][:ARTICLES]
    of_each = [_people(dixit.quotations(source=one.source, direct=True)) for one in articles]
    yielded: set[str] = set()
    for place in range(max(map(len, of_each), default=0)):
        for names in of_each:
            if place < len(names) and names[place] not in yielded:
                yielded.add(names[place])
                yield names[place]


def _people(said: list[Quotation]) -> list[str]:
    """The people with a quotation of a good length, first those with a whole sentence."""
    good = [
        one
        for one in said
        if _FULL_NAME.fullmatch(one.speaker) and SHORTEST <= len(one.quote) <= LONGEST
    ]
    good.sort(key=lambda one: _SENTENCE.fullmatch(one.quote.strip()) is None)
    return list(dict.fromkeys(one.speaker for one in good))
