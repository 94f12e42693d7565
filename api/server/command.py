"""`dixit serve`: the API without the page."""

import argparse
import threading
from collections.abc import Sequence
from contextlib import suppress

from dixit import Dixit
from dixit.api.application import Doors, build
from dixit.api.server.flags import add_serving_arguments, proxies_from, start_log
from dixit.api.server.forwarded import Forwarded
from dixit.api.server.guard import Guard
from dixit.api.server.listening import in_address, is_loopback, listen, own_names
from dixit.api.server.serving import serve
from dixit.api.service import Service
from dixit.api.tokens import Tokens
from dixit.index.errors import DixitError
from dixit.rag.cli.flags import add_settings_arguments, settings_from

PORT = 7861
EXAMPLE = """example:
  dixit serve &
  curl -s localhost:7861/api/v1/ask -H 'Content-Type: application/json' \\
    -d '{"question": "what did Zu Sijie say?"}'
"""


def main(argv: Sequence[str]) -> int:
    """Serve the API until Ctrl-C.

    Raises:
        DixitError: the address is in use or unknown, or nobody could use the API because there is
            no token.
    """
    arguments = _parser().parse_args(argv)
    settings = settings_from(arguments)
    proxies = proxies_from(arguments)
    tokens = Tokens(settings.index)
    if not tokens.all() and (proxies or not is_loopback(arguments.host)):
        raise DixitError(
            "Other machines need a token: make one with `dixit token create --role reader`."
        )
    start_log(arguments.log)
    with listen(arguments.host, arguments.port) as listener, suppress(KeyboardInterrupt):
        number = listener.getsockname()[1]
        service = Service(Dixit(settings=settings), tokens, logs_questions=arguments.log_questions)
        # What a proxy passes on may come from anywhere: then a token is always needed.
        local = () if proxies else own_names(arguments.host, number)
        app = build(service, Doors(local, arguments.rate, arguments.cors_origin))
        guarded = Forwarded(Guard(app, None, arguments.cors_origin), proxies)
        threading.Thread(target=_warm_up, args=[service.dixit], daemon=True).start()
        address = f"http://{in_address(arguments.host)}:{number}"
        serve(
            guarded,
            listener,
            lambda: print(f"Dixit's API is at {address} - press Ctrl-C to stop", flush=True),
        )
        service.jobs.stop()
    return 0


def _warm_up(dixit: Dixit) -> None:
    """Load the embedder in advance; if that fails, the first question reports the error."""
    with suppress(DixitError):
        dixit.warm_up()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dixit serve",
        description="Serve the HTTP API, OpenAI's protocol and MCP; without a token to this "
        "machine only.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_serving_arguments(parser, port=PORT, logs="text")
    add_settings_arguments(parser)
    return parser
