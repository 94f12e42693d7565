"""`dixit mcp`: the tools over standard input and output, for a program that starts Dixit."""

import asyncio
import threading
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

from dixit import Dixit
from dixit.api.mcp.arguments import command_line
from dixit.api.mcp.http_door import missing
from dixit.index.errors import DixitError
from dixit.rag.cli.flags import settings_from
from dixit.rag.cli.help_language import in_users_language


def main(argv: Sequence[str]) -> int:
    """Serve until the client closes its end.

    Raises:
        DixitError: the package `mcp` is not installed.
    """
    arguments = in_users_language(command_line()).parse_args(argv)
    try:
        # Loaded here, because it is an extra.
        server = import_module("dixit.api.mcp.server")
    except ModuleNotFoundError as error:
        raise DixitError(missing()) from error
    dixit = Dixit(settings=settings_from(arguments))
    threading.Thread(target=_warm_up, args=[dixit], daemon=True).start()
    asyncio.run(server.build(dixit, asyncio.to_thread).run_stdio_async())
    return 0


def _warm_up(dixit: Dixit) -> None:
    """Load the embedder in advance; if that fails, the first question reports the error."""
    with suppress(DixitError):
        dixit.warm_up()
