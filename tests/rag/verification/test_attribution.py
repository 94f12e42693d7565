"""Who says it: an office, a group or a body is checked as a name is."""

import pytest

from dixit.rag.verification.entailment import verdict


def proven(
    statement: str, cited: str, language: str, cited_language: str = "", **known: str
) -> bool:
    told = verdict(
        statement,
        cited,
        language=language,
        cited_language=cited_language or language,
        cited_speaker=known.get("speaker"),
        about_speaker=known.get("role", ""),
    )
    return told in ("verbatim", "supported")


@pytest.mark.parametrize(
    ("statement", "cited", "language"),
    [
        ("Le gouvernement a dénoncé la fermeture de la mine.", "La mine ferme, une fermeture "
         "brutale de la mine.", "fr"),
        ("Selon la police, les voleurs sont passés par la cour.",
         "Les voleurs sont passés par la cour.", "fr"),
        ("Le ministre a promis que la mine rouvrira.", "La mine rouvrira.", "fr"),
        ("Residents admitted that the bridge was closed.", "The bridge was closed.", "en"),
        ("Prosecutors say that the bridge was closed.",
         "The council says that the bridge was closed.", "en"),
        ("According to the committee, a valve had cracked.", "A valve had cracked.", "en"),
        ("Le préfet a affirmé que le pont était fermé.",
         "Les pompiers ont affirmé que le pont était fermé.", "fr"),
    ],
)  # fmt: skip
def test_words_that_somebody_else_says_or_nobody_are_not_theirs(
    statement: str, cited: str, language: str
) -> None:
    assert not proven(statement, cited, language)


@pytest.mark.parametrize(
    ("statement", "cited", "languages"),
    [
        ("Selon la police, les voleurs sont passés par la cour.",
         "Les voleurs sont passés par la cour, a indiqué la police.", ("fr", "fr")),
        ("Prosecutors say that the bridge was closed.",
         "Le parquet affirme que le pont a été fermé.", ("en", "fr")),
        ("The bridge was closed, residents said.",
         "Residents said that the bridge was closed.", ("en", "en")),
        ("Selon l'article, le pont était fermé.", "Le pont était fermé.", ("fr", "fr")),
    ],
)  # fmt: skip
def test_words_of_the_same_body_are_proven(
    statement: str, cited: str, languages: tuple[str, str]
) -> None:
    assert proven(statement, cited, *languages)


def test_who_holds_the_office_is_the_office() -> None:
    statement = "La maire a déclaré que le pont rouvrirait lundi."
    cited = "Jeanne Petit a déclaré que le pont rouvrirait lundi."

    assert proven(statement, cited, "fr", speaker="Jeanne Petit", role="maire de Lens")
    assert not proven(statement, cited, "fr", speaker="Jeanne Petit", role="pharmacienne")


@pytest.mark.parametrize(
    ("statement", "cited", "language"),
    [
        ("Le pont était fermé", "Paul Roux soutient que le pont était fermé depuis mai.", "fr"),
        ("the bridge was closed", "Paul Roux claimed that the bridge was closed on Monday.", "en"),
        ("The bridge was closed.", "The bridge was closed, said Paul Gray.", "en"),
        ("Le pont était fermé.", "Selon Paul Roux, le pont était fermé.", "fr"),
        ("Le stock perdu avait été refait avant Noël.",
         "L'exploitant soutient que le stock perdu avait été refait avant Noël.", "fr"),
    ],
)  # fmt: skip
def test_somebodys_words_are_not_told_as_the_articles_own(
    statement: str, cited: str, language: str
) -> None:
    assert not proven(statement, cited, language)


def test_a_whole_sentence_that_somebody_says_is_verbatim() -> None:
    cited = "« Le pont était fermé. Nous avons attendu deux heures. », raconte Paul Roux."

    assert proven("Nous avons attendu deux heures.", cited, "fr")
    assert proven("Paul Roux raconte : « Nous avons attendu deux heures. »", cited, "fr")
