"""What a text does with a clause in it: asserted, denied, doubted, conditional, asked."""

import pytest

from dixit.rag.verification.assertion import frames_over
from dixit.rag.verification.entailment import verdict


def kinds(text: str, clause: str, language: str) -> set[str]:
    start = text.index(clause)
    return {frame.kind for frame in frames_over(text, start, start + len(clause), language)}


def proven(statement: str, cited: str, language: str, cited_language: str = "") -> bool:
    told = verdict(
        statement, cited, language=language, cited_language=cited_language or language
    )  # fmt: skip
    return told in ("verbatim", "supported")


FRENCH = "la ville vendra le stade"
ENGLISH = "the city will sell the stadium"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"Il est faux que {FRENCH}.", "denied"),
        (f"Il n'est pas vrai, insiste-t-elle, que {FRENCH}.", "denied"),
        (f"La maire a démenti que {FRENCH}.", "denied"),
        (f"L'adjointe nie que {FRENCH}.", "denied"),
        (f"Personne ne croit, en tout cas, que {FRENCH}.", "doubted"),
        (f"Rien ne prouve que {FRENCH}.", "doubted"),
        (f"L'élue n'est pas sûre que {FRENCH}.", "doubted"),
        (f"La rumeur veut que {FRENCH}.", "doubted"),
        (f"Le club espère que {FRENCH}.", "doubted"),
        (f"On ignore encore si {FRENCH}.", "asked"),
        (f"Reste à savoir si {FRENCH}.", "asked"),
        ("Est-ce vrai ? Demain, la ville vendra le stade ?", "asked"),
        (f"Si le conseil vote, {FRENCH}.", "conditional"),
        (f"Demain, {FRENCH}, à condition que le conseil vote.", "conditional"),
        (f"Demain, {FRENCH}, sauf si le conseil refuse.", "conditional"),
    ],
)
def test_a_french_clause_is_taken_back_by_the_words_around_it(text: str, kind: str) -> None:
    assert kinds(text, FRENCH, "fr") == {kind}
    assert not proven(f"{FRENCH[0].upper()}{FRENCH[1:]}.", text, "fr")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"It is not true that {ENGLISH}.", "denied"),
        (f"What is untrue is that {ENGLISH}.", "denied"),
        (f"The mayor denied {ENGLISH}.", "denied"),
        (f"Nobody I met believes that {ENGLISH}.", "doubted"),
        (f"There is no evidence so far that {ENGLISH}.", "doubted"),
        (f"The club had hoped that {ENGLISH}.", "doubted"),
        (f"Rumour has it that {ENGLISH}.", "doubted"),
        (f"It isn't clear whether {ENGLISH}.", "doubted"),
        (f"Fans asked whether {ENGLISH}.", "asked"),
        ("So the city will sell the stadium?", "asked"),
        (f"If the council agrees, {ENGLISH}.", "conditional"),
        (f"Soon {ENGLISH} unless the council objects.", "conditional"),
        (f"Soon {ENGLISH}, provided that the council agrees.", "conditional"),
    ],
)
def test_an_english_clause_is_taken_back_by_the_words_around_it(text: str, kind: str) -> None:
    assert kinds(text, ENGLISH, "en") == {kind}
    assert not proven("The city will sell the stadium.", text, "en")


@pytest.mark.parametrize(
    ("text", "clause", "language"),
    [
        ("Même si le conseil hésite, la ville vendra le stade.", FRENCH, "fr"),
        ("La maire dément que le prix baisse, mais la ville vendra le stade.", FRENCH, "fr"),
        ("Le prix est faux ; la ville vendra le stade.", FRENCH, "fr"),
        ("Nul doute que la ville vendra le stade.", FRENCH, "fr"),
        ("En tant que propriétaire, la ville vendra le stade.", FRENCH, "fr"),
        ("Even if the council objects, the city will sell the stadium.", ENGLISH, "en"),
        ("The mayor denied any debt, and the city will sell the stadium.", ENGLISH, "en"),
        ("Is it a surprise? Tomorrow the city will sell the stadium.", ENGLISH, "en"),
        ("There is no doubt that the city will sell the stadium.", ENGLISH, "en"),
    ],
)
def test_a_clause_that_nothing_governs_is_asserted(text: str, clause: str, language: str) -> None:
    assert kinds(text, clause, language) == set()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Il est faux que la ville vendra le stade.", "fr"),
        ("Si le conseil vote, la ville vendra le stade.", "fr"),
        ("On ignore si la ville vendra le stade.", "fr"),
        ("It is not true that the city will sell the stadium.", "en"),
        ("Nobody believes that the city will sell the stadium.", "en"),
        ("The city will sell the stadium, unless the council objects.", "en"),
    ],
)
def test_a_whole_sentence_is_verbatim_with_its_frame(text: str, language: str) -> None:
    assert verdict(text, text, language=language, cited_language=language) == "verbatim"


@pytest.mark.parametrize(
    ("statement", "cited", "languages"),
    [
        ("The mayor denies that the stadium is for sale.", "La maire dément que le stade soit à "
         "vendre.", ("en", "fr")),
        ("La ville vendrait le stade si le conseil votait oui.", "Si le conseil vote oui, la ville "
         "vendra le stade.", ("fr", "fr")),
        ("Rien ne prouve que le trésorier ait volé l'argent.", "Rien ne prouve que le trésorier a "
         "volé l'argent.", ("fr", "fr")),
    ],
)  # fmt: skip
def test_a_statement_with_the_same_frame_is_proven(
    statement: str, cited: str, languages: tuple[str, str]
) -> None:
    assert proven(statement, cited, *languages)


@pytest.mark.parametrize(
    ("statement", "cited", "languages"),
    [
        ("Le trésorier a volé la caisse du club.", "Le trésorier nie avoir volé la caisse du club.",
         ("fr", "fr")),
        ("The treasurer robbed the club.", "Le trésorier nie avoir volé le club.", ("en", "fr")),
        ("La police soupçonne tout le club.", "Il est faux, en revanche, que la police soupçonne "
         "tout le club.", ("fr", "fr")),
    ],
)  # fmt: skip
def test_a_paraphrase_of_what_is_denied_is_not_proven(
    statement: str, cited: str, languages: tuple[str, str]
) -> None:
    assert not proven(statement, cited, *languages)


@pytest.mark.parametrize(
    ("statement", "cited", "language"),
    [
        ("Il est faux que le port ferme lundi.", "Le port ferme lundi.", "fr"),
        ("Contrairement à ce que dit l'article, le port ferme lundi.", "Le port ferme lundi.",
         "fr"),
        ("L'article affirme à tort que le port ferme lundi.", "Le port ferme lundi.", "fr"),
        ("Loin de fermer lundi, le port recrute.", "Le port ferme lundi.", "fr"),
        ("It is wrong that the port closes on Monday.", "The port closes on Monday.", "en"),
        ("Contrary to what the article says, the port closes on Monday.",
         "The port closes on Monday.", "en"),
        ("The article wrongly says that the port closes on Monday.", "The port closes on Monday.",
         "en"),
    ],
)  # fmt: skip
def test_a_statement_that_takes_back_what_the_text_asserts_is_not_proven(
    statement: str, cited: str, language: str
) -> None:
    assert not proven(statement, cited, language)
