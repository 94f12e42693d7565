"""Extraction of quotations, against labels by hand: words, speaker, kind of speech.

A quotation matches a label if their overlap is at least half of the longer one, in characters.
Matching is one to one, greedy by overlap. The speaker is right if it is one of the labelled
spellings; a determiner in front or an office around the full name is accepted. Optional labels, on
which careful readers differ, count neither as found nor as missed.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dixit.index.records import Document, Quotation
from dixit.index.text.tokens import stop_words, words
from dixit.rag.ingestion.example_articles import EXAMPLE_ARTICLES
from dixit.rag.quotations import find_quotations

SHIPPED = Path(__file__).parent / "quotations"
SEEDS = EXAMPLE_ARTICLES
HALVES = ("development", "test")
_MEETS = 0.5
"""The least overlap of a match, as a share of the longer span."""
_EDGES = " \u00a0\u202f\n,;:.!?…«»“”\"'’‘-–—"


@dataclass(frozen=True, slots=True)
class Label:
    """A labelled quotation."""

    start: int
    end: int
    speakers: tuple[str, ...]
    direct: bool
    optional: bool


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article with all of its quotations labelled."""

    id: str
    language: str
    style: str
    text: str
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts over a group of articles, for direct or for indirect quotations."""

    group: str
    kind: str
    labelled: int
    found: int
    met: int
    """Quotations that match a label of this kind."""
    exact: int
    """Of these, those with the same words, punctuation and spaces at the edges aside."""
    credited: int
    """Of these, those with the right speaker."""
    met_any: int
    """Labels of this kind that match a quotation of either kind."""

    def f1(self, right: int) -> float:
        """F1 = 2 * right / (labelled + found) (van Rijsbergen, 1979, "Information Retrieval")."""
        return 2 * right / (self.labelled + self.found) if right else 0.0

    def as_dict(self) -> dict[str, object]:
        """One row of the JSON of `dixit eval quotations --json`."""
        return {
            "group": self.group,
            "kind": self.kind,
            "labelled": self.labelled,
            "found": self.found,
            "precision": self.credited / max(1, self.found),
            "recall": self.credited / max(1, self.labelled),
            "f1": self.f1(self.credited),
            "words_f1": self.f1(self.met),
            "exact_f1": self.f1(self.exact),
            "kind_right": self.met / max(1, self.met_any),
        }


@dataclass(frozen=True, slots=True)
class _Judged:
    """The labels and the quotations of an article, matched."""

    labelled: Labelled
    found: tuple[Quotation, ...]
    pairs: Mapping[int, int]
    """Index of the matched label, by index of the quotation."""


def read_labelled(half: str, folder: Path = SHIPPED) -> list[Labelled]:
    """Read the labelled articles of one half of the set.

    Args:
        half: "development" or "test".
        folder: the folder of the label files; the text of a seed article is read from `seeds/`.

    Raises:
        ValueError: the words of a label are not in the article.
    """
    articles = []
    for line in (folder / f"{half}.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        text = record.get("text") or (SEEDS / record["source"]).read_text("utf-8")
        labels = tuple(sorted(_labels(record, text), key=lambda label: label.start))
        articles.append(Labelled(record["id"], record["lang"], record["style"], text, labels))
    return articles


def _labels(record: Mapping[str, object], text: str) -> Iterator[Label]:
    labels = record["quotations"]
    assert isinstance(labels, list)
    for label in labels:
        start = -1
        for _ in range(label.get("nth", 1)):
            start = text.find(label["words"], start + 1)
            if start < 0:
                raise ValueError(f"{record['id']}: not in the article: {label['words'][:60]!r}")
        yield Label(
            start,
            start + len(label["words"]),
            tuple(label["speaker"]),
            label["kind"] == "direct",
            label.get("optional", False),
        )


def measure(articles: Mapping[str, Sequence[Labelled]]) -> Iterator[Counts]:
    """Count matches in each half, and in the test half by language too.

    Args:
        articles: the labelled articles by half.
    """
    for half, items in articles.items():
        judged = [_judge(item) for item in items]
        groups = {half: judged}
        if half == HALVES[-1]:
            for language in sorted({item.language for item in items}):
                groups[f"{half}, {language}"] = [
                    one for one in judged if one.labelled.language == language
                ]
        for name, group in groups.items():
            for kind in ("direct", "indirect"):
                yield _counts(name, kind, group)


def failures(articles: Iterable[Labelled]) -> Iterator[str]:
    """List the quotations that are missed, spurious, or attributed to the wrong speaker."""
    for judged in map(_judge, articles):
        item, met = judged.labelled, set(judged.pairs.values())
        for number, label in enumerate(item.labels):
            if number not in met and not label.optional:
                kind = "direct" if label.direct else "indirect"
                yield f"{item.id} missed {kind} {label.speakers[0]}: {_shown(item, label)}"
        for number, quotation in enumerate(judged.found):
            description = f"{'direct' if quotation.direct else 'indirect'} {quotation.speaker}"
            description += f" ({quotation.cue}): {quotation.quote[:110]!r}"
            if number not in judged.pairs:
                yield f"{item.id} too many {description}"
                continue
            label = item.labels[judged.pairs[number]]
            if label.optional:
                continue
            if not is_speaker(quotation.speaker, label.speakers):
                yield f"{item.id} speaker is {label.speakers[0]}, found {description}"
            elif label.direct != quotation.direct:
                yield f"{item.id} other kind {description}"
            elif not _same_edges(item.text, label, quotation):
                yield f"{item.id} other words {description} / {_shown(item, label)}"


def as_text(rows: Sequence[Counts]) -> Iterator[str]:
    """The rows as a table; P, R and F1 require both the words and the speaker."""
    yield (
        f"{'':<16}{'':<10}{'labels':>7}{'found':>7}{'P':>7}{'R':>7}{'F1':>7}"
        f"{'words F1':>10}{'exact F1':>10}{'kind':>7}"
    )
    for row in rows:
        figures = row.as_dict()
        yield (
            f"{row.group:<16}{row.kind:<10}{row.labelled:>7}{row.found:>7}{figures['precision']:>7.3f}"
            f"{figures['recall']:>7.3f}{figures['f1']:>7.3f}{figures['words_f1']:>10.3f}"
            f"{figures['exact_f1']:>10.3f}{figures['kind_right']:>7.3f}"
        )


def judged(item: Labelled) -> Iterator[tuple[Quotation, Label]]:
    """Yield each quotation found in an article with the label that it matches."""
    one = _judge(item)
    for number, label in one.pairs.items():
        yield one.found[number], item.labels[label]


def _judge(item: Labelled) -> _Judged:
    quotations = find_quotations(Document(item.id, item.text, "", item.language))
    candidates = sorted(
        (-_overlap(label, quotation), label.direct != quotation.direct, i, j)
        for i, quotation in enumerate(quotations)
        for j, label in enumerate(item.labels)
        if _overlap(label, quotation) >= _MEETS
    )
    pairs: dict[int, int] = {}
    for _, _, i, j in candidates:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return _Judged(item, quotations, pairs)


def _counts(group: str, kind: str, judged: Sequence[_Judged]) -> Counts:
    direct = kind == "direct"
    labelled = found = met = exact = credited = met_any = 0
    for one in judged:
        labels = one.labelled.labels
        labelled += sum(label.direct == direct and not label.optional for label in labels)
        for number, quotation in enumerate(one.found):
            label = labels[one.pairs[number]] if number in one.pairs else None
            if label is not None and label.optional:
                continue
            found += quotation.direct == direct
            if label is None or not label.direct == direct == quotation.direct:
                continue
            met += 1
            exact += _same_edges(one.labelled.text, label, quotation)
            credited += is_speaker(quotation.speaker, label.speakers)
        met_any += sum(
            labels[m].direct == direct and not labels[m].optional for m in one.pairs.values()
        )
    return Counts(group, kind, labelled, found, met, exact, credited, met_any)


def _overlap(label: Label, quotation: Quotation) -> float:
    overlap = min(label.end, quotation.span.end) - max(label.start, quotation.span.start)
    length = max(label.end - label.start, quotation.span.end - quotation.span.start)
    return max(0, overlap) / length


def _same_edges(text: str, label: Label, quotation: Quotation) -> bool:
    return text[label.start : label.end].strip(_EDGES) == quotation.quote.strip(_EDGES) and (
        label.start < quotation.span.end and quotation.span.start < label.end
    )


def is_speaker(speaker: str, accepted: Iterable[str]) -> bool:
    """Whether a speaker is one of the accepted spellings, an article or an office aside."""
    found_words = _content(speaker)
    for name in accepted:
        name_words = _content(name)
        if found_words == name_words or _stands_in(name_words, found_words):
            return True
    return False


def _content(name: str) -> list[str]:
    small = stop_words("fr") | stop_words("en")
    return [word for word in words(name) if word not in small] or words(name)


def _stands_in(name: list[str], speaker: list[str]) -> bool:
    """Whether a full name is within the speaker found, or an office at its start."""
    if not name:
        return False
    is_within = any(speaker[i : i + len(name)] == name for i in range(len(speaker)))
    return is_within and (len(name) >= 2 or speaker[: len(name)] == name)


def _shown(item: Labelled, label: Label) -> str:
    return repr(item.text[label.start : label.end][:110])
