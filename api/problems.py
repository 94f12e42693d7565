"""The problems that a request can meet, and the one sentence that each is told in (RFC 9457)."""

from collections.abc import Mapping
from dataclasses import dataclass

from dixit.index.errors import (
    DixitError,
    FilterInvalid,
    IndexBusy,
    IndexMissing,
    IndexStoreError,
    IndexUnwritable,
    SourceUnknown,
)
from dixit.rag.errors import DraftError, ModelError, QuestionError, ReadError, SettingsError

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem; the page of the API lists them by `name`."""

    name: str
    status: int
    title: str


INVALID = Kind("invalid-request", 422, "The request is not valid")
MALFORMED = Kind("malformed-request", 400, "The request cannot be read")
NO_TOKEN = Kind("token-needed", 401, "A token is needed")
FORBIDDEN = Kind("role-too-low", 403, "The token may not do this")
NOT_FOUND = Kind("not-found", 404, "There is no such address")
METHOD = Kind("method-not-allowed", 405, "The address does not take this method")
SOURCE_UNKNOWN = Kind("source-unknown", 404, "There is no such article")
JOB_UNKNOWN = Kind("job-unknown", 404, "There is no such job")
MODEL_UNKNOWN = Kind("model-unknown", 404, "There is no such model")
TOO_SLOW = Kind("request-too-slow", 408, "The request took too long to arrive")
TOO_LARGE = Kind("request-too-large", 413, "The request is too large")
TOO_MANY = Kind("too-many-requests", 429, "Too many requests")
MODEL_FAILED = Kind("model-failed", 502, "The chat model did not answer")
INDEX_MISSING = Kind("index-missing", 503, "There is no index yet")
INDEX_BUSY = Kind("index-busy", 503, "The index is being written")
INDEX_UNWRITABLE = Kind("index-unwritable", 507, "The index cannot be written")
INDEX_FAILED = Kind("index-failed", 500, "The index cannot be used")
NOT_INSTALLED = Kind("not-installed", 501, "A package is missing")
FAILED = Kind("server-error", 500, "Dixit failed")

KINDS = (
    INVALID, MALFORMED, NO_TOKEN, FORBIDDEN, NOT_FOUND, METHOD, SOURCE_UNKNOWN, JOB_UNKNOWN,
    MODEL_UNKNOWN, TOO_SLOW, TOO_LARGE, TOO_MANY, MODEL_FAILED, INDEX_MISSING, INDEX_BUSY,
    INDEX_UNWRITABLE, INDEX_FAILED, NOT_INSTALLED, FAILED,
)  # fmt: skip

_KINDS_OF_ERRORS: tuple[tuple[type[DixitError], Kind], ...] = (
    (SourceUnknown, SOURCE_UNKNOWN),
    (QuestionError, INVALID),
    (DraftError, INVALID),
    (FilterInvalid, INVALID),
    (SettingsError, INVALID),
    (ReadError, INVALID),
    (ModelError, MODEL_FAILED),
    (IndexMissing, INDEX_MISSING),
    (IndexBusy, INDEX_BUSY),
    (IndexUnwritable, INDEX_UNWRITABLE),
    (IndexStoreError, INDEX_FAILED),
)
"""The first that fits counts, so a subclass stands before its base."""


class Problem(Exception):
    """A request that cannot be answered as asked.

    Args:
        kind: what kind of problem it is.
        detail: one sentence: what is wrong, where, and what to do.
        headers: further headers of the response.
    """

    def __init__(self, kind: Kind, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.kind, self.detail, self.headers = kind, detail, headers or {}

    @classmethod
    def of(cls, error: DixitError) -> "Problem":
        """The problem that an error of Dixit is."""
        kind = next((kind for base, kind in _KINDS_OF_ERRORS if isinstance(error, base)), FAILED)
        headers = {"Retry-After": "2"} if kind is INDEX_BUSY else {}
        return cls(kind, str(error), headers)

    def as_dict(self, root: str, request_id: str) -> dict[str, object]:
        """The problem details.

        Args:
            root: the path under which the server is reached, such as "/dixit", or "".
            request_id: the id of the request.
        """
        return {
            "type": f"{root}/api/docs#{self.kind.name}",
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail,
            "instance": request_id,
        }
