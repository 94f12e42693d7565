"""Files made to break those who read them are refused in a few words, and nothing else suffers."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from dixit.rag.ingestion.readers.extracts import Extract, Unread, Unreadable
from dixit.rag.ingestion.readers.worker import Limits, Worker

SAMPLES = Path(__file__).parent / "samples"
ENTITIES = (
    '<!DOCTYPE bomb [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
)


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker(Limits(seconds=8, megabytes=1_500)) as made:
        yield made


@pytest.fixture(scope="module")
def bomb() -> bytes:
    """600 MB of nothing."""
    zeros = bytes(100_000_000)
    return packed({f"{number}.txt": zeros for number in range(6)})


def refused(worker: Worker, name: str, data: bytes) -> str:
    with pytest.raises(Unreadable) as told:
        worker.read(name, data)
    return str(told.value)


def still_reads(worker: Worker) -> bool:
    (extract,) = worker.read("a.docx", (SAMPLES / "article.docx").read_bytes())
    return isinstance(extract, Extract) and "Sochaux" in extract.text


def packed(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def changed(sample: str, member: str, data: bytes) -> bytes:
    """A sample that is an archive, with one of its members replaced."""
    with zipfile.ZipFile(SAMPLES / sample) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return packed({**members, member: data})


def pdf(objects: list[bytes]) -> bytes:
    body, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\n"
        b"startxref\n%d\n%%%%EOF" % (size, table, size, len(body))
    )


@pytest.mark.parametrize(
    "name", [f"bomb.{kind}" for kind in ("zip", "docx", "odt", "pptx", "epub", "xlsx", "ods")]
)
def test_an_archive_that_would_fill_the_memory_is_not_unpacked(
    worker: Worker, bomb: bytes, name: str
) -> None:
    assert len(bomb) < 1_000_000
    assert refused(worker, name, bomb) == "holds more than 500 MB once unpacked"


def test_archives_within_archives_are_not_unpacked(worker: Worker) -> None:
    inner = packed({"a.txt": bytes(10_000_000)})
    (part,) = worker.read("outer.zip", packed({"inner.zip": inner}))

    assert part == Unread("inner.zip", "an archive within an archive: unpack it first")


def test_an_archive_that_lies_about_its_sizes_is_told(worker: Worker) -> None:
    data = bytearray(packed({"a.txt": b"Un texte. " * 1000}))
    at = data.index(b"PK\x01\x02") + 24  # The size once unpacked, in the directory at the end.
    data[at : at + 4] = (5).to_bytes(4, "little")
    (part,) = worker.read("liar.zip", bytes(data))

    assert isinstance(part, Unread) and part.reason.startswith("broken")


def test_names_that_lead_out_of_an_archive_or_upset_a_terminal_are_passed_over(
    worker: Worker,
) -> None:
    names = ["../../etc/cron.txt", "/etc/passwd.txt", "two\nlines.txt", "esc\x1b[2J.txt", "ok.txt"]
    parts = worker.read("names.zip", packed(dict.fromkeys(names, b"Un texte.")))
    reasons = {part.name: part.reason for part in parts if isinstance(part, Unread)}

    assert [part.name for part in parts if isinstance(part, Extract)] == ["ok.txt"]
    assert sorted(set(reasons.values())) == [
        "its name is not plain text",
        "its name leads out of the archive",
    ]
    assert all(name.isprintable() for name in reasons)
    assert len(reasons) == 4


@pytest.mark.parametrize(
    ("sample", "member"),
    [
        ("article.docx", "word/document.xml"),
        ("article.odt", "content.xml"),
        ("article.pptx", "ppt/slides/slide1.xml"),
        ("article.epub", "EPUB/content.opf"),
    ],
)
def test_entities_that_multiply_are_not_expanded(worker: Worker, sample: str, member: str) -> None:
    with zipfile.ZipFile(SAMPLES / sample) as archive:
        written = archive.read(member).decode()
    head, _, rest = written.partition("?>")
    first_text = rest.index(">", rest.index(">") + 1) + 1
    bomb = f"{head}?>{ENTITIES}{rest[:first_text]}&j;{rest[first_text:]}"
    try:
        parts = worker.read(sample, changed(sample, member, bomb.encode()))
    except Unreadable as told:
        assert str(told)
    else:
        assert all(len(part.text) < 10_000 for part in parts if isinstance(part, Extract))
    assert still_reads(worker)


def test_entities_that_name_files_are_not_followed(worker: Worker, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("le mot de passe")
    outside = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    with zipfile.ZipFile(SAMPLES / "article.docx") as archive:
        written = archive.read("word/document.xml").decode()
    head, _, rest = written.partition("?>")
    bomb = f"{head}?>{outside}{rest}".replace("Sochaux", "&x;")
    try:
        parts = worker.read("a.docx", changed("article.docx", "word/document.xml", bomb.encode()))
    except Unreadable:
        return
    assert not any("mot de passe" in part.text for part in parts if isinstance(part, Extract))


@pytest.mark.parametrize("tag", ["div", "span", "table><tr><td", "b", "ul><li"])
def test_deeply_nested_pages_are_read_or_refused(worker: Worker, tag: str) -> None:
    page = b"<html><body>" + f"<{tag}>".encode() * 100_000 + b"Un texte." * 100
    try:
        worker.read("deep.html", page)
    except Unreadable as told:
        assert str(told)
    assert still_reads(worker)


def test_a_page_of_twenty_thousand_attributes_is_read_or_refused(worker: Worker) -> None:
    attributes = " ".join(f"a{number}=1" for number in range(20_000))
    page = f"<html><body><p {attributes}>Un texte qui se lit.</p></body></html>"
    try:
        worker.read("wide.html", page.encode())
    except Unreadable as told:
        assert str(told)
    assert still_reads(worker)


def test_a_pdf_whose_stream_swells_is_read_or_refused(worker: Worker) -> None:
    swollen = zlib.compress(zlib.compress(b"(a) Tj " * 20_000_000))
    stream = b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>\nstream\n%s\nendstream" % (
        len(swollen),
        swollen,
    )
    bomb = pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
            stream,
        ]
    )

    assert len(bomb) < 100_000
    assert "scan" in refused(worker, "swells.pdf", bomb) or still_reads(worker)
    assert still_reads(worker)


def test_a_pdf_whose_pages_go_in_a_circle_is_refused(worker: Worker) -> None:
    circle = pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1000000>>",
            b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1000000>>",
        ]
    )

    assert refused(worker, "circle.pdf", circle)
    assert still_reads(worker)


@pytest.mark.parametrize("sample", sorted(path.name for path in SAMPLES.glob("article.*")))
@pytest.mark.parametrize("kept", [0.0, 0.3, 0.9])
def test_a_file_cut_short_is_read_or_refused(worker: Worker, sample: str, kept: float) -> None:
    data = (SAMPLES / sample).read_bytes()
    try:
        worker.read(sample, data[: int(len(data) * kept)])
    except Unreadable as told:
        assert "stumbled" not in str(told)
    assert still_reads(worker)


@pytest.mark.parametrize("ending", ["docx", "odt", "pptx", "epub", "zip"])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"Un texte.", packed({}), packed({"a": b""})])
def test_what_is_no_such_archive_is_said_to_be_broken_or_empty(
    worker: Worker, ending: str, data: bytes
) -> None:
    try:
        assert all(isinstance(part, Unread) for part in worker.read(f"a.{ending}", data))
    except Unreadable as told:
        assert "broken" in str(told)


def test_mails_within_mails_end_somewhere(worker: Worker) -> None:
    made = EmailMessage()
    made.set_content("Le premier.")
    for number in range(30):
        outer = EmailMessage()
        outer.set_content(f"Le mail {number}.")
        outer.add_attachment(made)
        made = outer
    parts = worker.read("deep.eml", made.as_bytes())

    assert sum(isinstance(part, Extract) for part in parts) == 3
    assert [part.reason for part in parts if isinstance(part, Unread)] == [
        "too deep: a file within a file within a file"
    ]


def test_a_table_of_one_huge_field_is_read_or_refused(worker: Worker) -> None:
    (part,) = worker.read("large.csv", b'text\n"' + b"Un texte, un autre. " * 900_000 + b'"\n')

    assert isinstance(part, Extract)
    assert "field" in refused(worker, "huge.csv", b'text\n"' + b"Un texte. " * 2_100_000 + b'"\n')


@pytest.mark.parametrize("root", ["nitf", "newsItem", "rss", "anything"])
def test_news_files_neither_multiply_entities_nor_follow_them(
    worker: Worker, tmp_path: Path, root: str
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("le mot de passe")
    outside = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    for head, name in ((ENTITIES, "j"), (outside, "x")):
        page = f"{head}<{root}><body><p>Elle a dit non, ce jour-là. &{name};</p></body></{root}>"
        try:
            parts = worker.read("a.xml", page.encode())
        except Unreadable as told:
            assert str(told)
        else:
            texts = [part.text for part in parts if isinstance(part, Extract)]
            assert all(len(text) < 10_000 and "mot de passe" not in text for text in texts)
    assert still_reads(worker)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("deep.json", b"[" * 200_000),
        ("deep.xml", b"<a>" * 200_000 + b"Elle a dit non."),
        ("long.srt", b"00:00:00,000 --> " * 50_000),
        ("odd.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5_000),
        ("odd.xlsx", b"PK\x05\x06" + bytes(18)),
        ("odd.ods", b"PK\x05\x06" + bytes(18)),
        ("odd.rss", b"<rss><channel>" + b"<item>" * 50_000),
    ],
)
def test_broken_files_of_the_newer_formats_are_refused_or_read(
    worker: Worker, name: str, data: bytes
) -> None:
    try:
        worker.read(name, data)
    except Unreadable as told:
        assert str(told)
    assert still_reads(worker)
