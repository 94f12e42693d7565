"""The process that reads and analyses files for `reading.py`, one file after the other.

It runs under the limits of `readers/worker.py`. Each item of a file (its only article, a mail, a
row, a file of an archive) is an answer of its own, so that what was read survives what was not.
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from dixit.rag.ingestion import loader
from dixit.rag.ingestion.analysis import Analysis
from dixit.rag.ingestion.readers.extracts import Place, Unread, Unreadable
from dixit.rag.ingestion.readers.formats import stumbled
from dixit.rag.ingestion.readers.worker_process import serve
from dixit.rag.parsing.article import Article


def analyses(request: Mapping[str, Any], data: bytes) -> Iterator[Mapping[str, object]]:
    """The answers about a file: one for each item after those to skip.

    Args:
        request: `name`, `digest` and `place`, as for `loader.items_in`; `skip`, how many items
            an earlier answer had.
        data: the file's bytes.

    Yields:
        `parts`, the articles and the reasons; or `failed`, why the item cannot be read.
    """
    items = loader.items_in(request["name"], data, request["digest"], Place(**request["place"]))
    for item in islice(items, request["skip"], None):
        try:
            yield {"parts": [_fields(part) for part in item]}
        except MemoryError:
            raise
        except Unreadable as error:
            yield {"failed": str(error)}
        except Exception as error:  # Any error of a parsing library, on an untrusted file.
            yield {"failed": stumbled(error)}


def _fields(part: Article | Unread) -> dict[str, object]:
    if isinstance(part, Unread):
        return {"name": part.name, "reason": part.reason}
    return Analysis.of(part).as_fields()


if __name__ == "__main__":
    serve(analyses)
