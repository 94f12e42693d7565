"""Who said what: the five articles in full, and the forms of speech one by one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dixit.index.records import Document, Quotation
from dixit.rag.ingestion.loader import read
from dixit.rag.quotations import find_quotations

SEEDS = Path(__file__).parents[3] / "seeds"

# Source, speaker, direct, cue, the words' beginning, the words' end.
STATEMENTS = [
    ("000", "Jürgen Rittersberger", True, "explique", "Audi a mis en place", "connectés."),
    ("000", "Zu Sijie", True, "indique", "SAIC et Audi ont signé", "deux parties."),
    ("001", "An Conghui", True, "a déclaré", "L’industrie automobile mondiale", "innovations"),
    ("001", "An Conghui", True, "a déclaré", "Après trois ans, Geely", "l’industrie automobile."),
    ("002", "BMW", False, "Selon", "les deux sociétés formeront", "et les voitures"),
    ("002", "BMW", False, "ajoutant", "l'un de leurs objectifs", "du futur"),
    ("003", "Liu Bo", False, "a indiqué", "après la mise en place", "dès cette année"),
    ("003", "Yu Wei", True, "a indiqué", "ce qui signifie", "Renault et Tmall"),
    ("003", "Yu Wei", True, "a indiqué", "Nous sommes heureux", "véritable succès"),
    ("003", "Yu Wei", False, "ajoutant", "la coopération allait", "à nos clients\""),
    ("003", "Cyril Abiteboul", True, "a indiqué", "la Chine s'était", "stratégique"),
    ("003", "Cyril Abiteboul", False, "Selon", "le partenariat avec Tmall", "en Chine"),
    ("003", "Renault", False, "Selon", "sa joint-venture", "marché local"),
    ("003", "l'Association chinoises des constructeurs automobiles", False, "a annoncé",
     "Un total de 777.000", "glissement annuel"),
    ("003", "l'Association chinoises des constructeurs automobiles", False, "selon",
     "La Chine est restée", "millions d'unités"),
    ("004", "Luca de Meo", False, "a déjà exprimé", "l'importance d'établir", "intelligents"),
    ("004", "François Provost", False, "a révélé", "de Meo avait eu", "et Xiaomi"),
    ("004", "Luca de Meo", False, "selon", "Ce dialogue pourrait", "chinois"),
    ("004", "Luca de Meo", False, "exprime", "une opposition claire", "technologique"),
]  # fmt: skip


def told(text: str) -> list[tuple[str, str]]:
    """Speaker and words of each statement in a text."""
    return [(q.speaker, q.quote) for q in find_quotations(Document("a.txt", text, "", "fr"))]


def in_article(number: str) -> tuple[Quotation, ...]:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return find_quotations(read(path, path.name))


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_an_articles_statements_are_found_and_nothing_else(number: str) -> None:
    expected = [statement[1:] for statement in STATEMENTS if statement[0] == number]
    found = in_article(number)

    assert [(q.speaker, q.direct, q.cue) for q in found] == [e[:3] for e in expected]
    for quotation, (*_, beginning, end) in zip(found, expected, strict=True):
        assert quotation.quote.startswith(beginning)
        assert quotation.quote.endswith(end)


def test_offices_are_those_written_beside_the_name() -> None:
    roles = {
        q.speaker: q.role for number in ("000", "001", "003", "004") for q in in_article(number)
    }

    assert roles["Zu Sijie"] == "Vice-président et Ingénieur en chef du groupe SAIC"
    assert roles["An Conghui"] == "président du Geely Holding Group"
    assert roles["Yu Wei"] == "directeur général de Tmall Auto"
    assert roles["Luca de Meo"] == "PDG du groupe Renault"
    assert roles["Renault"] is None


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_every_part_of_a_statement_is_a_place_in_the_text(number: str) -> None:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    text = path.read_text("utf-8")
    for quotation in in_article(number):
        assert text[quotation.span.start : quotation.span.end] == quotation.quote
        assert quotation.cue_span is not None
        assert text[quotation.cue_span.start : quotation.cue_span.end] == quotation.cue
        if quotation.role_span is not None:
            assert text[quotation.role_span.start : quotation.role_span.end] == quotation.role


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Paul Durand a déclaré : « Oui. »", [("Paul Durand", "Oui.")]),
        ("« Oui », a déclaré mardi Paul Durand, maire de Lyon.", [("Paul Durand", "Oui")]),
        ("« Oui », a déclaré dans un communiqué Paul Durand.", [("Paul Durand", "Oui")]),
        (
            "« Il faut agir », affirme Paul Durand. « Nous agirons dès demain. »",
            [("Paul Durand", "Il faut agir"), ("Paul Durand", "Nous agirons dès demain.")],
        ),
        (
            "Paul Durand parle. « Il faut agir », affirme Paul Durand. « C'est vite dit »,"
            " répond Léa Petit.",
            [("Paul Durand", "Il faut agir"), ("Léa Petit", "C'est vite dit")],
        ),
        (
            "Paul Durand a déclaré : « Le mot « oui » suffit. »",
            [("Paul Durand", "Le mot « oui » suffit.")],
        ),
        ("Paul Durand a déclaré : « Oui, et plus encore", [("Paul Durand", "Oui, et plus encore")]),
        (
            "Paul Durand assure que tout va bien. « Tout va bien », insiste-t-il.",
            [("Paul Durand", "tout va bien"), ("Paul Durand", "Tout va bien")],
        ),
        (
            "Luca de Meo dirige Renault. De Meo a affirmé que la Chine avance.",
            [("Luca de Meo", "la Chine avance")],
        ),
        (
            "Selon Paul Durand, maire de Lyon, la ville grandit.",
            [("Paul Durand", "la ville grandit")],
        ),
        ("BMW a annoncé que les ventes montent.", [("BMW", "les ventes montent")]),
        ('"We will invest," said Jane Doe.', [("Jane Doe", "We will invest")]),
        ("“We will invest,” Jane Doe said.", [("Jane Doe", "We will invest")]),
        ("Jane Doe, chief executive of Acme, said that sales rose.", [("Jane Doe", "sales rose")]),
        ("According to Jane Doe, sales rose.", [("Jane Doe", "sales rose")]),
        (
            "Le site, explique la maire Anne Morel, fermera en mai.",
            [("Anne Morel", "Le site, explique la maire Anne Morel, fermera en mai")],
        ),
        (
            "Paul Durand affirme vouloir rester. Et l'élu d'ajouter : « Nous tiendrons. »",
            [("Paul Durand", "vouloir rester"), ("Paul Durand", "Nous tiendrons.")],
        ),
        (
            "Léa Petit a démissionné. « Je pars sans regret », a-t-elle glissé.",
            [("Léa Petit", "Je pars sans regret")],
        ),
        (
            "Aux yeux de Paul Durand, l'accord est mauvais.",
            [("Paul Durand", "l'accord est mauvais")],
        ),
        (
            "Léa Petit estime que la ville « n'a plus le choix » et qu'elle paiera.",
            [("Léa Petit", "la ville « n'a plus le choix » et qu'elle paiera")],
        ),
        (
            "« Il exagère, s'amuse-t-elle. Il a toujours exagéré. » Léa Petit rit.",
            [("", "Il exagère"), ("", "Il a toujours exagéré.")],
        ),
        (
            "Anne Morel ne décolère pas : « On nous a menti pendant dix ans. »",
            [("Anne Morel", "On nous a menti pendant dix ans.")],
        ),
        ("‘It is over,’ said Jane Doe.", [("Jane Doe", "It is over")]),
        (
            "Jane Doe said cheap gas had pushed prices down, adding that sales would rise.",
            [
                ("Jane Doe", "cheap gas had pushed prices down"),
                ("Jane Doe", "sales would rise"),
            ],
        ),
        ("In Jane Doe's words, “it is a miracle”.", [("Jane Doe", "it is a miracle")]),
        (
            "Sales will rise this year, Jane Doe said on Monday.",
            [("Jane Doe", "Sales will rise this year")],
        ),
        (
            "The grid operator, MidGrid, warned in a report last month that power may run short.",
            [("MidGrid", "power may run short")],
        ),
        (
            "It is not true, Diaz says, that she owes rent.",
            [("Diaz", "It is not true, Diaz says, that she owes rent")],
        ),
        (
            'Jane Doe told Reuters that sales rose. "I am glad," she said.',
            [("Jane Doe", "sales rose"), ("Jane Doe", "I am glad")],
        ),
    ],
)
def test_a_form_of_speech_is_read(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "Anne Morel : Nous avons attendu.\n\nPourquoi ?\n\nAnne Morel : Par prudence.",
            ["Anne Morel"] * 2,
        ),
        (
            "Anne Morel nous reçoit.\n\nA. M. : Nous avons attendu.\n\nEt ?\n\nA. M. : Rien.",
            ["Anne Morel"] * 2,
        ),
        (
            "Renault avance. Selon la marque au losange, les ventes montent.",
            ["Renault"],
        ),
        (
            "L'Association des maires a parlé. Selon l'association, tout va.",
            ["l'association"],
        ),
        (
            "Anne Morel, maire de Lyon, arrive. « Je reste », a dit la maire.",
            ["Anne Morel"],
        ),
        (
            "« Je reste », a dit Anne Morel. « Moi aussi », a répondu un porte-parole.",
            ["Anne Morel", "un porte-parole"],
        ),
    ],
)
def test_a_speaker_is_known_by_what_the_article_tells(text: str, speakers: list[str]) -> None:
    assert [speaker for speaker, _ in told(text)] == speakers


@pytest.mark.parametrize(
    "text",
    [
        "La stratégie « en Chine, pour la Chine » de Volkswagen vise les clients chinois.",
        "Sa « Lettre à l’Union européenne » exprime une opposition claire à la fermeture.",
        "Le film « Il faut agir » sort mercredi.",
        "Selon les termes du partenariat, le magasin offrira un soutien.",
        "« C'est faux », a-t-on entendu dans la salle.",
        'Un écran de 27" et un autre de 32".',
        "On sait que la Terre tourne.",
        "Elle n'a pas précisé si l'usine fermerait.",
        "The firm declined to say whether the plant would close.",
        "Il a lancé une pétition, « Nommez-nous », qui court toujours.",
        "L'hydrogène dit « vert » progresse.",
        "Le retard s'explique par la grève.",
        "Novalia, spécialiste des batteries, annonce une levée de fonds menée par Alpine.",
    ],
)
def test_scare_quotes_titles_and_slogans_are_no_statements(text: str) -> None:
    assert told(text) == []


def test_a_pronoun_with_nobody_before_it_names_nobody() -> None:
    assert told("« Tout va bien », insiste-t-il.") == [("", "Tout va bien")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“It is over,” said Rosa Diaz.\nThe landlord, Peter Grant, sees it differently. "
            "“The lease ended,” he said. “I am not a villain.”",
            ["Rosa Diaz", "Peter Grant", "Peter Grant"],
        ),
        (
            "Helen Cho said: “I speak with him every month.” Doug Hartley was asked.\n\n"
            "Hartley sees another. “I have met her once,” he said.",
            ["Helen Cho", "Doug Hartley"],
        ),
        (
            "“We are late,” said Doug Hartley. Agriculture Minister Helen Cho promised aid next "
            "week. “We hear farmers,” she told reporters.",
            ["Doug Hartley", "Helen Cho"],
        ),
        (
            "“Yes,” said Rosa Diaz. Kim Cho met Sasha Hartley there. “No,” he said.",
            ["Rosa Diaz", ""],
        ),
        (
            "“Yes,” said Rosa Diaz. Helen Cho met Doug Hartley there. “No,” he said.",
            ["Rosa Diaz", "Doug Hartley"],
        ),
        ("“Trust me,” said Alice Munroe to Bob Stone. “I've seen worse.”", ["Alice Munroe"] * 2),
        ("« Oui », m'a dit Bruno Caradec.", ["Bruno Caradec"]),
    ],
)
def test_words_are_given_to_nobody_but_who_says_them(text: str, expected: list[str]) -> None:
    assert [speaker for speaker, _ in told(text)] == expected


PIECES = st.sampled_from(
    ["« ", " »", '"', "“", "”", "Paul Durand", " a déclaré", ", ", ". ", "\n", " que ", "selon ",
     "il ", "dit", " maire ", "qu'", "!", "said ", "the "]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=6), max_size=30).map("".join))
def test_any_text_gives_statements_in_their_place(text: str) -> None:
    for quotation in find_quotations(Document("a.txt", text, "", "fr")):
        assert text[quotation.span.start : quotation.span.end] == quotation.quote != ""
        assert quotation.speaker.strip() == quotation.speaker
