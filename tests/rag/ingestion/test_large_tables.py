"""What a large table tells of its dates counts for all its rows, in whatever part they are read."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dixit import Dixit
from dixit.rag.embedders.base import Embedder
from dixit.rag.ingestion import segments

WORDS = "The clerk of the town wrote that the old dyke would hold for one more year. " * 6


@pytest.fixture
def dixit(tmp_path: Path, hashed: Embedder, monkeypatch: pytest.MonkeyPatch) -> Iterator[Dixit]:
    monkeypatch.setattr(segments, "SEGMENT_BYTES", 2_000)
    made = Dixit(tmp_path / "index", embedder=hashed)
    yield made
    made.close()


def as_csv(dates: list[str]) -> str:
    rows = (f'{date},"{WORDS}\nNumber ""{n}""."\n' for n, date in enumerate(dates))
    return "date,text\n" + "".join(rows)


def as_last_column(dates: list[str]) -> str:
    rows = (f'"{WORDS} {n}";"{date}"' for n, date in enumerate(dates))
    return "\ufefftext;Date published\n" + "\n".join(rows)


def as_jsonl(dates: list[str]) -> str:
    rows = ({"text": f"{WORDS} {n}", "pubDate": date} for n, date in enumerate(dates))
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.mark.parametrize(
    ("name", "write"), [("a.csv", as_csv), ("b.csv", as_last_column), ("c.jsonl", as_jsonl)]
)
@pytest.mark.parametrize(
    ("last", "date"), [("23/05/2023", "2023-05-04"), ("05/23/2023", "2023-04-05")]
)
def test_the_last_row_tells_the_order_of_day_and_month_in_the_first(
    dixit: Dixit,
    tmp_path: Path,
    name: str,
    write: Callable[[list[str]], str],
    last: str,
    date: str,
) -> None:
    path = tmp_path / name
    path.write_text(write(["04/05/2023"] * 12 + [last]), "utf-8")
    dixit.add([path])

    assert dixit.document(f"{name}/1").published == date
    assert dixit.document(f"{name}/13").published == "2023-05-23"


def test_a_new_row_that_tells_the_order_dates_the_others_again(
    dixit: Dixit, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(as_csv(["04/05/2023"] * 12), "utf-8")
    dixit.add([path])
    assert dixit.document("a.csv/1").published is None
    assert len(dixit.add([path]).unchanged) == 12

    path.write_text(as_csv(["04/05/2023"] * 12 + ["23/05/2023"]), "utf-8")
    report = dixit.add([path])

    assert len(report.changed) == 12
    assert dixit.document("a.csv/1").published == "2023-05-04"
