"""The boxes over cited words: where the page draws them, and none where that is not sure."""

import pytest

from dixit.rag.ingestion.readers.extracts import Extract
from dixit.rag.ingestion.readers.formats import extracts
from dixit.rag.pages.pdf import Box
from dixit.rag.pages.places import Place, Places, places, sizes
from tests.rag.ingestion.readers.drawn_pdf import Piece, column, pdf

HEIGHT = 842
SIZE, ADVANCE = 11, 6.6
"""Points, of Courier at 11."""
BODY = [
    "The reeve of Sluys told the board that the",
    "dyke would hold for ten years. Her clerk was",
    "asked for a survey of the sluice before the",
    "winter, since the wood had begun to rot in",
    "places where the tide reaches it every day.",
]


def read(data: bytes) -> Extract:
    (extract,) = extracts("a.pdf", data)
    assert isinstance(extract, Extract)
    return extract


def found(words: str, data: bytes) -> Places:
    """Where words of the text that is read of a PDF stand."""
    extract = read(data)
    start = extract.text.index(words)
    return places(data, extract.text, extract.page_starts, start, start + len(words))


def drawn(words: str, line: str, x: float, y: float) -> tuple[float, float, float]:
    """Where a line of Courier has some words: left and right edge, and what they stand on."""
    left = x + ADVANCE * line.index(words)
    return left, left + ADVANCE * len(words), HEIGHT - y


def assert_over(box: Box, place: tuple[float, float, float]) -> None:
    """A box covers the words at a place, and nothing beside, above or below."""
    left, right, base = place
    assert (box.left, box.right) == pytest.approx((left, right), abs=0.05)
    assert base - SIZE - 1 < box.top < base - 0.6 * SIZE
    assert base < box.bottom < base + 0.35 * SIZE


def courier(*pages: list[Piece], page: str = "") -> bytes:
    return pdf(*pages, font="Courier", page=page)


def boxes(words: str, data: bytes) -> tuple[Box, ...]:
    """The boxes over words that stand on one page."""
    where = found(words, data)
    assert where.is_whole
    (place,) = where.parts
    return place.boxes


def test_words_within_a_line_have_one_box() -> None:
    where = found("would hold", courier(column(BODY)))

    assert where.is_whole
    (place,) = where.parts
    assert place.page == 1
    (box,) = place.boxes
    assert_over(box, drawn("would hold", BODY[1], 70, 686))


def test_words_over_a_line_end_have_a_box_on_each_line() -> None:
    first, second = boxes("that the dyke would", courier(column(BODY)))

    assert_over(first, drawn("that the", BODY[0], 70, 700))
    assert_over(second, drawn("dyke would", BODY[1], 70, 686))


@pytest.mark.parametrize("row_by_row", [False, True])
def test_words_over_a_column_end_stand_in_both_columns(row_by_row: bool) -> None:
    lines = [line[:36].rsplit(" ", 1)[0] for line in BODY]
    left, right = column(lines), column([line.upper() for line in lines], x=340)
    rows = [piece for pair in zip(left, right, strict=True) for piece in pair]
    data = courier(rows if row_by_row else [*left, *right])
    text = read(data).text
    start, end = text.index("places where"), text.index(" SLUYS")

    (place,) = places(data, text, (0,), start, end).parts
    first, second = place.boxes
    assert_over(first, drawn(lines[4], lines[4], 70, 644))
    assert_over(second, drawn("THE REEVE OF", lines[0].upper(), 340, 700))


def test_a_word_cut_at_a_line_end_has_a_box_for_each_part() -> None:
    lines = ["She is a clerk of the muni-", "cipality and a well-", "known engineer of dykes."]
    data = courier(column(lines))

    first, second = boxes("municipality", data)
    assert_over(first, drawn("muni", lines[0], 70, 700))
    assert_over(second, drawn("cipality", lines[1], 70, 686))
    first, second = boxes("well-known", data)
    assert_over(first, drawn("well", lines[1], 70, 686))
    assert_over(second, drawn("known", lines[2], 70, 672))


def test_a_sentence_over_a_page_break_has_a_place_on_each_page() -> None:
    lines = ["She is a clerk of the muni-", "cipality and a well-", "known engineer of dykes."]
    where = found("municipality and a", courier(column(lines[:1]), column(lines[1:])))

    assert where.is_whole
    first, second = where.parts
    assert (first.page, second.page) == (1, 2)
    assert_over(first.boxes[0], drawn("muni", lines[0], 70, 700))
    assert_over(second.boxes[0], drawn("cipality and a", lines[1], 70, 700))


def test_a_ligature_is_lit_as_one() -> None:
    line = "She found the \ufb01rst \ufb02ood in the of\ufb01ce of the town."
    data = pdf(
        [Piece(line, 70, 700)], font="Courier", encoding="MacRomanEncoding", codec="mac_roman"
    )

    (box,) = boxes("first", data)
    assert_over(box, drawn("\ufb01rst", line, 70, 700))
    (box,) = boxes("flood in the office", data)
    assert_over(box, drawn("\ufb02ood in the of\ufb01ce", line, 70, 700))


def test_a_running_head_is_not_lit_where_the_text_begins_with_its_words() -> None:
    lines = [f"The dykes of Zeeland at {town} were seen." for town in ("Sluys", "Veere", "Goes")]
    pages = [
        [Piece("The dykes of Zeeland", 70, 780), Piece(line, 70, 700), Piece(str(number), 300, 30)]
        for number, line in enumerate(lines, start=1)
    ]
    (place,) = found("The dykes of Zeeland at Veere", courier(*pages)).parts

    assert place.page == 2
    (box,) = place.boxes
    assert_over(box, drawn("The dykes of Zeeland at Veere", lines[1], 70, 700))


def test_a_note_mark_between_the_words_is_not_lit() -> None:
    line = [
        Piece("It lost 70", 70, 700),
        Piece("2", 136, 704, size=7),
        Piece("guilders of the town", 145, 700),
    ]
    first, second = boxes("lost 70 guilders", courier(line))

    assert_over(first, drawn("lost 70", "It lost 70", 70, 700))
    assert_over(second, drawn("guilders", "guilders of the town", 145, 700))


@pytest.mark.parametrize(("turned", "crop"), [(90, ""), (0, "/CropBox[50 100 545 800]")])
def test_boxes_stand_on_the_page_as_it_is_shown(turned: int, crop: str) -> None:
    page = f"/Rotate {turned}{crop}"
    data = courier(column(BODY), page=page)
    (box,) = boxes("would hold", data)
    (size,) = sizes(data)

    left, right, base = drawn("would hold", BODY[1], 70, 686)
    if turned:  # What was up is right.
        assert (size.width, size.height) == (842, 595)
        assert (box.top, box.bottom) == pytest.approx((left, right), abs=0.05)
        assert 686 - 0.35 * SIZE < box.left < 686 < box.right < 686 + SIZE
    else:
        assert (size.width, size.height) == (495, 700)
        assert (box.left, box.right) == pytest.approx((left - 50, right - 50), abs=0.05)
        assert box.top < base - 42 < box.bottom


def test_words_that_the_page_does_not_draw_have_no_box() -> None:
    data = courier(column(BODY))
    text = read(data).text
    other = text.replace("told the board", "informed the town")

    where = places(data, other, (0,), 0, other.index("that"))
    assert where == Places((Place(1, ()),), is_whole=False)
    start = other.index("winter")
    (place,) = places(data, other, (0,), start, start + len("winter")).parts
    assert_over(place.boxes[0], drawn("winter", BODY[3], 70, 658))


def test_two_lines_that_may_be_either_have_no_box() -> None:
    twice = [Piece("The dykes of Zeeland", 70, 700), Piece("The dykes of Zeeland", 70, 600)]
    once = "The dykes of Zeeland"

    where = places(courier(twice), once, (0,), 0, len(once))
    assert where == Places((Place(1, ()),), is_whole=False)
