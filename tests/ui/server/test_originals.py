"""The pages of a PDF over HTTP: their pictures, where words stand, and only of the file as read."""

import io
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from PIL import Image
from starlette.applications import Starlette

from dixit import Dixit
from dixit.rag.embedders.base import Embedder
from dixit.rag.pages.originals import Originals
from dixit.ui.server.originals import routes
from dixit.ui.strings.en import EN
from dixit.ui.tabs.reader import opened
from tests.rag.ingestion.readers.drawn_pdf import Piece, pdf

LINE = "The reeve of Sluys told the board that the dyke would hold."
PAGE = Piece(LINE, 70, 700)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "press").mkdir()
    path = tmp_path / "press" / "dyke.pdf"
    path.write_bytes(pdf([PAGE], [Piece("It holds still.", 70, 700)], font="Courier"))
    return path


@pytest.fixture
def dixit(file: Path, embedder: Embedder) -> Dixit:
    made = Dixit(file.parents[1] / "index", embedder=embedder)
    (file.parent / "notes.txt").write_text(LINE, "utf-8")
    made.add([file.parent])
    return made


def test_a_page_and_its_words_are_given_while_the_file_is_the_one_that_was_read(
    dixit: Dixit, file: Path
) -> None:
    originals = Originals(dixit)
    client = TestClient(Starlette(routes=routes(originals)))
    of = dixit.document("dyke.pdf").content_hash[:12]
    start = LINE.index("told")
    place = {"source": "dyke.pdf", "of": of, "start": start, "end": start + len("told")}

    where = client.get("/originals/places", params=place).json()
    assert where["pages"] == [{"width": 595, "height": 842}] * 2
    assert where["is_whole"]
    ((box,),) = [part["boxes"] for part in where["parts"]]
    assert (box["left"], box["right"]) == pytest.approx((70 + 6.6 * start, 70 + 6.6 * (start + 4)))

    page = {"source": "dyke.pdf", "of": of, "number": 1}
    answer = client.get("/originals/page", params=page)
    assert answer.headers["cache-control"].startswith("private")
    assert answer.headers["content-type"] == "image/webp"
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert picture.size == (1240, 1755)

    for wrong in ({"number": 3}, {"of": "0" * 12}, {"source": "notes.txt", "of": ""}):
        assert client.get("/originals/page", params={**page, **wrong}).status_code == 404
    assert client.get("/originals/page", params={**page, "source": "no"}).status_code == 404
    assert client.get("/originals/page", params={**page, "number": "x"}).status_code == 422

    shown = opened(dixit, EN, place, originals=originals)
    assert 'data-view="page"' in shown
    plain = opened(dixit, EN, {"source": "notes.txt"}, originals=originals)
    assert 'data-view="page"' not in plain

    file.write_bytes(pdf([PAGE], font="Courier"))
    assert client.get("/originals/page", params=page).status_code == 404
    assert client.get("/originals/places", params=place).status_code == 404
    assert 'data-view="page"' not in opened(dixit, EN, place, originals=originals)
