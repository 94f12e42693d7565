"""Cited words are found again in a text that has changed, or told to be gone: never others."""

import random

import pytest

from dixit.rag.verification.relocation import relocated

QUOTE = "Le pont rouvrira en avril."
BEFORE = f"Brissac. Le maire a déclaré : « {QUOTE} » Les travaux durent."
START = BEFORE.index(QUOTE)


def found(text: str, quote: str = QUOTE, start: int = START) -> str | None:
    """The words at the place that is given."""
    place = relocated(text, quote, start)
    return None if place is None else text[slice(*place)]


def test_words_that_stand_where_they_stood_stay_there() -> None:
    assert relocated(BEFORE, QUOTE, START) == (START, START + len(QUOTE))


def test_words_follow_what_was_put_before_them() -> None:
    later = f"Mis à jour à 18 h.\n\n{BEFORE}"

    assert relocated(later, QUOTE, START) == (later.index(QUOTE), later.index(QUOTE) + len(QUOTE))


def test_the_nearest_of_several_places_is_taken() -> None:
    text = f"{QUOTE} Un. {QUOTE} Deux. Trois. {QUOTE}"
    places = [at for at in range(len(text)) if text.startswith(QUOTE, at)]

    for near in range(len(text)):
        place = relocated(text, QUOTE, near)
        assert place is not None
        assert abs(place[0] - near) == min(abs(at - near) for at in places)


def test_the_very_characters_go_before_the_same_words_in_other_print() -> None:
    text = f"X {QUOTE.replace(' ', chr(0xA0))} {'y ' * 50}{QUOTE}"

    assert found(text, start=0) == QUOTE


@pytest.mark.parametrize(
    ("quote", "now"),
    [
        ("Le pont rouvrira en avril.", "Le pont\nrouvrira\u00a0en  avril."),
        ("l'été, dit-il", "l’été, dit‑il"),
        ("un « pont » neuf", "un “pont” neuf"),
        ('un "pont" neuf', "un «\u00a0pont\u202f» neuf"),
        ("Oui : peut-être...", "Oui\u00a0: peut-être…"),
        ("une affaire — la seule", "une affaire – la seule"),
        ("un été chaud", "un e\u0301te\u0301 chaud"),
        ("une fin difficile", "une \ufb01n di\ufb03cile"),
        ("un exemplaire", "un exem\u00adplaire"),
        ("1\u202f200 voitures", "1 200 voitures"),
        ("Le pont rouvrira.", "Le pont rouvrira"),
        ("« Le pont rouvrira »", "Le pont rouvrira"),
        ("Le pont rouvrira,", "Le pont rouvrira."),
    ],
)
def test_differences_of_print_are_forgiven(quote: str, now: str) -> None:
    text = f"Tout autre chose. Avant {now} après."

    assert (found(text, quote) or "").rstrip(".,") == now.rstrip(".,")


@pytest.mark.parametrize(
    ("quote", "now"),
    [
        ("Le pont rouvrira en avril.", "Le pont rouvrira en mai."),
        ("Le pont rouvrira en avril.", "Le pont ne rouvrira pas en avril."),
        ("Le pont rouvrira", "le pont rouvrira"),
        ("Le pont rouvrira.", "Le pont rouvrira ?"),
        ("Le pont rouvrira.", "« Le pont rouvrira » ?"),
        ("a fermé", "à fermé"),
        ("non lieu", "nonlieu"),
        ("art", "un article"),
        ("12", "de 12,5 %"),
        ("5 %", "de 12,5 %"),
        ("200 voitures", "1200 voitures"),
        ("10² ans", "102 ans"),
        ("12.5 ans", "125 ans"),
        ("Oui", "Ouighour"),
        ("e", "e\u0301"),
    ],
)
def test_other_words_are_never_taken_for_them(quote: str, now: str) -> None:
    assert found(f"Tout autre chose. Avant, {now} Après.", quote) is None


@pytest.mark.parametrize("quote", ["", " ", "\n", "...", "« »"])
def test_a_quote_without_words_stands_nowhere_else(quote: str) -> None:
    assert found("Un, deux... « »\ntrois.", quote, 0) is None


def test_a_place_outside_the_text_is_only_a_hint() -> None:
    assert found(QUOTE, start=9999) == QUOTE
    assert found(QUOTE, start=-3) == QUOTE


def test_whatever_is_put_around_them_the_words_are_found_exactly() -> None:
    letters = random.Random(7)
    for _ in range(200):
        lead = "".join(letters.choices("ab é«»’'\n\u00a0.,-1", k=letters.randrange(40)))
        text = f"{lead} {QUOTE} {lead[::-1]}"
        assert found(text, start=letters.randrange(80)) == QUOTE
