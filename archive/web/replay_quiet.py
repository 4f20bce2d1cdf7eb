"""A captured page made quiet: it asks for nothing that the archive does not hold, and its links
lead into the archive.

A courtesy and no lock: what this misses, the sandbox and the policy of :mod:`archive.web.replay`
stop, with an error on the console or a dead link. Only the tags that would ask, act or lead are
touched, as bytes, so that a page in any charset that keeps ASCII is otherwise what came; what is
taken out of force stays readable under a name of ours ("data-kept-src"). The bytes as they came
are to be had beside it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin

KEPT = "data-kept-"

_S = r"[\t\n\f\r ]"
_NEXT = re.compile(
    r"<(?:!--|(/?)([a-z][^\t\n\f\r />]*+)(?=[\t\n\f\r /]"
    r"|(?<=form)>|(?<=script)>|(?<=style)>|(?<=body)>"
    r"|(?<=title)>|(?<=textarea)>|(?<=xmp)>|(?<=noembed)>|(?<=noframes)>|(?<=plaintext)>))",
    re.IGNORECASE,
)
"""What has to be looked at: comments, tags with attributes, and those that do without any."""
_COMMENT_END = re.compile(r"--!?>")
_ATTRIBUTE = re.compile(
    rf"[\t\n\f\r /]*+(?P<name>[^\t\n\f\r />=][^\t\n\f\r />=]*+|=[^\t\n\f\r />=]*+)"
    rf"(?:{_S}*+={_S}*+(?:\"(?P<two>[^\"]*+)\"|'(?P<one>[^']*+)'"
    r"|(?![\"'])(?P<bare>[^\t\n\f\r >]*+)))?"
)
_UNCLOSED = re.compile(rf"{_S}*+={_S}*+[\"']")
_TAG_END = re.compile(r"[\t\n\f\r /]*+>")
_DOCTYPE = re.compile(
    r"(?:\xef\xbb\xbf)?(?:\s++|<!--.*?-->|<\?[^>]*+>)*+(?:<!doctype[^>]*+>)?",
    re.IGNORECASE | re.DOTALL,
)

_TEXT = (
    "script",
    "style",
    "title",
    "textarea",
    "xmp",
    "iframe",
    "noembed",
    "noframes",
    "plaintext",
)
"""Elements whose content is text and no markup, up to their end tag."""
_SHELLS = frozenset(
    "script link base iframe frame object embed applet portal fencedframe".split()
)  # fmt: skip
"""Elements that are there to fetch or to run: nothing of them stays but how they look."""
_LOOKS = frozenset("id class style width height title lang dir".split())
_ASKING = frozenset(
    "src srcset imagesrcset srcdoc poster background data code codebase archive classid lowsrc"
    " dynsrc manifest action formaction ping target download autofocus attributionsrc pattern"
    " referrerpolicy integrity".split()
)
"""Attributes that ask for something, or would be told on the console in a locked frame."""
_PAINT = frozenset("style fill stroke filter mask clip-path cursor".split()) | {
    f"marker-{end}" for end in ("start", "mid", "end")
}
_PLAIN_EQUIV = ("content-type", "content-language", "x-ua-compatible")
_NAMED_META = ("referrer", "viewport")

_CSS_URL = re.compile(r"url\(\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^)\"']*+))\s*+\)?", re.IGNORECASE)
_CSS_AT = re.compile(r"@(?=import\b)|(?=image-set\()", re.IGNORECASE)
_QUOTES = re.compile(r"&(?:quot|#0*34|#x0*22);?|(&(?:apos|#0*39|#x0*27);?)", re.IGNORECASE)
_WEB = re.compile(r"https?://", re.IGNORECASE)

Edit = tuple[int, int, str]
Attribute = tuple[int, int, str, str, tuple[int, int]]
"""Where its name begins, where it ends, its name, its value, and where its value stands with
its quotes (after the name, where it has none)."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, where its name and its end stand, and up to where the text goes that its element
    holds and no markup (its own end, for all others)."""

    name: str
    closes: bool
    span: tuple[int, int]
    attributes: tuple[Attribute, ...]
    end: int
    stop: int


def quiet(page: bytes, url: str, lead: Callable[[str], str], top: str = "") -> bytes:
    """``page``, captured at ``url``, with its links led by ``lead``, which is given each address
    in full and without its fragment; ``top`` is HTML in ASCII to stand above the page."""
    text = page.decode("latin-1")
    start = _DOCTYPE.match(text)
    place = start.end() if start else 0
    edits: list[Edit] = []
    links: list[Attribute] = []
    base, body = "", False
    for tag in _tags(text):
        if tag.name == "form":  # a form can be sent by a key
            edits.append((*tag.span, "div"))
        if tag.closes:
            continue
        if tag.name == "body" and not body:
            place, body = tag.end, True
        edits += _edits(tag, text)
        links += _links(tag)
        base = base or _base(tag)
    base = urljoin(url, base)
    edits += (edit for link in links for edit in _led(link, url, base, lead))
    edits.append((place, place, top))
    return _edited(text, edits).encode("latin-1", "xmlcharrefreplace")


def _tags(text: str) -> Iterator[Tag]:
    """The tags that may need something, in order."""
    at = 0
    while found := _NEXT.search(text, at):
        name = (found[2] or "").lower()
        if not name:
            ends = _COMMENT_END.search(text, found.start() + 2)
            at = ends.end() if ends else len(text)
            continue
        attributes = tuple(_attributes(text, found.end()))
        end = _TAG_END.match(text, attributes[-1][1] if attributes else found.end())
        if end is None:  # a browser drops a tag that never ends, and all after it
            return
        at = end.end()
        if name in _TEXT and not found[1]:
            close = re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE).search(text, at)
            at = close.start() if close else len(text)
        yield Tag(name, bool(found[1]), found.span(2), attributes, end.end(), at)


def _edits(tag: Tag, text: str) -> Iterator[Edit]:
    """What takes a tag out of force."""
    if tag.name == "script":
        yield tag.span[1], tag.span[1], ' type="text/plain"'
    if tag.name == "style":
        yield tag.end, tag.stop, _css(text[tag.end : tag.stop])
    for start, _, word, value, span in tag.attributes:
        if _acts(tag.name, word, value):
            yield start, start, KEPT
        elif word in _PAINT and "(" in value:
            yield from _painted(value, span)


def _links(tag: Tag) -> Iterator[Attribute]:
    if tag.name in ("a", "area"):
        yield from (found for found in tag.attributes if found[2] in ("href", "xlink:href"))


def _base(tag: Tag) -> str:
    if tag.name != "base":
        return ""
    return next((_meant(value) for _, _, word, value, _ in tag.attributes if word == "href"), "")


def _edited(text: str, edits: list[Edit]) -> str:
    pieces, at = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [text[at:start], new]
        at = end
    return "".join([*pieces, text[at:]])


def _attributes(text: str, at: int) -> Iterator[Attribute]:
    while found := _ATTRIBUTE.match(text, at):
        at = found.end()
        if _UNCLOSED.match(text, at):
            return  # the tag never ends, which its end will tell
        which = found.lastgroup or ""
        start, end = found.span(which) if which != "name" else (at, at)
        if which in ("one", "two"):
            start, end = start - 1, end + 1
        value = found[which] if which != "name" else ""
        yield found.start("name"), at, found["name"].lower(), value, (start, end)


def _acts(name: str, word: str, value: str) -> bool:
    if name in _SHELLS:
        return word not in _LOOKS
    if word.startswith("on"):
        return True
    said = value.strip().lower()
    if name == "meta":
        # A refresh, a policy and a cookie are the page's doing; a viewport that is misspelt is
        # told on the console, and means nothing in a frame.
        return (word == "http-equiv" and said not in _PLAIN_EQUIV) or (
            word == "name" and said in _NAMED_META
        )
    held = said.startswith("data:image/")
    if word == "src":
        return not held
    if word in ("href", "xlink:href") and name not in ("a", "area"):
        return not (held or said.startswith("#"))
    if name == "svg" and word in ("width", "height"):
        return not said[:1].isdigit()  # "auto" is an error of the page's own, and told
    return word in _ASKING


def _painted(value: str, span: tuple[int, int]) -> Iterator[Edit]:
    plain = _QUOTES.sub(lambda found: "'" if found[1] else '"', value)
    if (new := _css(plain)) != plain:
        yield (*span, '"' + new.replace('"', "&quot;") + '"')


def _css(text: str) -> str:
    """Style without what it would fetch: pictures in it stay, all else is none."""

    def held(found: re.Match[str]) -> str:
        said = (found[1] or found[2] or found[3] or "").strip().lower()
        return found[0] if said.startswith(("#", "data:image/")) else "none"

    return _CSS_AT.sub("@kept-", _CSS_URL.sub(held, text))


def _led(link: Attribute, url: str, base: str, lead: Callable[[str], str]) -> Iterator[Edit]:
    said = _meant(link[3])
    if said.startswith("#"):
        return
    try:
        whole, fragment = urldefrag(urljoin(base, said))
    except ValueError:
        whole = fragment = ""
    if not _WEB.match(whole):
        # mailto:, tel: and scripts: a locked frame refuses them aloud.
        yield link[0], link[0], KEPT
        return
    tail = f"#{fragment}" if fragment else ""
    there = tail if fragment and whole == urldefrag(url)[0] else lead(whole) + tail
    plain = html.escape(there).encode("ascii", "xmlcharrefreplace").decode()
    # One that has no value yet is given one.
    yield *link[4], f'"{plain}"' if link[4][0] < link[4][1] else f'="{plain}"'


def _meant(value: str) -> str:
    """An address as a browser reads it from an attribute."""
    said = html.unescape(value.encode("latin-1", "replace").decode("utf-8", "replace"))
    return re.sub(r"[\t\r\n]", "", said).strip("\0 \f")
