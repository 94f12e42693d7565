"""CRC-32 checksums of database rows."""

import zlib


def checksum(*values: object) -> int:
    """CRC-32 of the column values of a row, which detects accidental changes.

    Each value is encoded as its kind (n, i, t or b), the length of its bytes, a colon and its
    bytes: decimal digits for an integer, UTF-8 for text. `checksum("a", 1)` is the CRC-32 of
    `b"t1:ai1:1"`.

    Args:
        values: None, integers, strings or bytes.

    Returns:
        The CRC-32, 0 to 2**32 - 1.
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
