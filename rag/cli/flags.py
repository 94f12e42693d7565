"""Command line flags shared by several commands, and the settings and filters made from them."""

import argparse
from collections.abc import Iterable
from pathlib import Path

from dixit.index.filters import Filter
from dixit.rag.ingestion.web.collect import is_address
from dixit.rag.lang.speakers_meant import speakers_meant
from dixit.rag.settings import Settings, load_settings


def add_settings_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the flags that every command has."""
    group = parser.add_argument_group("settings")
    group.add_argument("--index", type=some_path, metavar="DIR", help="folder of the index")
    group.add_argument(
        "--embedder", metavar="NAME", help="sentence-transformers model, by name or folder"
    )
    group.add_argument("--model", metavar="NAME", help="`quoting`, or a chat model `provider:name`")
    group.add_argument(
        "--config", type=some_path, metavar="FILE", help="settings file (dixit.toml)"
    )


def some_path(text: str) -> Path:
    """A path from the command line.

    Raises:
        argparse.ArgumentTypeError: the text is empty; as a path, it would mean the working folder.
    """
    if not text:
        raise argparse.ArgumentTypeError("a path cannot be empty")
    return Path(text)


def path_or_address(text: str) -> Path | str:
    """A path from the command line; an address on the web stays a text.

    Raises:
        argparse.ArgumentTypeError: the text is empty.
    """
    return text if is_address(text) else some_path(text)


def settings_from(arguments: argparse.Namespace) -> Settings:
    """The settings, with the shared flags overriding the settings file and the environment.

    Raises:
        SettingsError: a setting is unknown, out of range or unreadable.
    """
    return load_settings(
        config=arguments.config,
        index=arguments.index,
        embedder=arguments.embedder,
        model=arguments.model,
        strict=getattr(arguments, "strict", None) or None,
    )


def add_filter_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the flags that filter a search."""
    group = parser.add_argument_group("filters")
    add = group.add_argument
    add("--source", action="append", metavar="SOURCE", help="only this article; may be repeated")
    add("--language", action="append", metavar="CODE", help="only this language: fr or en")
    add("--publisher", action="append", metavar="NAME", help="only this publisher")
    add("--from", dest="since", metavar="DATE", help="published on or after YYYY[-MM[-DD]]")
    add("--until", metavar="DATE", help="published on or before YYYY[-MM[-DD]]")
    add("--speaker", metavar="NAME", help="quoting this speaker; part of the name is enough")


def filter_from(arguments: argparse.Namespace, speakers: Iterable[str]) -> Filter:
    """The filter that the flags describe.

    Args:
        arguments: the parsed command line.
        speakers: the speakers in the index, to match with `--speaker`.

    Raises:
        FilterInvalid: a date is not valid.
    """

    def chosen(values: list[str] | None) -> frozenset[str] | None:
        return None if values is None else frozenset(values)

    name = arguments.speaker
    return Filter(
        sources=chosen(arguments.source),
        languages=chosen(arguments.language),
        publishers=chosen(arguments.publisher),
        published_from=arguments.since,
        published_until=arguments.until,
        speakers=chosen(speakers_meant(name, speakers) if name is not None else None),
    )
