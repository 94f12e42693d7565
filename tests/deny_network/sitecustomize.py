"""Put on the path of a process, this ends it when it reaches for anything but loopback."""

import os
import sys
from ipaddress import ip_address


def _loopback(host: object) -> bool:
    if host in (None, "", "localhost", b"localhost"):
        return True
    try:
        text = host.decode() if isinstance(host, bytes) else str(host)
        return ip_address(text.partition("%")[0]).is_loopback or text == "0.0.0.0"
    except ValueError:
        return False


def _deny(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        if isinstance(address, tuple) and not _loopback(address[0]):
            _end(event, address)
    elif event in ("socket.getaddrinfo", "socket.gethostbyname") and not _loopback(arguments[0]):
        _end(event, arguments[0])


def _end(event: str, what: object) -> None:
    os.write(2, f"NETWORK DENIED: {event} {what}\n".encode())
    os._exit(86)


sys.addaudithook(_deny)
