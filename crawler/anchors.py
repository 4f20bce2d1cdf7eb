"""The links of a page, each with what the page says of it and where it stands. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import lxml.html
from lxml.etree import ParserError
from w3lib.encoding import html_to_unicode

from archive.text import normalise
from crawler.urls import absolute

PAGE_TAGS = frozenset({"body", "html"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
ITEM_TAGS = frozenset({"article", "li", "tr"})
MENU_TAGS = frozenset({"nav", "footer", "header"})
_MENU_NAMES = re.compile(
    r"(?:^|[\s_-])(?:footer|nav(?:bar|igation)?|(?:main|top|sub|left)?-?menu\w*|breadcrumbs?|masthead"
    r"|top-?bar|paging|pagination|pager|phan-?trang|duong-?dan)(?:$|[\s_-])",
    re.IGNORECASE,
)
_TRAIL_NAMES = re.compile(r"breadcrumbs?|duong-?dan|\bpath\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Anchor:
    """One link: ``url`` is canonical, ``text`` what is printed or, failing that, hinted
    (a picture's alt, a title); ``menu`` when the page marks its place as one of navigation."""

    url: str
    text: str
    element: lxml.html.HtmlElement
    menu: bool


@dataclass(frozen=True, slots=True)
class Links:
    """What a page links to: ``anchors`` in page order, ``rel_next`` what it calls its
    successor, ``same`` what it calls its own URL, ``feeds`` its feeds, ``onward`` where it sends
    its reader by itself (meta refresh, frames). All URLs canonical, "" where it names none."""

    anchors: tuple[Anchor, ...]
    rel_next: str = ""
    same: str = ""
    feeds: tuple[str, ...] = ()
    onward: tuple[str, ...] = ()

    @property
    def urls(self) -> tuple[str, ...]:
        """Every URL that may be a further page, once each."""
        found = dict.fromkeys(anchor.url for anchor in self.anchors)
        return tuple(found | {self.rel_next: None} if self.rel_next else found)


def decode_html(body: bytes, content_type: str) -> str:
    """The text of an HTML body. Bytes that are valid UTF-8 are UTF-8, whatever the header
    claims: portals moved from windows-1258 and TCVN3 keep announcing them."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return html_to_unicode(content_type, body)[1]


def parse_html(body: bytes, content_type: str) -> lxml.html.HtmlElement | None:
    """The document, or None where there is nothing to parse."""
    # XML 1.0 has no NUL, and lxml refuses an encoding declaration in a str.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decode_html(body, content_type).replace("\0", ""))
    try:
        return lxml.html.document_fromstring(text)
    except (ParserError, ValueError):
        return None


def read_anchors(
    root: lxml.html.HtmlElement, page_url: str, canonical: Callable[[str], str]
) -> Links:
    """:param canonical: the identity of an absolute URL."""
    reach = _reaching(root, page_url, canonical)
    anchors = tuple(
        Anchor(url, text_of(element) or hint_of(element), element, in_menu(element))
        for element in root.iter("a", "area")
        if (url := reach(element.get("href") or ""))
    )
    onward = [
        re.sub(r"^[^=]*=\s*['\"]?|['\"]\s*$", "", str(said))
        for said in root.xpath(
            "//meta[translate(@http-equiv, 'REFSH', 'refsh') = 'refresh']/@content"
        )
        if "=" in str(said)
    ] + [str(src) for src in root.xpath("//frame/@src")]
    return Links(
        anchors,
        reach(_rel(root, "next")),
        reach(_rel(root, "canonical")),
        tuple(dict.fromkeys(filter(None, map(reach, _feeds(root))))),
        tuple(dict.fromkeys(filter(None, map(reach, onward)))),
    )


def own_url(root: lxml.html.HtmlElement, page_url: str, canonical: Callable[[str], str]) -> str:
    """What a page calls its own URL (rel=canonical), canonical; "" where it does not."""
    return _reaching(root, page_url, canonical)(_rel(root, "canonical"))


def _reaching(
    root: lxml.html.HtmlElement, page_url: str, canonical: Callable[[str], str]
) -> Callable[[str], str]:
    """From a link as the page writes it to the canonical URL it leads to, "" for none."""
    base = _base(root, page_url)

    def reach(href: str) -> str:
        target = absolute(base, href)
        return canonical(target) if target else ""

    return reach


def text_of(element: lxml.html.HtmlElement) -> str:
    return normalise(" ".join(str(element.text_content()).split()))


def hint_of(anchor: lxml.html.HtmlElement) -> str:
    """What a link around a picture says of its target."""
    alt = next(iter(anchor.xpath(".//img/@alt")), "")
    return normalise(anchor.get("title") or anchor.get("aria-label") or str(alt))


def words_in(text: str) -> int:
    """How many words of letters a text has; Vietnamese writes each syllable as one."""
    return len(re.findall(r"[^\W\d_]+", text))


def in_menu(anchor: lxml.html.HtmlElement) -> bool:
    for place in anchor.iterancestors():
        if place.tag in PAGE_TAGS:
            break
        if place.tag in MENU_TAGS and not own_header(place):
            return True
        if place.get("role") == "navigation" or _MENU_NAMES.search(names_of(place)):
            return True
    return False


def in_trail(anchor: lxml.html.HtmlElement) -> bool:
    """Whether a link stands in a breadcrumb, which ends in the page itself."""
    return any(_TRAIL_NAMES.search(names_of(place)) for place in anchor.iterancestors())


def own_header(place: lxml.html.HtmlElement) -> bool:
    """Whether a <header> opens an item of a list: then an <article> or <li> holds it."""
    return place.tag == "header" and any(up.tag in ITEM_TAGS for up in place.iterancestors())


def names_of(element: lxml.html.HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _base(root: lxml.html.HtmlElement, page_url: str) -> str:
    href = next(iter(root.xpath("//base/@href")), "")
    return absolute(page_url, str(href)) or page_url


def _rel(root: lxml.html.HtmlElement, name: str) -> str:
    for element in root.xpath("//link[@rel and @href] | //a[@rel and @href]"):
        if name in element.get("rel", "").lower().split():
            return str(element.get("href", ""))
    return ""


def _feeds(root: lxml.html.HtmlElement) -> list[str]:
    return [
        str(element.get("href"))
        for element in root.xpath("//link[@rel and @href]")
        if "alternate" in element.get("rel", "").lower().split()
        and re.search(r"\b(?:rss|atom)\b", element.get("type") or "", re.IGNORECASE)
    ]
