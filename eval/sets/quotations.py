"""Quotations found beside those labelled by hand: the words, the speaker, the kind of speech.

A found statement meets a labelled one where each holds at least half of the other's words (and
they pair off one to one, the best first). A right speaker is one of the labelled spellings; a
determiner before it, or an office around the full name, is no fault. Optional labels, where good
readers may differ, count neither when found nor when missed.
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
"""The share of either's characters that must be the other's."""
_EDGES = " \u00a0\u202f\n,;:.!?…«»“”\"'’‘-–—"


@dataclass(frozen=True, slots=True)
class Label:
    """A statement as a reader marked it."""

    start: int
    end: int
    speakers: tuple[str, ...]
    direct: bool
    optional: bool


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article and all statements in it."""

    id: str
    language: str
    style: str
    text: str
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How a finder did on some articles, for statements of one kind."""

    group: str
    kind: str
    labelled: int
    found: int
    met: int
    """Words that overlap as they should."""
    exact: int
    """Words that are the same but for marks and spaces at their edges."""
    credited: int
    """Words that overlap, and their speaker is right."""
    met_any: int
    """Labels of this kind that were found as of either kind."""

    def f1(self, right: int) -> float:
        """The harmonic mean of precision and recall (van Rijsbergen, 1979)."""
        return 2 * right / (self.labelled + self.found) if right else 0.0

    def as_dict(self) -> dict[str, object]:
        """The JSON of `dixit eval quotations --json`, one row."""
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
    """One article's labels and findings, paired."""

    labelled: Labelled
    found: tuple[Quotation, ...]
    pairs: Mapping[int, int]
    """The number of the label that each finding meets, by the finding's own number."""


def read_labelled(half: str, folder: Path = SHIPPED) -> list[Labelled]:
    """The labelled articles of a half; an article of `seeds/` is labelled where it lies.

    Raises:
        ValueError: a label's words are not in the article.
    """
    articles = []
    for line in (folder / f"{half}.jsonl").read_text("utf-8").splitlines():
        item = json.loads(line)
        text = item.get("text") or (SEEDS / item["source"]).read_text("utf-8")
        labels = tuple(sorted(_labels(item, text), key=lambda label: label.start))
        articles.append(Labelled(item["id"], item["lang"], item["style"], text, labels))
    return articles


def _labels(item: Mapping[str, object], text: str) -> Iterator[Label]:
    listed = item["quotations"]
    assert isinstance(listed, list)
    for label in listed:
        start = -1
        for _ in range(label.get("nth", 1)):
            start = text.find(label["words"], start + 1)
            if start < 0:
                raise ValueError(f"{item['id']}: not in the article: {label['words'][:60]!r}")
        yield Label(
            start,
            start + len(label["words"]),
            tuple(label["speaker"]),
            label["kind"] == "direct",
            label.get("optional", False),
        )


def measure(articles: Mapping[str, Sequence[Labelled]]) -> Iterator[Counts]:
    """Each half, and the last one by language."""
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
    """Each statement that is missed, found too many, or given to the wrong speaker."""
    for judged in map(_judge, articles):
        item, met = judged.labelled, set(judged.pairs.values())
        for number, label in enumerate(item.labels):
            if number not in met and not label.optional:
                kind = "direct" if label.direct else "indirect"
                yield f"{item.id} missed {kind} {label.speakers[0]}: {_shown(item, label)}"
        for number, quotation in enumerate(judged.found):
            told = f"{'direct' if quotation.direct else 'indirect'} {quotation.speaker}"
            told += f" ({quotation.cue}): {quotation.quote[:110]!r}"
            if number not in judged.pairs:
                yield f"{item.id} too many {told}"
                continue
            label = item.labels[judged.pairs[number]]
            if label.optional:
                continue
            if not _is_speaker(quotation.speaker, label.speakers):
                yield f"{item.id} speaker is {label.speakers[0]}, found {told}"
            elif label.direct != quotation.direct:
                yield f"{item.id} other kind {told}"
            elif not _same_edges(item.text, label, quotation):
                yield f"{item.id} other words {told} / {_shown(item, label)}"


def as_text(rows: Sequence[Counts]) -> Iterator[str]:
    """A table; P, R and F1 are of words and speaker together."""
    yield (
        f"{'':<16}{'':<10}{'labels':>7}{'found':>7}{'P':>7}{'R':>7}{'F1':>7}"
        f"{'words F1':>10}{'exact F1':>10}{'kind':>7}"
    )
    for row in rows:
        told = row.as_dict()
        yield (
            f"{row.group:<16}{row.kind:<10}{row.labelled:>7}{row.found:>7}{told['precision']:>7.3f}"
            f"{told['recall']:>7.3f}{told['f1']:>7.3f}{told['words_f1']:>10.3f}"
            f"{told['exact_f1']:>10.3f}{told['kind_right']:>7.3f}"
        )


def _judge(item: Labelled) -> _Judged:
    found = find_quotations(Document(item.id, item.text, "", item.language))
    candidates = sorted(
        (-_overlap(label, quotation), label.direct != quotation.direct, n, m)
        for n, quotation in enumerate(found)
        for m, label in enumerate(item.labels)
        if _overlap(label, quotation) >= _MEETS
    )
    pairs: dict[int, int] = {}
    for _, _, n, m in candidates:
        if n not in pairs and m not in pairs.values():
            pairs[n] = m
    return _Judged(item, found, pairs)


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
            credited += _is_speaker(quotation.speaker, label.speakers)
        met_any += sum(
            labels[m].direct == direct and not labels[m].optional for m in one.pairs.values()
        )
    return Counts(group, kind, labelled, found, met, exact, credited, met_any)


def _overlap(label: Label, quotation: Quotation) -> float:
    shared = min(label.end, quotation.span.end) - max(label.start, quotation.span.start)
    longest = max(label.end - label.start, quotation.span.end - quotation.span.start)
    return max(0, shared) / longest


def _same_edges(text: str, label: Label, quotation: Quotation) -> bool:
    return text[label.start : label.end].strip(_EDGES) == quotation.quote.strip(_EDGES) and (
        label.start < quotation.span.end and quotation.span.start < label.end
    )


def _is_speaker(found: str, accepted: Iterable[str]) -> bool:
    told = _content(found)
    for name in accepted:
        wanted = _content(name)
        if told == wanted or _stands_in(wanted, told):
            return True
    return False


def _content(name: str) -> list[str]:
    small = stop_words("fr") | stop_words("en")
    return [word for word in words(name) if word not in small] or words(name)


def _stands_in(wanted: list[str], told: list[str]) -> bool:
    """Whether a full name, or an office at the head, is what was found with more around it."""
    if not wanted:
        return False
    within = any(told[i : i + len(wanted)] == wanted for i in range(len(told)))
    return within and (len(wanted) >= 2 or told[: len(wanted)] == wanted)


def _shown(item: Labelled, label: Label) -> str:
    return repr(item.text[label.start : label.end][:110])
