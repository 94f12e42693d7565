"""Flags of the commands that serve HTTP."""

import argparse
import logging
import re
import sys

from dixit.api.request_log import JsonLines
from dixit.api.server import listening
from dixit.api.server.forwarded import Proxies, proxies

HOST = "127.0.0.1"
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+")


def add_serving_arguments(parser: argparse.ArgumentParser, *, port: int, logs: str) -> None:
    """Add the flags; `port` and `logs` are the defaults of `--port` and `--log`."""
    parser.add_argument("--host", default=HOST, help=f"address to listen on (default {HOST})")
    parser.add_argument(
        "--port",
        type=listening.port,
        default=port,
        help=f"port to listen on, 0 for any free one (default {port})",
    )
    proxy = parser.add_argument_group("behind a proxy")
    proxy.add_argument(
        "--public-url", metavar="URL", help="the address at which a proxy publishes the server"
    )
    proxy.add_argument(
        "--root-path", metavar="PATH", help="the prefix under which a proxy publishes it: /dixit"
    )
    proxy.add_argument(
        "--forwarded-allow-ips",
        metavar="IPS",
        help="addresses of proxies whose X-Forwarded headers are believed, parted by commas",
    )
    api = parser.add_argument_group("API")
    api.add_argument(
        "--cors-origin",
        action="append",
        default=[],
        type=_origin,
        metavar="ORIGIN",
        help="a web page's origin that may call the API from a browser; may be repeated",
    )
    api.add_argument(
        "--rate",
        type=_rate,
        default=600,
        metavar="N",
        help="requests a minute of one token or address (default 600)",
    )
    api.add_argument(
        "--log",
        choices=("off", "text", "json"),
        default=logs,
        help=f"one line a request on stderr, without questions (default {logs})",
    )
    api.add_argument(
        "--log-questions", action="store_true", help="with --log json, log questions too"
    )


def proxies_from(arguments: argparse.Namespace) -> Proxies:
    """The proxies that the flags describe; raises `SettingsError`."""
    return proxies(arguments.forwarded_allow_ips, arguments.root_path, arguments.public_url)


def start_log(form: str) -> None:
    """Write requests and errors of the API to stderr.

    Args:
        form: "off" (errors only), "text" or "json".
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        JsonLines() if form == "json" else logging.Formatter("%(asctime)s %(message)s")
    )
    for name in ("dixit.requests", "dixit.api"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.ERROR if form == "off" else logging.INFO)


def _origin(text: str) -> str:
    if not _ORIGIN.fullmatch(text):
        raise argparse.ArgumentTypeError(
            f"must be an origin such as https://news.example, not {text[:60]!r}"
        )
    return text


def _rate(text: str) -> int:
    number = int(text) if text.isdecimal() and len(text) < 8 else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number, 1 or more, not {text[:40]!r}")
    return number
