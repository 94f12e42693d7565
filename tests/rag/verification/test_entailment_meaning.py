"""What turns a true statement into another one, and is never let through."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dixit.rag.records import Verdict
from dixit.rag.verification.entailment import same_words, verdict


def judged(statement: str, cited: str, speaker: str | None = None) -> Verdict:
    return verdict(
        statement, cited, language="fr", cited_language="fr", cited_speaker=speaker, elsewhere=()
    )


def test_a_negation_around_quoted_words_counts() -> None:
    cited = "Zu Sijie a dit : « Nous avons signé un accord. »"

    assert judged("Zu Sijie a dit : « Nous avons signé un accord. »", cited) == "verbatim"
    assert judged("Zu Sijie n'a jamais dit : « Nous avons signé un accord. »", cited) == (
        "unsupported"
    )


def test_a_quoted_word_does_not_prove_the_sentence_around_it() -> None:
    cited = "Les ventes de BMW ont progressé en Chine."

    assert judged("Les « ventes » prouvent que le patron démissionne demain matin.", cited) == (
        "unsupported"
    )


def test_the_speaker_of_the_cited_words_need_not_be_named_in_them() -> None:
    statement = "Zu Sijie a dit : « Nous allons écrire un nouveau chapitre »."
    cited = "Nous allons écrire un nouveau chapitre de notre collaboration."

    assert judged(statement, cited, speaker="Zu Sijie") == "verbatim"
    assert judged(statement, cited, speaker="Yu Wei") == "wrong_speaker"


def test_what_a_group_of_thousands_leaves_after_the_comma_is_part_of_the_number() -> None:
    assert judged("BMW a livré 1 234 millions de voitures.", "BMW a livré 1 234,5 millions.") == (
        "unsupported"
    )


def test_a_minus_sign_is_part_of_the_number() -> None:
    assert judged("La croissance est de -6 %.", "La croissance est de 6 %.") == "unsupported"
    assert judged("La croissance est de 6 %.", "La croissance est de −6 %.") == "unsupported"


def test_percent_is_not_million() -> None:
    cited = "Les ventes de BMW ont progressé de 6 millions."

    assert judged("Les ventes de BMW ont progressé de 6 %.", cited) == "unsupported"


def test_every_word_of_the_statement_may_be_printed_otherwise() -> None:
    assert same_words("«\u00a0L’accord\u00a0»", '"l\'accord"')
    assert judged("l’accord\u202f: 6\u202f%", "L'accord : 6 %") in ("verbatim", "supported")


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_get_a_verdict(statement: str, cited: str) -> None:
    assert judged(statement, cited) in (
        "verbatim", "supported", "unsupported", "wrong_source", "wrong_speaker"
    )  # fmt: skip


@settings(deadline=None)
@given(st.text(alphabet=st.characters(categories=["Ll", "Nd", "Zs"]), min_size=1, max_size=60))
def test_a_text_with_words_is_verbatim_in_itself(text: str) -> None:
    if text.strip():
        assert judged(text, text) == "verbatim"
