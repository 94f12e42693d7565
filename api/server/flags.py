"""What the flags of the commands that serve HTTP ask for."""

import argparse
import logging
import sys

from dixit.api.request_log import JsonLines
from dixit.api.server.forwarded import Proxies, proxies


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
