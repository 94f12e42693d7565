"""`dixit token`: make, list and revoke the tokens of the API."""

import argparse
import json
from collections.abc import Sequence

from dixit.api.tokens import ROLES, Tokens
from dixit.rag.cli.flags import add_settings_arguments, settings_from
from dixit.rag.cli.help_language import in_users_language

EXAMPLE = """example:
  dixit token create --role reader --name "Open WebUI"
  dixit token list
  dixit token revoke 1f2e3d4c
"""


def main(argv: Sequence[str]) -> int:
    """Run a command.

    Raises:
        DixitError: the tokens cannot be read or written, or there is no such token.
    """
    arguments = in_users_language(command_line()).parse_args(argv)
    tokens = Tokens(settings_from(arguments).index)
    if arguments.action == "create":
        return _create(arguments, tokens)
    if arguments.action == "revoke":
        tokens.revoke(arguments.id)
        print(
            json.dumps({"revoked": arguments.id})
            if arguments.json
            else f"Revoked {arguments.id}; running servers refuse it from now on."
        )
        return 0
    stored = tokens.all()
    if arguments.json:
        print(json.dumps([token.as_dict() for token in stored], ensure_ascii=False, indent=2))
        return 0
    for token in stored:
        print(f"{token.id}  {token.role:<6}  {token.created}  {token.name}")
    return 0


def _create(arguments: argparse.Namespace, tokens: Tokens) -> int:
    made = tokens.create(arguments.role, arguments.name)
    if arguments.json:
        print(json.dumps({"token": made, "role": arguments.role, "name": arguments.name}))
    else:
        print(f"{made}\nKeep it: Dixit stores only its hash and cannot show it again.")
    return 0


def command_line() -> argparse.ArgumentParser:
    """The parser of `dixit token`."""
    parser = argparse.ArgumentParser(
        prog="dixit token",
        description="Make, list and revoke the tokens of the API.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    create = actions.add_parser("create", help="make a token and print it once")
    create.add_argument(
        "--role",
        choices=ROLES,
        required=True,
        help="reader: ask and read; editor: also add and remove articles",
    )
    create.add_argument("--name", default="", help="what it is for")
    listed = actions.add_parser("list", help="list the tokens without their secrets")
    revoke = actions.add_parser("revoke", help="make a token invalid")
    revoke.add_argument("id", metavar="ID", help="as `dixit token list` shows it")
    for action in (create, listed, revoke):
        action.add_argument("--json", action="store_true", help="print JSON")
        add_settings_arguments(action)
    return parser
