"""Whether a statement may cite a span: each difference that matters is one."""

import pytest

from dixit.index.records import Document
from dixit.rag.records import Verdict
from dixit.rag.verification.entailment import same_words, verdict
from dixit.rag.verification.exact_checks import is_verbatim

SALES = (
    "L'année dernière, le constructeur allemand a livré un total de 723 680 véhicules BMW et MINI, "
    "en hausse de 13,1% sur un an."
)
SAID = "Nous n'avons pas signé d'accord avec Tesla."


def judged(
    statement: str, cited: str, *, language: str = "fr", speaker: str | None = None
) -> Verdict:
    elsewhere = (Document("other.txt", "Le ciel est bleu depuis hier soir.", "", "fr"),)
    return verdict(
        statement,
        cited,
        language=language,
        cited_language="fr",
        cited_speaker=speaker,
        elsewhere=elsewhere,
    )


@pytest.mark.parametrize(
    ("quote", "printed"),
    [
        ("l'accord est signé", "L’accord est signé"),
        ("un accord - enfin - signé", "un accord – enfin – signé"),
        ("dit « oui » à tous", 'dit "oui" à tous'),
        ("70 % du contenu", "70\u202f% du contenu"),
        ("e\u0301té", "été"),
        ("puis...", "puis…"),
        ("deux  mots", "deux\nmots"),
    ],
)
def test_differences_of_print_are_allowed(quote: str, printed: str) -> None:
    assert same_words(quote, printed)
    assert is_verbatim(quote, f"Hier : {printed}, dit-on.")


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("une hausse de 5 %", "une hausse de 6 %"),
        ("nous avons signé", "nous n'avons pas signé"),
        ("l'accord signé", "l'accord, dit-on, signé"),
        ("signé un accord", "un accord signé"),
        ("cord est sig", "l'accord est signé"),
        ("ACCORD", "accord"),
        ("", "quoi que ce soit"),
    ],
)
def test_other_words_are_other_words(quote: str, text: str) -> None:
    assert not is_verbatim(quote, text)


def test_a_sentence_of_the_source_is_verbatim() -> None:
    assert judged(SALES, SALES) == "verbatim"


def test_a_paraphrase_with_its_number_and_name_is_supported() -> None:
    assert judged("BMW a livré 723.680 véhicules, en hausse de 13,1 %.", SALES) == "supported"
    assert judged("BMW delivered 723,680 vehicles.", SALES, language="en") == "supported"


@pytest.mark.parametrize(
    "statement",
    [
        "BMW a livré 732 680 véhicules.",
        "BMW a livré 723 680 véhicules, en hausse de 31,1 %.",
        "Renault a livré 723 680 véhicules.",
        "BMW n'a pas livré 723 680 véhicules.",
        "La recette demande de la farine et du beurre.",
    ],
)
def test_a_wrong_number_name_or_negation_is_not_supported(statement: str) -> None:
    assert judged(statement, SALES) == "unsupported"


def test_a_dropped_negation_is_another_statement() -> None:
    assert judged("Ils ont signé un accord avec Tesla.", SAID) == "unsupported"
    assert judged("Ils n'ont pas signé d'accord avec Tesla.", SAID) == "supported"


def test_a_quote_that_is_not_in_the_span_is_never_proof() -> None:
    assert judged("Il a dit : « Nous avons signé ».", SAID) == "unsupported"
    assert judged("Il a dit : « Le ciel est bleu ».", SAID) == "wrong_source"
    assert judged("Il a dit : « Nous n'avons pas signé d'accord ».", SAID) == "verbatim"


def test_a_quote_cut_out_of_its_negation_is_no_proof() -> None:
    assert judged("Il a dit : « signé d'accord avec Tesla ».", SAID) == "unsupported"


def test_a_quote_given_to_another_speaker_is_told() -> None:
    statement = "Paul Durand a dit : « Nous n'avons pas signé d'accord »."

    assert judged(statement, SAID, speaker="Léa Petit") == "wrong_speaker"
    assert judged(statement, SAID, speaker="Paul Durand") == "verbatim"


@pytest.mark.parametrize(
    ("statement", "cited"),
    [
        ("24 avions sont loués à Lyon.", "Vingt-quatre avions sont loués à Lyon depuis mai."),
        ("25 firms take part in Nantes.", "Twenty-five firms take part in Nantes."),
        ("Le musée vaut 1,25 million d'euros.", "Le musée de Lyon vaut 1 250 000 euros."),
        ("L'usine emploie 50 000 ouvriers.", "L'usine suisse emploie 50’000 ouvriers."),
        ("Le groupe gagne 250 millions d'euros.",
         "Le groupe gagne 250 millions un an plus tôt, dit-il."),
        ("Le loyer est de 300 €.", "Le loyer mensuel est de 300 euros."),
        ("Le bénéfice a doublé.", "Le groupe a vu son bénéfice doubler au printemps."),
        ("La moitié des élus ont voté.", "Hier, 50 % des élus ont voté."),
        ("Le train part à 9:30.", "Le train de Lyon part à 9 h 30."),
        ("Le taux passe de 5 % à 3 %.", "Le taux de la banque passe de 5 % à 3 % en mai."),
        ("Environ 12 ouvriers sont partis.", "Une douzaine d’ouvriers sont partis."),
    ],
)  # fmt: skip
def test_the_same_number_in_another_form_is_supported(statement: str, cited: str) -> None:
    language = "en" if "firms" in statement else "fr"

    assert verdict(
        statement, cited, language=language, cited_language=language
    ) in ("verbatim", "supported")  # fmt: skip


@pytest.mark.parametrize(
    ("statement", "cited"),
    [
        ("20 avions sont loués à Lyon.", "Vingt-quatre avions sont loués à Lyon."),
        ("Quatre avions sont loués à Lyon.", "Vingt-quatre avions sont loués à Lyon."),
        ("Quatre salariés sont partis.", "Quatre-vingt-quatre salariés sont partis."),
        ("4 salariés sont partis.", "Quatre-vingt-dix salariés sont partis."),
        ("Five firms take part in Nantes.", "Twenty-five firms take part in Nantes."),
        ("Cent salariés sont partis.", "Deux cent salariés sont partis."),
        ("000 emplois sont menacés.", "12 000 emplois sont menacés."),
        ("Le projet coûte 250.", "Le projet coûte 250 millions."),
        ("Le musée vaut 1,25 million d'euros.", "Le musée de Lyon vaut 1 250 euros."),
        ("Le bénéfice a triplé.", "Le groupe a vu son bénéfice doubler au printemps."),
        ("Le taux monte de 5 points.", "Le taux de la banque monte de 5 %."),
        ("Le train part à 9 h 30.", "Le train de Lyon part à 9 h."),
        ("Le taux passe de 3 % à 5 %.", "Le taux de la banque passe de 5 % à 3 % en mai."),
        ("12 ouvriers sont partis.", "Une douzaine d’ouvriers sont partis."),
    ],
)
def test_another_number_is_not_supported(statement: str, cited: str) -> None:
    language = "en" if "firms" in statement else "fr"

    assert verdict(statement, cited, language=language, cited_language=language) == "unsupported"


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("quatre appareils", "Vingt-quatre appareils sont loués."),
        ("quatre salariés", "Quatre-vingt-quatre salariés sont là."),
        ("five firms", "Twenty-five firms are there."),
        ("cent salariés", "Deux cent salariés sont là."),
        ("000 emplois", "Les 12 000 emplois"),
        ("Le projet coûte 250", "Le projet coûte 250 millions."),
        ("une hausse de 24", "une hausse de 24,5 %"),
        ("6 % de voix", "il perd -6 % de voix"),
    ],
)
def test_a_quote_that_begins_or_ends_within_a_number_is_none(quote: str, text: str) -> None:
    assert not is_verbatim(quote, text)


def test_a_quote_may_stand_whole_after_it_stood_within_a_number() -> None:
    assert is_verbatim("cinq firmes", "Vingt-cinq firmes, dont cinq firmes de Lyon")


@pytest.mark.parametrize(
    "cited",
    [
        "Le meilleur résultat jamais enregistré par BMW en Chine.",
        "BMW aide pas moins de 20 entreprises en Chine, un résultat enregistré.",
    ],
)
def test_words_that_deny_nothing_are_no_negation(cited: str) -> None:
    assert judged("BMW a un résultat enregistré en Chine.", cited) == "supported"
