"""Every number that decides an answer, beside those of `settings.py` that a user may set.

They are passed in, so that an experiment can vary one: `Dixit(index, dials=replace(DEFAULT, ...))`.

Fitted means: set by hand so that most of the 404 development questions on the five articles are
answered right (`dixit eval`); no sweep was run, and other articles may want other values. Weights
and shares go from 0 to 1.
"""

from dataclasses import dataclass, field

from dixit.rag.check_dials import CheckDials


@dataclass(frozen=True, slots=True)
class SearchDials:
    """How rankings are made and fused; `candidates` and `dense_weight` are settings."""

    quotation_weight: float = 1.0
    """Weight of a passage with words of the speaker asked about; the two searches have 1 in all.
    Fitted."""
    translations: int = 4
    """Translations of a word that are looked for. Fitted."""
    translation: float = 0.8
    """Worth of the surest translation beside the word itself. Fitted."""
    translation_sure: float = 0.3
    """Added to how sure a translation is, up to 1, before it is weighed. Fitted."""


@dataclass(frozen=True, slots=True)
class TermDials:
    """What the words of a question weigh, and what meets them."""

    translated: float = 0.6
    """Worth of the least sure translation beside the word itself; the surest has 1. Fitted."""
    similar: float = 0.6
    """Worth of a word of like meaning. Fitted."""
    related: float = 3
    """Power to which the nearness of a related word is raised to give its worth. Fitted."""
    own: float = 0.5
    """Least worth of a form that counts as the word itself where its rarity is taken. Fitted."""
    generic: float = 0.3
    """Factor for a word that only shapes the question, or names the kind of answer. Fitted."""
    generic_most: float = 2.0
    """Most inverse document frequency that such a word counts with, in nats. Fitted."""
    unknown: float = 0.8
    """Factor for a word, no name, that no passage holds in any form. Fitted."""
    untranslated: float = 0.25
    """The same where no lexicon translates the word. Fitted."""


@dataclass(frozen=True, slots=True)
class SentenceDials:
    """How far a sentence holds a question, and when that is enough."""

    enough: float = 0.54
    """Least share of the question's weight that an answer holds. Fitted."""
    enough_across: float = 0.5
    """The same where question and article are in two languages. Fitted."""
    content: float = 0.28
    """Least share of the weight of the words that are no names. Fitted."""
    next_to: float = 0.6
    """Worth of a word in the sentence before or after. Fitted."""
    in_passage: float = 0.4
    """Worth of a word elsewhere in the passage. Fitted."""
    name_afar: float = 0.8
    """Worth of a name that the article holds elsewhere. Fitted."""
    name_afar_of_several: float = 0.1
    """The same where the question asks for several things, each named with it. Fitted."""
    name_meant: float = 0.95
    """Worth of a name that the sentence means by a pronoun. Fitted."""
    unfit: float = 0.45
    """Factor for a sentence without words of the answer type asked for. Fitted."""
    counted_within: int = 4
    """Words behind a number among which the thing counted stands. Fitted."""
    antecedent_words: int = 4
    """Fewest words of a sentence that may name whom a later pronoun means. Fitted."""
    antecedent_sentences: int = 2
    """Sentences before a pronoun's that may do so. Fitted."""
    antecedent_characters: int = 800
    """Characters before a passage in which such sentences are looked for. Fitted."""


@dataclass(frozen=True, slots=True)
class ReadingDials:
    """How likely an answer must be. Probabilities, 0 to 1, calibrated on writers kept apart.

    Measured means: chosen from the figures that `training.ranker` prints for writers kept apart.
    """

    least: float = 0.35
    """Least probability of the likeliest sentence; below it the question is refused. There, 7 in 10
    tempting questions without an answer are refused, and 1 in 8 questions answered wrongly.
    Measured."""
    least_by_words: float = 0.15
    """The same of a sentence that holds nearly all of the question. Set by judgement."""
    by_words: float = 0.8
    """Share of the question's weight that such a sentence holds. Set by judgement."""
    despite_names: float = 0.9
    """The same where a name of the question stands nowhere in the articles, or where somebody is
    asked for words on a subject and none are found. Measured."""
    words: float = 0.0
    """Least log odds of the words that are marked as the answer, against none. Set by judgement."""
    words_most: float = 0.7
    """Most of a sentence that is marked as the answer in it. Chosen for reading."""


@dataclass(frozen=True, slots=True)
class FactDials:
    """Which sentences are shown as the answer."""

    most: int = 3
    """Sentences shown. Chosen for reading."""
    most_of_several: int = 6
    """The same where the question asks for several things. Chosen for reading."""
    cover: float = 0.8
    """Summed probability from which no further sentence is shown. Measured."""
    other_side: float = 0.5
    """Least probability of another article's sentence that answers otherwise. Set by judgement."""
    near: float = 0.3
    """Share of the best sentence's probability that a further one has. Measured."""
    near_across_articles: float = 0.7
    """The same where the question asks for several things. Fitted."""
    near_in_article: float = 0.95
    """The same in one article, where the question asks for several things. Fitted."""
    quoted: float = 0.9
    """Share of a sentence within a quotation from which it is shown as that. Fitted."""


@dataclass(frozen=True, slots=True)
class StatementDials:
    """Which statements answer a question for somebody's words."""

    most: int = 6
    """Statements shown. Chosen for reading."""
    near: float = 0.9
    """Share of the best statement's worth that a further one holds. Fitted."""
    described: float = 0.5
    """Least worth of a word that describes who speaks. Fitted."""
    alike: float = 0.85
    """Least likeness of quoted words to the article's, by characters. Set by judgement."""
    said: float = 0.5
    """Least share of the words asked for, where the question is who said them. Fitted."""
    about: float = 0.3
    """Least share of the subject asked for. Fitted."""
    content: float = 0.28
    """Least share of the plain words, where a name stands in the article alone. Fitted."""
    name_afar: float = 0.5
    """Worth of such a name. Fitted."""
    around: float = 0.8
    """Worth of a word in the sentence around a statement. Fitted."""


@dataclass(frozen=True, slots=True)
class OfficeDials:
    """Who holds an office."""

    apart: int = 60
    """Most characters between a name and its office. Fitted."""
    told: float = 0.5
    """Least worth of a word of the office asked for in the one written. Fitted."""


@dataclass(frozen=True, slots=True)
class ConfidenceDials:
    """How sure an answer is."""

    name_afar: float = 0.8
    """Worth of a name that only the rest of the article holds. Fitted."""
    word_afar: float = 0.3
    """The same of any other word. Fitted."""


@dataclass(frozen=True, slots=True)
class RefusalDials:
    """How far a name is looked for before it is said to stand nowhere, and what is shown."""

    nearest: int = 3
    """Passages shown. Chosen for reading."""
    quote: int = 240
    """Most characters of a sentence that a refusal quotes. Chosen for reading."""
    documents: int = 50
    """Most documents that are read for a name. Chosen for speed."""
    mentions: int = 12
    """Most places that are kept of a name. Chosen for speed."""
    shortest_part: int = 3
    """Fewest letters of a part of a name that is looked for by itself. Set by judgement."""
    forgiven_from: int = 5
    """Fewest letters of a word in which a typing error is forgiven. Set by judgement."""


@dataclass(frozen=True, slots=True)
class CollectionDials:
    """What is told of the collection and of an article as a whole."""

    documents: int = 1_000
    """Most documents that are read for the words that articles are asked by. Chosen for speed."""
    quoted: int = 20
    """Most articles of which a sentence is shown; the rest are named. Chosen for reading."""
    latest: int = 5
    """Articles shown where the latest are asked for, and no date is given. Chosen for reading."""
    speakers: int = 5
    """Speakers shown of those who speak most. Chosen for reading."""
    title_words: int = 2
    """Fewest words by which a title is meant where nothing says "article". Set by judgement."""


@dataclass(frozen=True, slots=True)
class CopyDials:
    """When two articles are copies of one text."""

    share: float = 0.5
    """Least share of the shorter one's runs of words that both have. Set by judgement."""


@dataclass(frozen=True, slots=True)
class SummaryDials:
    """Which sentences sum an article up."""

    fewest: int = 3
    """Sentences of a summary of a short article. Chosen for reading."""
    most: int = 5
    """The same of a long one. Chosen for reading."""
    sentences_each: int = 8
    """Sentences of the article for each one of the summary. Set by judgement."""
    subject: int = 2
    """Sentences that tell what an article is about. Chosen for reading."""
    words: int = 6
    """Fewest words of a sentence. Set by judgement."""
    most_words: int = 60
    """Most words of one. Chosen for reading."""
    title: float = 0.5
    """Worth of the likeness to the title beside that to the other sentences. Set by judgement."""
    lead: float = 0.5
    """Worth of being the first sentence; the second has half of it, and so on. Set by judgement."""
    alike: float = 0.7
    """Share of its likeness to a sentence chosen that another loses. Set by judgement."""
    leaning: float = 0.6
    """Factor for a sentence that leans on the one before, or is quoted words. Set by judgement."""


@dataclass(frozen=True, slots=True)
class ConversationDials:
    """What a question takes from those before it."""

    most_words: int = 1_000
    """Words of earlier turns that are looked at, the latest first. Set by judgement."""
    fragment_words: int = 3
    """Most telling words of a question that leans on the one before. Fitted."""


@dataclass(frozen=True, slots=True)
class Dials:
    """All of them."""

    search: SearchDials = field(default_factory=SearchDials)
    terms: TermDials = field(default_factory=TermDials)
    sentences: SentenceDials = field(default_factory=SentenceDials)
    reading: ReadingDials = field(default_factory=ReadingDials)
    facts: FactDials = field(default_factory=FactDials)
    statements: StatementDials = field(default_factory=StatementDials)
    offices: OfficeDials = field(default_factory=OfficeDials)
    confidence: ConfidenceDials = field(default_factory=ConfidenceDials)
    refusals: RefusalDials = field(default_factory=RefusalDials)
    collection: CollectionDials = field(default_factory=CollectionDials)
    copies: CopyDials = field(default_factory=CopyDials)
    summary: SummaryDials = field(default_factory=SummaryDials)
    conversation: ConversationDials = field(default_factory=ConversationDials)
    checking: CheckDials = field(default_factory=CheckDials)
    passages: int = 20
    """Passages in which an answer is looked for. Fitted."""
    worth_asking: float = 0.25
    """Least weight of the best sentence from which a chat model is asked. Fitted."""


DEFAULT = Dials()
"""As Dixit uses them."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """Lengths that patterns and caches made once rest upon, so that they are not passed in."""

    kept_stem: int = 4
    """Letters of a stem that is left as it is. Set by judgement."""
    long_word: int = 6
    """Letters of a word that may be written as two, or end in a plural's "s". Set by judgement."""
    parts_from: int = 2
    """Fewest letters of each of the two. Set by judgement."""
    cue_to_words: int = 80
    """Most characters between a reporting verb and its words. Set by judgement."""
    fact_line: int = 200
    """Most characters of a line that is cited whole for when or by whom. Chosen for reading."""


LENGTHS = Lengths()
