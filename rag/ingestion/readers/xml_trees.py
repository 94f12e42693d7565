"""XML from untrusted files: parsed without entities and without the network."""

from lxml import etree

from dixit.rag.ingestion.readers.extracts import Unreadable

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)


def root_of(data: bytes, what: str) -> etree._Element:
    """The root element of an XML file; one that is broken is read as far as it goes.

    Args:
        data: the bytes of the file.
        what: its name, for the reason.

    Raises:
        Unreadable: it is no XML.
    """
    tree: etree._Element | None = etree.fromstring(data, _PARSER) if data.strip() else None
    if tree is None:
        raise Unreadable(f"broken: {what} is no XML")
    return tree


def without_namespaces(tree: etree._Element) -> etree._Element:
    """A tree whose elements are named without their namespaces, in place."""
    for element in tree.iter(etree.Element):
        element.tag = etree.QName(element).localname
    return tree


def text_at(tree: etree._Element, path: str) -> str | None:
    """The text of the first element at a path, on one line; None where there is none."""
    element = tree.find(path)
    text = " ".join("".join(element.itertext()).split()) if element is not None else ""
    return text or None
