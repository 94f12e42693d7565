"""`dixit serve`: the API without the page."""

import threading
from collections.abc import Sequence
from contextlib import suppress

from dixit import Dixit
from dixit.api.application import Doors, build
from dixit.api.server.arguments import command_line
from dixit.api.server.flags import proxies_from, start_log
from dixit.api.server.forwarded import Forwarded
from dixit.api.server.guard import Guard
from dixit.api.server.listening import in_address, is_loopback, listen, own_names
from dixit.api.server.serving import serve
from dixit.api.service import Service
from dixit.api.tokens import Tokens
from dixit.index.errors import DixitError
from dixit.rag.cli.flags import settings_from
from dixit.rag.cli.help_language import in_users_language


def main(argv: Sequence[str]) -> int:
    """Serve the API until Ctrl-C.

    Raises:
        DixitError: the address is in use or unknown, or nobody could use the API because there is
            no token.
    """
    arguments = in_users_language(command_line()).parse_args(argv)
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
