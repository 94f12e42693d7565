"""Files that a real folder holds now and then, and that must not stop the others."""

import os
import sys
import threading
from pathlib import Path

import pytest

from dixit import Dixit
from dixit.rag.embedders.base import Embedder
from dixit.rag.errors import ReadError
from dixit.rag.ingestion.files import find
from dixit.rag.ingestion.loader import read
from dixit.rag.ingestion.readers.decoding import decode


@pytest.mark.parametrize(
    "text", ["Pékin, à midi.", "« Lettre ouverte »", "signé un", "à un", "marché", "invité", "Été."]
)
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_a_short_text_in_an_old_encoding_is_not_taken_for_chinese(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_line_ends_are_kept_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "dos.txt"
    path.write_bytes("Une ligne.\r\nUne autre.\rLa dernière.\n".encode())

    assert read(path, "dos.txt").text == "Une ligne.\r\nUne autre.\rLa dernière.\n"


def test_a_folder_with_a_files_name_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(ReadError, match="not a regular file"):
        read(tmp_path / "folder.txt", "folder.txt")


@pytest.mark.skipif(sys.platform == "win32", reason="needs named pipes")
def test_a_pipe_among_the_files_is_passed_over_or_refused_and_never_waited_for(
    tmp_path: Path,
) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)

    def read_all() -> None:
        for file in find(tmp_path):
            with pytest.raises(ReadError):
                read(file.path, file.name)

    reader = threading.Thread(target=read_all, daemon=True)
    reader.start()
    reader.join(timeout=5)
    waiting = reader.is_alive()
    if waiting:  # Let it go, or it would wait for ever.
        os.close(os.open(pipe, os.O_WRONLY))

    assert not waiting


@pytest.mark.skipif(sys.platform != "linux", reason="only there may names be any bytes")
def test_a_file_whose_name_is_no_text_stops_no_other(tmp_path: Path, hashed: Embedder) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "note.txt").write_text("Une note de trois lignes sur Peugeot.", "utf-8")
    odd = os.path.join(os.fsencode(news), b"caf\xe9.txt")  # noqa: PTH118
    with open(odd, "wb") as file:  # noqa: PTH123
        file.write(b"Une note de trois lignes sur Simca.")
    dixit = Dixit(tmp_path / "index", embedder=hashed)
    report = dixit.add([news])
    stored = [document.source for document in dixit.documents()]
    dixit.close()

    assert "note.txt" in stored
    assert len(report.added) + len(report.skipped) == 2
