"""`dixit ui`: serve the chat page on this machine."""

import argparse
import errno
import getpass
import ipaddress
import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Sequence
from contextlib import suppress

from dixit import Dixit
from dixit.index.errors import DixitError
from dixit.rag.cli.flags import add_settings_arguments, settings_from
from dixit.ui.server import app
from dixit.ui.server.login import SHORTEST, Account

HOST = "127.0.0.1"
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
    account = Account.of(arguments.auth, _password()) if arguments.auth is not None else None
    with listen(arguments.host, arguments.port) as listener, suppress(KeyboardInterrupt):
        port = listener.getsockname()[1]
        address = f"http://{in_address(arguments.host)}:{port}"
        own = is_loopback(arguments.host) and not arguments.open
        hosts = own_names(arguments.host, port) if own else None
        dixit = Dixit(settings=settings_from(arguments))
        threading.Thread(target=_warm_up, args=[dixit], daemon=True).start()

        def ready() -> None:
            print(f"Dixit is at {address} - press Ctrl-C to stop", flush=True)
            if arguments.browser:
                webbrowser.open(address)

        app.serve(dixit, listener, hosts, ready, account)
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


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def in_address(host: str) -> str:
    """The host as written in a URL: an IPv6 address in brackets."""
    return f"[{host}]" if ":" in host else host


def own_names(host: str, port: int) -> frozenset[str]:
    """The Host headers to answer to: the names that a browser on this machine may use."""
    names = {in_address(host), "localhost", "127.0.0.1", "[::1]"}
    return frozenset(f"{name}:{port}" for name in names) | (names if port == 80 else frozenset())


def listen(host: str, port: int) -> socket.socket:
    """A socket that accepts connections; with port 0 the system chooses the port.

    Raises:
        DixitError: the port is in use, or the address is not available.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address, family=family, backlog=128)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        reason = "is in use" if taken else f"cannot be used ({error})"
        raise DixitError(f"Port {port} on {host} {reason}; choose another with --port.") from error


def _warm_up(dixit: Dixit) -> None:
    """Load the embedder in advance; if that fails, the first question reports the error."""
    with suppress(DixitError):
        dixit.warm_up()


def _port(text: str) -> int:
    port = int(text) if text.isdecimal() and len(text) < 10 else -1
    if not 0 <= port <= 65535:  # The system would wrap it to another port.
        raise argparse.ArgumentTypeError(f"must be a number from 0 to 65535, not {text[:40]!r}")
    return port


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
    parser.add_argument("--host", default=HOST, help=f"address to listen on (default {HOST})")
    parser.add_argument(
        "--port",
        type=_port,
        default=PORT,
        help=f"port to listen on, 0 for any free one (default {PORT})",
    )
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
