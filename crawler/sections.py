"""Which pages of a site may list articles, from the links of its front page or a section. Pure.

Nothing here decides: a candidate is visited once, and what it announces says whether it
is a section. The order matters, since a site that proposes without end is not asked for all
of it (:mod:`crawler.budget`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from archive.text import fold
from crawler.anchors import Anchor, Links, words_in

PER_PAGE = 60
"""Candidates taken from one page: a provincial paper's whole menu has some 20 sections and
40 below them."""

NAME_WORDS = 16
"""Words of the longest section name: the campaign's own, with "Chuyên mục" before it, has 15."""

FEED = re.compile(r"(?:^|[/.])(?:rss|feed|atom)(?:/[^/]+|\.xml)?/?$|\.rss$", re.IGNORECASE)
_FEED_QUERY = re.compile(r"(?:^|&)(?:format=feed|type=(?:rss|atom)|feed=rss2?|rss=1)(?:&|$)")
FEED_PAGE = re.compile(r"/rss(?:[.-](?:html?|aspx|php|chn))?/?$", re.IGNORECASE)
_OF_COMMENTS = re.compile(r"/comments?/|/binh-luan/", re.IGNORECASE)

# Folded. The campaign's own sections, the Party's, news; then what has no news by its name.
_PROMISE = (
    re.compile(r"hoc tap|lam theo|guong bac|loi bac|hoc bac|ho chi minh|chi thi 0?5|guong sang"),
    re.compile(r"xay dung dang|cong tac dang|dang\b|chinh tri|guong (?:nguoi|dien)|nguoi tot"),
    re.compile(r"\btin\b|thoi su|su kien|hoat dong|tuyen truyen|thoi bao|bai viet|chuyen muc"),
)
_DULL = re.compile(
    r"lien he|gioi thieu|so do|thu tuc|van ban|lich |hoi dap|gop y|video|anh\b|album|audio|tra cuu"
    r"|dang nhap|dich vu|quang cao|dieu khoan|tuyen dung|danh ba|english|hop thu|thu dien tu|faq"
    r"|co cau|chuc nang|download|tai lieu|du an|dau thau|cong khai|quy hoach|so tay|phan mem"
)
_IDLE = frozenset(
    "xem doc them tiep theo chi tiet tat ca trang sau truoc dau cuoi len in next prev previous"
    " first last more read all top".split()
)
"""Words of links that name no place: "Xem thêm", "Trang sau", "Đọc tiếp »", "Tất cả"."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A URL that may announce articles; ``name`` as the page prints it."""

    url: str
    name: str


def sections_among(
    links: Links, is_open: Callable[[str], bool], articles: Iterable[str]
) -> tuple[Candidate, ...]:
    """The most promising first: by name, then those in menus and headings, in page order.

    :param is_open: whether a URL may be a section at all.
    :param articles: URLs of the page that are articles.
    """
    articles = frozenset(articles)
    found: dict[str, list[Anchor]] = {}
    for anchor in links.anchors:
        if anchor.url not in articles and is_open(anchor.url):
            found.setdefault(anchor.url, []).append(anchor)
    candidates = []
    for place, (url, anchors) in enumerate(found.items()):
        texts = [anchor.text for anchor in anchors if anchor.text]
        name = max(filter(_is_name, texts), key=len, default="")
        # A picture says nothing, and may be all that a front page has: "Vào trang chủ".
        if (name or not texts) and words_in(name) <= NAME_WORDS:
            set_apart = any(anchor.menu for anchor in anchors)
            rank = (_dullness(name), bool(urlsplit(url).query), not set_apart, place)
            candidates.append((rank, Candidate(url, name)))
    candidates.sort(key=lambda entry: entry[0])
    onward = [Candidate(url, "") for url in links.onward if is_open(url)]
    return (*onward, *(candidate for _, candidate in candidates[:PER_PAGE]))


def feeds_among(links: Links) -> tuple[str, ...]:
    """The feeds a page names: its own, and on a page of feeds all that it links to."""
    linked = [anchor.url for anchor in links.anchors if is_feed(anchor.url)]
    return tuple(
        url for url in dict.fromkeys((*links.feeds, *linked)) if not _OF_COMMENTS.search(url)
    )[:PER_PAGE]


def _is_name(text: str) -> bool:
    return not _IDLE.issuperset(re.findall(r"[^\W\d_]+", fold(text)))


def is_feed(url: str) -> bool:
    parts = urlsplit(url)
    return bool(FEED.search(parts.path)) or bool(_FEED_QUERY.search(parts.query.lower()))


def _dullness(name: str) -> int:
    """How far behind others a name stands: 0 to 2 what we look for, 3 unknown, 4 no news,
    5 nothing said."""
    said = fold(name)
    if not said:
        return 5
    known = next((n for n, pattern in enumerate(_PROMISE) if pattern.search(said)), 3)
    return 4 if known == 3 and _DULL.search(said) else known
