"""A folder as it lives: files come, change, move and go, and the index follows."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from dixit import Dixit
from dixit.index.records import Vectors
from dixit.rag.embedders.base import Embedder
from dixit.rag.errors import ReadError
from dixit.rag.ingestion.files import read_bytes
from dixit.rag.ingestion.report import IndexReport, Step

SEEDS = Path(__file__).parents[3] / "seeds"
SAMPLES = Path(__file__).parent / "readers" / "samples"
ARTICLES = sorted(SEEDS.glob("*.txt"))
SAIC = ARTICLES[0].read_text("utf-8")


class Counting:
    """An embedder that counts the passages it is given."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.identity, self.window = embedder.identity, embedder.window
        self.count_tokens, self.embed_query = embedder.count_tokens, embedder.embed_query
        self.passages: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.passages.extend(texts)
        return self._embedder.embed_passages(texts)


@pytest.fixture
def counting(hashed: Embedder) -> Counting:
    return Counting(hashed)


@pytest.fixture
def dixit(tmp_path: Path, counting: Counting) -> Iterator[Dixit]:
    made = Dixit(tmp_path / "index", embedder=counting)
    yield made
    made.close()


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for path in ARTICLES:
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def sources(dixit: Dixit) -> list[str]:
    return [document.source for document in dixit.documents()]


def test_progress_tells_of_files_and_of_passages(
    dixit: Dixit, news: Path, counting: Counting
) -> None:
    told: list[Step] = []
    dixit.add([news], progress=told.append)
    reading = [step for step in told if step.phase == "reading"]

    assert list(dict.fromkeys(step.phase for step in told)) == ["finding", "reading", "finishing"]
    assert list(dict.fromkeys(step.done for step in reading)) == [0, 1, 2, 3, 4, 5]
    assert list(dict.fromkeys(step.name for step in reading if step.name)) == sources(dixit)
    assert {step.total for step in reading} == {5}
    assert reading[-1] == Step("reading", 5, 5, "", len(counting.passages))

    told.clear()
    dixit.rebuild(progress=told.append)
    assert told[-1] == Step("finishing", 5, 5, "", len(counting.passages) // 2)


def test_progress_tells_of_passages_while_one_large_file_is_embedded(
    dixit: Dixit, tmp_path: Path
) -> None:
    sentence = "Le groupe numéro {} a annoncé un accord avec la ville de Sochaux et ses voisins. "
    text = "\n\n".join(sentence.format(number) * 8 for number in range(200))
    (tmp_path / "large.txt").write_text(text, "utf-8")
    told: list[Step] = []
    dixit.add([tmp_path / "large.txt"], progress=told.append)
    passages = list(dict.fromkeys(step.passages for step in told if step.phase == "reading"))

    assert len(passages) > 3
    assert passages == sorted(passages)


def pack(path: Path, members: dict[str, str]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)


def test_a_second_run_embeds_nothing(dixit: Dixit, news: Path, counting: Counting) -> None:
    dixit.add([news])
    counting.passages.clear()
    report = dixit.add([news])

    assert len(report.unchanged) == len(ARTICLES)
    assert not report.has_news
    assert counting.passages == []


def test_a_renamed_file_is_known_by_its_content_and_cited_by_its_new_name(
    dixit: Dixit, news: Path, counting: Counting
) -> None:
    dixit.add([news])
    before = dixit.quotations(source=ARTICLES[0].name)
    counting.passages.clear()
    (news / "2024").mkdir()
    (news / ARTICLES[0].name).rename(news / "2024" / "saic.txt")
    report = dixit.add([news])

    assert report.renamed == [(ARTICLES[0].name, "2024/saic.txt")]
    assert not (report.added or report.removed or report.changed)
    assert counting.passages == []
    assert [q.quote for q in dixit.quotations(source="2024/saic.txt")] == [q.quote for q in before]
    assert {hit.source for hit in dixit.search("Zu Sijie")} >= {"2024/saic.txt"}
    assert ARTICLES[0].name not in sources(dixit)
    assert dixit.verify() == []


def test_a_copied_file_is_another_article(dixit: Dixit, news: Path) -> None:
    dixit.add([news])
    (news / "copy.txt").write_text(SAIC, "utf-8")
    report = dixit.add([news])

    assert (report.added, report.renamed) == (["copy.txt"], [])
    assert {"copy.txt", ARTICLES[0].name} <= set(sources(dixit))


def test_of_a_changed_file_only_what_is_new_is_embedded(
    dixit: Dixit, news: Path, counting: Counting
) -> None:
    path = news / ARTICLES[1].name
    dixit.add([news])
    counting.passages.clear()
    added = "La coentreprise emploiera 400 personnes à Hangzhou, ont indiqué les deux groupes."
    path.write_text(path.read_text("utf-8") + f"\n\nPartager\n\n{added}", "utf-8")
    report = dixit.add([news])

    assert report.changed == [path.name]
    assert counting.passages == [added]


def test_an_archive_is_as_many_articles_and_follows_its_changes(
    dixit: Dixit, news: Path, counting: Counting
) -> None:
    texts = [path.read_text("utf-8") for path in ARTICLES]
    pack(news / "press.zip", {"a.txt": texts[0], "b.txt": texts[1], "photo.jpg": "JFIF"})
    first = dixit.add([news])
    counting.passages.clear()
    pack(news / "press.zip", {"a.txt": texts[0], "b.txt": texts[2], "c.txt": texts[3]})
    second = dixit.add([news])

    assert {"press.zip/a.txt", "press.zip/b.txt"} <= set(first.added)
    assert [(skip.path, skip.reason[:7]) for skip in first.skipped] == [
        (f"{news}/press.zip/photo.jpg", "not one")
    ]
    assert second.added == ["press.zip/c.txt"]
    assert second.changed == ["press.zip/a.txt", "press.zip/b.txt"]
    assert not any("Zu Sijie" in passage for passage in counting.passages)
    (news / "press.zip").rename(news / "old.zip")
    third = dixit.add([news])
    assert third.renamed == [(f"press.zip/{x}.txt", f"old.zip/{x}.txt") for x in "abc"]
    pack(news / "old.zip", {"a.txt": texts[0]})
    fourth = dixit.add([news])
    assert fourth.removed == ["old.zip/b.txt", "old.zip/c.txt"]
    (news / "old.zip").unlink()
    assert dixit.add([news]).removed == ["old.zip/a.txt"]


def test_archives_of_the_same_name_in_two_folders_are_both_citable(
    dixit: Dixit, tmp_path: Path
) -> None:
    for folder, text in (("one", "Le premier texte."), ("two", "Le second texte.")):
        (tmp_path / folder).mkdir()
        pack(tmp_path / folder / "press.zip", {"a.txt": text})
        dixit.add([tmp_path / folder])
    dixit.add([tmp_path / "one", tmp_path / "two"])

    assert sources(dixit) == ["press.zip/a.txt", "two/press.zip/a.txt"]
    assert dixit.document("two/press.zip/a.txt").text == "Le second texte."


def test_one_file_that_cannot_be_read_stops_no_other(dixit: Dixit, news: Path) -> None:
    (news / "scan.pdf").write_bytes((SAMPLES / "scan.pdf").read_bytes())
    (news / "broken.docx").write_bytes(b"PK\x03\x04 and no more")
    (news / "article.docx").write_bytes((SAMPLES / "article.docx").read_bytes())
    report = dixit.add([news])

    assert len(report.added) == len(ARTICLES) + 1
    assert {Path(skip.path).name: skip.reason.split(":")[0] for skip in report.skipped} == {
        "broken.docx": "broken",
        "scan.pdf": "a scan with no text on any page (1), so run OCR first",
    }


@pytest.mark.skipif(sys.platform == "win32", reason="names may not hold such characters there")
def test_a_name_that_would_upset_a_terminal_is_told_without_what_would(
    dixit: Dixit, news: Path
) -> None:
    (news / "two\nlines\x1b[2J é.txt").write_text("Un texte.", "utf-8")
    (skip,) = dixit.add([news]).skipped

    assert skip.path == f"{news}/two\\nlines\\x1b[2J é.txt"


@pytest.mark.parametrize("ending", ["docx", "odt", "pptx", "rtf", "epub", "mhtml", "pdf"])
def test_an_answer_cites_the_words_and_the_page_of_any_format(
    dixit: Dixit, tmp_path: Path, ending: str
) -> None:
    dixit.add([SAMPLES / f"article.{ending}"])
    (citation,) = dixit.ask("Que dit Hélène Marchetti ?").citations

    assert citation.quote.startswith("Nous avons attendu ce jour pendant sept mois.")
    assert (
        dixit.document(citation.span.source).text[citation.span.start : citation.span.end]
        == citation.quote
    )
    assert citation.page == (2 if ending in ("pptx", "epub", "pdf") else None)


def test_a_file_that_was_read_once_and_no_more_keeps_what_is_stored(
    dixit: Dixit, news: Path
) -> None:
    dixit.add([news])
    (news / ARTICLES[0].name).write_bytes(bytes(range(256)))
    report = dixit.add([news])

    assert [Path(skip.path).name for skip in report.skipped] == [ARTICLES[0].name]
    assert dixit.document(ARTICLES[0].name).text == SAIC


def test_a_part_that_was_read_once_and_no_more_keeps_what_is_stored(
    dixit: Dixit, news: Path
) -> None:
    pack(news / "press.zip", {"a.txt": "Le premier.", "b.txt": "Le second."})
    dixit.add([news])
    pack(news / "press.zip", {"a.txt": "Le premier.", "b.txt": "\x00\x01\x02"})
    report = dixit.add([news])

    assert report.removed == []
    assert dixit.document("press.zip/b.txt").text == "Le second."
    assert dixit.add([news]).skipped == report.skipped


@pytest.mark.skipif(sys.platform == "win32", reason="needs links")
def test_links_in_a_circle_and_overlong_names_stop_no_other_file(dixit: Dixit, news: Path) -> None:
    (news / "x.txt").symlink_to(news / "y.txt")
    (news / "y.txt").symlink_to(news / "x.txt")
    row = {"text": "Un texte.", "source": "p" * 10_001}
    (news / "a.jsonl").write_text(json.dumps(row), "utf-8")
    pack(news / "b.zip", {"n" * 11_000 + ".txt": "Un texte.", "c.txt": "Un texte."})
    report = dixit.add([news])

    assert {"a.jsonl/1", "b.zip/c.txt", *(path.name for path in ARTICLES)} == set(report.added)
    assert {skip.reason for skip in report.skipped} == {
        "a link that leads nowhere",
        "its name is too long",
    }


def test_a_file_renamed_to_another_kind_is_read_as_that_kind(dixit: Dixit, news: Path) -> None:
    page = "<html><body><article>" + f"<p>{SAIC[:400]}</p>" * 3 + "</article></body></html>"
    (news / "page.txt").write_text(page, "utf-8")
    dixit.add([news])
    (news / "page.txt").rename(news / "page.html")
    report = dixit.add([news])

    assert (report.added, report.removed) == (["page.html"], ["page.txt"])
    assert "<p>" not in dixit.document("page.html").text


def test_a_file_is_the_same_by_whatever_path_it_is_reached(
    dixit: Dixit, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dixit.add([news])
    (news.parent / "other").mkdir()
    monkeypatch.chdir(news.parent / "other")
    report = dixit.add([Path("../news"), news])

    assert len(report.unchanged) == len(ARTICLES)
    assert not report.has_news


def test_a_folder_in_a_folder_of_its_own_name_is_followed_by_name(
    dixit: Dixit, tmp_path: Path
) -> None:
    folder = tmp_path / "root" / "a.txt"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("Un texte sur Peugeot.", "utf-8")
    dixit.add([tmp_path / "root"])
    (folder / "a.txt").rename(folder / "b.txt")

    assert dixit.add([tmp_path / "root"]).renamed == [("a.txt/a.txt", "a.txt/b.txt")]


def test_an_index_inside_the_folder_is_none_of_its_files(tmp_path: Path, hashed: Embedder) -> None:
    (tmp_path / "a.txt").write_text("Un texte sur Peugeot.", "utf-8")
    dixit = Dixit(tmp_path / "index", embedder=hashed)
    dixit.add([tmp_path])
    report = dixit.add([tmp_path])
    dixit.close()

    assert (report.unchanged, report.skipped) == (["a.txt"], [])


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece", ["1", "!", "-", "e\u0301\u0301", "| ", "· ", "a.", "Abc Def\n", "« "]
)
def test_a_text_made_to_take_for_ever_does_not(dixit: Dixit, tmp_path: Path, piece: str) -> None:
    (tmp_path / "a.txt").write_text(
        piece * 50_000 + " mot\n\nUne phrase de plus que rien.", "utf-8"
    )

    assert dixit.add([tmp_path / "a.txt"]).added == ["a.txt"]


def test_a_file_that_editors_replace_is_followed_for_good(dixit: Dixit, news: Path) -> None:
    stop, path = threading.Event(), news / ARTICLES[0].name
    reports = dixit.follow([path], stop=stop)
    assert next(reports).added == [path.name]
    for number in range(3):
        new = news.parent / "new"
        new.write_text(f"Un texte sur Peugeot, le {number}.", "utf-8")
        new.replace(path)
        assert next(report for report in reports if report.has_news).changed == [path.name]
    stop.set()


def test_a_file_that_is_being_written_is_left_for_later(tmp_path: Path) -> None:
    path, done = tmp_path / "log.txt", threading.Event()
    path.write_bytes(b"Une ligne.\n" * 1_000_000)

    def write() -> None:
        with path.open("r+b", buffering=0) as file:
            while not done.is_set():
                file.write(b"U")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        with pytest.raises(ReadError, match="changes while it is read"):
            for _ in range(200):
                read_bytes(path)
    finally:
        done.set()
        writer.join()


def test_a_text_of_two_gigabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(2_000_000_000)
    with pytest.raises(ReadError, match="larger than 20 MB"):
        read_bytes(path)


def test_a_file_that_vanishes_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be read: No such file"):
        read_bytes(tmp_path / "gone.txt")


def test_a_folder_is_followed_as_it_changes(dixit: Dixit, news: Path) -> None:
    stop = threading.Event()
    reports = dixit.follow([news], stop=stop)

    def following(what: str) -> IndexReport:
        return next(report for report in reports if getattr(report, what))

    assert len(following("added").added) == len(ARTICLES)
    (news / "new.txt").write_text("Un texte sur Peugeot.", "utf-8")
    assert following("added").added == ["new.txt"]
    (news / "new.txt").write_text("Un autre texte sur Peugeot.", "utf-8")
    assert following("changed").changed == ["new.txt"]
    (news / "sub").mkdir()
    (news / "new.txt").rename(news / "sub" / "new.txt")
    assert following("renamed").renamed == [("new.txt", "sub/new.txt")]
    (news / "sub" / "new.txt").write_bytes(b"\x00\x01\x02")
    assert "not text" in following("skipped").skipped[0].reason
    (news / "sub" / "new.txt").unlink()
    assert following("removed").removed == ["sub/new.txt"]
    stop.set()
    assert list(reports) == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_the_command_follows_a_folder_until_it_is_interrupted(tmp_path: Path, news: Path) -> None:
    command = [sys.executable, "-m", "dixit", "index", str(news), "--watch", "--json"]
    environment = {**os.environ, "DIXIT_INDEX": str(tmp_path / "index")}
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )
    assert process.stdout is not None and process.stderr is not None
    first = json.loads(process.stdout.readline())
    assert "watching for changes" in process.stderr.readline()
    (news / "new.txt").write_text("Un texte sur Peugeot.", "utf-8")
    second = json.loads(process.stdout.readline())
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)

    assert len(first["added"]) == len(ARTICLES)
    assert second["added"] == ["new.txt"]
    assert (process.returncode, errors) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_an_interrupt_leaves_a_whole_index_that_goes_on(tmp_path: Path, hashed: Embedder) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(400):
        text = f"Le groupe numéro {number} a annoncé un accord. {SAIC[:1500]}"
        (folder / f"{number:03}.txt").write_text(text, "utf-8")
    command = [sys.executable, "-m", "dixit", "index", str(folder)]
    environment = {**os.environ, "DIXIT_INDEX": str(tmp_path / "index")}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    database = tmp_path / "index" / "dixit.sqlite-wal"
    while not database.exists() or database.stat().st_size < 200_000:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    dixit = Dixit(tmp_path / "index")
    stored = sources(dixit)

    assert process.returncode == 130
    assert errors == "dixit: stopped; everything done so far is kept.\n"
    assert 0 < len(stored) < 400
    assert dixit.verify() == []
    dixit.close()
