"""`dixit ui`: serve the chat page on this machine."""

import getpass
import os
import sys
import threading
import webbrowser
from collections.abc import Sequence
from contextlib import suppress

from dixit import Dixit
from dixit.api.application import Doors
from dixit.api.server.flags import proxies_from, start_log
from dixit.api.server.forwarded import Forwarded
from dixit.api.server.listening import in_address, is_loopback, listen, own_names
from dixit.api.server.serving import serve
from dixit.api.service import Service
from dixit.api.tokens import Tokens
from dixit.index.errors import DixitError
from dixit.rag.cli.flags import settings_from
from dixit.rag.cli.help_language import in_users_language
from dixit.ui.server import app
from dixit.ui.server.arguments import PASSWORD, command_line
from dixit.ui.server.login import SHORTEST, Account


def main(argv: Sequence[str]) -> int:
    """Serve the page until Ctrl-C.

    Raises:
        DixitError: the address is in use or unknown, or other machines could reach it although
            no password is set.
    """
    arguments = in_users_language(command_line()).parse_args(argv)
    if not (arguments.auth or arguments.open or is_loopback(arguments.host)):
        raise DixitError(
            f"{arguments.host} can be reached from other machines: use --auth NAME to require a "
            "password, or --open to let anyone in."
        )
    settings, proxies = settings_from(arguments), proxies_from(arguments)
    account = Account.of(arguments.auth, _password()) if arguments.auth is not None else None
    start_log(arguments.log)
    with listen(arguments.host, arguments.port) as listener, suppress(KeyboardInterrupt):
        number = listener.getsockname()[1]
        address = f"http://{in_address(arguments.host)}:{number}"
        names = own_names(arguments.host, number)
        service = Service(
            Dixit(settings=settings),
            Tokens(settings.index),
            has_page=True,
            logs_questions=arguments.log_questions,
        )
        threading.Thread(target=_warm_up, args=[service.dixit], daemon=True).start()
        # A page that points its domain here knows no password, so any name will do with one.
        own = is_loopback(arguments.host) and not arguments.open and account is None
        published = {proxies.public.host} if proxies.public else set()
        local = () if proxies or account else names
        page = app.application(
            service,
            Doors(local, arguments.rate, arguments.cors_origin),
            names | published if own else None,
            account,
        )

        def ready() -> None:
            print(f"Dixit is at {address} - press Ctrl-C to stop", flush=True)
            if arguments.browser:
                webbrowser.open(address)

        serve(Forwarded(page, proxies), listener, ready)
        service.jobs.stop()
    return 0


def _password() -> str:
    """The password: from the environment, where it is then deleted, or typed in twice.

    Raises:
        DixitError: it is missing or too short, or the two inputs differ.
    """
    password = os.environ.pop(PASSWORD, "")
    if not password:
        if not sys.stdin.isatty():
            raise DixitError(
                f"--auth needs a password: set {PASSWORD}, or start Dixit from a terminal."
            )
        password = getpass.getpass("Password: ")
        if password != getpass.getpass("Repeat the password: "):
            raise DixitError("The two passwords do not match.")
    if len(password) < SHORTEST:
        raise DixitError(f"The password is too short: use at least {SHORTEST} characters.")
    return password


def _warm_up(dixit: Dixit) -> None:
    """Load the embedder in advance; if that fails, the first question reports the error."""
    with suppress(DixitError):
        dixit.warm_up()
