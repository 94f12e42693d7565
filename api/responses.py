"""Problems as responses, in the form that the protocol of the address expects."""

from starlette.responses import JSONResponse, Response
from starlette.types import Scope

from dixit.api.addresses import OPENAI, path_within
from dixit.api.problems import MEDIA_TYPE, Problem

_TYPES = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}


def problem(told: Problem, scope: Scope) -> Response:
    """The response that tells of a problem; to OpenAI's protocol in OpenAI's form."""
    headers = dict(told.headers)
    if path_within(scope).startswith(f"{OPENAI}/"):
        return JSONResponse(openai_error(told), told.kind.status, headers)
    record = told.as_dict(scope.get("root_path", ""), scope["state"].get("request_id", ""))
    return JSONResponse(record, told.kind.status, headers, MEDIA_TYPE)


def openai_error(told: Problem) -> dict[str, object]:
    """The body of an error in OpenAI's protocol."""
    status = told.kind.status
    kind = _TYPES.get(status, "server_error" if status >= 500 else "invalid_request_error")
    error = {"message": told.detail, "type": kind, "param": None, "code": told.kind.name}
    return {"error": error}
