"""Files to documents: their text kept exactly, whatever its encoding; their names citable."""

import codecs
from pathlib import Path

import pytest

from dixit.rag.errors import ReadError
from dixit.rag.ingestion.files import check_there, find, named_within, relative_names, why_not
from dixit.rag.ingestion.loader import article_of, read
from dixit.rag.ingestion.readers.decoding import decode
from dixit.rag.ingestion.readers.extracts import Extract, Unreadable
from dixit.rag.ingestion.readers.formats import FORMATS

SEEDS = Path(__file__).parents[3] / "seeds"
ARTICLES = sorted(SEEDS.glob("*.txt"))


def names(path: Path) -> list[str]:
    return [file.name for file in find(path)]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name[:3])
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-16", "utf-16-le", "utf-16-be"])
def test_an_article_is_the_same_text_in_any_encoding(path: Path, encoding: str) -> None:
    text = path.read_text("utf-8").replace("’", "'").replace("œ", "oe").replace("Œ", "OE")

    assert decode(text.encode(encoding)) == text


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le")):
        assert decode(mark + "« Été »".encode(encoding)) == "« Été »"


def test_no_character_is_changed() -> None:
    text = "Ligne\r\nautre\rligne\n\u00a0fin\u202f»\u2028 e\u0301 \U0001f697\t "

    assert decode(text.encode()) == text


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 20, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"a\x00b\x01c"]
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match="not text"):
        decode(data)


def test_a_document_tells_its_hash_language_title_and_date() -> None:
    document = read(SEEDS / "003_cba7c51000020ebe.txt", "renault.txt")

    assert document.source == "renault.txt"
    assert document.text.encode() == (SEEDS / "003_cba7c51000020ebe.txt").read_bytes()
    assert document.content_hash.startswith("f9b7734ae8b2c12f")
    assert document.language == "fr"
    assert document.title == "La coopération entre Renault et Alibaba passe à la vitesse supérieure"
    assert document.published == "2018-03-09T10:40"


@pytest.mark.parametrize(("content", "reason"), [(b"", "no words"), (b" \n--- !\n", "no words")])
def test_a_file_without_words_is_no_article(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(content)
    with pytest.raises(ReadError, match=reason):
        read(path, "empty.txt")


def test_a_file_of_another_kind_is_told(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpeg"
    path.write_bytes(b"text, in truth")
    with pytest.raises(ReadError, match=r"\.md.*\.txt"):
        read(path, "photo.jpeg")


def test_a_file_far_too_large_is_told_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(FORMATS[".txt"].max_bytes + 1)
    with pytest.raises(ReadError, match="larger than"):
        read(path, "huge.txt")


def test_a_link_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    path = tmp_path / "gone.txt"
    path.symlink_to(tmp_path / "nowhere.txt")
    with pytest.raises(ReadError, match="cannot be read"):
        read(path, "gone.txt")


def test_files_are_found_below_the_folder_in_order_without_the_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.txt", ".hidden.txt", ".git/d.txt", "sub/.e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Un texte.")

    assert names(tmp_path) == ["a.md", "b.txt", "sub/c.txt"]
    assert names(tmp_path / "sub" / "c.txt") == ["c.txt"]


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("Un secret.")
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "leak.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "news" / "loop").symlink_to(tmp_path / "news")
    (tmp_path / "news" / "own.txt").write_text("Le sien.")

    reasons = {file.name: why_not(file) for file in find(tmp_path / "news")}
    assert reasons == {"leak.txt": "a link out of its folder", "own.txt": None}


@pytest.mark.parametrize("name", ["two\nlines.txt", "esc\x1b[2J.txt"])
def test_a_name_that_would_upset_a_terminal_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("Un texte.")
    (file,) = find(tmp_path)

    assert why_not(file) == "its name is not plain text: rename it"


def test_a_readme_tells_of_its_folder_unless_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("De ce dossier.")
    (inside,) = find(tmp_path)
    (asked,) = find(tmp_path / "README.md")

    assert "describes the folder" in (why_not(inside) or "")
    assert why_not(asked) is None


def test_files_of_the_same_name_in_two_folders_are_both_citable(tmp_path: Path) -> None:
    for folder in ("press", "blog"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "article.txt").write_text("Un texte.")
    found = [file for folder in ("press", "blog") for file in find(tmp_path / folder)]
    given = relative_names(found, {})

    assert given[tmp_path / "press" / "article.txt"] == "article.txt"
    assert given[tmp_path / "blog" / "article.txt"] == "blog/article.txt"


def test_a_file_keeps_the_name_it_has(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("Un texte.")
    found = list(find(tmp_path))
    taken = {"article.txt": str(tmp_path / "article.txt")}

    assert relative_names(found, taken) == {tmp_path / "article.txt": "article.txt"}


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="nowhere"):
        check_there(tmp_path / "nowhere")


def test_a_file_that_has_a_name_keeps_it_wherever_it_is_found_from(tmp_path: Path) -> None:
    (tmp_path / "press").mkdir()
    file = tmp_path / "press" / "article.txt"
    file.write_text("x", "utf-8")

    assert relative_names(find(file), {"press/article.txt": str(file)}) == {
        file: "press/article.txt"
    }


def test_a_file_may_be_named_by_its_path_in_a_folder_above_it(tmp_path: Path) -> None:
    (tmp_path / "press" / "a").mkdir(parents=True)
    file = tmp_path / "press" / "a" / "article.txt"
    file.write_text("x", "utf-8")
    (found,) = named_within(find(file), tmp_path)

    assert found.name == "press/a/article.txt"
    assert [one.name for one in named_within(find(file), tmp_path / "else")] == ["article.txt"]


def test_a_page_saved_as_text_is_read_as_a_page(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("<!DOCTYPE html>\n<html><body><p>Anna Visser fears wind &amp; tide.</p></html>")

    assert read(path, "page.txt").text == "Anna Visser fears wind & tide."


def test_a_program_is_no_author() -> None:
    for name in ("python-docx", "(anonymous)", "Microsoft Office User"):
        extract = Extract("The dyke of Sluys held.", author=name)
        assert article_of(extract, "a.docx", "", ".docx").document.author is None
