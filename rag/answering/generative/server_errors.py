"""What goes wrong with a model's server, in one sentence: what it means, and what to do."""

from dixit.rag.answering.generative.server_limits import is_too_long, words_of

_BACK = "or answer by quoting with `--model quoting`"
_BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
"""HTTP codes after which another try may help."""
_KEY = "the provider refuses the key ({}): check it in the environment"
_MEANINGS = {
    400: "the provider does not understand the request (error 400): check the model's name",
    401: _KEY.format(401),
    402: "the account has no credit left (402): top it up",
    403: f"{_KEY.format(403)}, and that it may use this model",
    404: "the provider knows no model of that name (404): check it, and the address of the server",
    405: "this address takes no questions (405): check the address of the server",
    407: "the proxy wants a name and a password (407): put them in HTTPS_PROXY",
    408: "the server gave up waiting (408): try again",
    413: "the request is too large for the server (413): set fewer `passages`",
    422: "the provider does not understand the request (error 422): check the model's name",
    429: "the provider's limit is reached (429): wait, check the account's credit",
    500: "the server failed (error 500): look into its log",
    502: "the server behind the gateway cannot be reached (502): check that it runs",
    503: "the server is busy, or still loads the model (503): wait",
    504: "the server behind the gateway took too long (504): try again",
    529: "the provider is overloaded (529): wait",
}
"""What an HTTP code means and what to do."""


def _status(error: BaseException | None) -> int | None:
    """The HTTP code behind an error, where there is one."""
    while error is not None:
        for holder in (error, getattr(error, "response", None)):
            code = getattr(holder, "status_code", None)
            if isinstance(code, int) and code > 0:
                return code
        error = error.__cause__ or error.__context__
    return None


def _is_late(error: BaseException) -> bool:
    return "timeout" in type(error).__name__.lower()


def _is_unreached(error: BaseException) -> bool:
    return isinstance(error, ConnectionError) or "connect" in type(error).__name__.lower()


def may_pass(error: BaseException) -> bool:
    """Whether another try may help."""
    return _status(error) in _BUSY or _is_unreached(error)


def told(error: BaseException, name: str, *, begun: bool) -> str:
    """One sentence on what went wrong: what, and what to do; never the provider's own words."""
    code = _status(error)
    if is_too_long(error):
        return (
            f"{name}: the passages are longer than the model's context: set fewer `passages`, give "
            f"the server a longer context, {_BACK}."
        )
    if "CERTIFICATE_VERIFY_FAILED" in words_of(error):
        return (
            f"{name}: the server's certificate is not trusted: name the file of its authority in "
            f"SSL_CERT_FILE, {_BACK}."
        )
    if code in _MEANINGS:
        return f"{name}: {_MEANINGS[code]}, {_BACK}."
    if code is not None:
        return f"{name}: the provider answered with the error {code}: try later, {_BACK}."
    if _is_late(error):
        return f"{name}: the model took too long: set a longer `model_timeout`, {_BACK}."
    kind = type(error).__name__
    if begun:
        return f"{name}: the answer broke off ({kind}): ask again, {_BACK}."
    if _is_unreached(error):
        return f"{name}: there is no server to reach ({kind}): check that it runs, {_BACK}."
    return f"{name}: the model did not answer ({kind}): check its name and key, {_BACK}."
