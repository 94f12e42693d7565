"""`dixit mcp`: the tools over standard input and output, for a program that starts Dixit."""

import argparse
import asyncio
import threading
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

from dixit import Dixit
from dixit.api.mcp.http_door import MISSING
from dixit.index.errors import DixitError
from dixit.rag.cli.flags import add_settings_arguments, settings_from

EXAMPLE = """example, in the settings of a client:
  {"mcpServers": {"dixit": {"command": "dixit", "args": ["mcp"]}}}
"""


def main(argv: Sequence[str]) -> int:
    """Serve until the client closes its end.

    Raises:
        DixitError: the package `mcp` is not installed.
    """
    arguments = _parser().parse_args(argv)
    try:
        # Loaded here, because it is an extra.
        server = import_module("dixit.api.mcp.server")
    except ModuleNotFoundError as error:
        raise DixitError(MISSING) from error
    dixit = Dixit(settings=settings_from(arguments))
    threading.Thread(target=_warm_up, args=[dixit], daemon=True).start()
    asyncio.run(server.build(dixit, asyncio.to_thread).run_stdio_async())
    return 0


def _warm_up(dixit: Dixit) -> None:
    """Load the embedder in advance; if that fails, the first question reports the error."""
    with suppress(DixitError):
        dixit.warm_up()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dixit mcp",
        description="Serve the Model Context Protocol over standard input and output.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_settings_arguments(parser)
    return parser
