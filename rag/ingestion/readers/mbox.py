"""Mailboxes in mbox format: one e-mail after the other, named by number."""

import mailbox
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from dixit.rag.ingestion.readers.extracts import WHOLE, Packed, Place, Unreadable


def read(data: bytes, place: Place = WHOLE) -> Iterator[Packed]:
    """The e-mails of a mailbox, in order, as "1.eml", "2.eml" and so on, from `place.first`.

    Raises:
        Unreadable: the mailbox is empty.
    """
    with TemporaryDirectory(prefix="dixit-mbox-") as folder:  # `mailbox` can only read from a file.
        path = Path(folder) / "box"
        path.write_bytes(data)
        box = mailbox.mbox(path, create=False)
        keys = box.keys()
        if not keys:
            raise Unreadable("a mailbox without mail")
        for number, key in enumerate(keys, start=place.first):
            yield Packed(f"{number}.eml", box.get_bytes(key))
