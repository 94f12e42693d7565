"""Mailboxes: each mail in them, by number."""

import mailbox
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from dixit.rag.ingestion.readers.extracts import Packed, Unreadable


def read(data: bytes) -> Iterator[Packed]:
    """The mails of a box, in order.

    Raises:
        Unreadable: there is none.
    """
    with TemporaryDirectory(prefix="dixit-mbox-") as folder:  # As `mailbox` reads files only.
        path = Path(folder) / "box"
        path.write_bytes(data)
        box = mailbox.mbox(path, create=False)
        keys = box.keys()
        if not keys:
            raise Unreadable("a mailbox without mail")
        for number, key in enumerate(keys, start=1):
            yield Packed(f"{number}.eml", box.get_bytes(key))
