"""What a text tells of itself, each fact with its place, and nothing that it does not tell."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dixit.rag.parsing.layout import Layout
from dixit.rag.parsing.metadata import Metadata, metadata_in

SEEDS = Path(__file__).parents[3] / "seeds"
FACTS = ("title", "publisher", "author", "published")
ALIBABA = "La coopération entre Renault et Alibaba passe à la vitesse supérieure"
XIAOMI = "Le PDG de Renault rencontre Lei Jun, PDG de Xiaomi : y aura-t-il une collaboration ?"
BODY = (
    "Les ventes de voitures électriques ont bondi en mai 2019 de 13,1% en un an, selon "
    "l'association des constructeurs, qui les avait vues baisser le 3 avril.\n\n"
    "Le ministère, par la voix de Marie Durand, a dit le 5 juin 2020 qu'il n'en attendait pas "
    "moins de celles de l'an prochain."
)


def told(text: str, language: str = "fr") -> dict[str, str | None]:
    found = metadata_in(Layout(text), language)
    return {name: fact.value if (fact := getattr(found, name)) else None for name in FACTS}


@pytest.mark.parametrize(
    ("name", "title", "publisher", "author", "published"),
    [
        ("000", None, None, None, None),
        ("001", None, None, None, "2021-01"),
        ("002", None, "Xinhua", None, "--07-07T16:07"),
        ("003", ALIBABA, "Xinhua", None, "2018-03-09T10:40"),
        ("004", XIAOMI, "XiaomiToday.it", "Pierpaolo Figuccia", None),
    ],
)
def test_the_five_articles_tell_what_they_tell(
    name: str, title: str | None, publisher: str | None, author: str | None, published: str | None
) -> None:
    text = next(SEEDS.glob(f"{name}_*.txt")).read_text("utf-8")

    assert list(told(text).values()) == [title, publisher, author, published]


def test_each_fact_has_its_evidence() -> None:
    text = next(SEEDS.glob("003_*.txt")).read_text("utf-8")
    found = metadata_in(Layout(text), "fr")
    evidence = {
        name: text[fact.start : fact.end] for name in FACTS if (fact := getattr(found, name))
    }

    assert evidence == {
        "title": ALIBABA,
        "publisher": "Xinhua",
        "published": "2018-03-09 à 10:40",
    }


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Publié le 4 mai 2023 à 16h07 - Mis à jour le 5 mai 2023 à 9h10", "2023-05-04T16:07"),
        ("Mis à jour le 5 mai 2023 à 9h10 | Publié le 4 mai 2023", "2023-05-04"),
        ("PUBLIÉE LE : 2018-03", "2018-03"),
        ("Mis en ligne le 2020-05-06", "2020-05-06"),
        ("Par Marie Durand - 3 juin 2021", "2021-06-03"),
        ("12/03/2024 — Communiqué de presse", "2024-03-12"),
        ("Paris, le 9 mars", "--03-09"),
        ("Dernière mise à jour : 5 mai 2023", "2023-05-05"),
        ("Il y a 3 heures", None),
        ("Publié le 30 février 2023", None),
        ("Les images de la semaine (du 19 au 25 février 2018)", None),
        ("Retour sur la crise de mai 2012 au musée de la ville", None),
    ],
)
def test_the_date_is_the_one_that_is_told_and_not_one_that_is_spoken_of(
    line: str, published: str | None
) -> None:
    assert told(f"Un titre de cinq mots\n\n{line}\n\n{BODY}")["published"] == published


def test_a_dateline_tells_the_day_and_the_agency_where_nothing_tells_more() -> None:
    assert told(f"BEIJING, 9 mars (Xinhua) -- {BODY}")["published"] == "--03-09"
    assert told(f"PARIS, May 4 (Agency) - {BODY}", "en")["publisher"] == "Agency"
    text = f"Publié le 10 mars 2018\n\nBEIJING, 9 mars (Xinhua) -- {BODY}"
    assert told(text)["published"] == "2018-03-10"


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Par Marie Durand", "Marie Durand"),
        ("Par Marie Durand et Paul de La Tour", "Marie Durand, Paul de La Tour"),
        ("By Jane Doe and John Smith", "Jane Doe, John Smith"),
        ("Propos recueillis par Jean-Marc Petit", "Jean-Marc Petit"),
        ("May 4, 2022 By Ingrid Falk-Osei", "Ingrid Falk-Osei"),
        ("Photo : Marie Durand", None),
        ("Par ailleurs en France", None),
    ],
)
def test_the_author_is_who_signs(line: str, author: str | None) -> None:
    assert told(f"Un titre de cinq mots\n\n{line}\n\n{BODY}")["author"] == author


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("© 2023 Le Quotidien de la vallée. Tous droits réservés.", "Le Quotidien de la vallée"),
        ("Copyright 2020-2023 The Valley Post", "The Valley Post"),
        ("www.vallee.example", "www.vallee.example"),
        ("Mentions légales", None),
    ],
)
def test_the_publisher_is_who_holds_the_rights_or_the_site(
    line: str, publisher: str | None
) -> None:
    assert told(f"{BODY}\n\n{line}")["publisher"] == publisher


def test_of_a_title_shown_twice_and_a_menu_the_title_is_the_title() -> None:
    menu = "Accueil\nToute l'actualité de la région\nÉconomie\nSport\nMon compte\nRechercher\n"
    title = "Valméra dévoile sa citadine électrique"
    text = f"{menu}{title}\nProduit\n{title}\n12/03/2024\nPartager\n\n{BODY}"

    assert told(text)["title"] == title


def test_a_notice_on_cookies_is_not_where_the_article_begins() -> None:
    notice = (
        "Nous et nos 41 partenaires utilisons des cookies pour mesurer l'audience du site et vous "
        "proposer des contenus adaptés à vos goûts."
    )
    text = f"{notice}\nTout refuser\nAccueil\nUn titre de cinq mots\nPar Marie Durand\n\n{BODY}"

    assert told(text)["title"] == "Un titre de cinq mots"
    assert told(text)["author"] == "Marie Durand"


def test_the_front_matter_of_a_markdown_file_is_believed() -> None:
    fields = ['title: "Un titre : le sien"', "author: Marie Durand", "date: 2023-05-04"]
    text = "\r\n".join(["---", *fields, "---", "", BODY])

    assert told(text) == {
        "title": "Un titre : le sien",
        "publisher": None,
        "author": "Marie Durand",
        "published": "2023-05-04",
    }
    assert told(f"# Un autre titre à lire\n\n{BODY}")["title"] == "Un autre titre à lire"


@settings(deadline=None)
@given(st.text(), st.sampled_from(["fr", "en", "zh"]))
def test_any_text_tells_nothing_that_is_not_in_it(text: str, language: str) -> None:
    found = metadata_in(Layout(text), language)
    for name in FACTS:
        fact = getattr(found, name)
        assert fact is None or 0 <= fact.start < fact.end <= len(text)
    assert found.title is None or text[found.title.start : found.title.end] == found.title.value


def test_an_empty_text_tells_nothing() -> None:
    assert metadata_in(Layout(""), "fr") == Metadata()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Harbour row\n\nThe fare stays.\n\n“It would be unjust.”\n\nOlaf left.", "Harbour row"),
        ("Ferry Fare Frozen\n\nThe fare stays.\n\nOlaf left.", "Ferry Fare Frozen"),
        ("14 May 2021\n\nFerry fare frozen\n\nThe fare stays.", "Ferry fare frozen"),
        ("By Ada Blake\n\nFerry fare frozen\n\nThe fare stays.", "Ferry fare frozen"),
        ("Le bac gelé\nLe tarif ne bougera pas.\n« C'est juste », dit-elle.", "Le bac gelé"),
        (f"« Personne ne perdra son emploi »\n\n{BODY}", "« Personne ne perdra son emploi »"),
        (f"Bac : le tarif gelé\n\n{BODY}", "Bac : le tarif gelé"),
        ("Trois questions à Ada\n\nPourquoi ?\n\nJ'ai fini le travail.", "Trois questions à Ada"),
    ],
)
def test_the_first_line_of_a_note_is_its_title_where_it_is_a_headline(
    text: str, title: str
) -> None:
    assert told(text)["title"] == title


@pytest.mark.parametrize(
    "text",
    [
        "The judge ruled on Thursday.\n\nA victory for every fisherman in the bay\n\nHe left.",
        "“We will keep it,” she said.\n\n“It is ours and it will stay ours.”\n\nHe left.",
        "« Nous ne le vendrons jamais à personne »\n\nAinsi parle Ada Sorrel.",
        "Le maire : Pourquoi attendre encore ?\n\nMme Arbel : Parce que le pont est fermé.",
        "From: the harbour board\nTo: all skippers\n\nSpeed is limited to five knots.",
        "Who taught you?\n\nMy aunt taught me.\n\nAnd who taught her?\n\nNobody did.",
        "— Qui a signé le contrat hier\n\n— Personne n'a signé.",
        "Dear Sir\n\nThe fare is too high.\n\nAda Blake",
        "Madame la présidente\n\nLe tarif est trop haut.",
        "Photo: the crowd on the quay (archive)\n\nThe fare stays, she said.",
        "COMMUNIQUÉ DE PRESSE – Lyon, le 9 septembre\n\nLa société ferme son usine.",
        "PRESS RELEASE\n\nOrwen names a chief executive.",
        "Page 2 of 9\n\nThe fare stays at two euros.",
    ],
)
def test_a_quotation_a_speakers_line_a_caption_or_a_kind_of_text_is_no_title(text: str) -> None:
    assert told(text)["title"] is None
