"""What a quantity is worth, what it counts and where it stands, in French and English."""

import subprocess
import sys
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dixit.rag.lang.quantities import (
    Quantity,
    calendar_in,
    counts_otherwise,
    cuts_quantity,
    in_figures,
    quantities_in,
)


def only(text: str, language: str | None = None) -> Quantity:
    """The one quantity of a text."""
    found = quantities_in(text, language)
    assert len(found) == 1, [text[q.start : q.end] for q in found]
    return found[0]


def values(text: str, language: str | None = None) -> list[Fraction]:
    return [quantity.value for quantity in quantities_in(text, language)]


def measures(text: str, language: str | None = None) -> list[tuple[Fraction, str]]:
    return [(quantity.value, quantity.unit) for quantity in quantities_in(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("vingt-quatre appareils", "fr", 24),
        ("Vingt-quatre appareils", "fr", 24),
        ("vingt et un appareils", "fr", 21),
        ("soixante et onze clients", "fr", 71),
        ("quatre-vingts clients", "fr", 80),
        ("Quatre-vingt-dix-neuf clients", "fr", 99),
        ("nonante-huit clients", "fr", 98),
        ("cent deux clients", "fr", 102),
        ("deux cents clients", "fr", 200),
        ("deux cent cinquante mille clients", "fr", 250_000),
        ("mille neuf cent quatre-vingt-quatre", "fr", 1984),
        ("deux milliards de clients", "fr", 2_000_000_000),
        ("un million de clients", "fr", 1_000_000),
        ("trois millions et demi de clients", "fr", 3_500_000),
        ("deux virgule cinq", "fr", Fraction(5, 2)),
        ("zéro client", "fr", 0),
        ("twenty-five firms", "en", 25),
        ("twenty five firms", "en", 25),
        ("Twenty-five firms", "en", 25),
        ("a hundred and one firms", "en", 101),
        ("one hundred and five thousand firms", "en", 105_000),
        ("two point five million firms", "en", 2_500_000),
        ("three and a half million firms", "en", 3_500_000),
        ("half a million firms", "en", 500_000),
        ("nineteen eighty-four", "en", 1984),
        ("in twenty eighteen", "en", 2018),
        ("two dozen firms", "en", 24),
        ("deux douzaines d'œufs", "fr", 24),
    ],
)
def test_a_number_in_words_is_one_number(text: str, language: str, value: Fraction) -> None:
    assert only(text, language).value == value
    assert only(text).value == value, "the language need not be known"


@pytest.mark.parametrize(
    "written",
    ["1 250 000", "1\u00a0250\u00a0000", "1\u202f250\u202f000", "1,250,000", "1.250.000",
     "1'250'000", "1’250’000", "1250000", "1,25 million", "1.25 million"],
)  # fmt: skip
def test_all_groupings_and_scales_are_one_number(written: str) -> None:
    assert only(f"Il y en a {written}.").value == 1_250_000


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("13,125 %", "fr", Fraction(105, 8)),
        ("1,250 euro", "fr", Fraction(5, 4)),
        ("1,250 million", "fr", 1_250_000),
        ("50,000 emplois", "fr", 50_000),
        ("723,680 véhicules", "fr", 723_680),
        ("777.000 véhicules", "fr", 777_000),
        ("1.250 million", "fr", 1_250_000),
        ("0,125", "fr", Fraction(1, 8)),
        ("1 234,5", "fr", Fraction(2469, 2)),
        ("50,000 jobs", "en", 50_000),
        ("1,250 million", "en", 1_250_000_000),
        ("3.142", "en", Fraction(1571, 500)),
        ("723.680 vehicles", "en", 723_680),
        ("1,234.5", "en", Fraction(2469, 2)),
        ("1.234,5", "fr", Fraction(2469, 2)),
        ("777.000", None, 777_000),
        ("777,000", None, 777_000),
        ("0.5", None, Fraction(1, 2)),
    ],
)
def test_a_mark_groups_or_parts_decimals_by_language_and_shape(
    text: str, language: str | None, value: Fraction
) -> None:
    assert only(text, language).value == value


@given(st.integers(1000, 10**12), st.sampled_from(["\u202f", "\u00a0", " ", "’", "'"]))
def test_a_number_reads_back_from_its_groups(number: int, mark: str) -> None:
    assert only(f"{number:,}".replace(",", mark)).value == number


@given(st.integers(1000, 10**12), st.integers(1, 99))
def test_a_number_reads_back_as_each_language_prints_it(number: int, cents: int) -> None:
    whole, decimals = f"{number:,}", f"{cents:02}"
    value = number + Fraction(cents, 100)

    assert only(f"{whole}.{decimals}", "en").value == value
    assert only(f"{whole.replace(',', ' ')},{decimals}", "fr").value == value


def test_a_group_is_no_number_of_its_own() -> None:
    assert values("12 000 emplois", "fr") == [12_000]
    assert values("en 2018 300 salariés", "fr") == [2018, 300]


@pytest.mark.parametrize(
    ("text", "language", "value", "unit"),
    [
        ("250 millions d'euros", "fr", 250_000_000, "euro"),
        ("5 €", "fr", 5, "euro"),
        ("5 EUR", "fr", 5, "euro"),
        ("EUR 5", "en", 5, "euro"),
        ("€5", "en", 5, "euro"),
        ("five euros", "en", 5, "euro"),
        ("5 M€", "fr", 5_000_000, "euro"),
        ("10 k€", "fr", 10_000, "euro"),
        ("3 Mds d'euros", "fr", 3_000_000_000, "euro"),
        ("2,5 Md€", "fr", 2_500_000_000, "euro"),
        ("$5m", "en", 5_000_000, "dollar"),
        ("£1.2bn", "en", 1_200_000_000, "pound"),
        ("CHF 50’000", "fr", 50_000, "franc"),
        ("5 m", "fr", 5, "metre"),
        ("5 km", "en", 5, "kilometre"),
        ("120 km/h", "fr", 120, "kilometre_per_hour"),
        ("20 m²", "fr", 20, "square_metre"),
        ("3 tonnes", "fr", 3, "tonne"),
        ("45 ans", "fr", 45, "year"),
        ("a 45-year-old", "en", 45, "year"),
        ("les 12 derniers mois", "fr", 12, "month"),
        ("three long years", "en", 3, "year"),
        ("deux ans et demi", "fr", Fraction(5, 2), "year"),
        ("5 points de pourcentage", "fr", 5, "point"),
        ("5 percentage points", "en", 5, "point"),
        ("-6 degrés", "fr", -6, "degree"),
    ],
)
def test_the_unit_is_what_is_counted(text: str, language: str, value: Fraction, unit: str) -> None:
    assert measures(text, language) == [(value, unit)]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("250 millions un an plus tôt", ""),
        ("300 salariés depuis deux ans", "salaries"),
        ("une douzaine de salariés", "salaries"),
        ("5 s’ils viennent", ""),
        ("la 5G", None),
        ("un avion A320", None),
    ],
)
def test_a_word_that_only_looks_like_a_unit_is_none(text: str, counted: str | None) -> None:
    found = quantities_in(text, "fr")

    assert [(q.unit, q.counted) for q in found[:1]] == ([] if counted is None else [("", counted)])


@pytest.mark.parametrize(
    ("text", "language"),
    [("5 %", "fr"), ("5%", "en"), ("5\u202f%", "fr"), ("cinq pour cent", "fr"),
     ("5 pour cent", "fr"),
     ("five per cent", "en"), ("5 percent", "en"), ("5 pct", "en"), ("5 p. cent", "fr")],
)  # fmt: skip
def test_percents_are_one_however_written(text: str, language: str) -> None:
    found = only(text, language)

    assert (found.value, found.kind) == (5, "percent")
    assert text[found.start : found.end] == text, "its sign is a part of it"


def test_a_hundred_is_no_percent() -> None:
    assert measures("pour cent euros", "fr") == [(100, "euro")]
    assert [(q.value, q.kind) for q in quantities_in("cent pour cent", "fr")] == [(100, "percent")]


@pytest.mark.parametrize("sign", ["-", "−", "–", "moins "])
def test_a_sign_is_a_part_of_the_number(sign: str) -> None:
    text = f"une variation de {sign}6 %"
    found = only(text, "fr")

    assert found.value == -6
    assert text[found.start : found.end] == f"{sign}6 %"


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("le 3e trimestre", "fr", 3),
        ("la troisième fois", "fr", 3),
        ("la 1re fois", "fr", 1),
        ("le XXIe siècle", "fr", 21),
        ("le vingt et unième siècle", "fr", 21),
        ("the 21st century", "en", 21),
        ("the twenty-first century", "en", 21),
        ("the 3rd quarter", "en", 3),
        ("the third quarter", "en", 3),
        ("a second plant", "en", 2),
        ("la seconde usine", "fr", 2),
    ],
)
def test_ordinals(text: str, language: str, value: int) -> None:
    found = only(text, language)

    assert (found.value, found.kind) == (value, "ordinal")


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("un tiers des voix", "fr", Fraction(1, 3)),
        ("deux tiers", "fr", Fraction(2, 3)),
        ("trois quarts des voix", "fr", Fraction(3, 4)),
        ("la moitié", "fr", Fraction(1, 2)),
        ("trois cinquièmes", "fr", Fraction(3, 5)),
        ("½", "fr", Fraction(1, 2)),
        ("3/4 des voix", "fr", Fraction(3, 4)),
        ("a third of them", "en", Fraction(1, 3)),
        ("one third", "en", Fraction(1, 3)),
        ("two-thirds", "en", Fraction(2, 3)),
        ("three quarters", "en", Fraction(3, 4)),
        ("half of them", "en", Fraction(1, 2)),
    ],
)
def test_fractions(text: str, language: str, value: Fraction) -> None:
    found = only(text, language)

    assert (found.value, found.kind) == (value, "fraction")


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("il a doublé", "fr", 2), ("vu doubler", "fr", 2), ("il a triplé", "fr", 3),
        ("trois fois plus", "fr", 3), ("multiplié par trois", "fr", 3),
        ("divisé par deux", "fr", Fraction(1, 2)), ("it doubled", "en", 2),
        ("twice as many", "en", 2),
        ("three times", "en", 3), ("threefold", "en", 3), ("it halved", "en", Fraction(1, 2)),
    ],
)  # fmt: skip
def test_multiples(text: str, language: str, value: Fraction) -> None:
    found = only(text, language)

    assert (found.value, found.kind) == (value, "multiplier")


@pytest.mark.parametrize(
    ("text", "language", "minutes"),
    [("9 h 30", "fr", 570), ("9h30", "fr", 570), ("9 heures 30", "fr", 570), ("9:30", "en", 570),
     ("9.30 am", "en", 570), ("9.30 p.m.", "en", 1290), ("9 h", "fr", 540), ("9 am", "en", 540),
     ("à midi", "fr", 720), ("noon", "en", 720)],
)  # fmt: skip
def test_times_of_the_clock(text: str, language: str, minutes: int) -> None:
    found = only(text, language)

    assert (found.value, found.kind) == (minutes, "time")


@pytest.mark.parametrize(
    ("text", "language", "day", "month"),
    [
        ("le 1er mars", "fr", 1, "march"),
        ("on March 5", "en", 5, "march"),
        ("the 3rd of May", "en", 3, "may"),
        ("le 12 mai", "fr", 12, "may"),
    ],
)
def test_days_of_a_month(text: str, language: str, day: int, month: str) -> None:
    found = only(text, language)

    assert (found.value, found.kind, found.unit) == (day, "day", month)


@pytest.mark.parametrize("text", ["12/05/2021", "12.05.2021", "2021-05-12"])
def test_a_date_in_figures_is_a_day_of_a_month_of_a_year(text: str) -> None:
    found = {(q.value, q.kind, q.unit) for q in quantities_in(text)}

    assert found == {(12, "day", "may"), (2021, "cardinal", "")}


@pytest.mark.parametrize(
    ("text", "language", "named"),
    [
        ("sept usines en sept. 2018", "fr", {"september"}),
        ("They may march on in May.", "en", {"may"}),
        ("Lundi 5 mars", "fr", {"monday", "march"}),
        ("On March 5 they met", "en", {"march"}),
        ("Theresa May", "fr", set()),
    ],
)
def test_words_of_the_calendar_are_told_from_others(
    text: str, language: str, named: set[str]
) -> None:
    assert calendar_in(text, language) == named


@pytest.mark.parametrize(
    ("text", "language", "ends"),
    [
        ("de 5 % à 3 %", "fr", [(5, "percent"), (3, "percent")]),
        ("entre 3 et 5 %", "fr", [(3, "percent"), (5, "percent")]),
        ("3-5 ans", "fr", [(3, "year"), (5, "year")]),
        ("2017-2018", "fr", [(2017, ""), (2018, "")]),
        ("de 20 salariés à 30", "fr", [(20, ""), (30, "")]),
        ("de 3 à 5 millions", "fr", [(3_000_000, ""), (5_000_000, "")]),
        ("de 900 000 à 1 million", "fr", [(900_000, ""), (1_000_000, "")]),
        ("du 5 au 8 mars", "fr", [(5, "march"), (8, "march")]),
        ("between 3 and 5", "en", [(3, ""), (5, "")]),
        ("from $3 to $5", "en", [(3, "dollar"), (5, "dollar")]),
    ],
)
def test_the_ends_of_a_range_stand_in_their_order(
    text: str, language: str, ends: list[tuple[int, str]]
) -> None:
    found = quantities_in(text, language)

    assert [(q.value, q.unit) for q in found] == ends
    assert [q.of_range for q in found] == ["from", "to"]


def test_what_stands_side_by_side_is_no_range() -> None:
    text = "3 et 5 salariés, le 5 à 9 h, quatrième à 2 secondes, en 2018 à 300 euros"

    assert not any(q.of_range for q in quantities_in(text, "fr"))


def test_a_list_shares_the_unit_of_its_last() -> None:
    assert measures("20, 30 et 40 %", "fr") == [(20, "percent"), (30, "percent"), (40, "percent")]


@pytest.mark.parametrize(
    ("text", "language", "bound"),
    [
        ("environ 20", "fr", "about"), ("20 environ", "fr", "about"), ("quelque 20", "fr", "about"),
        ("près de 20", "fr", "about"), ("une vingtaine de voix", "fr", "about"),
        ("une douzaine", "fr", "about"), ("plus de 20", "fr", "least"),
        ("au moins 20", "fr", "least"), ("pas moins de 20", "fr", "least"),
        ("moins de 20", "fr", "most"), ("jusqu'à 20", "fr", "most"),
        ("20", "fr", ""), ("about 20", "en", "about"), ("more than 20", "en", "least"),
        ("over 20 firms", "en", "least"), ("over 20 years", "en", ""), ("up to 20", "en", "most"),
        ("a dozen", "en", "about"),
    ],
)  # fmt: skip
def test_a_number_may_be_less_sharp_than_it_is_written(
    text: str, language: str, bound: str
) -> None:
    found = only(text, language)

    assert (found.bound, found.is_approximate) == (bound, bound != "")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("un homme et une femme", "fr"),
        ("a man, one of them", "en"),
        ("un camion neuf", "fr"),
        ("remis à neuf", "fr"),
        ("un livre blanc", "fr"),
        ("a third party", "en"),
        ("the first half", "en"),
        ("la vie, midi libre", "fr"),
        ("1. Renault ouvre", "fr"),
    ],
)
def test_words_that_count_nothing(text: str, language: str) -> None:
    assert [q for q in quantities_in(text, language) if q.kind != "ordinal"] == []


def test_an_article_counts_where_it_is_said_to() -> None:
    assert only("un seul salarié", "fr").value == 1
    assert only("only one plant", "en").value == 1
    assert only("un an plus tôt", "fr").is_article


@pytest.mark.parametrize(
    "text",
    ["Près de 1 250 000 salariés.", "e\u0301te\u0301 : vingt-quatre ans, puis 5 %", "İ 12 000 €",
     "Soixante et onze\u00a0euros", "De 3 à 5 M€"],
)  # fmt: skip
def test_places_are_places_of_the_text_as_given(text: str) -> None:
    pieces = {
        "1 250 000", "vingt-quatre", "5 %", "12 000", "Soixante et onze", "3", "5 M",
    }  # fmt: skip

    found = quantities_in(text, "fr")

    assert found
    assert {text[q.start : q.end] for q in found} <= pieces


@given(st.text(max_size=80))
def test_any_text_is_read_and_its_quantities_do_not_overlap(text: str) -> None:
    at = 0
    for quantity in quantities_in(text):
        assert at <= quantity.start < quantity.end <= len(text)
        assert quantity.full_start <= quantity.start <= quantity.end <= quantity.full_end
        at = quantity.end


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("Vingt-quatre appareils", "quatre"),
        ("Quatre-vingt-quatre salariés", "quatre s"),
        ("Twenty-five firms", "five"),
        ("Deux cent salariés", "cent"),
        ("12 000 emplois", "000"),
        ("250 millions d'euros", " millions"),
        ("de -6 %", "6"),
        ("à 9 h 30", " 30"),
    ],
)
def test_a_text_is_not_cut_within_a_number(text: str, at: str) -> None:
    assert cuts_quantity(text, text.index(at))


@pytest.mark.parametrize(
    ("text", "at"), [("Vingt-quatre appareils", " app"), ("5 ou 6 salariés", "6"), ("Ah 12", "12")]
)
def test_a_text_is_cut_beside_a_number(text: str, at: str) -> None:
    assert not cuts_quantity(text, text.index(at))


def test_a_text_in_figures() -> None:
    assert in_figures("Vingt-quatre salariés, 1,25 million d'euros, un an", "fr") == (
        "24 salariés, 1250000 d'euros, un an"
    )
    assert in_figures("le 12/05/2021 à Lyon", "fr") == "le 12 mai 2021 à Lyon"
    assert in_figures("on 12/05/2021.", "en") == "on 12 may 2021."
    assert in_figures("Which two of twenty-four firms?", "en", small=False) == (
        "Which two of 24 firms?"
    )


@pytest.mark.parametrize(
    ("told", "language", "cited", "cited_language"),
    [
        ("24 salariés", "fr", "vingt-quatre salariés", "fr"),
        ("24 aircraft", "en", "Vingt-quatre avions", "fr"),
        ("1,25 million d'euros", "fr", "1 250 000 €", "fr"),
        ("50,000 people", "en", "50 000 personnes", "fr"),
        ("250 millions d'euros", "fr", "250 millions un an plus tôt", "fr"),
        ("la moitié", "fr", "50 %", "fr"),
        ("9:30", "en", "9 h 30", "fr"),
        ("90 minutes", "fr", "1 h 30", "fr"),
        ("a dozen people", "en", "une douzaine de personnes", "fr"),
        ("des centaines de salariés", "fr", "450 salariés", "fr"),
        ("in the 21st century", "en", "au XXIe siècle", "fr"),
        ("May 12, 2021", "en", "12/05/2021", "fr"),
        ("it doubled", "en", "il a été multiplié par deux", "fr"),
        ("de 3 à 5 %", "fr", "entre 3 % et 5 %", "fr"),
        ("1 usine", "fr", "une usine", "fr"),
        ("X may buy Y", "en", "X pourrait acheter Y", "fr"),
    ],
)
def test_one_quantity_in_two_forms_is_one(
    told: str, language: str, cited: str, cited_language: str
) -> None:
    assert not counts_otherwise(told, language, cited, cited_language)


@pytest.mark.parametrize(
    ("told", "cited"),
    [
        ("20 appareils", "vingt-quatre appareils"),
        ("4 salariés", "quatre-vingt-dix salariés"),
        ("000 emplois", "12 000 emplois"),
        ("cinquante clients", "deux cent cinquante clients"),
        ("5 %", "5 points"),
        ("6 millions", "6 %"),
        ("3 ans", "3 mois"),
        ("5 dollars", "5 euros"),
        ("6 %", "-6 %"),
        ("triplé", "doubler"),
        ("12 salariés", "une douzaine de salariés"),
        ("20 salariés", "environ 20 salariés"),
        ("plus de 20 salariés", "moins de 20 salariés"),
        ("de 3 % à 5 %", "de 5 % à 3 %"),
        ("à 9 h 30", "à 9 h"),
        ("le 5 mars", "le 5 avril, en mars"),
        ("la troisième usine", "trois usines"),
        ("deux tiers", "un tiers des voix"),
        ("des milliers de salariés", "des centaines de salariés"),
        ("pendant un an", "pendant deux ans"),
    ],
)
def test_another_quantity_is_another(told: str, cited: str) -> None:
    assert counts_otherwise(told, "fr", cited, "fr")


def test_the_library_is_imported_when_a_number_in_words_is_met() -> None:
    seen = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, dixit.rag.pipeline, dixit.rag.lang.quantities as q\n"
            "q.quantities_in('En 2018, 300 ventes.', 'fr')\n"
            "print('text_to_num' in sys.modules)\n"
            "q.quantities_in('trois cents ventes', 'fr')\n"
            "print('text_to_num' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )

    assert seen.stdout.split() == ["False", "True"]
