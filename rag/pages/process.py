"""The process that opens PDF files for `originals.py`: they come from anywhere, as in reading."""

import base64
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from dixit.rag.ingestion.readers.worker_process import serve
from dixit.rag.pages import pdf
from dixit.rag.pages.places import places, sizes


def _answers(request: Mapping[str, Any], data: bytes) -> Iterator[Mapping[str, object]]:
    """One answer: the picture of a page, or the pages' sizes and where a span stands on them."""
    if "number" in request:
        drawn = pdf.picture(data, request["number"])
        yield {"picture": base64.b64encode(drawn).decode("ascii")}
    else:
        where = places(
            data, request["text"], request["page_starts"], request["start"], request["end"]
        )
        yield {"pages": [asdict(size) for size in sizes(data)], **asdict(where)}


if __name__ == "__main__":
    serve(_answers)
