"""E-mail: the subject and body, and the attachments."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import PurePosixPath
from typing import cast

from lxml import etree, html

from dixit.rag.ingestion.readers.extracts import Extract, Packed, Unread, Unreadable
from dixit.rag.ingestion.readers.html import blocks_of


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
    pages = (_from_html(_text(part)) for part in parts if part.get_content_subtype() == "html")
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
    try:
        text = str(part.get_content())
    except (LookupError, ValueError):  # An unknown encoding.
        payload = part.get_payload(decode=True)
        text = payload.decode("latin-1") if isinstance(payload, bytes) else ""
    return text.replace("\r\n", "\n").strip()


def _sender(mail: EmailMessage) -> str | None:
    try:
        addresses = mail["from"].addresses if mail["from"] else ()
    except (ValueError, AttributeError, IndexError):  # The header holds no valid address.
        return None
    return ", ".join(a.display_name or a.addr_spec for a in addresses) or None


def _sent(mail: EmailMessage) -> str | None:
    try:
        sent = mail["date"].datetime if mail["date"] else None
    except (ValueError, AttributeError, IndexError):
        return None
    return sent.strftime("%Y-%m-%dT%H:%M") if sent else None


def _from_html(page: str) -> str:
    try:
        parser = html.HTMLParser(encoding="utf-8")  # Ignore the encoding that the page declares.
        tree = html.document_fromstring(page.encode("utf-8"), parser=parser)
    except etree.LxmlError:
        return ""
    etree.strip_elements(tree, "script", "style", "head", with_tail=False)
    return "\n".join(blocks_of(tree))


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
        return " ".join(str(mail[name] or "").split())
    except (ValueError, AttributeError, IndexError):
        return ""
