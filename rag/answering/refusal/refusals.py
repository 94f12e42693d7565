"""Refusals: what to say if there is no answer, and never more than was checked.

A refusal says that the articles do not mention a name only if the name occurs nowhere in the stored
documents. If it does occur, the refusal says so and shows where.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dixit.index.filters import ANYTHING, Filter
from dixit.index.records import Hit, Passage, Span
from dixit.index.text.tokens import composed, words
from dixit.rag.answering.refusal.mentions import Looked, Mention, look_for
from dixit.rag.answering.refusal.nearby_quotes import quoted_near
from dixit.rag.dials import DEFAULT, RefusalDials
from dixit.rag.lang.name_matching import is_pronoun
from dixit.rag.messages import articles, listed, marked, of, say
from dixit.rag.parsing.injection import clean, orders_in
from dixit.rag.question.question import Question
from dixit.rag.question.terms import name_words
from dixit.rag.records import Block
from dixit.rag.retrieval.articles import Articles

Kind = Literal["unknown", "silent", "off_topic", "nothing", "no_article"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer, before the documents are searched for the names in the question."""

    kind: Kind
    """ "unknown": no passage has the names. "silent": no words of the speaker. "off_topic": only
    words on other topics. "no_article": no article of that name. "nothing": no passage answers."""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """The blocks of an answer, or the reason for a refusal."""

    blocks: tuple[Block, ...] = ()
    refusal: Refusal | None = None
    probability: float | None = None
    """How likely the answer is right, where the reader judged it; else None."""
    unheard: tuple[str, ...] = ()
    """Speakers asked for whose words were not found, while those of others were."""
    is_sure: bool = False
    """Whether it was computed from all that is stored, not read off a passage."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The question with a name spelt as the articles spell it."""

    question: str
    note: str  # The sentence that says so; empty if it is the same name.


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is said in reply to a question."""

    answered: bool
    blocks: tuple[Block, ...]
    nearest: tuple[Hit, ...] = ()
    """The passages that a refusal shows."""
    is_sure: bool = False  # As of the reply.


NOTHING = Reply(refusal=Refusal("nothing"))
"""The reply if no passage answers."""


def outcome(
    reply: Reply,
    question: Question,
    hits: Sequence[Hit],
    library: Articles,
    where: Filter = ANYTHING,
    read: Reading | None = None,
    dials: RefusalDials = DEFAULT.refusals,
) -> Outcome | Reading:
    """What to say after the names of a refusal were looked for; or the question to ask instead.

    Args:
        reply: what the passages give.
        question: the question.
        hits: the passages found; a refusal shows them if it has no occurrences to show.
        library: the documents.
        where: the filter that was used.
        read: how the question was changed, if this is the second attempt; there is no third.
        dials: how far to look for names, and how much to show.

    Returns:
        The outcome; or a `Reading` if the question should be asked again with another spelling.
    """
    if reply.refusal is None:
        unheard_blocks = _unheard(reply.unheard, question.language, library, where, dials)
        blocks = noted((*reply.blocks, *unheard_blocks), read, answered=True)
        return Outcome(True, blocks, is_sure=reply.is_sure)
    looked: list[Looked] = []
    if reply.refusal.kind in ("unknown", "silent"):
        names = [name for name in reply.refusal.names if not is_pronoun(name)]
        looked = [look_for(name, library, where, dials) for name in names]
    if looked and read is None and (reading := _read_as(question, looked, library, where)):
        return reading
    teller = _Teller(question.language, library, where, dials)
    text = teller.refusal(reply.refusal, looked, question)
    shown = [_hit(span, library) for span in _apart(teller.shown, dials.nearest)]
    most, article = dials.nearest, library.article
    nearest = clean(shown, article, most) or clean(hits, article, most)
    return Outcome(False, noted((Block(text),), read, answered=False), nearest)


def noted(blocks: tuple[Block, ...], read: Reading | None, *, answered: bool) -> tuple[Block, ...]:
    """Put the note on how the question was read before the blocks; a refusal stays one block."""
    if read is None or not read.note:
        return blocks
    if answered or not blocks:
        return (Block(read.note), *blocks)
    return (replace(blocks[0], text=f"{read.note} {blocks[0].text}"), *blocks[1:])


def _read_as(
    question: Question, looked: Sequence[Looked], library: Articles, where: Filter
) -> Reading | None:
    """The question to ask instead, if it is clear which name was meant; else None.

    It is clear if the articles spell the name in another way, or if exactly one name is one
    typing error away.
    """
    text, notes = question.text, []
    for one in looked:
        spelling = _respelt(one, library)
        if spelling is None and one.whole and len(one.near) == 1:
            spelling = one.near[0]
            name, other = (marked(each, question.language) for each in (one.name, spelling))
            among = articles(question.language, narrowed=bool(where))
            notes.append(say("read_as", question.language, articles=among, name=name, other=other))
        if spelling is None:
            return None
        text = text.replace(one.name, spelling)
    return Reading(text, " ".join(notes)) if text != question.text else None


def _unheard(
    names: Sequence[str], language: str, library: Articles, where: Filter, dials: RefusalDials
) -> list[Block]:
    """What to say about speakers whose words were not found, next to those of others."""
    teller = _Teller(language, library, where, dials)
    looked = [look_for(name, library, where, dials) for name in names if not is_pronoun(name)]
    return [Block(text) for one in looked if (text := teller.unheard(one, beside=True))]


class _Teller:
    """Writes the sentences of a refusal; `shown` collects the places that they mention."""

    def __init__(
        self, language: str, library: Articles, where: Filter, dials: RefusalDials
    ) -> None:
        self._language, self._library, self._where = language, library, where
        self._dials = dials
        self.shown: list[Span] = []

    def refusal(self, refusal: Refusal, looked: Sequence[Looked], question: Question) -> str:
        """The whole refusal."""
        if refusal.kind == "off_topic":
            return self.off_topic((*refusal.names, *question.speakers))
        if refusal.kind == "no_article":
            return self._say("no_article", name=marked(refusal.names[0], self._language))
        if refusal.kind == "silent" and looked:
            return self.unheard(looked[0])
        return self.unknown(looked) if looked else self.nothing()

    def nothing(self) -> str:
        """That no passage answers."""
        return self._say("nothing_among" if self._where else "nothing")

    def off_topic(self, names: Sequence[str]) -> str:
        """That the words found are on other topics."""
        name = next((name for name in names if not is_pronoun(name)), None)
        if name is None:
            return self.nothing()
        return self._say("off_topic", of_name=of(name, self._language))

    def unknown(self, looked: Sequence[Looked], *, beside: bool = False) -> str:
        """What to say about names that no passage has; with `beside`, after an answer."""
        absent = [one for one in looked if one.absent and not one.near]
        rest = [one for one in looked if one not in absent]
        sentences = [self._found(one) for one in rest]
        names = [one.name for one in absent if not _is_number(one)]
        numbers = [marked(one.name, self._language) for one in absent if _is_number(one)]
        also = "also_" if rest or beside else ""
        if names:
            on_names = listed(names, self._language)
            on = f"sur {on_names}" if self._language == "fr" else f"of {on_names}"
            sentences.append(self._say(f"{also}unknown", on_names=on))
            also = "also_"
        sentences += [
            self._say(f"{also}unwritten", at_head=not also, names=number) for number in numbers
        ]
        opening = [self.nothing()] if rest and not beside else []
        return " ".join(filter(None, (*opening, *sentences)))

    def unheard(self, one: Looked, *, beside: bool = False) -> str:
        """What to say about a speaker without words; "" if nothing certain can be said."""
        if one.found is None:
            return self.unknown([one], beside=beside)
        if near := self._quoted_near(one.mentions):
            self.shown += near
            places = list(dict.fromkeys(span.source for span in near))[: self._dials.nearest]
            return self._say("beside", name=one.found, place=listed(places, self._language))
        if not one.whole:
            return self.unknown([one], beside=beside)
        self._show(one.mentions)
        return self._say("silent", name=one.found)

    def _quoted_near(self, mentions: Sequence[Mention]) -> list[Span]:
        """Places where quoted words of unknown speakers are near a name."""
        near = []
        for mention in mentions:
            if mention.span is not None:
                quotations = self._library.quotations([mention.source])
                attributed = [
                    quotation.span for quotation in quotations if not is_pronoun(quotation.speaker)
                ]
                document = self._library.document(mention.source)
                if place := quoted_near(document, mention.span, attributed):
                    near.append(place)
        return near

    def _found(self, one: Looked) -> str:
        """Where a name occurs, or what was probably meant; "" if neither is known."""
        if one.found is None and one.near:
            for near in one.near[: self._dials.nearest]:
                self._show(look_for(near, self._library, self._where, self._dials).mentions[:1])
            others = listed(list(one.near[: self._dials.nearest]), self._language, either=True)
            name = marked(one.name, self._language)
            return self._say("hint" if one.whole else "may_be", name=name, others=others)
        if one.found is None:
            return ""
        self._show(one.mentions)
        what = "number_named" if _is_number(one) else "named"
        if not one.in_full and one.whole:
            what = "part_named"
        place, whole = self._place(one.mentions[0]), marked(one.name, self._language)
        return self._say(what, name=one.found, whole=whole, place=place)

    def _place(self, mention: Mention) -> str:
        """A place in words: its sentence, if that is short and not an instruction to a model."""
        source, language = mention.source, self._language
        if mention.span is None:
            return say(mention.place, language, source=source, of_source=of(source, language))
        layout = self._library.article(source).layout
        place = layout.sentence_around(mention.span.start, mention.span.end)
        sentence = " ".join(layout.text[slice(*place)].split())
        if len(sentence) > self._dials.quote or orders_in(sentence):
            return source
        return say("quoted", language, quote=sentence, source=source)

    def _show(self, mentions: Sequence[Mention]) -> None:
        self.shown += [
            Span(mention.source, *layout.sentence_around(place.start, place.end))
            for mention in mentions
            if (place := mention.span) is not None
            for layout in [self._library.article(mention.source).layout]
        ]

    def _say(self, what: str, *, at_head: bool = True, **parts: str) -> str:
        head = at_head and what != "also_unwritten"
        among = articles(self._language, narrowed=bool(self._where), head=head)
        return say(what, self._language, articles=among, **parts)


def _respelt(one: Looked, library: Articles) -> str | None:
    """The name as the articles spell it, if its words differ: "Alpha Bank" for "Alphabank"."""
    place = next((m.span for m in one.mentions if m.span is not None), None)
    if not one.in_full or place is None:
        return None
    spelling = composed(library.document(place.source).text[place.start : place.end])
    return spelling if name_words(spelling) != name_words(one.name) else None


def _is_number(one: Looked) -> bool:
    return all(word[0].isdigit() for word in words(one.name))


def _apart(spans: Sequence[Span], most: int) -> list[Span]:
    """The first spans that do not overlap."""
    kept: list[Span] = []
    for span in spans:
        if len(kept) < most and not any(span.overlaps(other) for other in kept):
            kept.append(span)
    return kept


def _hit(span: Span, library: Articles) -> Hit:
    document = library.document(span.source)
    return Hit(Passage(span, document.text[span.start : span.end], document.language), 0.0)
