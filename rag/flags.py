"""The flags that every command shares, and the settings they make."""

import argparse
from pathlib import Path

from rag.settings import Settings, load_settings


def add_settings_arguments(parser: argparse.ArgumentParser) -> None:
    """The flags that every command shares."""
    group = parser.add_argument_group("settings")
    group.add_argument("--index", type=Path, metavar="DIR", help="folder of the index")
    group.add_argument("--embedder", metavar="NAME", help="sentence-transformers model or folder")
    group.add_argument("--model", metavar="NAME", help="`quoting`, or a chat model `provider:name`")
    group.add_argument("--config", type=Path, metavar="FILE", help="settings file (dixit.toml)")


def settings_from(arguments: argparse.Namespace) -> Settings:
    """The settings in force under the shared flags."""
    return load_settings(
        config=arguments.config,
        index=arguments.index,
        embedder=arguments.embedder,
        model=arguments.model,
    )
