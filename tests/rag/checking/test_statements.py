"""A draft is cut into the statements that an article can prove, each at its place."""

import pytest

from dixit.rag.checking.records import Statement
from dixit.rag.checking.statements import language_of, statements


def cut(draft: str) -> list[Statement]:
    return [one for sentence in statements(draft, language_of(draft)) for one in sentence]


def claims(draft: str) -> list[str]:
    return [one.text for one in cut(draft) if one.is_claim]


def test_each_statement_stands_at_its_place_in_the_draft() -> None:
    draft = (
        "# Bilan\n\n- Renault a vendu 3 usines en 2020.\n2. Geely a acheté Volvo, et il va bien.\n"
    )

    for one in cut(draft):
        assert draft[one.start : one.end] == one.text
    assert claims(draft)[0] == "Renault a vendu 3 usines en 2020."


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (
            "Renault a vendu deux usines en Espagne, et les syndicats ont appelé à la grève.",
            ["Renault a vendu deux usines en Espagne", "et les syndicats ont appelé à la grève."],
        ),
        (
            "Renault has sold two plants in Spain; the unions have called a strike.",
            ["Renault has sold two plants in Spain", "the unions have called a strike."],
        ),
        (
            "Le groupe va fermer un site, mais il a promis un repreneur ; elle est très inquiète.",
            [
                "Le groupe va fermer un site",
                "mais il a promis un repreneur",
                "elle est très inquiète.",
            ],
        ),
    ],
)
def test_a_sentence_that_joins_statements_is_cut(sentence: str, parts: list[str]) -> None:
    assert claims(sentence) == parts


@pytest.mark.parametrize(
    "sentence",
    [
        "Renault, Geely, et la société chinoise Tencent ont signé un accord hier.",
        "La direction nie que le groupe va fermer une usine, et que les salariés sont inquiets.",
        "Selon Le Monde, le groupe va fermer une usine, et les salariés ont été prévenus.",
        "« Le groupe va fermer une usine, et les salariés ont été prévenus », a dit Paul Roux.",
        "Si le groupe va fermer une usine, et les salariés ont été prévenus, la région va payer.",
        "Renault a vendu deux usines et a investi dans une autre.",
    ],
)
def test_what_one_verb_or_condition_governs_stays_whole(sentence: str) -> None:
    assert claims(sentence) == [sentence]


def test_a_quotation_of_several_sentences_is_one_statement() -> None:
    draft = "« Nous partons. Nous reviendrons. Merci », a dit Paul Roux. Renault a vendu une usine."

    assert claims(draft) == [
        "« Nous partons. Nous reviendrons. Merci », a dit Paul Roux.",
        "Renault a vendu une usine.",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Bonjour à tous,",
        "Cordialement,",
        "Best regards,",
        "Merci de votre attention.",
        "Thank you for reading this letter.",
        "N'hésitez pas à me répondre.",
        "Please find the report below.",
        "Que va faire Renault en Chine ?",
        "Will Renault buy Geely?",
        "Je pense que Renault a bien fait de vendre l'usine.",
        "À mon avis, l'accord est mauvais pour Renault.",
        "In my opinion, the deal is bad for Renault.",
        "C'est une excellente nouvelle.",
        "What a shame!",
        "# Introduction",
        "Les points principaux :",
        "* * *",
    ],
)
def test_what_needs_no_proof_is_left_alone(sentence: str) -> None:
    assert claims(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Madame Dupont a été élue présidente du conseil.",
        "Monsieur Roux est parti hier soir.",
        "« Je pense que Renault a bien fait », a dit Paul Roux.",
        "« Que va faire Renault ? », a demandé Paul Roux.",
        "Renault recule.",
        "Il est intéressant de noter que 12 usines ont fermé, c'est regrettable.",
        "La nouvelle usine est excellente selon Le Monde, qui a visité 12 ateliers ce mois.",
    ],
)
def test_a_statement_that_only_resembles_those_is_checked(sentence: str) -> None:
    assert claims(sentence) == [sentence]


def test_each_sentence_has_its_own_language() -> None:
    draft = (
        "Le groupe Renault a annoncé la vente de deux de ses usines en Espagne et au Maroc. "
        "The group has sold two of its plants in Spain. Renault a gagné."
    )

    assert [one.language for one in cut(draft)] == ["fr", "en", "fr"]
