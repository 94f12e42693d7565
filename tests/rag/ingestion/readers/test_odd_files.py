"""Files as programs really write them: nothing in them is lost, invented or read twice."""

import io
import json
import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import odfdo
import pytest
from docx.oxml import parse_xml

from dixit.rag.ingestion.readers.decoding import decode
from dixit.rag.ingestion.readers.extracts import Extract, Unread
from dixit.rag.ingestion.readers.formats import extracts

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SAMPLES = Path(__file__).parent / "samples"


def read(name: str, data: bytes) -> list[Extract | Unread]:
    return list(extracts(name, data))


def texts(name: str, data: bytes) -> list[str]:
    return [part.text for part in read(name, data) if isinstance(part, Extract)]


@pytest.mark.parametrize(
    ("table", "text"),
    [
        (
            '"title","text"\n"Un titre","Il a dit ""oui"", puis ""non"", enfin."\n',
            'Un titre\n\nIl a dit "oui", puis "non", enfin.',
        ),
        ("text,l'auteur\n\"Il dit 'oui, non', enfin.\",a\n", "Il dit 'oui, non', enfin."),
        ("sep=;\ntext;date\nBonjour, à tous;2018\n", "Bonjour, à tous"),
        ("\r\n\r\ntext;date\r\nBonjour, à tous;2018\r\n", "Bonjour, à tous"),
        ('\ufefftext,id\n"Une ligne.\nUne autre.",7\n', "Une ligne.\nUne autre."),
    ],
)
def test_a_table_is_read_as_spreadsheets_write_it(table: str, text: str) -> None:
    assert texts("a.csv", table.encode()) == [text]


def test_a_row_with_a_mark_too_many_is_told_and_not_cut() -> None:
    assert read("a.csv", b"title,text\nUn titre,Bonjour, dit-il, a tous\n") == [
        Unread("1", "has more fields than the head names")
    ]


def test_only_words_are_the_text_of_a_json_object() -> None:
    lines = [
        {"text": True},
        {"text": ["Un.", "Deux."]},
        {"title": "Accord", "text": "Accords conclus."},
    ]
    data = "\n".join(map(json.dumps, lines)).encode()

    assert texts("a.jsonl", data) == ["Un.\n\nDeux.", "Accord\n\nAccords conclus."]


def as_docx(*paragraphs: str) -> bytes:
    made, file = docx.Document(), io.BytesIO()
    for paragraph in reversed(paragraphs):
        made.element.body.insert(0, parse_xml(paragraph))
    made.save(file)
    return file.getvalue()


def test_what_was_inserted_in_a_word_document_is_text_and_what_was_deleted_is_not() -> None:
    tracked = (
        f"<w:p {W}><w:r><w:t xml:space='preserve'>Il a </w:t></w:r>"
        "<w:ins><w:r><w:t xml:space='preserve'>toujours </w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText xml:space='preserve'>jamais </w:delText></w:r></w:del>"
        "<w:fldSimple><w:r><w:t>dit oui.</w:t></w:r></w:fldSimple></w:p>"
    )
    field = "<w:p><w:r><w:t>Un champ.</w:t></w:r></w:p>"
    control = f"<w:sdt {W}><w:sdtContent>{field}</w:sdtContent></w:sdt>"

    assert texts("a.docx", as_docx(tracked, control)) == ["Il a toujours dit oui.\nUn champ."]


def test_equal_cells_and_tables_in_tables_are_kept() -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    row = "<w:tr>" + "".join(cell.format(x) for x in ("0", "0", "5")) + "</w:tr>"
    outside = "<w:p><w:r><w:t>Dehors</w:t></w:r></w:p>"
    nested = f"<w:tbl {W}><w:tr><w:tc>{outside}<w:tbl>{row}</w:tbl></w:tc></w:tr></w:tbl>"

    assert texts("a.docx", as_docx(nested)) == ["Dehors\n0 0 5"]


def test_an_opendocument_text_has_no_comments_no_markup_and_nothing_that_was_deleted() -> None:
    made, file = odfdo.Document("text"), io.BytesIO()
    made.body.clear()
    made.body.append(
        odfdo.Element.from_tag(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>Supprimé.</text:p>"
            "</text:deletion></text:changed-region></text:tracked-changes>"
        )
    )
    made.body.append(
        odfdo.Element.from_tag(
            "<text:p>Le <text:a xlink:href='http://a.example'>lien</text:a><text:s/>tient"
            "<office:annotation><dc:creator>Bob</dc:creator><text:p>À revoir</text:p>"
            "</office:annotation>"
            "<text:note><text:note-body><text:p>Une note.</text:p></text:note-body></text:note>"
            "<text:span> bon</text:span>.</text:p>"
        )
    )
    made.save(file)

    assert texts("a.odt", file.getvalue()) == ["Le lien tient bon.\nUne note."]


def test_a_saved_page_is_read_in_the_encoding_of_its_envelope() -> None:
    body = "".join(
        f"<p>L’été à Pékin fut long, dit-on, et la note n° {n} aussi.</p>" for n in range(5)
    )
    made = EmailMessage()
    made.make_related()
    part = EmailMessage()
    part.set_payload(f"<html><body><article>{body}</article></body></html>".encode("cp1252"))
    part["Content-Type"] = "text/html; charset=windows-1252"
    part["Content-Transfer-Encoding"] = "8bit"
    made.attach(part)

    assert "L’été à Pékin fut long" in texts("a.mhtml", made.as_bytes())[0]


def test_two_members_of_the_same_name_keep_their_own_words() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive, pytest.warns(UserWarning):
        archive.writestr("a.txt", "Premier texte.")
        archive.writestr("a.txt", "Second texte.")

    assert texts("a.zip", file.getvalue()) == ["Premier texte.", "Second texte."]


def test_one_member_that_its_reader_stumbles_over_costs_no_other() -> None:
    odd = b"From: =?utf-8?q?a=0Ab?= <x@y>\nSubject: Un sujet\n\nUn texte.\n"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "Un texte.")
        archive.writestr("b.eml", odd)
        archive.writestr("c.epub", b"PK")

    assert texts("a.zip", file.getvalue()) == ["Un texte.", "Un sujet\n\nUn texte."]


@pytest.mark.parametrize("sender", ["a@[1", '"', "=?utf-8?q?a=0Ab?= <x@y>", "", "<>", "é"])
@pytest.mark.parametrize("date", ["", "hier", "Thu, 99 May 2023 99:99:99 +9999"])
def test_a_mail_with_broken_headers_keeps_its_words(sender: str, date: str) -> None:
    data = f"From: {sender}\nDate: {date}\nSubject: Un sujet\n\nUn texte.\n".encode()

    assert texts("a.eml", data) == ["Un sujet\n\nUn texte."]


def test_a_mail_keeps_all_its_texts_and_takes_its_page_where_the_plain_part_is_empty() -> None:
    several = EmailMessage()
    several.set_content("Avant la photo.")
    several.add_attachment(b"GIF", "image", "gif", filename="a.gif")
    several.attach(EmailMessage())
    last = several.get_payload()[-1]
    last.set_content("Après la photo.")
    empty = EmailMessage()
    empty.set_content("\n")
    empty.add_alternative("<p>La page parle.</p>", subtype="html")

    assert texts("a.eml", several.as_bytes()) == ["Avant la photo.\n\nAprès la photo."]
    assert texts("a.eml", empty.as_bytes()) == ["La page parle."]


def test_an_attached_mail_gets_a_name_that_a_terminal_can_show() -> None:
    inner, outer = EmailMessage(), EmailMessage()
    inner.set_content("Le mail transmis.")
    outer.set_content("Voici.")
    outer.add_attachment(inner, filename="a\x1b[2J.eml")

    assert [part.name for part in read("a.eml", outer.as_bytes())] == ["", "1.eml"]


def test_chapters_are_found_by_odd_addresses_and_one_that_is_missing_costs_no_other() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(SAMPLES / "article.epub") as book, zipfile.ZipFile(file, "w") as made:
        for name in book.namelist():
            data = book.read(name)
            if name.endswith("content.opf"):
                data = data.replace(b'href="text/ch001', b'href="../EPUB/text/ch001').replace(
                    b'href="text/title_page.xhtml"', b'href="text/gone.xhtml#top"'
                )
            made.writestr(name, data)
    found = read("a.epub", file.getvalue())

    assert any(isinstance(part, Extract) and "Sochaux" in part.text for part in found)
    assert [part.name for part in found if isinstance(part, Unread)] == ["gone.xhtml"]


@pytest.mark.parametrize("text", ["“Été”", "—", "“L’été” — œuvre €", "« Oui »"])
def test_a_few_characters_of_western_windows_are_text(text: str) -> None:
    assert decode(text.encode("cp1252")) == text
