"""Writes the compound files of Outlook messages, for tests: the smallest form of [MS-CFB]."""

import struct
from collections.abc import Mapping

_SECTOR = 512
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_ROOT, _STORAGE, _STREAM = 5, 1, 2
_Tree = Mapping[str, "bytes | _Tree"]


def compound_file(tree: Mapping[str, object]) -> bytes:
    """A compound file; bytes are streams, mappings are storages.

    Streams are filled up to 4096 bytes, below which they would lie in a stream of streams.
    """
    entries: list[list[object]] = [["Root Entry", _ROOT, _NONE, _END, 0]]
    siblings: list[int] = [_NONE]
    sectors: list[bytes] = []
    fat: list[int] = []

    def add(branch: Mapping[str, object], parent: int) -> None:
        previous = None
        for name, content in branch.items():
            number = len(entries)
            siblings.append(_NONE)
            if previous is None:
                entries[parent][2] = number
            else:
                siblings[previous] = number
            previous = number
            if isinstance(content, bytes):
                padded = content.ljust(4096, b"\0")
                entries.append([name, _STREAM, _NONE, len(sectors), len(padded)])
                chain = [padded[at : at + _SECTOR] for at in range(0, len(padded), _SECTOR)]
                start = len(sectors)
                sectors.extend(part.ljust(_SECTOR, b"\0") for part in chain)
                fat.extend([*range(start + 1, start + len(chain)), _END])
            else:
                assert isinstance(content, Mapping)
                entries.append([name, _STORAGE, _NONE, 0, 0])
                add(content, number)

    add(tree, 0)
    written = b"".join(_entry(*entry, siblings[n]) for n, entry in enumerate(entries))  # type: ignore[arg-type]
    written += _entry("", 0, _NONE, 0, 0, _NONE) * (-len(entries) % 4)
    first_entry = len(sectors)
    parts = [written[at : at + _SECTOR] for at in range(0, len(written), _SECTOR)]
    sectors.extend(parts)
    fat.extend([*range(first_entry + 1, first_entry + len(parts)), _END])
    tables = 1
    while tables * 128 < len(fat) + tables:
        tables += 1
    first_table = len(sectors)
    fat.extend([_FAT] * tables)
    fat.extend([_FREE] * (tables * 128 - len(fat)))
    head = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, tables, first_entry, 0, 4096, _END, 0, _END, 0),
    )
    places = [*range(first_table, first_table + tables)]
    head += struct.pack("<109I", *places, *[_FREE] * (109 - tables))
    return head + b"".join(sectors) + struct.pack(f"<{len(fat)}I", *fat)


def _entry(name: str, kind: int, child: int, start: int, size: int, right: int) -> bytes:
    coded = name.encode("utf-16-le")
    length = len(coded) + 2 if name else 0
    return struct.pack(
        "<64sHBBIII16xI8x8xIQ", coded, length, kind, 1, _NONE, right, child, 0, start, size
    )
