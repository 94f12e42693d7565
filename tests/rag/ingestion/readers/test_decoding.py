"""Bytes become text in one order, and a byte that does not fit costs itself only."""

import codecs

import pytest

from dixit.rag.ingestion.readers.decoding import decode
from dixit.rag.ingestion.readers.extracts import Extract
from dixit.rag.ingestion.readers.formats import extracts

TEXT = "À Nîmes, le maçon répète : « Où est l’échelle ? » Il a perdu 30 € et sa sœur."
PLAIN = "À Nîmes, le maçon répète : « Où est l'échelle ? » Il a perdu sa clef à Fès."


@pytest.mark.parametrize("mark", [codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_BE])
def test_a_byte_order_mark_comes_first(mark: bytes) -> None:
    encoding = {
        codecs.BOM_UTF32_LE: "utf-32-le",
        codecs.BOM_UTF32_BE: "utf-32-be",
        codecs.BOM_UTF16_BE: "utf-16-be",
    }[mark]

    assert decode(mark + TEXT.encode(encoding), "cp850") == TEXT


def test_what_is_valid_utf8_is_read_as_such_whatever_it_declares() -> None:
    assert decode(TEXT.encode(), "iso-8859-1") == TEXT


@pytest.mark.parametrize("declared", ["iso-8859-1", "latin1", "us-ascii", "windows-1252"])
def test_latin_1_means_what_it_means_to_browsers(declared: str) -> None:
    assert decode(TEXT.encode("cp1252"), declared) == TEXT


@pytest.mark.parametrize("declared", ["utf-8", "unknown-8bit", "x-user-defined", "", None])
def test_a_declaration_that_cannot_be_right_is_passed_over(declared: str | None) -> None:
    assert decode(TEXT.encode("cp1252"), declared) == TEXT


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("iso8859_15", TEXT.replace("’", "'")), ("mac_roman", TEXT), ("cp850", PLAIN)],
)
def test_what_is_not_declared_is_read_as_it_reads_best(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_byte_that_does_not_fit_costs_itself_only() -> None:
    head, tail = TEXT[:20].encode(), TEXT[20:].encode()

    assert decode(head + b"\x92" + tail) == f"{TEXT[:20]}’{TEXT[20:]}"
    assert decode(head + b"\x81" + tail) == f"{TEXT[:20]}\ufffd{TEXT[20:]}"


def test_a_text_cut_within_a_character_loses_that_one() -> None:
    assert decode(TEXT.encode() + "é".encode()[:1]) == f"{TEXT}\ufffd"


def test_a_line_pasted_in_another_encoding_leaves_the_others_whole() -> None:
    pasted = "Il l'a retrouvée."

    assert decode(f"{TEXT}\n".encode() + pasted.encode("cp1252")) == f"{TEXT}\n{pasted}"


@pytest.mark.parametrize("charset", ["", "; charset=unknown-8bit", "; charset=iso-8859-1"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_mail_is_read_in_the_same_order_and_so_are_its_headers(
    charset: str, encoding: str
) -> None:
    mail = f"From: Zoé Maçon <z@x.example>\nSubject: Échelle\nContent-Type: text/plain{charset}\n\n"
    (extract,) = extracts("a.eml", f"{mail}{TEXT}\n".encode(encoding))

    assert isinstance(extract, Extract)
    assert (extract.title, extract.author) == ("Échelle", "Zoé Maçon")
    assert extract.text == f"Échelle\n\n{TEXT}"


def test_lines_that_a_mailer_broke_are_whole_again() -> None:
    body = "The ladder stood by \nthe wall.\n> Who took \n> it?\nNobody.\n-- \nZoé\n"
    head = "Subject: Ladder\nContent-Type: text/plain; charset=utf-8; format=flowed\n\n"
    (extract,) = extracts("a.eml", (head + body).encode())

    assert isinstance(extract, Extract)
    assert extract.text.split("\n")[2:] == [
        "The ladder stood by the wall.",
        "> Who took it?",
        "Nobody.",
        "--",
        "Zoé",
    ]
