"""Pages of the site that are made from the code: the command line, the code map, the changelog."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from dixit.eval.command import SUBCOMMANDS
from dixit.rag.cli.parser import command_line as parser
from dixit.rag.cli.parser import names_of

PROJECT = Path(__file__).parent.parent
ROOMS = ("dixit", "index", "rag", "api", "ui", "eval", "training")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages to the site."""
    pages = {
        "cli.md": command_line(),
        "code-map.md": code_map(),
        "changelog.md": _page(PROJECT / "CHANGELOG.md"),
        "contributing.md": _page(PROJECT / "CONTRIBUTING.md"),
    }
    for name, text in pages.items():
        files.append(File.generated(config, name, content=text))
    return files


def command_line() -> str:
    """The help of every command, as the parser prints it."""
    of_eval = (["eval", subcommand.name] for subcommand in SUBCOMMANDS)
    commands = [[], *([name] for name in names_of(parser())), *of_eval]
    helps = (f"## dixit {' '.join(c)}\n\n```text\n{_help(c)}\n```\n" for c in commands)
    return "\n".join(["# Command line\n", *helps])


def code_map() -> str:
    """The tree of the code, each file with the first line of its docstring."""
    lines = [
        "# Code map\n",
        "Made from the first line of each module's docstring. Imports go one way: `index` ← `rag` "
        "← `api` ← `ui`, and `eval`. `dixit/` has the public names.\n",
    ]
    for room in ROOMS:
        lines.append(f"## `{room}/`\n")
        folder = None
        for path in sorted((PROJECT / room).rglob("*.py"), key=lambda path: (path.parent, path)):
            if path.parent != folder:
                folder = path.parent
                package = folder / "__init__.py"
                summary = _summary(package) if package.exists() else ""
                lines.append(f"\n**`{folder.relative_to(PROJECT)}/`** {summary}\n")
            if path.name != "__init__.py":
                lines.append(f"- `{path.name}`: {_summary(path)}")
        lines.append("")
    return "\n".join(lines)


def _help(command: list[str]) -> str:
    shown = [sys.executable, "-m", "dixit", *command, "--help"]
    english = {**os.environ, "LC_ALL": "C.UTF-8"}
    ended = subprocess.run(shown, capture_output=True, text=True, check=True, env=english)
    return ended.stdout.rstrip()


def _page(path: Path) -> str:
    """A page of the project's top folder; its links to files of the project become plain text."""
    return re.sub(r"\[([^\]]+)\]\((?!https?:)[^)]+\)", r"\1", path.read_text("utf-8"))


def _summary(path: Path) -> str:
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return docstring.split("\n\n")[0].replace("\n", " ")
