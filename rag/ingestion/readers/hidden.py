"""Finds text that a web page contains but does not show: hidden by an attribute or by CSS.

Only simple CSS is read: `style` attributes, and the page's own rules for a single class or id.
Media queries and scripts are ignored.
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
"""The number of characters of style sheets that are read."""
_MOST = 0.5
"""A rule that hides a larger share of the page's words is ignored: a script will show them."""
_Selector = tuple[str, str, str]
"""A tag or "" for any; "." or "#"; a class or id."""


def remove_hidden(tree: etree._Element) -> None:
    """Remove the hidden elements of a page, in place."""
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
    """For each simple CSS rule of the page, in order: its selector, and whether it hides."""
    sheets = "\n".join(style.text or "" for style in tree.iter("style"))[:_LONGEST_STYLE]
    for selectors, style in _outermost(_COMMENT.sub(" ", sheets)):
        hides = None if "{" in style else _hides(style)
        for selector in selectors.split(","):
            simple = _SIMPLE.fullmatch(selector.strip())
            if simple and hides is not None:
                yield ((simple["tag"] or "").lower(), simple["mark"], simple["name"]), hides


def _outermost(sheet: str) -> Iterator[tuple[str, str]]:
    """The selectors and the body of each top-level rule; rules nested in `@media` come as one."""
    depth = start = opened = 0
    for brace in _BRACE.finditer(sheet):
        if brace[0] == "{":
            opened = brace.start() if not depth else opened
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                # Before the rule there may be a statement that ends in a semicolon: "@import".
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
    """Whether a style hides (True) or shows (False) an element; None if it does neither."""
    style_of = {
        name.strip().casefold(): value.casefold().replace("!important", "").strip()
        for name, _, value in (declaration.partition(":") for declaration in style.split(";"))
    }
    placed = style_of.get("position") in ("absolute", "fixed")
    away = placed and any(
        _FAR.fullmatch(style_of.get(side, "")) for side in ("left", "top", "right")
    )
    cut = placed and re.match(
        r"rect\(0|inset\((?:50|100)%", style_of.get("clip-path", style_of.get("clip", ""))
    )
    if (
        style_of.get("display") == "none"
        or style_of.get("visibility") in ("hidden", "collapse")
        or _NOTHING.fullmatch(style_of.get("font-size", ""))
        or _FAR.fullmatch(style_of.get("text-indent", ""))
        or away
        or cut
    ):
        return True
    return False if "display" in style_of or "visibility" in style_of else None


def _word_count(element: etree._Element) -> int:
    return len(words(" ".join(element.itertext(etree.Element))))
