"""Short notes in both languages keep every line; pages keep theirs, less the buttons around them.

`short_notes.jsonl` holds notes and pages of our own writing, each with its title, or none, and
its lines of debris, mostly none. Rules were tuned on the half that says "development".
"""

import json
from pathlib import Path

import pytest

from dixit.rag.ingestion.loader import read
from dixit.rag.parsing.boilerplate import debris_in

NOTES = [
    json.loads(line)
    for line in Path(__file__).with_name("short_notes.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note["id"])
def test_a_note_has_its_title_and_loses_its_debris_alone(
    note: dict[str, object], tmp_path: Path
) -> None:
    path = tmp_path / "note.txt"
    path.write_text(str(note["text"]), "utf-8")
    document = read(path, path.name)

    debris = {document.text[start:end] for start, end in debris_in(document)}
    assert (document.title, debris) == (note["title"], set(note["debris"]))  # type: ignore[call-overload]


def test_both_languages_and_both_sides_are_held() -> None:
    for language in ("fr", "en"):
        listed = [note for note in NOTES if note["language"] == language]
        assert sum(not note["debris"] for note in listed) >= 20
        assert sum(bool(note["debris"]) for note in listed) >= 4
