"""Finds the article of a page that is too short for trafilatura, by its HTML elements."""

import re
from copy import deepcopy

from lxml import etree

from dixit.index.text.tokens import words

_AROUND = (
    "nav aside footer form button dialog select script style noscript template iframe svg".split()
)
_MAIN = ("//article", "//main", "//*[@role='main']", "//*[@itemprop='articleBody']", "//body")
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|footer|sidebar|breadcrumbs?|share|social|cookies?"
    r"|banner|related|newsletter|ads?|advert)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ROLES = ("navigation", "contentinfo", "complementary", "search", "banner")


def short_article(tree: etree._Element) -> etree._Element:
    """A copy of the element that holds the article, without navigation and the like.

    Args:
        tree: the page. It is not changed.

    Returns:
        The only `article`, `main` or `body` element, or else the whole page.
    """
    parts = (tree.xpath(path) for path in _MAIN)
    part = deepcopy(next((elements[0] for elements in parts if len(elements) == 1), tree))
    part.tail = None
    around = [element for element in part.iterdescendants(etree.Element) if _is_around(element)]
    for element in around:
        element.tag = "removed"
    etree.strip_elements(part, "removed", with_tail=False)
    return part


def _is_around(element: etree._Element) -> bool:
    """Whether an element is navigation or similar: by its tag, class, id or role, or its links."""
    if next(element.iter("h1"), None) is not None:
        return False
    if element.tag in _AROUND or element.get("role") in _ROLES:
        return True
    if element.tag == "header" and next(element.iterancestors("article"), None) is None:
        return True
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _NAMED.search(named) is not None or _is_of_links(element)


def _is_of_links(element: etree._Element) -> bool:
    links = list(element.iter("a"))
    if len(links) < 2:
        return False
    linked = sum(len(words("".join(link.itertext()))) for link in links)
    return linked == len(words(" ".join(element.itertext())))
