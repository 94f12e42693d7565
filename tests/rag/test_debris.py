"""What in a copied text is no article is told apart, on the five articles and on made ones."""

from pathlib import Path

import pytest

from index.records import Document
from rag.debris import FORMAT, blocks_of, debris_in
from rag.read import read

SEEDS = Path(__file__).parent.parent.parent / "seeds"
TITLE = "Le PDG de Renault rencontre Lei Jun, PDG de Xiaomi : y aura-t-il une collaboration ?"
DEBRIS = {
    "000": [],
    "001": [],
    "002": ["(Xinhua/Pan Yulong) |"],
    "003": [
        "french.xinhuanet.com",
        "Taille du Texte",
        "T+ | T-",
        "RSS",
        "Partager",
        "Une semaine d'actualités en images (du 19 au 25 février 2018)",
        "Décès de la chanteuse des Cranberries, Dolores O'Riordan, à Londres",
        "010020070770000000000000011199231370267401",
    ],
    "004": [
        "Êtes-vous intéressé par eux OFFRES? Économisez avec nos coupons sur WHATSAPP o TELEGRAM!",
        TITLE,
        "Lei Jun PDG Renault Xiaomi Lei Jun",
        "Lei Jun",
        "Photos internes du Xiaomi SU7",
        "Xiaomi SU7",
        "Lire aussi : Lei Jun : la conduite autonome NOA arrivera sur le Xiaomi SU7 cet été",
        "Pierpaolo Figuccia",
        "Pierpaolo Figuccia",
        "Nerd, passionné de technologie, de photographie et vidéaste. "
        "Et bien sûr j'adore les produits Xiaomi !",
        "Souscrire",
        "notifier",
        "invité",
        "0 commentaires",
        "Commentaires en ligne",
        "Voir tous les commentaires",
        "XiaomiToday.it",
        "Logo",
    ],
}
LONG = "Les ventes de voitures électriques ont bondi de 13,1% en un an, selon les constructeurs."


def debris(text: str, title: str | None = None) -> list[str]:
    return [
        text[start:end] for start, end in debris_in(Document("a.txt", text, "", "fr", title=title))
    ]


@pytest.mark.parametrize("name", DEBRIS)
def test_the_debris_of_each_of_the_five_articles_is_found_and_nothing_else(name: str) -> None:
    path = next(SEEDS.glob(f"{name}_*.txt"))
    article = read(path, path.name)

    assert [article.text[start:end] for start, end in debris_in(article)] == DEBRIS[name]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("001", "date 2021-01"),
        ("002", "Dernière mise à jour à 16h07 le 07/07"),
        ("003", "Publié le 2018-03-09 à 10:40 | french.xinhuanet.com"),
    ],
)
def test_the_line_that_tells_the_date_can_be_quoted(name: str, line: str) -> None:
    path = next(SEEDS.glob(f"{name}_*.txt"))
    article = read(path, path.name)

    assert line in [article.text[b.start : b.end] for b in blocks_of(article) if not b.debris]


def test_the_title_counts_once_where_it_stands_over_the_article() -> None:
    title = "Un titre de cinq mots"
    text = (
        f"Accueil\n{title}\n{title}\n\n{LONG}\n\n{title}\n\nUne autre phrase de l'article, la fin."
    )

    start, _ = debris_in(Document("a.txt", text, "", "fr", title=title))[1]
    assert debris(text, title) == ["Accueil", title, title]
    assert start < text.index(LONG)


@pytest.mark.parametrize(
    "heading", ["SAINT-ORENS RECRUTE", "Et après ?", "Trois finitions", "La suite"]
)
def test_a_heading_between_two_paragraphs_is_the_articles(heading: str) -> None:
    assert debris(f"{LONG}\n\n{heading}\n\n{LONG[:-1]} de Pékin.") == []


def test_a_menu_is_none() -> None:
    menu = ["Accueil", "Économie", "Sport régional", "Mon compte"]

    assert debris("\n".join(menu) + f"\n\n{LONG}") == menu


def test_short_answers_of_an_interview_are_the_articles_even_when_given_twice() -> None:
    assert debris(f"{LONG}\n\nLe referez-vous ?\n\nNon.\n\nEt demain ?\n\nNon.\n\n{LONG[4:]}") == []


def test_items_of_a_list_that_was_announced_are_the_articles() -> None:
    assert debris(f"{LONG}\n\nDeux teintes :\n\nBleu\nVert Lichen\n\n{LONG[4:]}") == []


def test_what_a_teaser_leads_to_is_debris_and_the_paragraph_after_it_is_not() -> None:
    text = f"{LONG}\n\nÀ lire également\nLe prix va-t-il baisser ?\n\n{LONG[4:]}"

    assert debris(text) == ["À lire également", "Le prix va-t-il baisser ?"]


def test_a_paragraph_about_subscriptions_and_cookies_is_no_notice() -> None:
    text = (
        "Partager un abonnement coûte désormais 5,99 € par mois chez le constructeur, qui dit ne "
        "pas s'en cacher : les cookies de ses voitures, eux, ne se refusent pas, et la commission "
        "qui les surveille a ouvert une enquête au printemps, sans dire quand elle la finira."
    )

    assert debris(f"{LONG}\n\n{text}") == []


def test_a_heading_that_names_somebody_of_the_article_does_not_end_it() -> None:
    said = (
        "Paul Durand, qui dirige le groupe depuis dix ans, n'y voit qu'un début, et il le répète."
    )
    texts = [
        LONG,
        f"{said} {LONG[4:]}",
        f"{LONG[8:]} {said[4:]}",
        "Paul Durand",
        LONG[12:],
        LONG[16:],
    ]

    assert debris("\n\n".join(texts)) == []


def test_nothing_after_the_comments_begin_is_the_articles() -> None:
    comment = (
        "Bravo pour cet article, que j'ai lu deux fois avant de le faire lire à mon garagiste."
    )
    text = f"{LONG}\n\n{LONG[4:]}\n\n2 commentaires\n\n{comment}"

    assert debris(text) == ["2 commentaires", comment]


def test_short_lines_of_a_text_taken_out_of_a_format_are_kept() -> None:
    text = f"{LONG}\nBleu\nVert\n340 embauches\nPartager"
    article = Document("a.pdf", text, "", "fr", metadata={FORMAT: ".pdf"})

    assert [text[start:end] for start, end in debris_in(article)] == ["Partager"]
