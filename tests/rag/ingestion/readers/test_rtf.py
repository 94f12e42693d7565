"""Rich Text as a reader sees it: notes apart, nothing hidden or deleted, no comment, no field."""

import pytest

from dixit.rag.ingestion.readers.extracts import Extract
from dixit.rag.ingestion.readers.formats import extracts

HEAD = r"{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Times;}}{\stylesheet{\s1\super Note;}}"


def read(body: str) -> Extract:
    (extract,) = extracts("a.rtf", (r"{\rtf1\ansi\ansicpg1252\deff0" + HEAD + body + "}").encode())
    assert isinstance(extract, Extract)
    return extract


@pytest.mark.parametrize(
    "body",
    [
        r"The dyke {\v of Sluys }held.\par",
        r"The dyke \v of Sluys\v0 held.\par",
        r"The dyke \v of \'e9l\u233?ment\plain held.\par",
        r"The dyke {\deleted\revauthdel1 was lost, }held.\par",
        r"The dyke {\deleted was lost.\par It }held.\par",
        r"The dyke {\mvf was lost }held.\par",
        r"The {\revised\revauth1 dyke }held.\par",
        r"The dyke{\*\annotation{\*\atndate 1}\pard Is that so?} held.\par",
        r"{\header Page 1\par}{\footerf The Coast\par}The dyke held.\par",
        r'The {\field{\*\fldinst{HYPERLINK "http://a.example"}}{\fldrslt dyke}} held.\par',
        r"The dyke {\*\bkmkstart a}held.{\pict\bin5 }}{{}}\par",
        r"{\v Unseen.\par}The dyke held.\par",
    ],
)
def test_only_what_a_reader_sees_is_text(body: str) -> None:
    assert read(body).text == "The dyke held."


def test_a_paragraph_after_hidden_text_begins_a_line() -> None:
    assert read(r"The dyke held.{\v Unseen.}\par Nobody fled.\par").text == (
        "The dyke held.\nNobody fled."
    )


@pytest.mark.parametrize(
    ("raised", "line"),
    [
        (r"It lost 70{\super 2} guilders.", "It lost 70 guilders."),
        (r"It lost 70\super 2\nosupersub  guilders.", "It lost 70 guilders."),
        (r"It lost 70{\up6 2} guilders.", "It lost 70 guilders."),
        (r"It has 12 km{\super\u178\'b2}.", "It has 12 km²."),
        (r"It has 12 km{\super 2} of mud.", "It has 12 km² of mud."),
        (r"le 1{\super er} mai", "le 1er mai"),
        (r"10{\super 6} joules, 40{\super 1}\par and 40 more", "10^6 joules, 40\nand 40 more"),
    ],
)
def test_raised_text_reads_as_in_other_formats(raised: str, line: str) -> None:
    assert read(raised).text == line


@pytest.mark.parametrize("star", ["", r"\*"])
def test_notes_follow_the_text_and_leave_no_mark_in_it(star: str) -> None:
    note = r"{\super\chftn{" + star + r"\footnote\pard\plain{\super\chftn} Report of 1994.\par}}"
    other = r"{\super 2}{" + star + r"\footnote\ftnalt{\super 2} Said \f1\'e4\'e0.}"
    text = read(r"It lost 70" + note + r" guilders" + other + r" a year.\par Nobody fled.\par").text

    assert text == "It lost 70 guilders a year.\nNobody fled.\nReport of 1994.\n2 Said да."


def test_the_note_of_deleted_words_is_deleted() -> None:
    assert read(r"It held{\deleted  badly{\footnote Not so.}}.\par").text == "It held."


def test_its_properties_are_its_title_and_author_and_no_text() -> None:
    found = read(r"{\info{\title L'\'e9t\'e9}{\author Anna Visser}{\operator Bob}}It held.\par")

    assert (found.title, found.author, found.text) == ("L'été", "Anna Visser", "It held.")


@pytest.mark.parametrize(
    "body", ["It held.", r"It held.{\b ", "It held.}}}", r"It held.{\footnote "]
)
def test_a_file_cut_off_is_read_as_far_as_it_goes(body: str) -> None:
    assert read(body).text == "It held."


def test_a_character_written_in_two_halves_is_one() -> None:
    assert read(r"It held \u-10179?\u-8704?.").text == "It held 😀."
