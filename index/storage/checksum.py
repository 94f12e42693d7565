"""CRC-32 checksums of database rows."""

import zlib


def checksum(*values: object) -> int:
    """CRC-32 over some column values, which tells a row that has changed by accident.

    Each value is its kind (n, i, t or b), the length of its bytes, a colon and its bytes; those of
    a number are its decimal digits, those of a text its UTF-8.
    """
    crc = 0
    for value in values:
        if value is None:
            kind, data = "n", b""
        elif isinstance(value, bytes):
            kind, data = "b", value
        else:
            kind, data = "t" if isinstance(value, str) else "i", str(value).encode()
        crc = zlib.crc32(data, zlib.crc32(f"{kind}{len(data)}:".encode(), crc))
    return crc
