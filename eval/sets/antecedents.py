"""The kinds of evidence for antecedents, each with how often it is right on labelled articles.

A kind below .97 must not give a name: see `dixit.rag.quotations.evidence`.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from dixit.eval.sets.quotations import Labelled, is_speaker, judged
from dixit.index.records import Document
from dixit.rag.parsing.article import Article
from dixit.rag.quotations.evidence import Evidence
from dixit.rag.quotations.find import antecedents_in


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of evidence, and the antecedents of that kind that labels tell of."""

    evidence: Evidence
    right: int
    wrong: int

    def as_dict(self) -> dict[str, object]:
        """One row of the JSON of `dixit eval quotations --antecedents --json`."""
        precision = self.right / (self.right + self.wrong)
        counts = {"right": self.right, "wrong": self.wrong, "precision": precision}
        return asdict(self.evidence) | {"is_sure": self.evidence.is_sure} | counts


def measure(articles: Sequence[Labelled]) -> Iterator[Kind]:
    """Count the antecedents of each kind, trusted or not.

    Args:
        articles: the labelled articles.
    """
    counts: defaultdict[Evidence, list[int]] = defaultdict(lambda: [0, 0])
    for item in articles:
        found = antecedents_in(Article(Document(item.id, item.text, "", item.language)))
        for quotation, label in judged(item):
            place = quotation.speaker_span
            positions = () if place is None else (place.start, quotation.span.start)
            known = next((found[at] for at in positions if at in found), None)
            if known is not None and not label.optional:
                counts[known.evidence][not is_speaker(known.name, label.speakers)] += 1
    for evidence in sorted(counts, key=repr):
        yield Kind(evidence, *counts[evidence])


def as_text(kinds: Sequence[Kind]) -> Iterator[str]:
    """The kinds as a table; a kind that is off gives no name."""
    yield (
        f"{'written':<13}{'found':<13}{'gender':<9}{'sentences':>9}{'rivals':>8}{'':>5}"
        f"{'right':>6}{'wrong':>6}{'P':>7}"
    )
    for kind in kinds:
        evidence = kind.evidence
        yield (
            f"{evidence.written:<13}{evidence.found:<13}"
            f"{'agrees' if evidence.agrees else 'unknown':<9}{evidence.distance:>9}"
            f"{'yes' if evidence.has_rivals else 'no':>8}{'' if evidence.is_sure else 'off':>5}"
            f"{kind.right:>6}{kind.wrong:>6}{kind.right / (kind.right + kind.wrong):>7.3f}"
        )
