"""Where sentences begin and end, in French and in English print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dixit.rag.parsing.sentences import blocks, sentences

# "|" marks each end that is to be found; the text itself has none.
FRENCH = [
    "Il part.| Elle reste.",
    "M. Dupont arrive.| Mme Martin et Mlle Durand aussi.",
    "Le Dr. Martin a dit non.| Me. Roux a dit oui.",
    "Il en coûte 12 €.| C'est cher.",
    "Une hausse de 13,1%.| Rien de plus.",
    "On en a vendu 777.000 en un an.| C'est 28,88 millions en tout.",
    "Pommes, poires, etc. sont là.| Bien.",
    "L'art. 5 et le n° 7 de la p. 12.| Voilà.",
    "J. R. Martin et A. B. Dupont.| Ils sont deux.",
    "Il hésite… puis il part.| Elle… non.",
    "Vraiment ?| Oui !| Bon.",
    "Quoi ?!| Rien…| Ah.",
    "Il a dit : « Je pars. »| Elle reste.",
    "« Je pars », dit-il.| Elle reste.",
    "« Tu pars ? » demande-t-elle.| Il se tait.",
    "des technologies de SAIC.|Les nouveaux modèles viendront.",
    "pour les deux parties. »|Zu Sijie, Vice-président, indique.",
    "plusieurs modèles de Geely Auto et Lynk & Co.",
    "sur XiaomiToday.it et french.xinhuanet.com aussi.| Bien.",
    "Il l'a dit (en 2018.)| Puis plus rien.",
    "La S.N.C.F. a publié ses comptes.| L'État s'en réjouit.",
    "Le suspect, Yanis T., reste en prison.| M.-A. Corbel le défend.",
    "Il vit aux U.S.A.| Sa mère reste en France.",
    "Des pommes, des poires, etc.| Mme Ferrand en vend.",
    "Le rapport compte 212 p.| Les annexes en ont 90, cf. p. 4 et art. 12.",
    "Il est mort en 44 av. J.-C. à Rome.| Le gén. Roy le sait.",
    "Le départ est à 5 h. 30.| Le retour à 22 h.| Rien d'autre.",
    "1. Baisser les prix.| 2. Monter les salaires.",
    "a) Baisser les prix.| b) Monter les salaires.",
    "Il part.| iPhone en main, elle reste.| de Gaulle parle.",
    "Il attend à l'univ. de Lyon.| Bien.",
    "Le slogan « Plus vite ! Plus haut ! » a été retiré.| Bien.",
    "Il fallait « oser.| Ou rentrer ».| Ses joueurs ont osé.",
    "Le grand favori est… Marseille.| Personne n'en doute.",
    "Il a tout vendu : la maison, la vigne…| Même le chien.",
    "« ... Et puis il part. »| Elle reste.",
    "Le film Ça m'intrigue ! sort.| Son éditeur, Oh ! Presse, y croit.",
    "Paul (qui l'eût dit ? Pas moi !) est venu.| Elle non.",
    "Il est mort.| (Il avait 80 ans.| Il était malade.)| Sa femme reste.",
    "Il est mort. (AFP)| Sa femme reste.",
    "Le site est sain. [...]| Il faut le garder.",
    "Le club – qui l'eût cru ? – a gagné.| Le maire – enfin ! – Paul Roy a parlé.",
    "— Combien ?| — Douze millions.| — Par an ?",
    "Le titre a perdu 4,2%.|Le lendemain, il a repris 1.3%.",
    "Le verdict tombera le 12.|La ville attend.",
    "Écrivez à Jean.Dupont@mail.fr ou voyez www.Site.fr/A.B avant lundi.| Merci.",
    "Le fichier Rapport.Final.pdf est en ASP.NET.|Il est lourd.",
    'Il a dit "Je pars."|Elle reste.| Il dit : " Bien. "| Elle dort.',
]
ENGLISH = [
    "He left.| She stayed.",
    "Mr. Smith met Mrs. Jones and Dr. Brown.| They talked.",
    "Acme Inc. and Foo Corp. merged.| It cost $3.5 million.",
    "The U.S. economy grew 2.3%.| Good.",
    "See fig. 3 vs. fig. 4.| Fine.",
    'He said: "I am leaving."| She stayed.',
    "“Are you sure?” she asked.| He was.",
    "Really?!| Yes...| Well.",
    "J. K. Rowling wrote it.| It sold.",
    "He lives in the U.S.| His mother stays in France.",
    "The buyer is Brightwater Ltd.| It owns Foo Inc. of Ohio.",
    "Gen. Pell and Sen. Crane came on Jan. 5.| Neither spoke.",
    "Police named him as Daniel B.| His passenger was not hurt.",
    "It opens at 9 a.m. Tuesday.| It shuts at 5 p.m.| Bring food.",
    "She has a Ph.D. from M.I.T.| He said no.| She told me.| No. 10 is shut.",
    "He lives on Main St.| She lives near St. Helen's Bay.",
    "“Are you sure?” Smith asked.| “Why?” I said.| “Go!”| Paul left.",
    "“He said ‘Wait.’”| Then he left.",
    "“We talk to everyone.”|Zu Lin was cautious.",
    "“I saw nothing. . . .| I heard nothing,” he said.",
    "Yahoo! Finance is shut.| It lost $3.| $5 was too much.",
    "The club won (for the third time!) the county cup.",
]


@pytest.mark.parametrize("marked", FRENCH + ENGLISH)
def test_a_text_is_cut_where_its_sentences_end(marked: str) -> None:
    text = marked.replace("|", "")
    expected = [part.strip() for part in marked.split("|")]

    assert [text[start:end] for start, end in sentences(text)] == expected


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f"])
def test_any_space_may_stand_inside_french_marks(space: str) -> None:
    text = f"Il a dit{space}: «{space}Je pars.{space}» Elle reste."

    assert [text[start:end] for start, end in sentences(text)] == [
        f"Il a dit{space}: «{space}Je pars.{space}»",
        "Elle reste.",
    ]


def test_each_line_of_a_page_is_a_block_of_its_own() -> None:
    text = "RSS\n\nPartager\r\nUn titre sans point\nUne phrase. Une autre.\n"

    assert [text[start:end] for start, end in blocks(text)] == [
        "RSS",
        "Partager",
        "Un titre sans point",
        "Une phrase. Une autre.",
    ]


def test_the_lines_of_hard_wrapped_text_are_one_block() -> None:
    wrapped = (
        "Le groupe chinois Geely a signé un accord de partenariat avec le géant\n"
        "de la technologie Tencent pour développer des véhicules autonomes et\n"
        "intelligents et même neutraliser la consommation de carbone dans la\n"
        "production automobile.\n\nIls travailleront ensemble."
    )

    assert [wrapped[start:end].replace("\n", " ")[-12:] for start, end in sentences(wrapped)] == [
        " automobile.",
        "nt ensemble.",
    ]


@pytest.mark.parametrize(
    "marked",
    [
        "Les ventes ont chuté de\n3,5 % en un an, selon M.\nCarpentier.| Il attend.",
        "La société a annoncé\r\nlundi la fermeture de\r\nson site de Pau.|\r\nElle ferme.",
        "Le texte interdit :\n- la pêche de nuit ;\n- le bruit après 22 h.|\nIl est voté.",
        "“We are ready.|\nSo is the crowd,” said\nDr. Lorne.",
        "A statement by the U.S.\nTreasury is due.|\n\nMarkets are calm.",
        "The town is in the U.S.|\nThe end.",
        "Les points :|\n- Le prix.|\n- La date.",
        "Le maire de Sarlin démissionne|\npar Jean Dupont|\nIl part.",
        "Le maire de Sarlin démissionne|\nlundi 3 mai 2021|\nIl part.",
        "Un prix en baisse de|\n\n3 % au moins.",
        "partager|\nenvoyer|\nimprimer.",
    ],
)
def test_a_line_that_breaks_off_goes_on_in_the_next(marked: str) -> None:
    text = marked.replace("|", "")

    assert [text[start:end] for start, end in sentences(text)] == [
        part.strip() for part in marked.split("|")
    ]


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "unit", [".", "M. ", "« ", "a", "A.", " ", "!  ", "( .", '". ', "… A ", "www.", "a@", "a\n"]
)
def test_time_grows_with_the_length_of_the_text_only(unit: str) -> None:
    assert sentences(unit * 200_000) or not unit.strip()


@given(st.text())
def test_sentences_are_in_order_apart_and_cover_every_word(text: str) -> None:
    places = sentences(text)
    edges = [edge for place in places for edge in place]

    assert edges == sorted(edges)
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in places)
    outside = "".join(
        text[end:start]
        for end, start in zip([0, *edges[1::2]], [*edges[::2], len(text)], strict=True)
    )
    assert not outside.strip()
