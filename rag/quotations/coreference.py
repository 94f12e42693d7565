"""Coreference in one document: names, parts of names, offices, pronouns and organisations."""

import re
from bisect import insort
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from dixit.rag.lang.lexicons import roles
from dixit.rag.lang.names import NAME
from dixit.rag.quotations.antecedents import Antecedents
from dixit.rag.quotations.bodies import by_nickname, by_noun, headed, names_firm
from dixit.rag.quotations.descriptions import FORMER, may_be_absent, without_article
from dixit.rag.quotations.evidence import Antecedent
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
    sex_of_participle,
    sex_of_title,
    sex_told,
    unplaced,
    without_title,
    words,
)

_FULL_NAME = re.compile(rf"\b{NAME}")
_LINE_END = re.compile(r"\.?\s*\n\s*\n|\.\s*\n")
"""The end of a paragraph, over which no name goes on."""
_LABEL = re.compile(r"[QAR]\.\s")
"""The label of a question or an answer, which looks like an initial."""
_INDEFINITE = {*"un une a an des some plusieurs certains certaines several deux two".split()}
_AGED = re.compile(r"(?<![\w-])([A-ZÀ-Þ]\w+)(?:, | \()\d{1,3}(?: ans\b|[,)])")
"""A name with an age behind it: "Léa, 34 ans"."""
_KIN = re.compile(r"\b(?P<noun>[a-zà-ÿ-]{3,}),?\s(?P<name>[A-ZÀ-Þ][\w-]+)(?=,|\s[a-zà-ÿ])")
"""A first name behind a noun: "Sa veuve, Yvonne,"."""
_RELAYED = re.compile(
    r"^(?:des|les|ses|de récentes|the|its)?\s*(?:données|chiffres|informations|statistiques|data|"
    r"figures|statistics)\s(?:de\s|du\s|des\s|d['’]|of\s|from\s)(?P<speaker>.+)$"
)
"""Figures of an organisation: "les chiffres de l'Insee"."""


class Cast:
    """The persons and organisations of one document.

    Built from the names in the text, and extended by each speaker as quotations are read in order.

    Attributes:
        antecedents: The likely antecedent of each pronoun or description that was looked up, by its
            position, whether or not the evidence for it is sure.
    """

    def __init__(self, text: str) -> None:
        self.antecedents: dict[int, Antecedent] = {}
        self._text = text
        self._by_part: dict[str, set[str]] = {}
        self._roles: dict[str, Place] = {}
        self._sex: dict[str, str] = {}
        self._bodies: list[tuple[int, str]] = []
        self._mentions: list[tuple[int, str]] = []
        runs = [
            (match.start(), _LINE_END.split(match[0], maxsplit=1)[0])
            for match in _FULL_NAME.finditer(text)
            if not _LABEL.match(match[0])
        ]
        for start, run in runs:
            for name, at in unplaced(text, persons(text, run, start)):
                self._mentions.append((at, name))
                parts = name.split()
                surname = [part for part in parts if part.casefold() not in PARTICLES]
                for part in {fold(surname[-1]), fold(parts[0]), fold(" ".join(parts[1:]))}:
                    self._by_part.setdefault(part, set()).add(name)
                if sex := sex_told(text, at, name):
                    self._sex.setdefault(fold(name), sex)
                if role := office_beside(text, at, name):
                    self.learn(name, role)
                elif at > start and is_office(text[start:at]):  # "Judge Yolanda Castellanos"
                    self.learn(name, (start, len(text[:at].rstrip())))
        for start, run in runs:
            full = self.full_name(run)
            if full != run and " " in full and " " not in without_title(run).strip():
                self._mentions.append((start, full))
        for match in _AGED.finditer(text):
            if " " not in self.full_name(match[1]):
                self._mentions.append((match.start(), match[1]))
        for match in _KIN.finditer(text):
            is_single = " " not in self.full_name(match["name"])
            if is_single and is_speaking(match["noun"]) and sex_of_first_name(match["name"]):
                self._mentions.append((match.start("name"), match["name"]))
        self._mentions = sorted(m for m in self._mentions if self._is_personal(m[1]))
        self._antecedents = Antecedents(text, self._mentions, self.by_phrase)

    def _is_personal(self, name: str) -> bool:
        """Return whether a capitalised sequence names a person, by title, office or form."""
        return fold(name) in self._sex or fold(name) in self._roles or is_personal(name, self._text)

    def learn(self, name: str, role: Place | None) -> None:
        """Record the office of a name, given as (start, end) in characters.

        An office in apposition behind the name replaces one before it; None is ignored.
        """
        previous = self._roles.get(fold(name))
        if role is None or (previous and (self._is_behind(previous) or not self._is_behind(role))):
            return
        self._roles[fold(name)] = role
        office = self._text[max(0, role[0] - 4) : role[1]].lstrip()
        sex = sex_of_office(self._text[role[0] : role[1]]) or sex_of_office(office)
        if sex == "she" and not sex_of_first_name(name):
            self._sex.setdefault(fold(name), sex)

    def _is_behind(self, role: Place) -> bool:
        """Return whether an office stands behind its name and a comma."""
        return self._text[max(0, role[0] - 3) : role[0]].rstrip().endswith(",")

    def learn_title(self, name: str, written: str) -> None:
        """Record the gender that a courtesy title tells: "M. Bourdain"."""
        if sex := sex_of_title(written):
            self._sex.setdefault(fold(name), sex)

    def learn_speaker(self, name: str, at: int) -> None:
        """Record a speaker at a position: a later pronoun may refer to them."""
        if (" " in name or sex_of_first_name(name)) and self._is_personal(name):
            insort(self._mentions, (at, name))
        self._antecedents.spoke(at, name)
        self._bodies.append((at, name))

    def role_of(self, name: str) -> Place | None:
        """Return (start, end) of the office of a full name; None where none is known."""
        return self._roles.get(fold(name))

    def offices(self) -> Iterator[tuple[str, int, Place]]:
        """Yield each full name with an office, its position, and the office's (start, end)."""
        for folded, role in self._roles.items():
            mentions = [(at, name) for at, name in self._mentions if fold(name) == folded]
            if mentions:
                at, name = min(mentions, key=lambda mention: abs(mention[0] - role[0]))
                yield name, at, role

    def is_person(self, name: str) -> bool:
        """Return whether a name is that of a person whose full name the document holds."""
        full = self.full_name(name)
        return any(fold(full) == fold(other) for _, other in self._mentions) and " " in full

    def mentioned(self, start: int, end: int) -> list[tuple[int, str]]:
        """Return the persons mentioned between two positions, each mention with its position."""
        return [mention for mention in self._mentions if start <= mention[0] < end]

    def principal(self) -> Place | None:
        """Return (start, end) of the first mention of the most frequent person, if any."""
        counts = Counter(fold(name) for _, name in self._mentions)
        if not counts:
            return None
        return self.place_of(counts.most_common(1)[0][0])

    def place_of(self, name: str) -> Place | None:
        """Return (start, end) of the first mention of a person under a full name, if any."""
        # Where only a part of the name is written, the mention is of another length.
        places = ((at, at + len(one)) for at, one in self._mentions if fold(one) == fold(name))
        return next(
            (place for place in places if fold(self._text[slice(*place)]) == fold(name)), None
        )

    def by_initials(self, initials: str) -> str | None:
        """Return the one person with these initials ("S. A.-N."); None for none or several."""
        letters = [c for c in initials if c.isalpha()]
        names = {
            fold(name): name
            for _, name in self._mentions
            if [part[0] for part in re.split(r"[\s-]", name) if part[:1].isupper()] == letters
        }
        return next(iter(names.values())) if len(names) == 1 else None

    def full_name(self, name: str) -> str:
        """Return the one full name that a name is part of; else the name without its title."""
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
        parts = words(plain)
        names = self._by_part.get(fold(capitals[-1]), set()) | self._by_part.get(fold(plain), set())
        full_names = sorted(
            {n for n in names if len(words(n)) > len(parts) and set(parts) <= set(words(n))},
            key=lambda n: (len(n), n),
        )
        if len({fold(n) for n in full_names}) > 1 and (sex := sex_of_title(name)):
            full_names = [n for n in full_names if self.sex_of(n) in (sex, None)]
        return full_names[0] if len({fold(n) for n in full_names}) == 1 else plain

    def by_pronoun(self, pronoun: str, at: int) -> str | None:
        """Return the antecedent of a pronoun at a position; None where it is unclear."""
        name = self._trusted(self._antecedents.meant(pronoun, at, self.sex_of), at)
        if name and pronoun in ("il", "he", "elle", "she") and self.sex_of(name) is None:
            self._sex[fold(name)] = "he" if pronoun in ("il", "he") else "she"
        return name

    def _trusted(self, antecedent: Antecedent | None, at: int) -> str | None:
        """Record an antecedent at a position; return its name where the evidence is sure."""
        if antecedent is None:
            return None
        self.antecedents[at] = antecedent
        return antecedent.name if antecedent.evidence.is_sure else None

    def by_phrase(self, phrase: str, at: int) -> str | None:
        """Return the name that "la dirigeante", "the mayor of Lyon" or "l'association" refers to.

        Args:
            phrase: The description as written.
            at: Its position, in characters.

        Returns:
            The name; None where it is unclear, or need not be in the text: "the prime minister".
        """
        if figures := _RELAYED.match(phrase):
            body = figures["speaker"]
            return self.by_phrase(body, at) or self.full_name(body)
        opening = fold(phrase).replace("'", "' ").split()[0]
        if opening in _INDEFINITE:
            return None
        if {"source", "sources"} & set(words(phrase)):
            return self._antecedents.same_source(phrase, at)
        name = self._by_office(phrase, at) or self._body_meant(phrase, at)
        if name is not None or opening not in ("le", "la", "l'", "ce", "cet", "cette", "the"):
            return name
        if may_be_absent(phrase):
            return None
        bare = without_article(phrase)
        by_article = {"la": "she", "cette": "she", "le": "he", "ce": "he", "cet": "he"}
        sex = by_article.get(opening) or sex_of_office(bare) or sex_of_participle(bare.split()[0])
        nearest = self._antecedents.nearest(at, sex, self.sex_of, bodies=False)
        if nearest is None or (opening == "the" and self._has_other_office(nearest.name, phrase)):
            return None
        evidence = replace(nearest.evidence, written="description")
        return self._trusted(Antecedent(nearest.name, evidence), at)

    def _body_meant(self, phrase: str, at: int) -> str | None:
        """Return the organisation that a phrase refers to: by a nickname, or by its noun."""
        if (nickname := by_nickname(self._text, phrase)) is not None:
            return nickname
        before = [name for place, name in self._bodies if place < at]
        body = by_noun(before, phrase)
        if body is not None or not names_firm(phrase):
            return body
        head = headed(self._text, at)
        is_person = head is not None and (
            self.is_person(head) or sex_of_first_name(head) or fold(head) in self._by_part
        )
        return None if is_person else head

    def _has_other_office(self, name: str, phrase: str) -> bool:
        """Return whether a person is known by an office that is not the one in a phrase."""
        place = self._roles.get(fold(name))
        own = office_words(self._text[place[0] : place[1]]) - {"dr"} if place else set()
        asked = office_words(phrase) & set(map(fold, roles()))
        return bool(own and asked) and not own & asked

    def sex_of(self, name: str) -> str | None:
        """Return "she" or "he" for a name; None where unknown."""
        return self._sex.get(fold(name)) or sex_of_first_name(name)

    def _by_office(self, phrase: str, at: int) -> str | None:
        """Return the one person whose office has the nouns and names of a phrase."""
        offices = office_words(phrase)
        if not offices:
            return None
        proper = {fold(word) for word in re.findall(r"\b[A-ZÀ-Þ][\w’'-]+", phrase)} - roles()
        proper -= offices
        nouns = {word for word in words(phrase) if office_words(word)}
        modifiers = set(words(phrase)) - nouns - OPENING - proper - FORMER
        names: dict[str, str] = {}
        for at_name, name in self._mentions:
            place = self._roles.get(fold(name))
            if place is None or (at_name > at and place[0] > at):
                continue
            office = self._text[place[0] : place[1]]
            office_names = {fold(word) for word in re.findall(r"\b[A-ZÀ-Þ][\w’'-]+", office)}
            shares_office = bool(offices & office_words(office))
            if shares_office and proper <= office_names and modifiers <= set(words(office)):
                names.setdefault(fold(name), name)
        return next(iter(names.values())) if len(names) == 1 else None
