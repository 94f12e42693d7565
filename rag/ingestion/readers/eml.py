"""E-mail: the subject and body, and the attachments."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import PurePosixPath
from typing import Any, cast

from dixit.rag.ingestion.readers.decoding import decode
from dixit.rag.ingestion.readers.extracts import Extract, Packed, Unread, Unreadable
from dixit.rag.ingestion.readers.html_fragment import lines_of

_QUOTED = re.compile(">+")
_SIGNATURE = "-- "


def read(data: bytes) -> Iterator[Extract | Packed | Unread]:
    """The e-mail with its subject as title, and its attachments.

    Raises:
        Unreadable: the e-mail has neither text nor attachments.
    """
    mail = message_from_bytes(data, policy=policy.default)
    subject, words = _header(mail, "subject"), _words(mail)
    if words:
        yield Extract(
            f"{subject}\n\n{words}" if subject else words,
            title=subject or None,
            author=_sender(mail),
            published=_sent(mail),
        )
    attached = list(_attached(mail))
    yield from attached
    if not words and not attached:
        raise Unreadable("a mail without words")


def _words(mail: EmailMessage) -> str:
    """The plain text parts of the e-mail; its HTML parts if these are empty."""
    parts = list(_inline(mail))
    plain = [_text(part) for part in parts if part.get_content_subtype() == "plain"]
    if any(plain):
        return "\n\n".join(text for text in plain if text)
    pages = (lines_of(_text(part)) for part in parts if part.get_content_subtype() == "html")
    return "\n\n".join(page for page in pages if page)


def _inline(part: EmailMessage) -> Iterator[EmailMessage]:
    """The text parts that are not attachments, in order."""
    if part.get_content_maintype() == "multipart":
        for inner in part.iter_parts():
            yield from _inline(cast(EmailMessage, inner))
        return
    attached = part.is_attachment() or part.get_filename() is not None
    if part.get_content_maintype() == "text" and not attached:
        yield part


def _text(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    try:
        text = decode(payload, part.get_content_charset()) if isinstance(payload, bytes) else ""
    except Unreadable:
        return ""
    text = text.replace("\r\n", "\n")
    if str(part.get_param("format", "")).casefold() == "flowed":
        text = _unflowed(text, joined=str(part.get_param("delsp", "")).casefold() == "yes")
    return text.strip()


def _unflowed(text: str, *, joined: bool) -> str:
    """A text whose lines were broken by the mailer, on whole lines.

    A line that ends in a blank goes on on the next one, if that is quoted as deeply. RFC 3676.

    Args:
        text: as it was sent.
        joined: whether the blank is no part of the text.
    """
    lines: list[str] = []
    open_depth = -1
    for line in text.split("\n"):
        quoted = _QUOTED.match(line)
        depth = len(quoted[0]) if quoted else 0
        words = line[depth:].removeprefix(" ")
        goes_on = words.endswith(" ") and words != _SIGNATURE
        if depth == open_depth and words != _SIGNATURE:
            lines[-1] += words
        else:
            lines.append(f"{'>' * depth} {words}" if depth else words)
        if goes_on and joined:
            lines[-1] = lines[-1][:-1]
        open_depth = depth if goes_on else -1
    return "\n".join(line.rstrip() for line in lines)


def _sender(mail: EmailMessage) -> str | None:
    try:
        header = _parsed(mail, "from")
        addresses = header.addresses if header else ()
    except (ValueError, AttributeError, IndexError):  # One that no address can be read from.
        return None
    return ", ".join(a.display_name or a.addr_spec for a in addresses) or None


def _parsed(mail: EmailMessage, name: str) -> Any:
    """A header; where it holds bytes beyond ASCII, against the rules, as they decode."""
    for field, raw in mail.raw_items():
        if field.casefold() == name and any("\udc80" <= character <= "\udcff" for character in raw):
            data = raw.encode("utf-8", "surrogateescape")
            return policy.default.header_factory(field, " ".join(decode(data).split()))
    return mail[name]


def _sent(mail: EmailMessage) -> str | None:
    try:
        sent = mail["date"].datetime if mail["date"] else None
    except (ValueError, AttributeError, IndexError):
        return None
    return sent.strftime("%Y-%m-%dT%H:%M") if sent else None


def _attached(mail: EmailMessage) -> Iterator[Packed | Unread]:
    for number, part in enumerate(mail.iter_attachments(), start=1):
        name = PurePosixPath((part.get_filename() or "").replace("\\", "/")).name
        if part.get_content_type() == "message/rfc822":
            name, inner = name if name.isprintable() else "", part.get_payload(0)
            name = name or f"{number}.eml"
            yield Packed(name if name.endswith(".eml") else f"{name}.eml", bytes(inner))  # type: ignore[arg-type]
            continue
        payload = part.get_payload(decode=True)
        if part.get_content_maintype() in ("image", "audio", "video") or not name:
            continue  # Mostly logos and signatures.
        if not name.isprintable():
            yield Unread(ascii(name), "its name is not plain text")
        elif isinstance(payload, bytes):
            yield Packed(name, payload)


def _header(mail: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(_parsed(mail, name) or "").split())
    except (ValueError, AttributeError, IndexError):
        return ""
