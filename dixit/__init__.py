"""Question answering over a folder of articles, with citations to the exact characters.

    from dixit import Dixit

    dixit = Dixit(index="press-index")
    dixit.add(["~/press"])
    print(dixit.ask("what did Zu Sijie say?").as_dict())

Names are imported when they are first used, so that `import dixit` costs nothing and a question
does not wait for what only indexing needs.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dixit.index.errors import DixitError as DixitError
    from dixit.index.filters import Filter as Filter
    from dixit.index.records import Document as Document
    from dixit.index.records import Hit as Hit
    from dixit.index.records import Passage as Passage
    from dixit.index.records import Quotation as Quotation
    from dixit.index.records import Span as Span
    from dixit.rag.checking.check import Check as Check
    from dixit.rag.checking.records import CheckedStatement as CheckedStatement
    from dixit.rag.ingestion.report import IndexReport as IndexReport
    from dixit.rag.pipeline import Dixit as Dixit
    from dixit.rag.question.follow_up import Turn as Turn
    from dixit.rag.records import Answer as Answer
    from dixit.rag.records import Block as Block
    from dixit.rag.records import Citation as Citation
    from dixit.rag.settings import Settings as Settings
    from dixit.rag.status import Status as Status

_HOMES = {
    "Answer": "dixit.rag.records",
    "Block": "dixit.rag.records",
    "Check": "dixit.rag.checking.check",
    "CheckedStatement": "dixit.rag.checking.records",
    "Citation": "dixit.rag.records",
    "Dixit": "dixit.rag.pipeline",
    "DixitError": "dixit.index.errors",
    "Document": "dixit.index.records",
    "Filter": "dixit.index.filters",
    "Hit": "dixit.index.records",
    "IndexReport": "dixit.rag.ingestion.report",
    "Passage": "dixit.index.records",
    "Quotation": "dixit.index.records",
    "Settings": "dixit.rag.settings",
    "Span": "dixit.index.records",
    "Status": "dixit.rag.status",
    "Turn": "dixit.rag.question.follow_up",
}
__all__ = [
    "Answer",
    "Block",
    "Check",
    "CheckedStatement",
    "Citation",
    "Dixit",
    "DixitError",
    "Document",
    "Filter",
    "Hit",
    "IndexReport",
    "Passage",
    "Quotation",
    "Settings",
    "Span",
    "Status",
    "Turn",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*globals(), *__all__]
