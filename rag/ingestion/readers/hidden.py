"""What a page holds and its reader does not see: elements hidden by an attribute or by style.

Styles are read as far as they are plain: those on an element, and the page's own rules for one
class or one id. Rules for some media, and what scripts do, are left out.
"""

import re
from collections.abc import Iterator

from lxml import etree

from dixit.index.text.tokens import words
from dixit.rag.ingestion.readers.inline_marks import replace_by

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BRACE = re.compile(r"[{}]")
_SIMPLE = re.compile(r"(?P<tag>[a-z][a-z\d]*)?(?P<mark>[.#])(?P<name>[\w-]+)", re.IGNORECASE)
_FAR = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|r?em|pt|vw|vh|%)?")
_NOTHING = re.compile(r"0+(?:\.0+)?(?:px|r?em|pt|vw|vh|%)?")
_LONGEST_STYLE = 200_000
"""Characters of style sheets that are read."""
_MOST = 0.5
"""The share of a page's words that no rule hides, or scripts show them again."""
_Selector = tuple[str, str, str]
"""A tag, or any; "." or "#"; a name."""


def remove_hidden(tree: etree._Element) -> None:
    """Take the hidden elements out of a page, in place."""
    body = tree.find(".//body")
    root = tree if body is None else body
    rules = dict(_rules(tree))
    total = _word_count(root)
    for element in [*root.iterdescendants(etree.Element)]:
        own = _hides(element.get("style") or "")
        if own is None and element.get("hidden", "until-found").casefold() != "until-found":
            own = True
        by_rule = own is None and any(rules.get(one) for one in _selectors(element))
        if own or (by_rule and _word_count(element) <= total * _MOST):
            replace_by(element, "")


def _rules(tree: etree._Element) -> Iterator[tuple[_Selector, bool]]:
    """Whether each plain rule of the page's style sheets hides what it selects, in order."""
    sheets = "\n".join(style.text or "" for style in tree.iter("style"))[:_LONGEST_STYLE]
    for selectors, style in _outermost(_COMMENT.sub(" ", sheets)):
        hides = None if "{" in style else _hides(style)
        for selector in selectors.split(","):
            simple = _SIMPLE.fullmatch(selector.strip())
            if simple and hides is not None:
                yield ((simple["tag"] or "").lower(), simple["mark"], simple["name"]), hides


def _outermost(sheet: str) -> Iterator[tuple[str, str]]:
    """The selectors and the style of each rule that is in no other, as those for print are."""
    depth = start = opened = 0
    for brace in _BRACE.finditer(sheet):
        if brace[0] == "{":
            opened = brace.start() if not depth else opened
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                # What ends in a semicolon before a rule is a statement of its own: "@import".
                yield sheet[start:opened].rpartition(";")[2], sheet[opened + 1 : brace.start()]
        if not depth:
            start = brace.end()


def _selectors(element: etree._Element) -> Iterator[_Selector]:
    names = [(".", name) for name in (element.get("class") or "").split()]
    names += [("#", name) for name in (element.get("id") or "").split()]
    for mark, name in names:
        yield "", mark, name
        yield str(element.tag), mark, name


def _hides(style: str) -> bool | None:
    """Whether a style hides, or shows, an element; None where it tells neither."""
    told = {
        name.strip().casefold(): value.casefold().replace("!important", "").strip()
        for name, _, value in (declaration.partition(":") for declaration in style.split(";"))
    }
    placed = told.get("position") in ("absolute", "fixed")
    away = placed and any(_FAR.fullmatch(told.get(side, "")) for side in ("left", "top", "right"))
    cut = placed and re.match(
        r"rect\(0|inset\((?:50|100)%", told.get("clip-path", told.get("clip", ""))
    )
    if (
        told.get("display") == "none"
        or told.get("visibility") in ("hidden", "collapse")
        or _NOTHING.fullmatch(told.get("font-size", ""))
        or _FAR.fullmatch(told.get("text-indent", ""))
        or away
        or cut
    ):
        return True
    return False if "display" in told or "visibility" in told else None


def _word_count(element: etree._Element) -> int:
    return len(words(" ".join(element.itertext(etree.Element))))
