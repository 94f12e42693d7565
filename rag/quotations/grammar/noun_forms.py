"""Forms of reporting verbs that are nouns, participles or names where they stand."""

from dixit.rag.quotations.grammar.tokens import Frame


def is_alias(frame: Frame, at: int) -> bool:
    """Return whether a token stands before a second name: "Jo Vial, dit Le Phare, a juré"."""
    if frame[at].word not in ("dit", "dite") or not at or frame[at - 1].text != ",":
        return False
    i = at + 1
    while i < len(frame) and frame[i].is_capital:
        i += 1
    is_named = at > 1 and frame[at - 2].is_capital
    return is_named and i > at + 1 and i < len(frame) and frame[i].text == ","


def is_noun(frame: Frame, at: int) -> bool:
    """Return whether an English infinitive's form is a noun: "his annual report", "its answer"."""
    before = frame[at - 1] if at > 1 else None
    if before is None or not before.is_word or before.is_capital or before.word.endswith("s"):
        return False
    return frame[at - 2].word in _SINGULAR and before.word not in _PLURALS


_SINGULAR = frozenset("a an his her its this the their my our".split())
"""Determiners behind which an adjective may stand."""
_PLURALS = frozenset("people police men women children they we you i".split())
"""Plurals without an "s", which take a verb's plain form."""
