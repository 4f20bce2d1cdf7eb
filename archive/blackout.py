"""A captured page with the places blacked out that name a withheld article.

What is shown then is a copy made when it is asked for; the capture itself stays as it is. A place
is as much as speaks of that article alone: the link, with the picture and the lines beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree, html

from archive.naming import Signs, decoded, meant

BAR = "█████"
ITEM = 600
"""Characters to which a place may grow around a link: a box of picture, title and lead measures
up to 400; more is a page's own text."""

_BOX = 60
"""Elements that such a box may have: without a bound a page of 30,000 links takes hours."""

_MOST_TAGS = 60_000
"""As many as a page may have to be parsed (:data:`archive.payload.MAX_TAGS`)."""
_PAGES = ("text/html", "application/xhtml+xml", "")
_ROUNDS = 4
_WHOLE = ("html", "head", "body", "main", "article", "table", "tbody", "form", "aside", "ul", "ol")
_SILENT = ("script", "style", "template", "noscript", "textarea", "iframe", "object")


def blacked_out(body: bytes, content_type: str, url: str, signs: Signs) -> bytes | None:
    """The page at ``url`` in UTF-8 without what names a withheld article by ``signs``; None where
    that cannot be done, and it must not be shown at all."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in _PAGES or body.count(b"<") > _MOST_TAGS:
        return None
    text = decoded(body, content_type)
    for _ in range(_ROUNDS):
        if not signs.in_page(text, url):
            return text.encode("utf-8", "replace")
        try:
            tree = html.document_fromstring(
                text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8")
            )
        except (etree.LxmlError, ValueError):
            return None
        _silence(tree, url, signs)
        for place in list(_links(tree, url, signs)) + list(_titles(tree, signs)):
            if place is not tree:
                _bar(place)
        text = html.tostring(tree, encoding="unicode", doctype=tree.getroottree().docinfo.doctype)
    return None


def _silence(tree: html.HtmlElement, url: str, signs: Signs) -> None:
    """Empty what is not seen on a page and names the article all the same."""
    for node in list(tree.iter()):
        if not isinstance(node.tag, str):
            if signs.in_page(str(node.text or ""), url) and node.getparent() is not None:
                node.drop_tree()
        elif node.tag in _SILENT and signs.in_page(
            html.tostring(node, encoding="unicode", with_tail=False), url
        ):
            _empty(node)


def _links(tree: html.HtmlElement, url: str, signs: Signs) -> Iterator[html.HtmlElement]:
    """The places of what has an attribute that names the article."""
    for node in tree.iter(etree.Element):
        named = [key for key, value in node.attrib.items() if _names(value, url, signs)]
        if not named:
            continue
        if node.tag in _WHOLE:
            for key in named:
                del node.attrib[key]
        else:
            yield _place(node, url, signs)


def _titles(tree: html.HtmlElement, signs: Signs) -> Iterator[html.HtmlElement]:
    """The smallest elements whose text holds a title; in a long one, its own lines alone."""
    waiting = [tree] if signs.titles.stand_in(_text(tree)) else []
    while waiting:
        node = waiting.pop()
        inner = [
            child
            for child in node
            if isinstance(child.tag, str) and signs.titles.stand_in(_text(child))
        ]
        waiting += inner
        if inner:
            continue
        if node.tag not in _WHOLE and len(_text(node)) <= ITEM:
            yield node
            continue
        if signs.titles.stand_in(node.text or ""):
            node.text = BAR
        for child in node:
            if signs.titles.stand_in(child.tail or ""):
                child.tail = BAR


def _place(node: html.HtmlElement, url: str, signs: Signs) -> html.HtmlElement:
    """What of the page speaks of the same article alone."""
    while (outer := node.getparent()) is not None and outer.tag not in _WHOLE:
        inside = list(islice(outer.iter(etree.Element), _BOX + 1))
        if len(inside) > _BOX or len(_text(outer)) > ITEM:
            break
        if any(_leads(href) and not _names(href, url, signs) for href in map(_href, inside)):
            break
        node = outer
    return node


def _text(node: html.HtmlElement) -> str:
    """The words of an element; two beside each other stay two, as in :meth:`Signs.in_page`."""
    return " ".join(node.itertext())


def _names(value: str, url: str, signs: Signs) -> bool:
    text = meant(value)
    return signs.in_address(text, url) or signs.titles.stand_in(text)


def _href(node: html.HtmlElement) -> str:
    return node.get("href") or "#"


def _leads(href: str) -> bool:
    try:
        return urlsplit(href.strip()).scheme in ("", "http", "https") and not href.startswith("#")
    except ValueError:
        return True


def _bar(node: html.HtmlElement) -> None:
    _empty(node)
    if node.tag not in ("meta", "link", "img", "input", "source"):
        node.text = BAR
    elif node.getparent() is not None:
        node.drop_tree()


def _empty(node: html.HtmlElement) -> None:
    tail = node.tail
    node.clear()
    node.tail = tail
