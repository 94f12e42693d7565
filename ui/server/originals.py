"""Pictures of the pages that articles were read from, and where cited words stand on them.

They are part of the page, behind its login and its check of foreign requests, as the articles are.
"""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dixit.api import responses
from dixit.api.limits import Gate
from dixit.api.problems import INVALID, NOT_FOUND, Problem
from dixit.index.errors import DixitError
from dixit.rag.pages.originals import NoPages, Originals
from dixit.rag.pages.pdf import PICTURE

_OWN = {"Cross-Origin-Resource-Policy": "same-origin"}
_ONCE = {**_OWN, "Cache-Control": "no-store"}
"""For what depends on the stored text, which may be read anew from the same file."""
_FOR_GOOD = {**_OWN, "Cache-Control": "private, max-age=86400, immutable"}
"""For what depends on the file alone, whose hash is in the address."""
_AT_ONCE, _WAITING = 2, 64
"""Requests that are worked on, and that may wait."""


def routes(originals: Originals) -> list[Route]:
    """The addresses: `/originals/places` and `/originals/page`.

    Args:
        originals: the files of the articles.
    """
    gate = Gate(_AT_ONCE, _WAITING)

    async def places(request: Request) -> Response:
        """Where a span stands: JSON, in points from the upper left corner of a page."""
        asked = request.query_params
        start, end = _number(asked, "start"), _number(asked, "end")
        find = partial(originals.places, asked.get("source", ""), start, end, asked.get("of", ""))
        return JSONResponse(await gate.run(find), headers=_ONCE)

    async def page(request: Request) -> Response:
        """A page as it looks."""
        asked = request.query_params
        number = _number(asked, "number")
        draw = partial(originals.picture, asked.get("source", ""), number, asked.get("of", ""))
        return Response(await gate.run(draw), media_type=PICTURE, headers=_FOR_GOOD)

    return [Route("/originals/places", _told(places)), Route("/originals/page", _told(page))]


def _number(asked: Mapping[str, str], name: str) -> int:
    value = asked.get(name, "0")
    if not value.isdecimal() or len(value) > 9:
        raise Problem(INVALID, f"{name} must be a number of at most 9 digits.")
    return int(value)


def _told(
    endpoint: Callable[[Request], Awaitable[Response]],
) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint whose errors are told as problems."""

    async def told(request: Request) -> Response:
        try:
            return await endpoint(request)
        except Problem as error:
            problem = error
        except NoPages as error:
            problem = Problem(NOT_FOUND, str(error))
        except DixitError as error:
            problem = Problem.of(error)
        request.scope.setdefault("state", {})
        return responses.problem(problem, request.scope)

    return told
