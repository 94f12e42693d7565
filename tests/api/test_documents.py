"""Articles over HTTP: read, add, read again, remove."""

import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from dixit.api.service import Service

SEEDS = Path(__file__).parents[2] / "seeds"
SAIC = "000_f43f25e133202a67.txt"
DOCUMENTS = "/api/v1/documents"
NEWS = "Le maire de Lyon a déclaré : « Nous planterons mille arbres cet hiver. »\n"


def ended(client: httpx.Client, job: dict[str, Any]) -> dict[str, Any]:
    """A job when it has ended."""
    due = time.monotonic() + 120
    while job["state"] in ("waiting", "running"):
        assert time.monotonic() < due, job
        time.sleep(0.05)
        job = client.get(f"/api/v1/jobs/{job['id']}").json()
    return job


def upload(client: httpx.Client, *files: tuple[str, bytes]) -> dict[str, Any]:
    response = client.post(DOCUMENTS, files=[("files", file) for file in files])
    assert response.status_code == 202, response.text
    return ended(client, response.json())


def test_a_piece_of_text_is_exact(client: httpx.Client) -> None:
    text = (SEEDS / SAIC).read_text("utf-8")
    place = client.get(f"{DOCUMENTS}/{SAIC}/text", params={"start": 2569, "end": 3225}).json()

    assert place["text"] == text[2569:3225]
    assert place["characters"] == len(text)
    assert client.get(f"{DOCUMENTS}/{SAIC}/text").json()["text"] == text


@pytest.mark.parametrize("place", [(5, 4), (0, 10**9), (10**9, 10**9)])
def test_a_place_outside_the_text_is_refused(client: httpx.Client, place: tuple[int, int]) -> None:
    start, end = place
    response = client.get(f"{DOCUMENTS}/{SAIC}/text", params={"start": start, "end": end})

    assert response.status_code == 422
    assert "is not a place in" in response.json()["detail"]


@pytest.mark.parametrize("name", ["none.txt", "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%00"])
def test_a_name_is_never_a_path(client: httpx.Client, name: str) -> None:
    for path in (f"{DOCUMENTS}/{name}", f"{DOCUMENTS}/{name}/text"):
        assert client.get(path).status_code == 404


def test_an_uploaded_file_is_kept_indexed_and_cited(
    editing: httpx.Client, changing: Service
) -> None:
    job = upload(editing, ("notes/lyon.txt", NEWS.encode()))

    assert job["state"] == "done", job
    assert job["result"]["added"] == ["notes/lyon.txt"]
    kept = changing.dixit.settings.index.parent / "uploads" / "notes" / "lyon.txt"
    assert kept.read_text("utf-8") == NEWS
    answer = editing.post("/api/v1/ask", json={"question": "Qu'a dit le maire de Lyon ?"}).json()
    assert answer["citations"][0]["source"] == "notes/lyon.txt"
    assert editing.get(f"{DOCUMENTS}/notes%2Flyon.txt").json()["text"] == NEWS


def test_an_upload_never_leaves_its_folder(editing: httpx.Client, changing: Service) -> None:
    job = upload(editing, ("../../../evil.txt", NEWS.encode()), ("/etc/evil.txt", b"Bonjour.\n"))

    home = changing.dixit.settings.index.parent
    assert job["state"] == "done"
    assert {path.relative_to(home).parts[0] for path in home.rglob("evil*")} == {"uploads"}
    assert not list(home.parent.glob("evil*"))


def test_what_cannot_be_read_is_reported_by_its_own_name(
    editing: httpx.Client, changing: Service
) -> None:
    job = upload(editing, ("tune.mp3", b"\0" * 9), ("lyon.txt", NEWS.encode()), ("e.pdf", b"%PDF"))

    skipped = {skip["path"] for skip in job["result"]["skipped"]}
    assert skipped == {"tune.mp3", "e.pdf"}
    assert str(changing.dixit.settings.index.parent) not in str(job)
    failed = upload(editing, ("e.pdf", b"%PDF"))
    assert failed["state"] == "failed"
    assert "e.pdf" in failed["error"]
    assert str(changing.dixit.settings.index.parent) not in failed["error"]


def test_a_removed_article_is_gone_and_its_file_stays(editing: httpx.Client) -> None:
    assert editing.delete(f"{DOCUMENTS}/{SAIC}").status_code == 204
    assert editing.get(f"{DOCUMENTS}/{SAIC}").status_code == 404
    again = editing.delete(f"{DOCUMENTS}/{SAIC}")

    assert again.status_code == 404
    assert SAIC in again.json()["detail"]
    assert (SEEDS / SAIC).exists()


def test_reindex_reads_files_again(editing: httpx.Client, changing: Service) -> None:
    upload(editing, ("lyon.txt", NEWS.encode()))
    kept = changing.dixit.settings.index.parent / "uploads" / "lyon.txt"
    kept.write_text(NEWS + "Il a ajouté : « Et mille bancs. »\n", "utf-8")
    body = {"sources": ["lyon.txt"]}
    job = ended(editing, editing.post("/api/v1/reindex", json=body).json())

    assert job["result"]["changed"] == ["lyon.txt"]
    assert (job["done"], job["total"]) == (1, 1)
    kept.unlink()
    job = ended(editing, editing.post("/api/v1/reindex", json=body).json())
    assert job["result"]["skipped"][0]["reason"] == "is no longer there"
    assert editing.get(f"{DOCUMENTS}/lyon.txt").status_code == 200


def test_reindex_of_an_unknown_article_is_refused(editing: httpx.Client) -> None:
    response = editing.post("/api/v1/reindex", json={"sources": ["none.txt"]})

    assert response.status_code == 404
    assert editing.get("/api/v1/jobs").json() == {"jobs": []}


def test_a_cancelled_job_stops_and_keeps_what_is_done(editing: httpx.Client) -> None:
    files = [("files", (f"{n}.txt", f"{NEWS} {n}".encode())) for n in range(200)]
    job = editing.post(DOCUMENTS, files=files).json()
    told = editing.delete(f"/api/v1/jobs/{job['id']}")
    job = ended(editing, told.json())

    assert job["state"] == "cancelled"
    assert editing.get(DOCUMENTS).json()["total"] < 205
    assert editing.delete("/api/v1/jobs/none").status_code == 404


def test_lists_come_in_pages(client: httpx.Client) -> None:
    whole = client.get(DOCUMENTS).json()
    page = client.get(DOCUMENTS, params={"offset": 1, "limit": 2}).json()

    assert page == {"documents": whole["documents"][1:3], "total": 5}
    speakers = client.get("/api/v1/speakers").json()["speakers"]
    counts = [speaker["quotations"] for speaker in speakers]
    assert counts == sorted(counts, reverse=True)
