"""A page's tree, and small questions about its elements.

Parsed once with lxml. Nothing is taken out of the tree, so that every later
question (title, date, signature) can still see the whole page.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin

from cssselect import SelectorError
from lxml import etree, html
from lxml.cssselect import CSSSelector

from archive.text import normalise
from pipelines.decode import unescape

Element = Any  # lxml publishes no types

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ESCAPED_TAG = re.compile(r"<(?:p|div|br|span|strong|em|b|i|table|img|a)\b[^<>]*>", re.IGNORECASE)
_UNREADABLE = (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError)
_OPTIONS = {"encoding": "utf-8", "huge_tree": True, "remove_pis": True}
# Characters read of a page; the largest seen has half a million, most of it scripts.
_LARGEST = 3_000_000


def parse(text: str) -> Element:
    """The tree of a page; an empty page for text without any element."""
    source = text[:_LARGEST].encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(source, parser=html.HTMLParser(**_OPTIONS))
    except _UNREADABLE:
        tree = html.document_fromstring(b"<html><body></body></html>")
    _open_escaped_html(tree)
    return tree


def hints(element: Element) -> str:
    """Class, id and role of an element in lower case, camelCase apart: "box-tin detail"."""
    get = element.get
    return _hints(get("class"), get("id"), get("itemprop"), get("data-role"))


@lru_cache(maxsize=4096)
def _hints(*words: str | None) -> str:
    joined = " ".join(filter(None, words))
    return _CAMEL.sub("-", joined).lower().replace("_", "-")


def absolute(base: str, address: str) -> str:
    """``address`` as seen from ``base``; "" when it is no web address."""
    try:
        url = urljoin(base, address.strip())
    except ValueError:
        return ""
    return url if url.startswith(("http://", "https://")) else ""


def base_of(tree: Element, url: str) -> str:
    """The address a page's links are relative to: its <base>, if that is one, else ``url``."""
    base = tree.find(".//base")
    return (base is not None and absolute(url, base.get("href") or "")) or url


def text_of(element: Element) -> str:
    """All text inside an element, on one line."""
    return normalise(unescape(" ".join("".join(map(str, element.itertext())).split())))


@lru_cache(maxsize=256)
def _selector(css: str) -> Any:
    try:
        return CSSSelector(css, translator="html")
    except (SelectorError, ValueError):
        return None


def select(tree: Element, css: str) -> list[Element]:
    """The elements a selector finds; none for an empty or broken selector."""
    found = _selector(css) if css else None
    return list(found(tree)) if found is not None else []


def _open_escaped_html(tree: Element) -> None:
    """Give a body that was escaped as a whole its elements back (``&lt;p&gt;``)."""
    for element in list(tree.iter("div", "td", "p", "span", "section", "article")):
        if element.text and len(element.text) > 80 and len(_ESCAPED_TAG.findall(element.text)) >= 2:
            try:
                inner = html.fragment_fromstring(unescape(element.text), create_parent="div")
            except _UNREADABLE:
                continue
            element.text = None
            element.insert(0, inner)
