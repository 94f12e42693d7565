"""How Dixit was installed, and the command that adds a package to that installation."""

import importlib.util
import json
import re
import shlex
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

_PROJECT = "dixit-rag"


def adding(extra: str) -> str:
    """The command that installs an extra of Dixit into the environment that runs it.

    Args:
        extra: its name in `pyproject.toml`.
    """
    packages = list(_of_extra(extra))
    if _is_by_pipx():  # `pipx install` again would need to know where Dixit came from.
        return _pipx(packages)
    return f"{_installer()} {shlex.quote(f'{_PROJECT}[{extra}]')}"


def adding_package(name: str) -> str:
    """The command that installs a package into the environment that runs Dixit."""
    return _pipx([name]) if _is_by_pipx() else f"{_installer()} {shlex.quote(name)}"


def _is_by_pipx() -> bool:
    return (Path(sys.prefix) / "pipx_metadata.json").is_file()


def _pipx(packages: Iterable[str]) -> str:
    return shlex.join(["pipx", "inject", Path(sys.prefix).name, *packages])


def _installer() -> str:
    """The command before the packages: pip of this Python, or uv where pip is not installed."""
    has_pip = importlib.util.find_spec("pip") is not None
    start = [sys.executable, "-m", "pip", "install"]
    if not has_pip:
        start = ["uv", "pip", "install", "--python", sys.executable]
    source = _checkout()
    if source is not None and (source / "constraints.txt").is_file():
        start += ["-c", str(source / "constraints.txt")]
    return shlex.join(start)


def _checkout() -> Path | None:
    """The folder of the source that is installed as editable; None if there is none."""
    try:
        record = json.loads(distribution(_PROJECT).read_text("direct_url.json") or "{}")
    except PackageNotFoundError:
        return None
    if not record.get("dir_info", {}).get("editable"):
        return None
    return Path(url2pathname(urlsplit(record["url"]).path))


def _of_extra(extra: str) -> Iterable[str]:
    """The packages that an extra needs, by name."""
    condition = re.compile(rf"extra\s*==\s*['\"]{re.escape(extra)}['\"]")
    for requirement in distribution(_PROJECT).requires or ():
        needed, _, marker = requirement.partition(";")
        if condition.search(marker):
            yield needed.strip()
