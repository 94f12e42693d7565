"""What elements within a line of HTML mean, written out before a page is cut to its article.

A `q` has the quotation marks that browsers show, raised text is never glued to a figure, what is
struck out is no text, and elements that mean nothing for the words, such as `time`, leave them.
"""

from lxml import etree

from dixit.index.text.tokens import words
from dixit.rag.ingestion.readers.raised import on_the_line

_STRUCK = ("del", "s", "strike")
_BARE = (
    "abbr acronym bdi bdo big cite data dfn font ins kbd mark nobr samp small time tt u var wbr"
).split()
"""Elements whose words belong to the line that they stand in."""
_BLOCKS = frozenset(
    (
        "address article aside blockquote body br dd details div dl dt fieldset figcaption figure "
        "footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td "
        "tfoot th thead tr ul"
    ).split()
)
_OTHER_WORDS = 3
"""Minimum number of words beside an element that is part of a sentence."""
_BEFORE = 60
"""Characters of a line that are read before raised text."""
_MARKS = {"fr": (("«\u00a0", "\u00a0»"), ("“", "”"))}
_ENGLISH_MARKS = (("“", "”"), ("‘", "’"))
_OPENING, _CLOSING = '«“"‘„', '»”"’'
_NOTE_ROLES = ("doc-noteref", "noteref")


def write_out(tree: etree._Element) -> None:
    """Write the elements within the lines of a page out as text, in place."""
    for element in [*tree.iter(*_STRUCK)]:
        replace_by(element, "")
    for element in [*tree.iter("q")]:
        _write_quotation(element)
    for element in [*tree.iter("sup", "sub", "a")]:
        if element.tag == "sup" or (element.tag == "a" and _is_noteref(element)):
            _write_raised(element)
        elif element.tag == "sub":
            text = "".join(element.itertext())
            if text[:1].isdigit() and _before(element)[-1:].isdigit():
                replace_by(element, f" {text}")
    for element in [*tree.iter(*_BARE)]:
        if element.tag != "time" or _is_in_a_sentence(element):
            element.tag = "unwrapped"
    etree.strip_tags(tree, "unwrapped")


def replace_by(element: etree._Element, text: str) -> None:
    """Put text in the place of an element, and leave what follows it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    text += element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
    parent.remove(element)


def _write_quotation(element: etree._Element) -> None:
    """Quotation marks around a quotation, unless it stands between marks already."""
    text = "".join(element.itertext()).strip()
    language = next(
        (str(e.get("lang")) for e in (element, *element.iterancestors()) if e.get("lang")), ""
    )
    depth = sum(1 for _ in element.iterancestors("quoted"))
    pairs = _MARKS.get(language[:2].casefold(), _ENGLISH_MARKS)
    opening, closing = pairs[depth % 2]
    element.tag = "quoted"
    marked = text[:1] in _OPENING or _before(element).rstrip()[-1:] in tuple(_OPENING)
    if not text or marked:
        return
    element.text = opening + (element.text or "").lstrip()
    last = element[-1] if len(element) else None
    if last is not None:
        last.tail = (last.tail or "").rstrip() + closing
    else:
        element.text = element.text.rstrip() + closing


def _write_raised(element: etree._Element) -> None:
    text = "".join(element.itertext())
    after = element.tail or ""
    following = element.getnext()
    if not after and following is not None and following.tag not in _BLOCKS:
        after = "".join(following.itertext())
    before = _before(element)
    is_link = next(element.iter("a"), None) is not None or (
        next(element.iterancestors("a"), None) is not None
    )
    if is_link and before.strip() and not text.strip().isalpha():
        replace_by(element, "")
        return
    replace_by(element, on_the_line(before, text, after))


def _is_noteref(element: etree._Element) -> bool:
    """Whether a link is the mark of a note without being raised but by style."""
    kind = element.get("role") or element.get("{http://www.idpf.org/2007/ops}type") or ""
    return (kind or element.get("epub:type") or "") in _NOTE_ROLES and next(
        element.iter("sup"), None
    ) is None


def _before(element: etree._Element) -> str:
    """The end of the text of the line before an element."""
    found = ""
    node = element
    while len(found) < _BEFORE:
        previous = node.getprevious()
        if previous is not None:
            found = (previous.tail or "") + found
            if previous.tag in _BLOCKS:
                break
            if isinstance(previous.tag, str):
                found = "".join(previous.itertext()) + found
            node = previous
            continue
        parent = node.getparent()
        if parent is None:
            break
        found = (parent.text or "") + found
        if parent.tag in _BLOCKS:
            break
        node = parent
    return found


def _is_in_a_sentence(element: etree._Element) -> bool:
    block = next(element.iterancestors(*_BLOCKS), None)
    if block is None:
        return False
    own = len(words(" ".join(element.itertext())))
    return len(words(" ".join(block.itertext()))) - own >= _OTHER_WORDS
