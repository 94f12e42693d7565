"""PDF pages as they are read: columns, cut words, initials, raised and unseen text."""

import pytest

from dixit.rag.ingestion.readers.extracts import Extract
from dixit.rag.ingestion.readers.formats import extracts
from dixit.rag.ingestion.readers.line_ends import vocabulary, without_hyphen
from tests.rag.ingestion.readers.drawn_pdf import Piece, column, pdf

BODY = [
    "The reeve of Sluys told the board that the dyke",
    "would hold for ten years. Her clerk, Anna Visser,",
    "had asked for a survey of the sluice before the",
    "winter, since the wood had begun to rot in places",
    "where the tide reaches it twice a day.",
]


def read(*pages: list[Piece], shapes: str = "") -> Extract:
    (extract,) = extracts("a.pdf", pdf(*pages, shapes=shapes))
    assert isinstance(extract, Extract)
    return extract


def test_lines_of_a_ragged_column_are_one_paragraph() -> None:
    assert read(column(BODY)).text == " ".join(BODY)


def test_a_word_cut_at_a_line_end_is_whole_and_a_compound_keeps_its_hyphen() -> None:
    lines = [
        "Anna Visser, the well-",
        "known clerk of the muni-",
        "cipality, asked the vice-",
        "president about 1994-",
        "1998 and Mr Visser-",
        "Haan in the south-",
        "western polders.",
    ]

    assert read(column(lines)).text == (
        "Anna Visser, the well-known clerk of the municipality, asked the vice-president about "
        "1994-1998 and Mr Visser-Haan in the south-western polders."
    )


@pytest.mark.parametrize(
    ("line", "following", "elsewhere", "cut"),
    [
        ("le gouverne", "ment", "", True),
        ("un porte", "parole", "", False),
        ("a dit", "elle", "", False),
        ("a-t", "elle", "", False),
        ("the river", "side", "the riverside", True),
        ("the river", "bank", "the river-bank", False),
        ("l’anglo", "saxon", "", False),
        ("Jean", "Marc", "", False),
    ],
)
def test_the_text_and_the_parts_tell_whose_hyphen_it_is(
    line: str, following: str, elsewhere: str, cut: bool
) -> None:
    assert without_hyphen(line, following, vocabulary(elsewhere)) is cut


def test_columns_drawn_row_by_row_are_read_one_after_the_other() -> None:
    right = [
        "In Veere, the fishers asked for a new quay",
        "and for a lamp on the mole. Their elder said",
        "that three boats were lost there last winter,",
        "and that nobody had been told of the sand",
        "bank which the storm left behind.",
    ]
    rows = [
        piece for pair in zip(column(BODY), column(right, x=340), strict=True) for piece in pair
    ]

    assert read(rows).text == f"{' '.join(BODY)}\n{' '.join(right)}"


def test_a_sentence_goes_on_at_the_head_of_the_next_column() -> None:
    page = [*column(BODY[:3]), *column(BODY[3:], x=340)]

    assert read(page).text == " ".join(BODY)


def test_rows_of_a_table_stay_rows() -> None:
    cells = [
        ("Town", "Votes"),
        ("Sluys", "412"),
        ("Veere", "388"),
        ("Goes", "1,204"),
        ("Hulst", "97"),
    ]
    rows = [
        piece
        for number, (town, votes) in enumerate(cells)
        for piece in (Piece(town, 70, 700 - 14 * number), Piece(votes, 300, 700 - 14 * number))
    ]

    assert read(rows).text.split("\n") == [" ".join(row) for row in cells]


def test_a_large_initial_is_part_of_its_word() -> None:
    lines = [
        Piece("A", 70, 672, size=44),
        Piece("nna Visser, the clerk of Sluys, told the board", 101, 700),
        Piece("that the dyke would hold for ten years more,", 101, 686),
        Piece("whatever the winter brings to the coast that", 101, 672),
        Piece("she has watched since she was a child there.", 70, 658),
    ]

    assert read(lines).text.startswith("Anna Visser, the clerk of Sluys, told the board that")


def test_raised_figures_are_note_marks_and_powers() -> None:
    line = [
        Piece("It lost 70", 70, 700),
        Piece("2", 112, 704, size=7),
        Piece("guilders on 5 km", 119, 700),
        Piece("2", 200, 704, size=7),
        Piece("of mud", 207, 700),
    ]

    assert read(line).text == "It lost 70 guilders on 5 km² of mud"


@pytest.mark.parametrize("before", ["1 g", "1 1 1 rg", "3 Tr"])
def test_what_no_reader_sees_is_no_text(before: str) -> None:
    hidden = Piece("Anna Visser said that the dyke was lost.", 70, 500, before=before)
    page = [*column(BODY), hidden]

    assert "lost" not in read(page).text


def test_white_text_on_a_dark_ground_is_read() -> None:
    heading = Piece("The dyke of Sluys", 70, 750, size=16, before="1 g")
    shown = read([heading, *column(BODY)], shapes="0.2 g 60 740 300 40 re f\n")

    assert shown.text.startswith("The dyke of Sluys\n")


def test_the_foot_and_head_that_a_browser_prints_are_no_text() -> None:
    head = Piece("11/30/23, 2:01 PM", 30, 820, size=8)
    foot = Piece("https://sluys.example/dyke 1/1", 30, 20, size=8)

    assert read([*column(BODY), head, foot]).text == " ".join(BODY)


def test_page_numbers_are_no_text_whatever_their_figures() -> None:
    numbers = ["i", "ii", "1", "2"]
    towns = ["Sluys", "Veere", "Goes", "Hulst"]
    sentences = [f"The board of {town} met in the hall of {town}." for town in towns]
    pages = [
        [Piece(sentence, 70, 700), Piece(number, 300, 30)]
        for sentence, number in zip(sentences, numbers, strict=True)
    ]

    assert read(*pages).text == "\n\n".join(sentences)
