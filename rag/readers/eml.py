"""A mail: its subject and words, and what is attached to it."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import PurePosixPath

from lxml import etree, html

from rag.readers.html import blocks_of
from rag.readers.records import Extract, Packed, Unread, Unreadable


def read(data: bytes) -> Iterator[Extract | Packed | Unread]:
    """The mail under its subject, and its attachments.

    Raises:
        Unreadable: it has no words and nothing attached.
    """
    mail = message_from_bytes(data, policy=policy.default)
    subject, words = _header(mail, "subject"), _words(mail)
    if words:
        sender = mail["from"].addresses if mail["from"] else ()
        sent = mail["date"].datetime if mail["date"] else None
        yield Extract(
            f"{subject}\n\n{words}" if subject else words,
            title=subject or None,
            author=", ".join(a.display_name or a.addr_spec for a in sender) or None,
            published=sent.strftime("%Y-%m-%dT%H:%M") if sent else None,
        )
    attached = list(_attached(mail))
    yield from attached
    if not words and not attached:
        raise Unreadable("a mail without words")


def _words(mail: EmailMessage) -> str:
    """The mail's text, from its plain part or from its page in HTML."""
    body = mail.get_body(("plain", "html"))
    if body is None or body.is_attachment():
        return ""
    try:
        text = str(body.get_content())
    except (LookupError, ValueError):  # An unknown encoding.
        payload = body.get_payload(decode=True)
        text = payload.decode("latin-1") if isinstance(payload, bytes) else ""
    if body.get_content_subtype() == "html":
        return _from_html(text)
    return text.replace("\r\n", "\n").strip()


def _from_html(page: str) -> str:
    try:
        parser = html.HTMLParser(encoding="utf-8")  # Whatever the page calls itself.
        tree = html.document_fromstring(page.encode("utf-8"), parser=parser)
    except etree.LxmlError:
        return ""
    etree.strip_elements(tree, "script", "style", "head", with_tail=False)
    return "\n".join(blocks_of(tree))


def _attached(mail: EmailMessage) -> Iterator[Packed | Unread]:
    for number, part in enumerate(mail.iter_attachments(), start=1):
        name = PurePosixPath((part.get_filename() or "").replace("\\", "/")).name
        if part.get_content_type() == "message/rfc822":
            name, inner = name or f"{number}.eml", part.get_payload(0)
            yield Packed(name if name.endswith(".eml") else f"{name}.eml", bytes(inner))  # type: ignore[arg-type]
            continue
        payload = part.get_payload(decode=True)
        if part.get_content_maintype() in ("image", "audio", "video") or not name:
            continue  # Logos and signatures.
        if not name.isprintable():
            yield Unread(ascii(name), "its name is not plain text")
        elif isinstance(payload, bytes):
            yield Packed(name, payload)


def _header(mail: EmailMessage, name: str) -> str:
    return " ".join(str(mail[name] or "").split())
