"""Who is who in one document: full names by parts of them, offices, pronouns and bodies."""

import re
from bisect import insort
from collections import Counter
from collections.abc import Iterator

from dixit.rag.lang.lexicons import roles, small_words
from dixit.rag.lang.names import NAME
from dixit.rag.lang.word_lists import named_lists
from dixit.rag.quotations.antecedents import Antecedents
from dixit.rag.quotations.grammar.phrase_words import PARTICLES, is_speaking
from dixit.rag.quotations.people import (
    OPENING,
    Place,
    fold,
    is_office,
    is_personal,
    office_beside,
    office_words,
    persons,
    sex_of_first_name,
    sex_of_office,
    sex_of_title,
    without_title,
    words,
)

_FULL_NAME = re.compile(rf"\b{NAME}")
_INDEFINITE = frozenset(
    "un une a an des some plusieurs certains certaines several deux two".split()
)
_AGED = re.compile(r"(?<![\w-])([A-ZÀ-Þ]\w+)(?:, | \()\d{1,3}(?: ans\b|[,)])")
_HEAD = re.compile(rf"(?:^|\n|[.!?]\s)\s*(?P<name>{NAME})(?=\s[a-zà-ÿ])")
_RELAYED = re.compile(
    r"^(?:des|les|ses|de récentes|the|its)?\s*(?:données|chiffres|informations|statistiques|data|"
    r"figures|statistics)\s(?:de\s|du\s|des\s|d['’]|of\s|from\s)(?P<speaker>.+)$"
)
_NEAR = 500
_FORMER = frozenset("ancien ancienne ex former jeune young nouveau nouvelle new".split())
"""Words beside an office that tell of no other one."""
_OF_SOMETHING = re.compile(
    r"\s(?:du|des|aux?|of|for)\s|\sde\s(?:la|l['’]|son|sa|ses|leurs?|ce\w*)\b|['’]s\b"
)
_UNIQUE = frozenset(map(fold, small_words("unique")))
_BODIES = frozenset(map(fold, small_words("body")))
_PAPERS = frozenset(map(fold, small_words("paper")))


class Cast:
    """The names of a document, learnt as it is read."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._by_part: dict[str, set[str]] = {}
        self._roles: dict[str, Place] = {}
        self._sex: dict[str, str] = {}
        self._bodies: list[tuple[int, str]] = []
        self._mentions: list[tuple[int, str]] = []
        runs = [(match.start(), match[0]) for match in _FULL_NAME.finditer(text)]
        for start, run in runs:
            for name, at in persons(text, run, start):
                self._mentions.append((at, name))
                parts = name.split()
                surname = [part for part in parts if part.casefold() not in PARTICLES]
                for part in {fold(surname[-1]), fold(parts[0]), fold(" ".join(parts[1:]))}:
                    self._by_part.setdefault(part, set()).add(name)
                if sex := _sex_told(text, at, name):
                    self._sex.setdefault(fold(name), sex)
                if role := office_beside(text, at, name):
                    self.learn(name, role)
                elif at > start and is_office(text[start:at]):
                    self.learn(
                        name, (start, len(text[:at].rstrip()))
                    )  # "Judge Yolanda Castellanos"
        for start, run in runs:
            full = self.full_name(run)
            if full != run and " " in full and " " not in without_title(run).strip():
                self._mentions.append((start, full))
        for match in _AGED.finditer(text):
            if " " not in self.full_name(match[1]):
                self._mentions.append((match.start(), match[1]))
        self._mentions = sorted(m for m in self._mentions if self._is_personal(m[1]))
        self._antecedents = Antecedents(text, self._mentions, self.by_phrase)

    def _is_personal(self, name: str) -> bool:
        """Whether a run of capitals names a person, by more than its capitals."""
        return fold(name) in self._sex or fold(name) in self._roles or is_personal(name, self._text)

    def learn(self, name: str, role: Place | None) -> None:
        """Keep the office that is written beside a name."""
        known = self._roles.get(fold(name))
        if role is None or (known and (self._is_behind(known) or not self._is_behind(role))):
            return
        self._roles[fold(name)] = role
        office = self._text[max(0, role[0] - 4) : role[1]].lstrip()
        sex = sex_of_office(self._text[role[0] : role[1]]) or sex_of_office(office)
        if sex and not sex_of_first_name(name):
            self._sex.setdefault(fold(name), sex)

    def _is_behind(self, role: Place) -> bool:
        """Whether an office stands behind its name, where a comma parts it from all else."""
        return self._text[max(0, role[0] - 3) : role[0]].rstrip().endswith(",")

    def learn_speaker(self, name: str, at: int) -> None:
        """Keep that somebody spoke here: a pronoun that follows may mean them."""
        if (" " in name or sex_of_first_name(name)) and self._is_personal(name):
            insort(self._mentions, (at, name))
        self._antecedents.spoke(at, name)
        self._bodies.append((at, name))

    def role_of(self, name: str) -> Place | None:
        """Where the office of a full name is written."""
        return self._roles.get(fold(name))

    def offices(self) -> Iterator[tuple[str, int, Place]]:
        """Every full name with an office beside it: the name, where it starts, and the office."""
        for known, role in self._roles.items():
            named = [(at, name) for at, name in self._mentions if fold(name) == known]
            if named:
                at, name = min(named, key=lambda mention: abs(mention[0] - role[0]))
                yield name, at, role

    def is_person(self, name: str) -> bool:
        """Whether a name is that of a person who is named in full somewhere."""
        full = self.full_name(name)
        return any(fold(full) == fold(known) for _, known in self._mentions) and " " in full

    def principal(self) -> Place | None:
        """Where the person is first named whom the article names most; None where it names none."""
        counts = Counter(fold(name) for _, name in self._mentions)
        if not counts:
            return None
        most = counts.most_common(1)[0][0]
        at, name = next(mention for mention in self._mentions if fold(mention[1]) == most)
        return at, at + len(name)

    def by_initials(self, initials: str) -> str | None:
        """Whom "S. A.-N." means: the one person of such initials."""
        letters = [c for c in initials if c.isalpha()]
        found = {
            fold(name): name
            for _, name in self._mentions
            if [part[0] for part in re.split(r"[\s-]", name) if part[:1].isupper()] == letters
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def full_name(self, name: str) -> str:
        """The one full name that a name as written is part of; the name itself where none is."""
        plain = without_title(name)
        capitals = [
            part
            for part in plain.split()
            if part[:1].isupper() and part.casefold() not in PARTICLES
        ]
        if not capitals:
            return name
        if len(capitals) > 1:
            return plain
        wanted = words(plain)
        known = self._by_part.get(fold(capitals[-1]), set()) | self._by_part.get(fold(plain), set())
        fuller = sorted(
            {n for n in known if len(words(n)) > len(wanted) and set(wanted) <= set(words(n))},
            key=lambda n: (len(n), n),
        )
        if len({fold(n) for n in fuller}) > 1 and (sex := sex_of_title(name)):
            fuller = [n for n in fuller if self.sex_of(n) in (sex, None)]
        return fuller[0] if len({fold(n) for n in fuller}) == 1 else plain

    def by_pronoun(self, pronoun: str, at: int) -> str | None:
        """Whom a pronoun at a place means; None where that is unclear."""
        return self._antecedents.meant(pronoun, at, self.sex_of)

    def by_phrase(self, phrase: str, at: int) -> str | None:
        """Whom "la dirigeante", "the mayor of Lyon" or "l'association" means; None if unclear."""
        if relayed := _RELAYED.match(phrase):
            body = relayed["speaker"]
            return self.by_phrase(body, at) or self.full_name(body)
        opening = fold(phrase).replace("'", "' ").split()[0]
        if opening in _INDEFINITE:
            return None
        if {"source", "sources"} & set(words(phrase)):
            return self._antecedents.same_source(phrase, at)
        found = self._by_office(phrase, at) or self._by_body(phrase, at)
        if found is not None or opening not in ("le", "la", "l'", "ce", "cet", "cette", "the"):
            return found
        bare = _bare(phrase)
        head, _, rest = bare.partition(" ")
        nouns = {fold(word) for word in bare.split()[:3]}
        only = fold(head) in _UNIQUE or (fold(head) not in _FORMER and nouns & _UNIQUE)
        if not head or only or re.search(r"[A-ZÀ-Þ]", rest):
            return None  # "the prime minister" need not have been named.
        if ({noun.removesuffix("s") for noun in nouns} | nouns) & (_BODIES | _PAPERS):
            return None
        if opening == "the" and head.endswith("s"):
            return None  # "the organisers" are several.
        if head[:1].isupper() and not is_office(head):
            return None
        pointing = opening in ("ce", "cet", "cette")
        if not _is_somebody(bare) or (_OF_SOMETHING.search(bare) and not pointing):
            return None  # "le capitaine des dockers" need not have been named.
        sex = (
            "she"
            if opening in ("la", "cette")
            else "he"
            if opening in ("le", "ce", "cet")
            else None
        )
        sex = sex or sex_of_office(bare)
        return self._antecedents.nearest(at, sex, self.sex_of, bodies=False)

    def sex_of(self, name: str) -> str | None:
        """ "she" or "he", where it is told."""
        return self._sex.get(fold(name)) or sex_of_first_name(name)

    def _by_office(self, phrase: str, at: int) -> str | None:
        asked = office_words(phrase)
        if not asked:
            return None
        proper = {fold(word) for word in re.findall(r"\b[A-ZÀ-Þ][\w’'-]+", phrase)} - roles()
        proper -= asked
        nouns = {word for word in words(phrase) if office_words(word)}
        more = set(words(phrase)) - nouns - OPENING - proper - _FORMER
        found: dict[str, str] = {}
        for at_name, name in self._mentions:
            place = self._roles.get(fold(name))
            if place is None or (at_name > at and place[0] > at):
                continue
            office = self._text[place[0] : place[1]]
            theirs = {fold(word) for word in re.findall(r"\b[A-ZÀ-Þ][\w’'-]+", office)}
            same = bool(asked & office_words(office))
            if same and proper <= theirs and more <= set(words(office)):
                found.setdefault(fold(name), name)
        return next(iter(found.values())) if len(found) == 1 else None

    def _by_body(self, phrase: str, at: int) -> str | None:
        told = words(phrase)
        for firm, marks in named_lists("nicknames.txt").items():
            if (
                marks & set(told)
                and firm in self._text
                and re.search(rf"\b{re.escape(firm)}\b", self._text)
            ):
                return firm
        content = [word for word in told if word not in OPENING]
        if not content or content[0] not in small_words("body"):
            return None
        known = {
            fold(name): name
            for place, name in self._bodies
            if place < at and [w for w in words(name) if w not in OPENING][:1] == content[:1]
        }
        if known:
            return next(iter(known.values())) if len(known) == 1 and len(content) == 1 else None
        return None if re.search(r"[\s'’][A-ZÀ-Þ]", phrase) else self._headed(at)

    def _headed(self, at: int) -> str | None:
        """The body that the sentences before are about, by the name at their head."""
        heads = [m["name"] for m in _HEAD.finditer(self._text, max(0, at - _NEAR), at)]
        heads = [head for head in heads if not set(words(head)) <= OPENING and "-" not in head]
        if not heads or self.is_person(heads[-1]) or sex_of_first_name(heads[-1]):
            return None
        often = len(re.findall(rf"\b{re.escape(heads[-1])}\b", self._text)) > 1
        return heads[-1] if often else None


def _is_somebody(bare: str) -> bool:
    """Whether a noun phrase is of one person: its first noun is an office, a trade or a people."""
    return is_office(bare) or any(is_speaking(word) for word in bare.casefold().split()[:2])


def _bare(phrase: str) -> str:
    return re.sub(r"^(?:[Ll]es?|[Ll]a|[Ll]['’]|[Tt]he|[Cc]et?t?e?)\s?", "", phrase)


def _sex_told(text: str, at: int, name: str) -> str | None:
    """By the title or the office right before a name."""
    before = text[max(0, at - 60) : at].split()
    if not before:
        return None
    return sex_of_title(f"{before[-1]} {name}") or sex_of_office(before[-1])
