"""Texts are compared as they read: what only looks otherwise is folded, and keeps its place."""

import pytest

from dixit.rag.verification.entailment import same_words, verdict
from dixit.rag.verification.print_folding import folded, places_of, printed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("le p\u00adort ferme", "le port ferme"),
        ("le\u200b port\u2060 ferme", "le port ferme"),
        ("\u202ale port\u202c ferme", "le port ferme"),
        ("ｌｅ　ｐｏｒｔ　ｆｅｒｍｅ", "le port ferme"),
        ("lе роrt fеrmе", "le port ferme"),
        ("lε pοrt ferme".replace("ε", "e"), "le port ferme"),
        ("l’ofﬁce", "l'office"),
        ("‹ oui ›", '"oui"'),
    ],
)
def test_what_only_looks_otherwise_is_the_same(one: str, other: str) -> None:
    assert same_words(one, other)


@pytest.mark.parametrize(("one", "other"), [("5²", "52"), ("½", "12"), ("été", "ete")])
def test_figures_set_high_and_accents_are_not_folded(one: str, other: str) -> None:
    assert not same_words(one, other)


def test_a_negation_in_letters_of_another_script_counts() -> None:
    statement = "Le port nе fermera раs lundi."

    assert verdict(statement, "Le port fermera lundi.", language="fr", cited_language="fr") == (
        "unsupported"
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hier, le po\u00adrt  fermait : « enfin »…", "le port fermait"),
        ("Il a dit :\u00a0«\u202fL’été\u202f»", "l'été"),
        ("cafe\u0301 et thé", "café et thé"),
        ("ab ｃｄ ef", "cd"),
    ],
)
def test_what_is_found_is_shown_where_it_stands(text: str, words: str) -> None:
    ((start, end),) = places_of(words, text)

    assert same_words(text[start:end], words)
    assert printed(text[start:end]).text.strip().casefold() == words.casefold()


def test_an_empty_place_is_nowhere() -> None:
    with pytest.raises(ValueError, match="no character"):
        folded("abc").span(1, 1)
