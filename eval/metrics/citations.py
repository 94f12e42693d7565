"""Of citations: the places an answer points to, beside those that hold what was asked for."""

from collections.abc import Callable, Iterable, Sequence

from dixit.index.records import Span

Supports = Callable[[str, Sequence[str]], bool]
"""Whether some cited texts, taken together, prove a statement."""


def coverage(gold: Span, text: str, cited: Iterable[Span]) -> float:
    """Share of a gold span's characters that lie inside the cited spans; spaces do not count.

    Args:
        gold: where the gold text stands.
        text: the gold text, of `gold.end - gold.start` characters.
        cited: any spans, overlapping or not, of any source.
    """
    ranges = [(c.start, c.end) for c in cited if c.source == gold.source]
    counted = [gold.start + i for i, character in enumerate(text) if not character.isspace()]
    inside = sum(any(start <= at < end for start, end in ranges) for at in counted)
    return inside / len(counted)


def span_f1(gold: Iterable[Span], cited: Iterable[Span]) -> float:
    """The harmonic mean of precision and recall of cited characters, over all places together.

    The F1 of Rajpurkar et al., 2016, with a character's place in the stored text as the token.
    """
    wanted, given = _places(gold), _places(cited)
    if not wanted or not given:
        return float(wanted == given)
    return 2 * len(wanted & given) / (len(wanted) + len(given))


def citation_recall(statement: str, cited: Sequence[str], supports: Supports) -> float:
    """1 where the cited texts together prove the statement, else 0.

    Gao, Yen, Yu and Chen, 2023, "Enabling Large Language Models to Generate Text with Citations"
    (ALCE), section 4, with any verifier in the place of the paper's entailment model.
    """
    return float(bool(cited) and supports(statement, cited))


def citation_precision(statement: str, cited: Sequence[str], supports: Supports) -> list[float]:
    """For each citation 1 where it helps to prove the statement, else 0.

    The same section: none helps where all of them prove nothing; one is of no use where it proves
    nothing alone and the others prove as much without it.
    """
    if not citation_recall(statement, cited, supports):
        return [0.0] * len(cited)
    return [
        float(
            supports(statement, [text])
            or not citation_recall(statement, [*cited[:at], *cited[at + 1 :]], supports)
        )
        for at, text in enumerate(cited)
    ]


def _places(spans: Iterable[Span]) -> set[tuple[str, int]]:
    return {(span.source, at) for span in spans for at in range(span.start, span.end)}
