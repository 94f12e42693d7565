"""What in a copied text is no article is told apart, on the five articles and on made ones."""

from pathlib import Path

import pytest

from dixit.index.records import Document
from dixit.rag.ingestion.loader import read
from dixit.rag.parsing.boilerplate import FORMAT, blocks_of, debris_in

SEEDS = Path(__file__).parents[3] / "seeds"
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


@pytest.mark.parametrize(
    "line",
    [
        "Home Office ministers defend the plan.",
        "Share prices fell.",
        "Share of renewables doubles.",
        "Print sales fell.",
        "Contact was lost with the boat.",
        "Contact tracing ended in June.",
        "Report blames the council for the fire.",
        "Save our Ships collected 3,000 signatures.",
        "Live music returns to the Corn Exchange.",
        "Video shows the moment the bridge fell.",
        "Source: the ministry, which said on Monday that it would not pay.",
        "Published in 1921, the novel was banned for decades.",
        "The union's newsletter was seized by police.",
        "They entered the mine without permission.",
        "“You built it without permission,” she told us.",
        "Comments by the minister angered the unions.",
        "Terms of the deal were not disclosed.",
        "Back to school for 4,000 pupils.",
        "Read more slowly, she told the class.",
        "Write to the council before Friday.",
        "12 shares changed hands.",
        "2 min later the lights failed.",
        "Crédit Mérovien annonce la fermeture de onze agences.",
        "Accueil des réfugiés : la ville ouvre deux gymnases.",
        "Achetez français, lance le ministre.",
        "Publicité : le groupe Orvanne condamné à une amende.",
        "Lire est un droit, dit la bibliothécaire.",
        "En direct du port, on a vu les bateaux partir.",
        "Inscrivez-vous en mairie avant le 12 mars.",
        "Mis à jour en 1998, le plan n'a jamais été appliqué.",
        "Publié le 4 mars, le rapport accuse le maire.",
        "Photo volée : le voisin condamné.",
        "Reproduction interdite : les éleveurs protestent.",
        "Réactions en chaîne à la Bourse.",
        "Tous droits réservés aux marins, l'île vit de la pêche.",
        "Télécharger des films restera un délit.",
        "Voir plus de touristes ne l'enchante pas.",
        "Le maire a construit sans autorisation.",
        "Il y a 3 ans, le pont fermait.",
        "5 commentaires ont été lus en séance.",
    ],
)
def test_a_sentence_that_begins_like_a_button_is_news_even_among_buttons(line: str) -> None:
    assert debris(f"{LONG}\n\n{line}\n\n{LONG[4:]}") == []
    among = f"Partager\nImprimer\n\n{LONG}\n\n{line}\n\n{LONG[4:]}\n\nPartager sur Facebook"
    assert debris(among) == ["Partager", "Imprimer", "Partager sur Facebook"]


@pytest.mark.parametrize(
    "line",
    [
        "Home | News | Sport",
        "Share this article",
        "Subscribe now",
        "Sign up for our free newsletter and never miss a story.",
        "Read more: Dam holds",
        "Related: Dam holds",
        "More on this story",
        "Photo: Ada Blake / Reuters",
        "Source: Reuters",
        "Published on 4 March 2024 at 10:12 by Ada Blake",
        "Updated 2 hours ago",
        "3 min read",
        "0 shares",
        "Back to top",
        "Copyright 2024 Courier Media Ltd. All rights reserved.",
        "We use cookies to improve your experience.",
        "AdvertisementSwitch to a heat pump with no deposit until spring.",
        "Accueil > Région > Faits divers",
        "Partager l'article",
        "Abonnez-vous à partir de 1 € par mois",
        "Lire aussi : Le barrage tient",
        "Vous aimerez aussi",
        "Photo : Jeanne Morel / AFP",
        "Publié le 4 mars 2024 à 10h12 par Jeanne Morel",
        "3 min de lecture",
        "Tous droits réservés",
        "Politique de confidentialité",
        "Nous utilisons des cookies pour améliorer votre expérience.",
        "Recevez chaque matin notre newsletter dans votre boîte mail.",
        "Déjà abonné ? Connectez-vous",
    ],
)
def test_what_says_no_more_than_a_button_a_teaser_or_a_notice_is_debris_anywhere(line: str) -> None:
    assert debris(f"{LONG}\n\n{line}\n\n{LONG[4:]}") == [line]


@pytest.mark.parametrize(
    "lines",
    [
        ["Contexte", "Il était en poste depuis 2014.", "Suite", "Son adjointe le remplace."],
        ["Commentaires", "Un habitant s'inquiète du bruit.", "Réactions", "L'adjoint répond."],
        ["Olaf Brandt", "I do not agree.", "Marta Kovel", "Nor do I.", "Olaf Brandt", "Fine."],
        ["Ventes : 41 M€ (39) | Marge : 6 % (7) | Dette : 12 M€ (12)"],
        ["Brandvold (NOR) 2:24:07", "Alemu (ETH) 2:25:30", "Tanguy (FRA) 2:28:52"],
        ["Personne n'a répondu au juge.", "Personne n'a répondu au juge."],
    ],
)
def test_in_a_text_without_buttons_headings_rows_and_speakers_are_the_articles(
    lines: list[str],
) -> None:
    assert debris("\n\n".join([LONG, LONG[4:], *lines])) == []


def test_an_order_to_the_reader_is_a_letters_own_and_a_pages_debris() -> None:
    order = "Join us on the quay on Sunday."

    assert debris(f"Dear all,\n\n{LONG}\n\n{order}\n\nAda Blake") == []
    assert debris(f"Share\nPrint\n\n{LONG}\n\n{order}") == ["Share", "Print", order]
