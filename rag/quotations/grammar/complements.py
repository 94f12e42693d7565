"""Complements of reporting verbs: that-clauses, bare clauses, infinitives and objects."""

import re

from dixit.rag.lang.lexicons import small_words
from dixit.rag.quotations.grammar.adjuncts import after_aside
from dixit.rag.quotations.grammar.clause_extents import FEWEST, FINITE, THAT
from dixit.rag.quotations.grammar.cues import Cue
from dixit.rag.quotations.grammar.noun_phrases import phrase_at
from dixit.rag.quotations.grammar.objects import over_object
from dixit.rag.quotations.grammar.phrase_parts import Phrase
from dixit.rag.quotations.grammar.tokens import Frame, Kind

_ASIDE = 14
"""Maximum number of tokens between a verb and its "that"."""


INFINITIVE = re.compile(r"(?:être|avoir|[a-zà-ÿ]{2,}(?:er|ir|oir|re))")
"""A French infinitive, by its ending."""


HELPING = ("avoir", "être", "vouloir", "pouvoir", "devoir")
"""French infinitives that take a further verb."""


BEFORE_INFINITIVE = ("ne", "n'", "pas", "plus", "s'", "se", "y", "en", "l'")
"""Negations and clitics before a French infinitive."""
_TOLD = frozenset("à au aux to auprès face via reporters journalists lawmakers investors".split())
"""Words that open the addressee of a statement."""
_ADDRESSED = frozenset("us me him her them you".split())
"""English pronouns for the one who is told."""
_SUBJECTS = ("he", "she", "they", "it", "we", "i", "you", "il", "elle", "ils", "elles")
"""Pronouns that open a bare clause."""


_CONJUNCTIONS = frozenset(
    "alors tandis pendant parce bien afin avant après dès depuis pour sans so".split()
)
"""Words that form a conjunction with "que" or "that", such as "alors qu'un autre"."""
_OBJECTS = frozenset(
    "tell inform warn remind assure informer prévenir rappeler avertir convaincre promettre".split()
)
"""Verbs whose addressee is a direct object: "told Reuters"."""
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today week".split()
)
"""English days behind a verb."""
_OPENING = frozenset("there it he she they we you i no more about nearly most what".split())
"""Words besides determiners that open an English clause."""
_SUBORDINATE = frozenset("while when because after before although since until unless".split())
"""Conjunctions behind which a verb is that of another clause."""
_PAST = frozenset(
    "went came made took got rose fell lost won left felt knew gave found saw told kept held"
    " met paid sold bought ran began became brought built caught drew drove ate flew grew heard"
    " led lay let meant put read said sent set shut spoke spent stood struck taught thought"
    " threw wore wrote showed broke chose hid hit cost cut quit sank sang shot slept swore tore"
    " understood".split()
)
"""Irregular English past tenses."""


def as_told(frame: Frame, cue: Cue, subject: Phrase) -> int | None:
    """Return where the content begins behind "As X says, ..." or "Comme l'a dit X, ...".

    Args:
        frame: The frame.
        cue: A verb of the frame.
        subject: Its subject.

    Returns:
        Index after the comma; None where the frame has not this form.
    """
    first = min(cue.first, subject.first)
    if first > 2 or not first or frame[0].word not in ("as", "comme", "ainsi"):
        return None
    behind = max(cue.last, subject.last)
    comma = next(
        (i for i in range(behind, min(behind + 10, len(frame))) if frame[i].text == ","), None
    )
    return None if comma is None or comma + 1 >= len(frame) else comma + 1


def after_that(frame: Frame, cue: Cue, subject: Phrase, later: list[Cue]) -> int | None:
    """Return where the that-clause of a verb begins, past adjuncts, addressees and the subject.

    Args:
        frame: The frame.
        cue: A verb or participle of the frame.
        subject: Its subject.
        later: The cues behind it.

    Returns:
        Index after "que" or "that"; None where the verb governs none.
    """
    is_parted = cue.last < len(frame) and frame[cue.last].text == ","
    longest = 2 * _ASIDE if is_parted else _ASIDE
    for i in range(cue.last, min(cue.last + longest, len(frame))):
        token = frame[i]
        if token.kind is Kind.QUOTED or token.text in (":", ";"):
            return None
        if token.word not in THAT or frame[i - 1].word in _CONJUNCTIONS:
            continue
        if frame[i - 1].text == "," and _is_inserted(frame, cue, subject):
            return None  # "It is not true, Diaz says, that she owes rent."
        between = frame[cue.last : i]
        if frame[i - 1].text == "," and any(token.text == "," for token in between[:-1]):
            return i + 1  # "He replied, after a pause that seemed long, that he would stay."
        if frame[cue.last].text == "," and cue.kind == "verb":
            continue
        if any(other.first < i for other in later):
            return None
        inside = subject.first >= cue.last and subject.last <= i
        first = subject.last if inside else cue.last
        rest = frame[first:i]
        if any(token.word in HELPING for token in rest):
            return None  # "dit s'être inspirée des gestes qu'elle a suivis"
        if rest and rest[0].word in _SUBJECTS and frame[i - 1].text != ",":
            return None  # "She says she has never owned a baton that cost more."
        aside = not rest or not rest[0].is_word or _opens_aside(rest[0].word) or rest[0].is_capital
        aside = aside or after_aside(frame, first) is not None
        if not between or aside or cue.infinitive in _OBJECTS:
            return i + 1
        return None
    return None


def _is_inserted(frame: Frame, cue: Cue, subject: Phrase) -> bool:
    """Return whether a comma stands before the attribution."""
    first = min(cue.first, subject.first)
    return first > 0 and frame[first - 1].text == ","


def _opens_aside(word: str) -> bool:
    """Return whether a word opens an adjunct or an addressee, or is an adverb or a pronoun."""
    small = any(
        word in small_words(name) for name in ("circumstance", "adverb", "pronoun", "clitic")
    )
    return small or word in _TOLD or word.startswith("-") or word.endswith(("ment", "ly"))


def without_that(frame: Frame, cue: Cue, subject: Phrase, behind: int) -> int | None:
    """Return where a bare clause, an infinitive or the text behind a colon begins.

    Args:
        frame: The frame.
        cue: A verb of the frame.
        subject: Its subject.
        behind: Index after the verb, and after its subject where that follows.

    Returns:
        Index of the first token; None where no such complement follows.
    """
    i = behind
    while i < len(frame) and frame[i].word in small_words("adverb"):
        i += 1
    if i >= len(frame):
        return None
    colon = i
    while colon < len(frame) and (after := after_aside(frame, colon)) is not None:
        colon = after
    if colon < len(frame) and frame[colon].text == ":":
        i = colon  # "confirmed on Monday: a relay had failed"
    if cue.infinitive in small_words("neutral"):
        i = over_object(frame, i)  # "She explained the haste: the owner had sold the mill."
    if frame[i].text == ":" and i + FEWEST < len(frame):
        quoted = any(token.kind is Kind.QUOTED for token in frame[i + 1 :])
        return None if quoted else i + 1
    infinitive = _infinitive_from(frame, cue, i)
    if infinitive is not None or cue.infinitive not in small_words("bare"):
        return infinitive
    return _bare_clause(frame, cue, subject, i)


def _infinitive_from(frame: Frame, cue: Cue, at: int) -> int | None:
    """Return where an infinitive complement begins; None where none does.

    Examples: "affirme avoir signalé la fissure", "se dit prêt à négocier", "claims to have won".
    """
    verb = at
    while verb < len(frame) and frame[verb].word in BEFORE_INFINITIVE:
        verb += 1
    if verb == len(frame):
        return None
    if (promised := _promised(frame, cue, at)) is not None:
        return promised
    takes_infinitive = cue.infinitive in small_words("infinitive")
    infinitive = INFINITIVE.fullmatch(frame[verb].word) and not frame[verb].is_capital
    is_claim = cue.infinitive in ("claim", "profess") and frame[at].word == "to"
    reflexive = cue.infinitive == "dire" and frame[cue.first].word in ("se", "s'")
    if frame[verb].word in HELPING or is_claim or (takes_infinitive and infinitive):
        return at
    for n in range(at, min(at + 9, len(frame))):
        if not frame[n].is_word or frame[n].word in (*THAT, "qui", "de", "d'", "pour", "sans"):
            break
        if frame[n].word in HELPING:
            return n  # "confiait l'an dernier à Auto-Zine avoir passé onze mois ..."
    return at if reflexive and frame[at].is_word else None


def _promised(frame: Frame, cue: Cue, at: int) -> int | None:
    """Return where a promised, proposed or refused act begins: "promet de rembourser", "to pay"."""
    if cue.infinitive not in small_words("promising") or at + 2 >= len(frame):
        return None
    i = at
    while i < len(frame) - 1 and (after := after_aside(frame, i)) is not None:
        if frame[i].word in ("de", "d'", "to"):
            break
        i = after
    if frame[i].word not in ("de", "d'", "to"):
        return None
    verb = i + 1
    while verb < len(frame) - 1 and frame[verb].word in (*BEFORE_INFINITIVE, "not"):
        verb += 1
    if frame[i].word == "to":
        return i
    is_infinitive = INFINITIVE.fullmatch(frame[verb].word) and not frame[verb].is_capital
    return i + 1 if is_infinitive else None


def _bare_clause(frame: Frame, cue: Cue, subject: Phrase, at: int) -> int | None:
    """Return where an English clause without "that" begins; None where no clause follows.

    Examples: "said cheap gas had pushed the hours down", "told Reuters sales rose".
    """
    if cue.infinitive in _OBJECTS:
        addressee = phrase_at(frame, at)
        is_told = at < len(frame) and frame[at].word in _TOLD | _ADDRESSED
        i = at + 1 if is_told else addressee.last if addressee is not None else len(frame)
    else:
        i = _over_time(frame, at)
    if i >= len(frame) or not frame[i].is_word:
        return None
    ahead = subject.first < cue.first
    if frame[i].word in _SUBJECTS and ahead and i + 2 < len(frame):
        return i  # "but says they cost a fiftieth of the price"
    plain = cue.infinitive not in _OBJECTS and ahead and not _opens_aside(frame[i].word)
    is_inserted = frame[cue.first - 1].text == "," or frame[subject.first - 1].text == ","
    is_direct = i in (cue.last, _over_time(frame, cue.last)) and not is_inserted
    if cue.infinitive == "say" and ahead and is_direct and _opens_clause(frame, i):
        # "says resistant infections now cost the city a million a year"
        return i if len(frame) - i > 4 else None
    if not _opens_clause(frame, i) and not plain:
        return None
    comma = next((n for n in range(i, len(frame)) if frame[n].text in (",", "–", "—")), len(frame))
    rest = frame[i + 1 : comma] if comma - i > 3 else frame[i + 1 :]
    inner = (n for n, t in enumerate(rest) if t.word in _SUBORDINATE)
    rest = rest[: next(inner, len(rest))]
    finite = any(t.word in FINITE or _is_past(t.word) or t.kind is Kind.QUOTED for t in rest)
    return i if finite else None


def _over_time(frame: Frame, at: int) -> int:
    """Step over an English expression of time: "said on Tuesday the plant would close"."""
    i = at
    if i < len(frame) and frame[i].word in ("on", "late", "earlier", "last", "in"):
        i += 1
    return i + 1 if i < len(frame) and frame[i].word in _DAYS else at


def _opens_clause(frame: Frame, at: int) -> bool:
    """Return whether a token can open a clause: a determiner, a name, a number, a plural."""
    token = frame[at]
    determiner = token.word in small_words("determiner") or token.word in small_words("quantity")
    return (
        determiner
        or token.is_capital
        or token.word in _OPENING
        or token.word[0].isdigit()
        or (token.word.endswith("s") and token.word not in ("as", "this", "was"))
    )


def _is_past(word: str) -> bool:
    """Return whether an English word is in the past tense."""
    return word.endswith("ed") or word in _PAST
