"""Search words: the same for what is written and for what is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dixit.index.text.tokens import document_tokens, fold, query_tokens, words

NBSP, NNBSP = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'Europe n’est qu'un début", ["europe", "est", "un", "debut"]),
        ("Alibaba's cars", ["alibaba", "cars"]),
        ("Œuvre, cœur, ŒUVRE", ["oeuvre", "coeur", "oeuvre"]),
        ("de\u0301veloppement développement", ["developpement", "developpement"]),
        ("gagnant-gagnant", ["gagnant", "gagnant", "gagnantgagnant"]),
        ("SU7, 5G et IA", ["su7", "5g", "et", "ia"]),
        ("le 120e, the 120th", ["le", "120", "the", "120"]),
        ("", []),
        ("« … » — !", []),
    ],
)
def test_words_are_folded_and_cut_at_elisions(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "written", ["723 680", f"723{NBSP}680", f"723{NNBSP}680", "723.680", "723,680", "723680"]
)
def test_a_number_is_one_token_however_its_thousands_are_parted(written: str) -> None:
    assert words(f"soit {written} véhicules") == ["soit", "723680", "vehicules"]


@pytest.mark.parametrize(
    ("written", "token"), [("13,1%", "13.1"), ("13.1 %", "13.1"), ("1 234,5", "1234.5"), ("7", "7")]
)
def test_a_decimal_sign_is_not_one_of_thousands(written: str, token: str) -> None:
    assert words(written)[0] == token


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("électrique", "électriques"),
        ("développement", "developpement"),
        ("véhicules", "vehicule"),
        ("numérisation", "numerisation"),
        ("première", "premieres"),
        ("Pékin", "pekin"),
        ("autorisées", "autorisees"),
    ],
)
def test_forms_of_a_french_word_meet_with_and_without_accents(one: str, other: str) -> None:
    assert document_tokens(one, "fr") == document_tokens(other, "fr")


def test_a_questions_own_small_words_are_dropped_unless_nothing_else_is_left() -> None:
    assert query_tokens("what did the cars do", "en", ["en"]) == ["car"]
    assert query_tokens("qui est-ce", "fr", ["fr"])
    assert query_tokens("to be", "en", ["en"]) == ["to", "be"]


def test_a_name_is_looked_for_by_the_stems_of_every_language() -> None:
    asked = set(query_tokens("Alibaba", "en", ["fr"]))

    assert set(document_tokens("Alibaba", "fr")) <= asked
    assert set(document_tokens("Alibaba", "en")) <= asked


@pytest.mark.parametrize("operator", ['"', "*", "AND", "field:x", "-", "~2", "(", "^3", "[a TO b]"])
def test_query_syntax_is_text(operator: str) -> None:
    plain = query_tokens("partenariat", "fr", ["fr"])

    assert set(plain) <= set(query_tokens(f"{operator} partenariat {operator}", "fr", ["fr"]))


@given(st.text())
def test_any_text_gives_tokens_without_spaces(text: str) -> None:
    for token in document_tokens(text, "fr") + query_tokens(text, "en", ["fr", "en"]):
        assert token
        assert not any(character.isspace() for character in token)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
