"""The parser of `dixit ui`, without the page: shells that complete its flags wait for it."""

import argparse

from dixit.api.server.arguments import add_serving_arguments
from dixit.rag.cli.flags import add_settings_arguments

PORT = 7860
PASSWORD = "DIXIT_PASSWORD"
"""The environment variable of the password."""
EXAMPLE = """example:
  dixit index articles/
  dixit ui --port 8000
"""


def command_line() -> argparse.ArgumentParser:
    """The parser of `dixit ui`."""
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


def _name(text: str) -> str:
    if not text.strip() or ":" in text:  # A browser sends "name:password".
        raise argparse.ArgumentTypeError(
            f"must be a user name without a colon, not {text[:40]!r}; the password comes from "
            f"{PASSWORD} or is asked for"
        )
    return text
