"""Flags of the commands that serve HTTP, and the parser of `dixit serve`."""

import argparse
import re

from dixit.api.server import listening
from dixit.rag.cli.flags import add_settings_arguments

HOST = "127.0.0.1"
PORT = 7861
EXAMPLE = """example:
  dixit serve &
  curl -s localhost:7861/api/v1/ask -H 'Content-Type: application/json' \\
    -d '{"question": "what did Zu Sijie say?"}'
"""
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+")


def command_line() -> argparse.ArgumentParser:
    """The parser of `dixit serve`."""
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


def add_serving_arguments(parser: argparse.ArgumentParser, *, port: int, logs: str) -> None:
    """Add the flags; `port` and `logs` are the defaults of `--port` and `--log`."""
    parser.add_argument("--host", default=HOST, help="address to listen on (default %(default)s)")
    parser.add_argument(
        "--port",
        type=listening.port,
        default=port,
        help="port to listen on, 0 for any free one (default %(default)s)",
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
        help="requests a minute of one token or address (default %(default)s)",
    )
    api.add_argument(
        "--log",
        choices=("off", "text", "json"),
        default=logs,
        help="one line a request on stderr, without questions (default %(default)s)",
    )
    api.add_argument(
        "--log-questions", action="store_true", help="with --log json, log questions too"
    )


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
