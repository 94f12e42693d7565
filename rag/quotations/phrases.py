"""Those who speak, as a frame names them: a name, an office, a body, or a pronoun."""

from dataclasses import dataclass, replace
from functools import cache

from rag.quotations.frames import Frame, Kind, Token
from rag.vocabulary import capitalised, reporting, roles, small_words

Range = tuple[int, int]
"""Numbers of tokens, end exclusive."""

_LONGEST = 16
"""Tokens of a phrase."""
_PARTICLES = frozenset(
    "de di da das do del dela della dell' dos du van von der den bin bint ben ibn ould al el e y le la of"
    " the & d'".split()
)
_TITLES = frozenset(
    "m m. mr mr. mrs mrs. ms ms. mme mlle dr dr. me prof prof. sir dame lord lady docteur maître"
    " professeur professor father sister madame monsieur pr pr.".split()
)
_HUMAN = ("iste", "istes", "logue", "logues", "icien", "icienne", "iciens", "iciennes", "ologist")
_OF = ("de", "d'", "du", "des", "of", "à", "aux")
_BEING = frozenset(
    "est sont était étaient sera seront fut is are was were be been has have had will would can could"
    " may might must should does did ont avait avaient aura auront aurait peut doit veut va vont"
    " fait n' ne".split()
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `first` to `last` (exclusive) name somebody, at `name`, of an office at `role`."""

    first: int
    last: int
    name: Range
    role: Range | None = None


def phrase_at(frame: Frame, at: int, limit: int | None = None) -> Phrase | None:
    """Who is named from one token on; None where nobody is."""
    end = min(len(frame) if limit is None else limit, at + _LONGEST)
    if not 0 <= at < end or not frame[at].is_word:
        return None
    word = frame[at].word
    if (
        word in small_words("pronoun")
        or word in ("ce", "cette", "cet", "the")
        and _latter(frame, at)
    ):
        last = at + (2 if _latter(frame, at) else 1)
        return Phrase(at, last, (at, last))
    if not _may_begin(frame, at, end):
        return None
    last = _end(frame, at, end)
    if last == at or (last == at + 1 and _is_small(frame[at])):
        return None
    if all(frame[i].word in small_words("silent") or _is_small(frame[i]) for i in range(at, last)):
        return None
    return _parted(frame, at, last)


def with_apposition(frame: Frame, phrase: Phrase, limit: int | None = None) -> Phrase:
    """The phrase with the office, or the name, that stands behind it between commas."""
    end = len(frame) if limit is None else limit
    at = phrase.last
    if at < end and frame[at].text == "(":
        while at < end and frame[at].text != ")":
            at += 1
        at += 1
    if not (at < end and frame[at].text in (",", "–", "—")) or is_pronoun(frame, phrase):
        return phrase
    first = at + 1
    close = first
    while close < end and frame[close].is_word:
        close += 1
    if close == first:
        return phrase
    named = phrase_at(frame, first, close)
    if named and named.last == close and is_person_name(frame, named.name):
        # "Le PDG de Renault, Luca de Meo,", "Son président, l'hydrologue Hervé N'Guessan,"
        if (
            is_determiner(frame, phrase.first) or is_office(frame, phrase.name)
        ) and phrase.role is None:
            return Phrase(phrase.first, close, named.name, phrase.name)
        return phrase
    if named and named.last == close and is_determiner(frame, phrase.first) and phrase.role is None:
        house = all(frame[i].is_capital for i in range(*named.name))
        if house and is_office(frame, phrase.name):
            return Phrase(phrase.first, close, named.name, phrase.name)  # "The operator, MidGrid,"
    if _opens_role(frame, first, close):
        last = _role_end(frame, first, close)
        # "adjointe à la culture, au tourisme" goes on; a verb or a circumstance ends it.
        return replace(phrase, last=last, role=phrase.role or (first, last))
    return phrase


def is_pronoun(frame: Frame, phrase: Phrase) -> bool:
    """Whether the phrase only points back."""
    word = frame[phrase.first].word
    if _latter(frame, phrase.first):
        return True
    alone = phrase.last - phrase.first == 1
    return alone and (word in ("l'", "les", "ses", "leurs") or word in small_words("pronoun"))


def is_person_name(frame: Frame, place: Range) -> bool:
    """Whether the tokens are a proper name of two words at least."""
    tokens = frame[place[0] : place[1]]
    capitals = [t for t in tokens if t.is_capital and t.word not in _TITLES]
    named = all(t.is_capital or t.word in _PARTICLES for t in tokens)
    return (
        named and (len(capitals) >= 2 or any(t.word in _TITLES for t in tokens)) and bool(capitals)
    )


def can_speak(frame: Frame, phrase: Phrase) -> bool:
    """Whether the phrase names a person, a body or a paper, rather than any noun."""
    if is_pronoun(frame, phrase) or phrase.role is not None:
        return True
    first, last = phrase.name
    joint = (i for i in range(first + 1, last) if frame[i].word in _OF and not frame[i].is_capital)
    head = frame[first : next(joint, last)]
    if any(token.is_capital and not _is_small(token) for token in head):
        return True
    return any(_is_speaking(token.word) for token in head)


def may_speak(frame: Frame, phrase: Phrase) -> bool:
    """Whether a phrase may name who speaks, where the verb leaves little doubt."""
    return can_speak(frame, phrase) or is_determiner(frame, phrase.first)


def is_determiner(frame: Frame, at: int) -> bool:
    """Whether a token opens a phrase without being a name: "An official", but not "An Conghui"."""
    word = frame[at].word
    if word not in small_words("determiner") and word not in small_words("quantity"):
        return False
    named = frame[at].is_capital and at + 1 < len(frame) and frame[at + 1].is_capital
    if not named or word not in ("an", "a", "le", "la", "one"):
        return True
    return any(_is_speaking(t.word) and not t.is_capital for t in frame[at + 1 : at + 6])


@cache
def _is_speaking(word: str) -> bool:
    speaking = roles() | small_words("people") | small_words("paper") | small_words("body")
    parts = {part.removesuffix("s") for part in (word, *word.split("-"))} | {word}
    return not parts.isdisjoint(speaking) or word.endswith(_HUMAN)


def _latter(frame: Frame, at: int) -> bool:
    following = frame[at + 1].word if at + 1 < len(frame) else ""
    return following in ("dernier", "dernière", "derniers", "dernières", "latter", "former")


def _is_small(token: Token) -> bool:
    word = token.word
    return (
        word in small_words("determiner")
        or word in small_words("inner")
        or word in small_words("circumstance")
    )


def _may_begin(frame: Frame, at: int, end: int) -> bool:
    token = frame[at]
    word = token.word
    if is_determiner(frame, at):
        return at + 1 < end and frame[at + 1].is_word
    if word in ("de", "d'", "von", "van", "el", "al", "bin"):
        return at + 1 < end and frame[at + 1].is_capital
    if word == "me" and not token.is_capital:
        return False
    named = at + 2 < end and frame[at + 1].is_capital and frame[at + 2].is_capital
    if not token.is_capital and named and not _is_small(token) and word not in reporting():
        return word not in small_words("adverb")  # "designer Kofi Brandt"
    if not token.is_capital and not _is_small(token) and _leads_on(frame, at):
        return word not in reporting()  # "provincial health officer Maria Dela Peña"
    if token.is_capital:
        # A word that only opens the sentence is no name: "Interrogé", "Dans", "Yesterday".
        return not (word in small_words("circumstance") or word in small_words("adverb")) and (
            at > 0
            or not word.endswith(("é", "ée", "és", "ées", "ed", "ing"))
            or _in_name(frame, at)
        )
    return _is_speaking(word) or word in _TITLES


def _in_name(frame: Frame, at: int) -> bool:
    return at + 1 < len(frame) and frame[at + 1].is_capital


def _end(frame: Frame, at: int, end: int) -> int:
    """After the last token of the phrase that begins at `at`."""
    i, named, unnamed = at, 0, True
    determined = is_determiner(frame, at)
    while i < end and frame[i].is_word:
        token, word = frame[i], frame[i].word
        if i > at:
            if token.is_capital:
                if word in capitalised() and word in small_words("circumstance"):
                    break
            elif word in _PARTICLES and named and i + 1 < end and frame[i + 1].is_capital:
                i += 1
                continue
            elif word == "en" and named and determined and i + 1 < end and frame[i + 1].is_capital:
                i += 1  # "l'association Vélo en Béarn"
                continue
            elif word in small_words("inner") and not (word in ("a",)):
                joined = _joined(frame, i, end, named, determined)
                if not joined:
                    break
                i = joined
                continue
            elif (
                word in small_words("house")
                and determined
                and unnamed
                and _names_house(frame, i, end)
            ):
                i += 1
                continue
            elif _ends_phrase(frame, i, at):
                break
            elif named and not determined and word not in _TITLES and not _leads_on(frame, i):
                break
        if token.is_capital and word not in _TITLES:
            named += 1
            unnamed = False
        i += 1
    while i > at and _is_small(frame[i - 1]) and not frame[i - 1].is_capital:
        i -= 1
    return i


def _leads_on(frame: Frame, at: int) -> bool:
    """`County emergency manager LaShonda Pruitt`: an office between a house and a name."""
    for i in range(at, min(at + 3, len(frame) - 1)):
        if frame[i].is_capital or not frame[i].is_word or frame[i].word in small_words("inner"):
            return False
        if frame[i].word in roles() or frame[i].word in small_words("people"):
            return frame[i + 1].is_capital
    return False


def _joined(frame: Frame, at: int, end: int, named: int, determined: bool) -> int:
    """Where a phrase goes on after a small word inside it; 0 where it does not."""
    word = frame[at].word
    following = frame[at + 1] if at + 1 < end else None
    if following is None or not following.is_word:
        return 0
    if word in ("et", "and", "&"):
        goes_on = following.is_capital and bool(named)
        goes_on = goes_on or following.word.removesuffix("s") in roles() or following.word == "de"
        return at + 1 if goes_on else 0
    if (
        word in ("au", "aux", "à")
        and frame[at - 1].word in small_words("body")
        and not following.is_capital
    ):
        return at + 1  # "la marque au losange"
    if word in ("à", "aux") and _is_speaking(frame[at - 1].word) and not following.is_capital:
        return at + 1  # "l'adjoint aux finances"
    if word in ("à", "au", "aux", "for", "pour"):
        behind = following.word in small_words("determiner")
        noun = frame[at + 2] if behind and at + 2 < end else following
        if not determined or following.word in small_words("circumstance"):
            return 0
        return at + 1 if noun.is_capital or _is_speaking(noun.word) or word == "for" else 0
    return at + 1


def _names_house(frame: Frame, at: int, end: int) -> bool:
    following = frame[at + 1] if at + 1 < end else None
    if following is None:
        return False
    if following.word in small_words("determiner") and at + 2 < end:
        following = frame[at + 2]
    return (following.is_capital and following.word not in small_words("circumstance")) or (
        following.word in small_words("body")
    )


def _ends_phrase(frame: Frame, at: int, first: int) -> bool:
    word = frame[at].word
    if word in ("he", "she", "they", "i", "we", "you", "it", "il", "elle", "ils", "elles"):
        return True
    if word.startswith("-") or word in _BEING:
        return True
    if word in small_words("adverb") and not is_determiner(frame, at - 1):
        return True
    if word in small_words("circumstance"):
        return True
    if word in small_words("auxiliary") and word not in ("'s",):
        return True
    before = frame[at - 1].word
    if at - 1 == first and before in small_words("determiner") | small_words("quantity"):
        return False
    forms = (v for v in reporting().get(word, ()) if v.infinitive != word)
    return any(verb.form in ("finite", "past") for verb in forms) and not (
        _is_speaking(word) and before in small_words("determiner") | small_words("inner")
    )


def _parted(frame: Frame, first: int, last: int) -> Phrase:
    """A phrase as the name in it and the office before the name."""
    run = _last_run(frame, first, last)
    if run is None:
        return Phrase(first, last, (first, last))
    begin, after = run
    heads = roles() | small_words("people")
    offices = [i for i in range(first, last) if frame[i].word in heads]
    inside = [i for i in offices if begin <= i < after]
    if inside and inside[-1] + 1 < after and not frame[inside[-1] + 1].word in _PARTICLES:
        # "Agriculture Minister Helen Cho", "Renault CEO Luca de Meo".
        return Phrase(first, last, (inside[-1] + 1, after), (first, inside[-1] + 1))
    if begin == first or after != last:
        return Phrase(first, last, (first, last))
    before = frame[begin - 1].word
    person = _person(frame, begin, after, before, [i for i in offices if i < begin])
    if person is None:
        return Phrase(first, last, (first, last))
    return Phrase(first, last, (person, after), (first, person))


def _person(frame: Frame, begin: int, after: int, before: str, offices: list[int]) -> int | None:
    """Where a person's name begins in the run of capitals that ends a phrase."""
    capitals = [i for i in range(begin, after) if frame[i].is_capital]
    if frame[begin].word in _TITLES:
        return begin
    of_something = (
        before in small_words("inner")
        or before in small_words("body")
        or (before in small_words("determiner") or before in small_words("house"))
    )
    people = roles() | small_words("people")
    if not of_something and (len(capitals) >= 2 or before in people):
        known = offices or any(frame[i].word in people for i in range(max(0, begin - 4), begin))
        # "le plasticien Kwabena Asante-Müller": an office that no list holds.
        return begin if known or (len(capitals) >= 2 and not before.endswith("s")) else None
    houses = small_words("house_name")
    if len(capitals) >= 3 and offices and not any(frame[i].word in houses for i in capitals):
        return capitals[-2]
    return None


def _last_run(frame: Frame, first: int, last: int) -> Range | None:
    """The last run of capitals, with the particles between them."""
    i = last
    while i > first and not frame[i - 1].is_capital:
        i -= 1
    if i == first:
        return None
    after = i
    while i > first and (
        frame[i - 1].is_capital
        or (frame[i - 1].word in _PARTICLES and _capital_before(frame, i - 1, first))
    ):
        i -= 1
    if i > first and frame[i - 1].word in ("d'", "von", "van", "bin") and i - 1 > first:
        i -= 1
    return i, after


def _capital_before(frame: Frame, at: int, first: int) -> bool:
    i = at - 1
    while i > first and frame[i].word in _PARTICLES:
        i -= 1
    return i >= first and frame[i].is_capital


def is_office(frame: Frame, place: Range) -> bool:
    """Whether the tokens name a person or a body by what they do."""
    return any(_is_speaking(frame[i].word) for i in range(*place))


def _opens_role(frame: Frame, first: int, close: int) -> bool:
    word = frame[first].word
    opening = word in _BEING or (
        word in small_words("circumstance") and word not in ("l'", "ce")
    )
    head = {frame[i].word for i in range(first, min(close, first + 6))}
    heads = {part.removesuffix("s") for word in head for part in (word, *word.split("-"))} | head
    return not opening and not heads.isdisjoint(roles() | small_words("people"))


def _role_end(frame: Frame, first: int, close: int) -> int:
    """Where an office ends that nothing but words follow: before its verb or its circumstance."""
    i = first
    while i < close:
        word = frame[i].word
        if i > first and (
            word in small_words("auxiliary") - {"'s"}
            or word in _BEING
            or word
            in ("mardi", "lundi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "qui")
            or (
                word in ("dans", "lors", "devant", "during", "who", "as", "après") and i > first + 1
            )
        ):
            break
        i += 1
    while i > first + 1 and _is_small(frame[i - 1]) and not frame[i - 1].is_capital:
        i -= 1
    return i


def kind_of(frame: Frame, at: int) -> Kind | None:
    """What stands at a token, None past either end."""
    return frame[at].kind if 0 <= at < len(frame) else None
