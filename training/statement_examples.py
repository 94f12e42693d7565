"""What the judge learns from: a premise, a statement, and whether the premise supports it.

The written set (statements by hand), its sentences changed by rule, its quotations with their
right and another speaker, sentence pairs (a sentence supports its translation, and not a changed
one), and the French entailment sets that may be learned from.
"""

import csv
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dixit.rag.lang.names import names_in
from dixit.rag.parsing.sentences import sentences
from training.falsehoods import falsified, shortened
from training.pairs import Pair

LABELS = ("supported", "contradicted", "unsaid")
"""In the order of the model's columns."""
_DICTIONARIES = ("enwiktionary", "cldr")
_LENGTHS = range(35, 200)
"""Characters of a pair's sentence that is a statement."""
_PRINTED = range(35, 330)
"""Characters of an article's sentence that a rule changes."""
_SHORTENED = 0.6
"""The share of these from which an apposition or a clause is left out, where there is one."""
_ELSEWHERE = 0.35
"""The share of supported statements that are shown once more beside a place that is silent."""
_ATTRIBUTED = {
    "fr": ("{speaker} a déclaré : « {words} »", "« {words} », a affirmé {speaker}.",
           "Selon {speaker}, {words}.", "{speaker} a dit que {words}.",
           "D'après {speaker}, « {words} »."),
    "en": ('{speaker} said: "{words}"', '"{words}," said {speaker}.',
           "According to {speaker}, {words}.", "{speaker} said that {words}.",
           "{speaker} told reporters that {words}."),
}  # fmt: skip


Article = dict[str, Any]
"""An article of the written set, as its file has it."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One lesson.

    Attributes:
        premise: a sentence or more of an article.
        statement: what is said of it.
        label: one of `LABELS`.
        source: where it comes from.
    """

    premise: str
    statement: str
    label: str
    source: str


def window(
    text: str, spans: Sequence[tuple[int, int]], start: int, end: int, chance: random.Random
) -> str:
    """The sentences that hold a place, with none or one more on either side.

    Args:
        text: the article.
        spans: its sentences, (start, end) in characters.
        start, end: the place, in characters.
        chance: draws how many neighbours.
    """
    held = [at for at, (a, b) in enumerate(spans) if a < end and start < b]
    if not held:
        return text[start:end]
    first = max(0, held[0] - chance.choice((0, 0, 1)))
    last = min(len(spans) - 1, held[-1] + chance.choice((0, 0, 1)))
    return text[spans[first][0] : spans[last][1]]


def read_articles(files: Iterable[Path]) -> Iterator[Article]:
    """Yield the articles of the written set."""
    for path in files:
        for line in path.read_text("utf-8").splitlines():
            yield json.loads(line)


def from_written(articles: Iterable[Article], chance: random.Random) -> list[Judgement]:
    """The statements written by hand, each with the place that decides."""
    made: list[Judgement] = []
    for article in articles:
        text = article["text"]
        spans = sentences(text)
        for row in article["statements"]:
            place = text.find(row["evidence"]) if row["evidence"] else -1
            if place < 0:
                place, end = nearest(text, spans, row["statement"])
            else:
                end = place + len(row["evidence"])
            premise = window(text, spans, place, end, chance)
            made.append(Judgement(premise, row["statement"], row["label"], "written"))
            if row["label"] == "supported" and chance.random() < _ELSEWHERE:
                others = [span for span in spans if span[1] <= place or span[0] >= end]
                if others:
                    silent = chance.choice(others)
                    premise = window(text, [s for s in spans if s in others], *silent, chance)
                    if row["evidence"] not in premise:
                        made.append(Judgement(premise, row["statement"], "unsaid", "written"))
    return made


def nearest(text: str, spans: Sequence[tuple[int, int]], statement: str) -> tuple[int, int]:
    """The sentence that shares most letters' triples with a statement."""
    wanted = _triples(statement)
    return max(spans, key=lambda span: len(wanted & _triples(text[slice(*span)])) / (
        20 + span[1] - span[0]), default=(0, len(text)))  # fmt: skip


def _triples(text: str) -> set[str]:
    low = text.lower()
    return {low[at : at + 3] for at in range(len(low) - 2)}


def by_rule(articles: Iterable[Article], chance: random.Random) -> list[Judgement]:
    """Sentences of the written set, whole or shortened, each beside one that a rule has changed."""
    made: list[Judgement] = []
    for article in articles:
        text, language = article["text"], article["lang"]
        spans = sentences(text)
        names = list(dict.fromkeys(name for name in names_in(text) if " " in name))
        for start, end in spans:
            sentence = text[start:end]
            if len(sentence) not in _PRINTED:
                continue
            if chance.random() < _SHORTENED:
                sentence = shortened(sentence, chance) or sentence
            changed = falsified(sentence, language, text, names, chance)
            if changed is None:
                continue
            premise = window(text, spans, start, end, chance)
            statement, label, _ = changed
            made.append(Judgement(premise, sentence, "supported", "rules"))
            made.append(Judgement(premise, statement, label, "rules"))
    return made


def from_quotations(articles: Iterable[Article], chance: random.Random) -> list[Judgement]:
    """Attributed words with the right speaker and with another one of the article."""
    made: list[Judgement] = []
    for article in articles:
        text = article["text"]
        spans = sentences(text)
        speakers = [row["speaker"] for row in article["quotations"] if row["speaker"]]
        names = [*speakers, *(name for name in names_in(text) if " " in name)]
        for row in article["quotations"]:
            place = text.find(row["words"])
            if not row["speaker"] or place < 0 or len(row["words"]) < 15:
                continue
            premise = window(text, spans, place, place + len(row["words"]), chance)
            if row["speaker"].split()[-1] not in premise:
                continue
            others = [name for name in names if not set(name.split()) & set(row["speaker"].split())]
            templates = _ATTRIBUTED[article["lang"]]
            template = chance.choice(templates[:2] if row["kind"] == "direct" else templates)
            words = row["words"].strip(' .,«»"“”')
            said = template.format(speaker=row["speaker"], words=words)
            made.append(Judgement(premise, said, "supported", "quotations"))
            if others:
                said = template.format(speaker=chance.choice(others), words=words)
                made.append(Judgement(premise, said, "contradicted", "quotations"))
    return made


def from_pairs(pairs: Sequence[Pair], count: int, chance: random.Random) -> Iterator[Judgement]:
    """Yield sentences of the pairs beside their translation: true, changed, or of a neighbour.

    Args:
        pairs: sentence pairs; neighbours in the list come from the same document.
        count: how many examples to make.
        chance: draws them.
    """
    made = 0
    while made < count:
        at = chance.randrange(2, len(pairs) - 2)
        pair = pairs[at]
        if pair.origin in _DICTIONARIES or len(pair.french) not in _LENGTHS:
            continue
        around = [pairs[n] for n in range(at - chance.choice((0, 1)), at + chance.choice((1, 2)))]
        around = [one for one in around if one.origin == pair.origin] or [pair]
        read_french, told_french = chance.random() < 0.5, chance.random() < 0.5
        premise = " ".join(one.french if read_french else one.english for one in around)
        statement = pair.french if told_french else pair.english
        if len(premise) > 1.7 * _LENGTHS.stop:
            continue
        draw = chance.random()
        if draw < 0.4:
            yield Judgement(premise, statement, "supported", "pairs")
        elif draw < 0.85:
            language = "fr" if told_french else "en"
            other = pairs[at + 2 if chance.random() < 0.5 else at - 2]
            context = other.french if told_french else other.english
            changed = falsified(statement, language, context, names_in(context), chance)
            if changed is None:
                continue
            yield Judgement(premise, changed[0], changed[1], "pairs")
        else:
            other = pairs[at + 2]
            if other in around or other.origin != pair.origin:
                continue
            statement = other.french if told_french else other.english
            yield Judgement(premise, statement, "unsaid", "pairs")
        made += 1


def from_open(folder: Path) -> list[Judgement]:
    """RTE3-FR's development part, and the odd half of DACCORD."""
    names = {"0": "supported", "1": "unsaid", "2": "contradicted"}
    made = [
        Judgement(row["premise"], row["hypothesis"], names[row["label"]], "rte3")
        for row in _table(folder / "RTE3-FR-dev-set-3class.tsv")
    ]
    made += [
        Judgement(row["premise"], row["hypothesis"], "contradicted", "daccord")
        for row in _table(folder / "daccord.tsv")
        if int(row["id"][1:]) % 2 and row["label"] == "1"
    ]
    return made


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
