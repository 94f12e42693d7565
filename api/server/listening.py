"""Where a server listens, and by which names it is called."""

import argparse
import errno
import ipaddress
import socket

from dixit.index.errors import DixitError


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def in_address(host: str) -> str:
    """The host as written in a URL: an IPv6 address in brackets."""
    return f"[{host}]" if ":" in host else host


def own_names(host: str, port: int) -> frozenset[str]:
    """The Host headers that a client on this machine may use; an address for all is none."""
    names = {"localhost", "127.0.0.1", "[::1]"}
    if is_loopback(host):
        names.add(in_address(host))
    return frozenset(f"{name}:{port}" for name in names) | (names if port == 80 else frozenset())


def listen(host: str, port: int) -> socket.socket:
    """A socket that accepts connections; with port 0 the system chooses the port.

    Raises:
        DixitError: the port is in use, or the address is not available.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address, family=family, backlog=128)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        reason = "is in use" if taken else f"cannot be used ({error})"
        raise DixitError(f"Port {port} on {host} {reason}; choose another with --port.") from error


def port(text: str) -> int:
    """A port from the command line; raises `argparse.ArgumentTypeError`."""
    number = int(text) if text.isdecimal() and len(text) < 10 else -1
    if not 0 <= number <= 65535:  # The system would wrap it to another port.
        raise argparse.ArgumentTypeError(f"must be a number from 0 to 65535, not {text[:40]!r}")
    return number
