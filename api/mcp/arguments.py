"""The parser of `dixit mcp`."""

import argparse

from dixit.rag.cli.flags import add_settings_arguments

EXAMPLE = """example, in the settings of a client:
  {"mcpServers": {"dixit": {"command": "dixit", "args": ["mcp"]}}}
"""


def command_line() -> argparse.ArgumentParser:
    """The parser of `dixit mcp`."""
    parser = argparse.ArgumentParser(
        prog="dixit mcp",
        description="Serve the Model Context Protocol over standard input and output.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_settings_arguments(parser)
    return parser
