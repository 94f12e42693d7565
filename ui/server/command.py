"""`dixit ui`: serve the chat page on this machine."""

import argparse
import getpass
import os
import sys
import threading
import webbrowser
from collections.abc import Sequence
from contextlib import suppress

from dixit import Dixit
from dixit.api.application import Doors
from dixit.api.server.flags import add_serving_arguments, proxies_from, start_log
from dixit.api.server.forwarded import Forwarded
from dixit.api.server.listening import in_address, is_loopback, listen, own_names
from dixit.api.server.serving import serve
from dixit.api.service import Service
from dixit.api.tokens import Tokens
from dixit.index.errors import DixitError
from dixit.rag.cli.flags import add_settings_arguments, settings_from
from dixit.ui.server import app
from dixit.ui.server.login import SHORTEST, Account

PORT = 7860
PASSWORD = "DIXIT_PASSWORD"
"""The environment variable of the password."""
EXAMPLE = """example:
  dixit index articles/
  dixit ui --port 8000
"""


def main(argv: Sequence[str]) -> int:
    """Serve the page until Ctrl-C.

    Raises:
        DixitError: the address is in use or unknown, or other machines could reach it although
            no password is set.
    """
    arguments = _parser().parse_args(argv)
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


def _name(text: str) -> str:
    if not text.strip() or ":" in text:  # A browser sends "name:password".
        raise argparse.ArgumentTypeError(
            f"must be a user name without a colon, not {text[:40]!r}; the password comes from "
            f"{PASSWORD} or is asked for"
        )
    return text


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dixit ui",
        description="Serve the chat page on this machine.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_serving_arguments(parser, port=PORT, logs="off")
    parser.add_argument(
        "--auth",
        type=_name,
        metavar="NAME",
        help=f"require this user name and a password, from {PASSWORD} or typed at the start",
    )
    parser.add_argument(
        "--open", action="store_true", help="let other machines in without a password"
    )
    parser.add_argument("--browser", action="store_true", help="open the page in a browser")
    add_settings_arguments(parser)
    return parser
