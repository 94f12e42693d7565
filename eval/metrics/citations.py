"""Metrics of citations: coverage and F1 of spans, citation recall and precision."""

from collections.abc import Callable, Iterable, Sequence

from dixit.index.records import Span

Supports = Callable[[str, Sequence[str]], bool]
"""(statement, cited texts) to whether the texts together prove the statement."""


def coverage(gold: Span, text: str, cited: Iterable[Span]) -> float:
    """The share of a gold span's characters inside the cited spans, white space ignored.

    Args:
        gold: the gold span.
        text: its text, of `gold.end - gold.start` characters.
        cited: spans of any source; they may overlap.

    Returns:
        Covered characters over all characters, 0 to 1.
    """
    ranges = [(c.start, c.end) for c in cited if c.source == gold.source]
    offsets = [gold.start + i for i, character in enumerate(text) if not character.isspace()]
    covered = sum(any(start <= at < end for start, end in ranges) for at in offsets)
    return covered / len(offsets)


def span_f1(gold: Iterable[Span], cited: Iterable[Span]) -> float:
    """F1 of cited characters: 2 * |C & G| / (|C| + |G|), over sets of (source, offset).

    The token F1 of Rajpurkar et al., 2016, with characters of the stored text as tokens. It is 1
    where both sets are empty.

    Args:
        gold: the gold spans.
        cited: the cited spans.
    """
    gold_places, cited_places = _places(gold), _places(cited)
    if not gold_places or not cited_places:
        return float(gold_places == cited_places)
    return 2 * len(gold_places & cited_places) / (len(gold_places) + len(cited_places))


def citation_recall(statement: str, cited: Sequence[str], supports: Supports) -> float:
    """1 if the cited texts together prove the statement, else 0.

    Gao, Yen, Yu and Chen, 2023, "Enabling Large Language Models to Generate Text with Citations"
    (ALCE), section 4, with `supports` in place of the paper's entailment model.

    Args:
        statement: a sentence of the answer.
        cited: the texts that it cites.
        supports: the verifier.
    """
    return float(bool(cited) and supports(statement, cited))


def citation_precision(statement: str, cited: Sequence[str], supports: Supports) -> list[float]:
    """For each citation, 1 if it helps to prove the statement, else 0 (ALCE, section 4).

    All are 0 where the texts together do not prove the statement. A citation is irrelevant, 0,
    where it does not prove the statement alone and the others prove it without it.

    Args:
        statement: a sentence of the answer.
        cited: the texts that it cites.
        supports: the verifier.

    Returns:
        A value for each citation, in the order given.
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
