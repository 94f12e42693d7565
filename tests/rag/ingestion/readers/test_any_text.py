"""Whatever the words, in whatever format: each passage is its document's text at its place."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from html import escape

import docx
import odfdo
import openpyxl
import pptx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dixit.index.records import Document
from dixit.rag.ingestion.chunking import split
from dixit.rag.ingestion.loader import article_of
from dixit.rag.ingestion.readers.extracts import Extract, Unreadable
from dixit.rag.ingestion.readers.formats import extracts
from dixit.rag.parsing.article import Article
from dixit.rag.parsing.boilerplate import blocks_of, debris_in
from dixit.rag.parsing.composition import compose
from dixit.rag.parsing.sentences import sentences_in
from dixit.rag.quotations import find_quotations

PRINTED = [
    *("« Nous signons. Demain, nous livrons », a déclaré Zu Sijie, ingénieur en chef.", "Partager"),
    *("Les ventes ont bondi de 13,1 % en un an, à 777.000 unités.", "Lire aussi : la suite", "RSS"),
    *(
        "Il part.Elle reste. »M. Durand, 12 €. Fin…",
        "e\u0301te\u0301",
        "\U0001f697\U0001f1eb\U0001f1f7",
    ),
    *(
        "\u0627\u0644\u0633\u064a\u0627\u0631\u0629",
        "\u05e9\u05dc\u05d5\u05dd",
        "\ufeffÀ la une",
        "a\u00a0b\u202fc",
    ),
]
WORDS = [line for line in PRINTED if any(character.isalnum() for character in line)]
LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"))
LINES = st.lists(
    st.one_of(st.sampled_from(PRINTED), st.text(LETTERS, max_size=60)), min_size=1, max_size=12
)


def count_words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def as_docx(lines: list[str]) -> bytes:
    made, file = docx.Document(), io.BytesIO()
    for line in lines:
        made.add_paragraph(line)
    made.save(file)
    return file.getvalue()


def as_odt(lines: list[str]) -> bytes:
    made, file = odfdo.Document("text"), io.BytesIO()
    made.body.clear()
    for line in lines:
        made.body.append(odfdo.Paragraph(line))
    made.save(file)
    return file.getvalue()


def as_pptx(lines: list[str]) -> bytes:
    made, file = pptx.Presentation(), io.BytesIO()
    for line in lines:
        slide = made.slides.add_slide(made.slide_layouts[5])
        slide.shapes.title.text = line
    made.save(file)
    return file.getvalue()


def as_html(lines: list[str]) -> bytes:
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    head = "<html><head><meta charset=utf-8></head>"
    return f"{head}<body><article>{body}</article></body></html>".encode()


def as_epub(lines: list[str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="o/c.opf"/></rootfiles></container>',
        )
        items = "".join(f'<item id="i{n}" href="{n}.xhtml"/>' for n in range(len(lines)))
        order = "".join(f'<itemref idref="i{n}"/>' for n in range(len(lines)))
        archive.writestr(
            "o/c.opf",
            '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
            f"{items}</manifest><spine>{order}</spine></package>",
        )
        for number, line in enumerate(lines):
            head = '<html><head><meta charset="utf-8"/></head>'
            page = f"{head}<body><p>{escape(line)}</p></body></html>"
            archive.writestr(f"o/{number}.xhtml", page)
    return file.getvalue()


def as_eml(lines: list[str]) -> bytes:
    made = EmailMessage()
    made["Subject"] = "Une dépêche"
    made.set_content("\n".join(lines))
    return made.as_bytes()


def as_csv(lines: list[str]) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows([["text"], *([line] for line in lines)])
    return file.getvalue().encode()


def as_jsonl(lines: list[str]) -> bytes:
    return "\n".join(json.dumps({"text": line}) for line in lines).encode()


def as_json(lines: list[str]) -> bytes:
    return json.dumps({"articles": [{"text": line} for line in lines]}).encode()


def as_xlsx(lines: list[str]) -> bytes:
    made, file = openpyxl.Workbook(), io.BytesIO()
    made.active.append(["text"])
    for line in lines:
        made.active.append([line])
    made.save(file)
    return file.getvalue()


def as_ods(lines: list[str]) -> bytes:
    made, file = odfdo.Document("spreadsheet"), io.BytesIO()
    made.body.clear()
    table = odfdo.Table("A")
    for line in lines:
        row = odfdo.Row()
        row.append_cell(odfdo.Cell(text=line, cell_type="string", value=line))
        table.append_row(row)
    made.body.append(table)
    made.save(file)
    return file.getvalue()


def as_rss(lines: list[str]) -> bytes:
    entries = "".join(
        f"<item><description>{escape(escape(line))}</description></item>" for line in lines
    )
    return f'<rss version="2.0"><channel>{entries}</channel></rss>'.encode()


def as_nitf(lines: list[str]) -> bytes:
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f"<nitf><body><body.content>{body}</body.content></body></nitf>".encode()


def as_srt(lines: list[str]) -> bytes:
    return "".join(
        f"{n}\n00:{n:02}:00,000 --> 00:{n:02}:01,000\n{escape(line, quote=False)}\n\n"
        for n, line in enumerate(lines)
    ).encode()


def as_rtf(lines: list[str]) -> bytes:
    def coded(line: str) -> str:
        units = line.encode("utf-16-le")
        numbers = (
            int.from_bytes(units[at : at + 2], "little", signed=True)
            for at in range(0, len(units), 2)
        )
        return "".join(f"\\u{number}?" for number in numbers)

    return ("{\\rtf1\\ansi " + "\\par ".join(map(coded, lines)) + "}").encode()


def as_zip(lines: list[str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number, line in enumerate(lines):
            archive.writestr(f"{number}.txt", line)
    return file.getvalue()


def documents(name: str, data: bytes) -> list[Document]:
    try:
        parts = list(extracts(name, data))
    except Unreadable:
        return []
    return [
        article_of(
            part, f"{name}/{number}", "", ".x" if not name.endswith((".txt", ".md")) else ""
        ).document
        for number, part in enumerate(parts)
        if isinstance(part, Extract)
    ]


def check(document: Document) -> None:
    text = document.text
    passages = split(Article(document), count_words, 40)
    assert passages == split(Article(document), count_words, 40)
    covered: set[int] = set()
    for passage in passages:
        assert text[passage.span.start : passage.span.end] == passage.text != ""
        covered |= set(range(passage.span.start, passage.span.end))
    for block in blocks_of(document):
        for start, end in () if block.debris else sentences_in(text, block.start, block.end):
            assert all(place in covered or text[place].isspace() for place in range(start, end))
    for start, end in debris_in(document):
        assert covered.isdisjoint(range(start, end))
    for quotation in find_quotations(document):
        assert text[quotation.span.start : quotation.span.end] == quotation.quote
    assert list(document.page_starts) == sorted(document.page_starts)
    assert all(0 <= start <= len(text) for start in document.page_starts)


MAKERS = {
    ".docx": as_docx,
    ".odt": as_odt,
    ".pptx": as_pptx,
    ".html": as_html,
    ".epub": as_epub,
    ".eml": as_eml,
    ".csv": as_csv,
    ".jsonl": as_jsonl,
    ".rtf": as_rtf,
    ".json": as_json,
    ".xlsx": as_xlsx,
    ".ods": as_ods,
    ".rss": as_rss,
    ".xml": as_nitf,
    ".srt": as_srt,
    ".zip": as_zip,
}
slow = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("ending", MAKERS)
@slow
@given(lines=LINES)
def test_passages_of_any_format_are_in_place(ending: str, lines: list[str]) -> None:
    make: Callable[[list[str]], bytes] = MAKERS[ending]
    for document in documents(f"a{ending}", make(lines)):
        check(document)


@pytest.mark.parametrize(
    "ending",
    [".docx", ".odt", ".epub", ".rtf", ".eml", ".jsonl", ".csv", ".json", ".ods", ".rss", ".xml"],
)
@slow
@given(lines=st.lists(st.sampled_from(WORDS), min_size=1, max_size=8, unique=True))
def test_no_word_is_lost_in_any_format(ending: str, lines: list[str]) -> None:
    found = " ".join(document.text for document in documents(f"a{ending}", MAKERS[ending](lines)))

    for line in lines:
        assert compose(" ".join(line.split())) in " ".join(found.split())


@pytest.mark.parametrize("ending", [".txt", ".md"])
@settings(deadline=None)
@given(
    text=st.one_of(
        # A null byte is no text's: it makes a text of UTF-8 one of UTF-16.
        st.text(st.characters(codec="utf-8", exclude_characters="\0")),
        st.lists(st.sampled_from([*PRINTED, "\r\n", "\r", "\n\n", " "])).map("".join),
    ),
    mark=st.booleans(),
)
def test_a_plain_file_is_its_decoded_bytes_and_its_passages_are_in_place(
    ending: str, text: str, mark: bool
) -> None:
    data = (b"\xef\xbb\xbf" if mark else b"") + text.encode()
    for document in documents(f"a{ending}", data):
        assert document.text == data.decode("utf-8-sig")
        check(document)
