"""Where sentences begin and end, in French and in English print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.sentences import blocks, sentences

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
