"""Outlook messages are read as mails are: subject, words, sender, time and attachments."""

import struct
from datetime import UTC, datetime

import pytest
from compressed_rtf import compress

from dixit.rag.ingestion.readers.extracts import Extract, Unread, Unreadable
from dixit.rag.ingestion.readers.formats import extracts
from tests.rag.ingestion.readers.compound_file import compound_file

SENT = datetime(2022, 5, 4, 10, 30, tzinfo=UTC)


def text(number: str, words: str) -> dict[str, bytes]:
    return {f"__substg1.0_{number}001F": words.encode("utf-16-le")}


def binary(number: str, data: bytes) -> dict[str, bytes]:
    return {f"__substg1.0_{number}0102": data}


def sent(time: datetime) -> dict[str, bytes]:
    ticks = int((time - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
    return {"__properties_version1.0": bytes(32) + struct.pack("<IIQ", 0x00390040, 6, ticks)}


def read(tree: dict[str, object]) -> list[Extract | Unread]:
    return list(extracts("a.msg", compound_file(tree)))


def test_a_message_gives_its_subject_words_sender_and_time() -> None:
    body = text("1000", "Le péage restera à 2 €.\r\n\r\nHélène Tardieu")
    about = {**text("0037", "Le péage"), **text("0C1A", "Hélène Tardieu"), **sent(SENT)}
    (extract,) = read({**about, **body})

    assert isinstance(extract, Extract)
    assert extract.text == "Le péage\n\nLe péage restera à 2 €.\n\nHélène Tardieu"
    assert (extract.title, extract.author) == ("Le péage", "Hélène Tardieu")
    assert extract.published == "2022-05-04T10:30"


def test_the_time_is_that_of_the_senders_clock_where_the_headers_are_kept() -> None:
    headers = text("007D", "From: h@x.example\r\nDate: Wed, 04 May 2022 12:30:00 +0200\r\n")
    (extract,) = read({**headers, **text("1000", "Oui."), **sent(SENT)})

    assert isinstance(extract, Extract) and extract.published == "2022-05-04T12:30"


@pytest.mark.parametrize(
    "body",
    [
        binary("1013", "<p>Hélène a dit <b>oui</b>.</p><p>Elle part.</p>".encode()),
        binary("1009", compress(rb"{\rtf1\ansi H\'e9l\'e8ne a dit oui.\par Elle part.}")),
    ],
)
def test_a_message_without_plain_words_is_read_from_its_page_or_rich_text(
    body: dict[str, bytes],
) -> None:
    (extract,) = read({**body})

    assert isinstance(extract, Extract)
    assert extract.text == "Hélène a dit oui.\nElle part."


def test_the_attachments_of_a_message_are_read_and_its_pictures_are_not() -> None:
    note = {**text("3707", "note.txt"), **binary("3701", b"Marta Kovel said no.".ljust(4096))}
    logo = {**text("3707", "logo.png"), **binary("3701", b"PNG")}
    tree = {
        **text("1000", "Voir la note."),
        "__attach_version1.0_#00000000": note,
        "__attach_version1.0_#00000001": logo,
    }
    words, attached = read(tree)

    assert isinstance(words, Extract) and isinstance(attached, Extract)
    assert (attached.name, attached.text.strip()) == ("note.txt", "Marta Kovel said no.")


@pytest.mark.parametrize(
    "data", [b"", b"/etc/passwd", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"x" * 9]
)
def test_what_is_no_message_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match="a broken message"):
        list(extracts("a.msg", data))
