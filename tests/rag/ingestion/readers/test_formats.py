"""Each format gives the article's own words, with what the format tells of it."""

import csv
import io
import json
import mailbox
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from dixit.rag.ingestion.readers.extracts import Extract, Unread, Unreadable
from dixit.rag.ingestion.readers.formats import FORMATS, extracts

SAMPLES = Path(__file__).parent / "samples"
PARAGRAPHS = [
    "L’usine de Sochaux a relancé jeudi deux lignes d’assemblage, arrêtées depuis l’automne. "
    "Quelque 1 200 salariés, sur les 6 500 du site, ont repris le travail dès l’aube, par un "
    "froid de 3 °C.",
    "« Nous avons attendu ce jour pendant sept mois. Les commandes sont là, et elles sont "
    "fermes », a déclaré Hélène Marchetti, directrice du site, devant la grille nord.",
    "Le ministère de l’Industrie n’a pas souhaité commenter. Interrogé mercredi, un conseiller "
    "de la ministre a indiqué que « rien n’est joué » pour la deuxième tranche, évaluée à 45 "
    "millions d’euros.",
]
TITLE = "À Sochaux, l’usine rallume ses lignes"
PAGE = (
    "<html><head><title>{title} - Le Journal de la vallée</title>"
    '<meta property="og:site_name" content="Le Journal de la vallée">'
    '<meta name="author" content="Marie Delcourt">'
    '<meta property="article:published_time" content="2023-05-04T16:07:09+02:00"></head>'
    "<body><nav><a href=/>Accueil</a> <a href=/eco>Économie</a></nav><article><h1>{title}</h1>"
    "{body}</article><footer>Mentions légales. Tous droits réservés.</footer></body></html>"
)


def read(name: str, data: bytes | None = None) -> list[Extract | Unread]:
    return list(extracts(name, (SAMPLES / name).read_bytes() if data is None else data))


def one(name: str, data: bytes | None = None) -> Extract:
    (extract,) = read(name, data)
    assert isinstance(extract, Extract)
    return extract


def page(body: str) -> bytes:
    return PAGE.format(title=TITLE, body=body).encode()


def mail(subject: str = TITLE, body: str = "\n\n".join(PARAGRAPHS)) -> EmailMessage:
    made = EmailMessage()
    made["Subject"], made["From"] = subject, "Marie Delcourt <marie@vallee.example>"
    made["Date"] = "Thu, 04 May 2023 16:07:09 +0200"
    made.set_content(body)
    return made


def plain(text: str) -> str:
    """Kinds of blanks, which printers choose, made alike."""
    return " ".join(text.split())


@pytest.mark.parametrize("ending", ["docx", "odt", "pptx", "epub", "rtf", "mhtml", "pdf"])
def test_the_words_are_the_same_in_every_format(ending: str) -> None:
    text = plain(one(f"article.{ending}").text)

    assert TITLE in text
    for paragraph in PARAGRAPHS:
        assert plain(paragraph) in text


@pytest.mark.parametrize("ending", ["docx", "odt", "pptx", "epub", "mhtml", "pdf"])
def test_a_paragraph_is_one_line_whatever_the_width_of_the_page(ending: str) -> None:
    lines = [plain(line) for line in one(f"article.{ending}").text.splitlines()]

    assert set(map(plain, PARAGRAPHS)) <= set(lines)


@pytest.mark.parametrize("ending", ["docx", "odt", "pptx", "epub", "mhtml", "pdf"])
def test_a_row_of_a_table_is_one_line(ending: str) -> None:
    assert "2021 310 000" in [plain(line) for line in one(f"article.{ending}").text.splitlines()]


@pytest.mark.parametrize("ending", ["docx", "odt", "pptx", "epub"])
def test_title_and_author_are_those_of_the_files_properties(ending: str) -> None:
    extract = one(f"article.{ending}")

    assert (extract.title, extract.author) == (TITLE, "Marie Delcourt")


@pytest.mark.parametrize("ending", ["pdf", "pptx"])
def test_each_page_begins_where_its_first_words_stand(ending: str) -> None:
    extract = one(f"article.{ending}")
    first_words = [extract.text[start:].split(maxsplit=2)[:2] for start in extract.page_starts]

    assert first_words == [
        ["À", "Sochaux,"],
        ["L’usine", "de"],
        ["Une", "reprise"],
        ["Le", "ministère"],
    ]


def test_a_line_that_returns_on_each_page_of_a_pdf_is_left_out() -> None:
    assert "Le Journal de la vallée" not in one("article.pdf").text


def test_a_scan_without_text_says_so() -> None:
    with pytest.raises(Unreadable, match="a scan with no text"):
        read("scan.pdf")


def test_a_page_gives_its_article_with_its_title_author_site_and_time() -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    extract = one("page.html", page(body))

    assert extract.text.splitlines() == [TITLE, *PARAGRAPHS]
    assert (extract.title, extract.author) == (TITLE, "Marie Delcourt")
    assert (extract.publisher, extract.published) == ("Le Journal de la vallée", "2023-05-04T16:07")


def test_lists_tables_and_headings_of_a_page_are_lines_of_their_own() -> None:
    body = (
        f"<p>{PARAGRAPHS[0]}</p><h2>Les chiffres</h2><ul><li>340 embauches</li><li>45 millions "
        "d’euros</li></ul><table><tr><td>2021</td><td>310 000</td></tr></table>"
        f"<p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p>"
    )
    lines = one("page.htm", page(body)).text.splitlines()

    for line in ("Les chiffres", "340 embauches", "45 millions d’euros", "2021 310 000"):
        assert line in lines


def test_a_page_in_an_old_encoding_is_read_by_what_it_says_of_itself() -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    head = '<head><meta http-equiv="Content-Type" content="text/html; charset=windows-1252">'
    data = page(body).decode().replace("<head>", head).encode("cp1252", "xmlcharrefreplace")

    assert PARAGRAPHS[1] in one("page.html", data).text


def test_a_mail_gives_its_subject_words_sender_and_time() -> None:
    extract = one("note.eml", mail().as_bytes())

    assert extract.text.startswith(f"{TITLE}\n\n{PARAGRAPHS[0]}")
    assert (extract.title, extract.author) == (TITLE, "Marie Delcourt")
    assert extract.published == "2023-05-04T16:07"


def test_a_mail_in_html_alone_gives_its_words() -> None:
    made = mail(body="")
    made.set_content(
        f"<html><body><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></body></html>", "html"
    )

    assert one("note.eml", made.as_bytes()).text == f"{TITLE}\n\n{PARAGRAPHS[0]}\n{PARAGRAPHS[1]}"


def test_what_is_attached_to_a_mail_is_read_by_its_own_reader() -> None:
    made = mail()
    made.add_attachment(
        (SAMPLES / "article.docx").read_bytes(), "application", "msword", filename="article.docx"
    )
    made.add_attachment(b"GIF89a", "image", "gif", filename="logo.gif")

    assert [part.name for part in read("note.eml", made.as_bytes())] == ["", "article.docx"]


def test_a_mailbox_gives_each_mail_by_number(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "box")
    for number in range(3):
        box.add(mail(f"Dépêche {number}", "Le texte.\n\nFrom Paris with love.\n"))
    box.close()
    found = read("press.mbox", (tmp_path / "box").read_bytes())

    assert [part.name for part in found] == ["1.eml", "2.eml", "3.eml"]
    assert [part.title for part in found if isinstance(part, Extract)] == [
        "Dépêche 0",
        "Dépêche 1",
        "Dépêche 2",
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_gives_one_article_a_row(delimiter: str) -> None:
    file = io.StringIO()
    rows = csv.writer(file, delimiter=delimiter)
    rows.writerow(["id", "Titre", "date", "source", "Texte"])
    rows.writerow(["a7", TITLE, "2023-05-04", "Le Journal", PARAGRAPHS[1]])
    rows.writerow(["", "Sans texte", "", "", ""])
    rows.writerow(["", "Autre", "", "", f"{PARAGRAPHS[0]}\n{PARAGRAPHS[2]}"])
    first, without, last = read("articles.csv", file.getvalue().encode())

    assert first == Extract(
        f"{TITLE}\n\n{PARAGRAPHS[1]}", "a7", TITLE, None, "Le Journal", "2023-05-04"
    )
    assert without == Unread("2", "holds no words")
    assert last.name == "3"


def test_a_table_without_a_column_for_the_text_says_what_it_looks_for() -> None:
    with pytest.raises(Unreadable, match="no column for the text: name it one of text, body"):
        read("articles.csv", b"a,b\n1,2\n")


def test_json_lines_give_one_article_each_and_tell_of_broken_ones() -> None:
    lines = [
        json.dumps({"id": "x", "headline": TITLE, "body": PARAGRAPHS[0], "authors": ["A", "B"]}),
        "{broken",
        json.dumps({"id": "x", "body": PARAGRAPHS[1]}),
        json.dumps({"body": "Un \ud83d \u0000 seul."}),
    ]
    first, broken, second, odd = read("articles.jsonl", "\n".join(lines).encode())

    assert isinstance(first, Extract) and first.author == "A, B"
    assert broken == Unread("2", "no object with fields")
    assert (first.name, second.name) == ("x", "x (2)")
    assert isinstance(odd, Extract) and odd.text.encode()


def test_an_archive_gives_what_each_file_in_it_gives() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(SAMPLES.glob("article.*")):
            archive.write(path, f"usine/{path.name}")
        archive.write(SAMPLES / "scan.pdf", "scan.pdf")
        archive.writestr("note.eml", mail().as_bytes())
        archive.writestr("photo.jpg", b"JFIF")
        archive.writestr("README.txt", "De ce dossier.")
        archive.writestr("__MACOSX/usine/article.md", "resource fork")
        archive.writestr(".hidden.txt", "Un texte.")
    found = read("usine.zip", packed.getvalue())
    reasons = {part.name: part.reason for part in found if isinstance(part, Unread)}

    assert [part.name for part in found if isinstance(part, Extract)] == [
        "note.eml",
        *(f"usine/{path.name}" for path in sorted(SAMPLES.glob("article.*"))),
    ]
    assert "describes the folder" in reasons["README.txt"]
    assert "not one of the formats" in reasons["photo.jpg"]
    assert "scan" in reasons["scan.pdf"]
    assert len(reasons) == 3


def test_every_format_has_an_example_here() -> None:
    tried = {".txt", ".md", ".html", ".htm", ".mhtml", ".pdf", ".docx", ".odt", ".pptx", ".epub"}
    tried |= {".eml", ".mbox", ".rtf", ".csv", ".jsonl", ".zip"}
    # In the files beside this one:
    tried |= {".xlsx", ".ods", ".msg", ".json", ".xml", ".rss", ".atom", ".srt", ".vtt"}

    assert set(FORMATS) - tried == {".mht", ".tsv", ".xhtml", ".xlsm"}, "other names of these"
