"""The measures themselves: pure functions, each with the paper it comes from.

Rankings are given as ids, best first, each id once, ties already broken by id. Every value lies
between 0 and 1, and bigger is better.
"""

import math
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence

from index.records import Span

_TYPOGRAPHY = str.maketrans(
    {"’": "'", "ʼ": "'", "‘": "'", "œ": "oe", "æ": "ae", "‐": "-", "‑": "-", "–": "-"}
)


def recall_at_k(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Share of the relevant ids that are among the first `k`.

    Manning, Raghavan and Schütze, 2008, "Introduction to Information Retrieval", chapter 8.

    Raises:
        ValueError: nothing is relevant, so that there is no share to give.
    """
    if not relevant:
        raise ValueError("recall needs at least one relevant id")
    return len(set(ranked[:k]) & set(relevant)) / len(set(relevant))


def reciprocal_rank(ranked: Sequence[str], relevant: Collection[str]) -> float:
    """1 over the rank of the first relevant id, 0 where there is none.

    Voorhees, 1999, "The TREC-8 Question Answering Track Report".
    """
    return next((1 / rank for rank, i in enumerate(ranked, start=1) if i in relevant), 0.0)


def ndcg_at_k(ranked: Sequence[str], gains: Mapping[str, float], k: int) -> float:
    """Discounted gain of the first `k` over that of the best order, gains taken as they are.

    Järvelin and Kekäläinen, 2002, "Cumulated Gain-Based Evaluation of IR Techniques", with the
    discount 1 / log2(rank + 1).

    Raises:
        ValueError: no id has a gain, so that there is no best order.
    """
    best = _discounted(sorted(gains.values(), reverse=True)[:k])
    if best <= 0:
        raise ValueError("nDCG needs at least one id with a gain")
    return _discounted([gains.get(i, 0.0) for i in ranked[:k]]) / best


def _discounted(gains: Iterable[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))


def key_match(text: str, keys: Sequence[Sequence[str]]) -> float:
    """Share of the groups of which `text` holds at least one spelling, as whole words.

    Case, accents, typographic marks and spaces do not matter. "30" is found neither in "300" nor
    in "30.000". After the match of answers by pattern in Chen, Fisch, Weston and Bordes, 2017,
    "Reading Wikipedia to Answer Open-Domain Questions".

    Raises:
        ValueError: there are no keys.
    """
    if not keys:
        raise ValueError("a key match needs at least one group of keys")
    folded = _folded(text)
    return sum(any(_holds(folded, _folded(s)) for s in group) for group in keys) / len(keys)


def _holds(text: str, key: str) -> bool:
    return re.search(rf"(?<!\w)(?<!\d[.,]){re.escape(key)}(?!\w)(?![.,]\d)", text) is not None


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_TYPOGRAPHY))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def coverage(gold: Span, text: str, cited: Iterable[Span]) -> float:
    """Share of a gold span's characters that lie inside the cited spans; spaces do not count.

    The citation recall of Gao, Yen, Yu and Chen, 2023, "Enabling Large Language Models to
    Generate Text with Citations", told by exact places instead of by a model's judgement.

    Args:
        gold: where the gold text stands.
        text: the gold text, of `gold.end - gold.start` characters.
        cited: any spans, overlapping or not, of any source.
    """
    ranges = [(c.start, c.end) for c in cited if c.source == gold.source]
    counted = [gold.start + i for i, character in enumerate(text) if not character.isspace()]
    inside = sum(any(start <= at < end for start, end in ranges) for at in counted)
    return inside / len(counted)


def refusal_precision(decisions: Collection[tuple[bool, bool]]) -> float | None:
    """Share of the refused questions that have no answer; None where none was refused.

    Rajpurkar, Jia and Liang, 2018, "Know What You Don't Know: Unanswerable Questions for SQuAD",
    asks for the decision; precision and recall are the usual ones.

    Args:
        decisions: (answerable, answered) of each question.
    """
    refused = [answerable for answerable, answered in decisions if not answered]
    return sum(not answerable for answerable in refused) / len(refused) if refused else None


def refusal_recall(decisions: Collection[tuple[bool, bool]]) -> float | None:
    """Share of the questions without an answer that were refused; None where all have one.

    The counterpart of `refusal_precision`, over the same pairs.
    """
    hopeless = [answered for answerable, answered in decisions if not answerable]
    return sum(not answered for answered in hopeless) / len(hopeless) if hopeless else None


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least `percent` % of the values do not exceed (nearest rank).

    Hyndman and Fan, 1996, "Sample Quantiles in Statistical Packages", definition 1.

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("a percentile needs at least one value")
    return sorted(values)[max(0, math.ceil(len(values) * percent / 100) - 1)]
