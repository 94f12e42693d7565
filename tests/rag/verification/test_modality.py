"""How sure, how complete, how much, why, and by whom: a statement says no more than its text."""

import pytest

from dixit.rag.verification.entailment import verdict

Languages = tuple[str, str]
FR, EN, ACROSS, BACK = ("fr", "fr"), ("en", "en"), ("en", "fr"), ("fr", "en")


def proven(statement: str, cited: str, languages: Languages) -> bool:
    told = verdict(statement, cited, language=languages[0], cited_language=languages[1])
    return told in ("verbatim", "supported")


@pytest.mark.parametrize(
    ("statement", "cited", "languages"),
    [
        ("Le barrage a noyé douze hameaux.", "Le barrage noierait douze hameaux.", FR),
        ("The bakery will hire eight people.", "La boulangerie pourrait embaucher huit personnes.",
         ACROSS),
        ("The price drops below two euros.", "The price may drop below two euros.", EN),
        ("Le pont a ouvert en mai.", "Le pont ouvrira en mai.", FR),
        ("The trial took place in June.", "Le procès doit avoir lieu en juin.", ACROSS),
        ("La région a acheté douze trains.", "The region has promised to buy twelve trains.", BACK),
        ("The firm has built the depot it promised.", "The firm had promised a depot.", EN),
        ("Il est acquis que la crue vient du barrage.", "La crue viendrait du barrage.", FR),
    ],
)  # fmt: skip
def test_what_may_be_or_is_to_be_is_not_yet_so(
    statement: str, cited: str, languages: Languages
) -> None:
    assert not proven(statement, cited, languages)


@pytest.mark.parametrize(
    ("statement", "cited", "languages"),
    [
        ("La boulangerie pourrait embaucher huit personnes.",
         "The bakery could hire eight people.", BACK),
        ("Une visite est prévue en mai.", "Une nouvelle visite aura lieu en mai.", FR),
        ("The bakery hired eight people in May.",
         "La boulangerie a embauché huit personnes en mai.", ACROSS),
        ("Mr Gray said health premiums will still be paid.",
         "Mr Gray said the firm would keep paying health premiums.", EN),
        ("The ring will stay up, May 14.", "The ring will stay up, May 14, it was told.", EN),
    ],
)  # fmt: skip
def test_a_mood_that_is_kept_is_proven(statement: str, cited: str, languages: Languages) -> None:
    assert proven(statement, cited, languages)


@pytest.mark.parametrize(
    ("statement", "cited", "languages"),
    [
        ("Tous les commerçants ont fermé.", "Certains commerçants ont fermé.", FR),
        ("All the contracts stay valid.", "Most contracts stay valid.", EN),
        ("All contracts stay valid.", "Les contrats restent valables, sauf ceux de mai.", ACROSS),
        ("Tous les bacs sont restés à quai.", "Presque tous les bacs sont restés à quai.", FR),
        ("Le bac est resté à quai parce que la mer montait.", "Le bac est resté à quai.", FR),
        ("The ferry stayed in port because of the strike.", "The ferry stayed in port.", EN),
        ("Ana Ruiz a battu Lise Morel en finale.", "Lise Morel a battu Ana Ruiz en finale.", FR),
        ("Ana Ruiz was sued by Lise Morel.", "Ana Ruiz sued Lise Morel.", EN),
        ("Sa part est passée de 40 % à 60 %.", "Sa part est tombée de 60 % à 40 %.", FR),
        ("It drifted by 7 mm, against 3 mm last year.",
         "It drifted by 3 mm, against 7 mm last year.", EN),
        ("Le boucher a été relaxé par le tribunal.", "Le tribunal a condamné le boucher.", FR),
        ("The butcher admits the charge.", "The butcher denies the charge.", EN),
    ],
)  # fmt: skip
def test_more_than_the_text_says_is_not_proven(
    statement: str, cited: str, languages: Languages
) -> None:
    assert not proven(statement, cited, languages)


@pytest.mark.parametrize(
    ("statement", "cited", "languages"),
    [
        ("Chaque commerçant a fermé.", "Tous les commerçants ont fermé.", FR),
        ("The ferry stayed in port because of the strike.",
         "The strike kept the ferry in port: it stayed there, and it was the cause.", EN),
        ("Lise Morel was sued by Ana Ruiz.", "Ana Ruiz sued Lise Morel.", EN),
        ("Sa part est passée de 60 % à 40 %.", "En un an, sa part est passée de 60 % à 40 %.", FR),
    ],
)  # fmt: skip
def test_the_same_in_other_words_is_proven(
    statement: str, cited: str, languages: Languages
) -> None:
    assert proven(statement, cited, languages)
