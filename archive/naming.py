"""Which captures name an article that is withheld: listings, feeds, sitemaps, and the pages of
other articles that link to it or print its title beside their own text.

They are not the article's own captures and stay in WARC, as what they say of everything else
follows from them. While the withholding is in force nobody is shown a list that names it, the
replay shows any other page with those places blacked out (:mod:`archive.blackout`), and so does
what is exported, in a record of its own kind.
"""

from __future__ import annotations

import html
import json
import logging
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from archive import payload, warc
from archive.payload import PayloadError
from archive.titles import Titles
from archive.tombstones import listed

log = logging.getLogger(__name__)

_LISTS = "c.url IN (SELECT url FROM urls WHERE role IN ('listing', 'feed', 'sitemap'))"
_TOLD = """
    SELECT u.article_id FROM tombstone_urls u WHERE
        EXISTS (SELECT 1 FROM urls WHERE url = u.url AND found_in = :id)
        OR EXISTS (SELECT 1 FROM witnesses w
                    WHERE w.url = u.url AND w.capture_id = :id AND w.kind <> 'article')
"""
"""The withheld articles that a capture was the first to lead to, or is the witness of."""

_TEXTS = ("text/", "application/xhtml", "application/xml", "application/json", "application/rss",
          "application/atom", "application/javascript", "application/ld+json")  # fmt: skip
_LONGEST = 2_000
"""Characters of the longest thing that is taken for an address."""
_TELLING = 12
"""Characters from which the last part of an address is one article's alone: "0.html" and "?id=7"
stand in every page, "hop-lop-cu-123.html" does not."""

_FREE, _ENDS = r"(?<![\w%.-])", r"(?![\w%-])"
_SAME = r"(?!\?\w*id=)"

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.ASCII | re.IGNORECASE)
_VALUES = re.compile(r"=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_TAGS = re.compile(r"<(?!!--)[^<>]*>")  # up to the next one: a megabyte of "<" takes hours else
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


@dataclass(frozen=True, slots=True)
class Signs:
    """By what the captures of one site are known to name withheld articles: ``last`` parts of
    the addresses, for lists, where one too many does no harm; whole ``addresses`` of any site and
    the ``telling`` last parts of its own, for pages; and the ``titles`` of its own."""

    last: re.Pattern[str] | None
    addresses: re.Pattern[str] | None
    telling: re.Pattern[str] | None
    titles: Titles

    def in_list(self, body: bytes | None) -> bool:
        """Whether a list (content-decoded; None: it cannot be looked through) may name one."""
        if body is not None and body.startswith(b"\x1f\x8b"):  # sitemap.xml.gz
            try:
                body = payload.decode(body, "gzip")
            except PayloadError:
                body = None
        if body is None:
            return self.last is not None
        text = meant(body.decode("utf-8", "replace"))
        return bool(_found(self.last, text) or _found(self.addresses, text))

    def in_page(self, text: str, url: str) -> bool:
        """Whether the source of a page, which lies at ``url``, names one."""
        source = meant(text)
        values = [a or b or c for a, b, c in _VALUES.findall(source)]
        return (
            self.in_address(source, "")
            or any(self.in_address(value, url) for value in values)
            or self.titles.stand_in(_TAGS.sub(" ", source) + " | " + " | ".join(values))
        )

    def in_address(self, text: str, url: str) -> bool:
        """Whether an address, or a text with addresses in it, is one of them; relative ones are
        meant from ``url``."""
        if _found(self.telling, text) or _found(self.addresses, text):
            return True
        if not url or self.last is None or self.addresses is None or len(text) > _LONGEST:
            return False
        try:
            return _found(self.addresses, unquote(urljoin(url, text.strip())))
        except ValueError:
            return False


def signs(
    db: sqlite3.Connection, site: str, article_ids: Iterable[str] | None = None
) -> Signs | None:
    """What captures of a site are held against, for these withheld articles or all; None when
    nothing is withheld that they could name."""
    chosen = None if article_ids is None else {*article_ids}
    rows = [
        (url, whose, text)
        for ident, url, whose, text in db.execute(
            "SELECT t.article_id, u.url, t.site, json_extract(d.detail, '$.titles')"
            " FROM tombstone_urls u JOIN tombstones t USING (article_id)"
            " LEFT JOIN decisions d ON d.id = t.decision_id"
        )
        if chosen is None or ident in chosen
    ]
    if not rows:
        return None
    own = [url for url, whose, _ in rows if whose == site]
    marks = {mark for _, whose, text in rows if whose == site for mark in listed(str(text or "[]"))}
    last = sorted({end for url in own if (end := _last(url))})
    whole = sorted({_address(row[0]) for row in rows})
    return Signs(
        _any(map(re.escape, last), _FREE, _ENDS),
        _any(map(re.escape, whole), r"(?<![\w.-])(?:www\.)?", rf"{_ENDS}(?![/.][\w%])"),
        _any((re.escape(end) for end in last if _tells(end)), _FREE, _ENDS),
        Titles(marks),
    )


def lists(db: sqlite3.Connection, capture_id: str) -> bool:
    """Whether a capture is one of a listing, feed or sitemap."""
    found = db.execute(f"SELECT 1 FROM captures c WHERE c.id = ? AND {_LISTS}", (capture_id,))
    return found.fetchone() is not None


def names_withheld(
    db: sqlite3.Connection, site: str, capture_ids: Iterable[str], body: bytes | None
) -> bool:
    """Whether a list of a site names an article that is withheld now: by what its captures
    told, or by what they hold (``body``, content-decoded). One that cannot be looked through
    (None) may."""
    found = signs(db, site)
    return any(_told(db, ident) for ident in capture_ids) or bool(found and found.in_list(body))


def page_names(found: Signs, url: str, content_type: str, body: bytes) -> bool:
    """Whether a capture that is no list, its ``body`` content-decoded where that can be done,
    names what ``found`` is of. Pictures and the like are not looked through."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind and not kind.startswith(_TEXTS):
        return False
    return found.in_page(decoded(body, content_type), url)


def captures(db: sqlite3.Connection, folder: Path, article_ids: Iterable[str]) -> list[str]:
    """The captures, in the WARC files of ``folder``, that name one of these withheld articles
    and are not its own: their ids, each site's oldest first.

    Every capture of their sites is read, which takes some milliseconds each.
    """
    chosen = set(article_ids)
    sites = db.execute(
        "SELECT DISTINCT site FROM tombstones WHERE article_id IN (SELECT value FROM json_each(?))"
        " ORDER BY site",
        (json.dumps(sorted(chosen)),),
    ).fetchall()
    found = []
    for (site,) in sites:
        sign = signs(db, site, chosen)
        rows = db.execute(
            f"SELECT c.id, c.url, c.content_type, c.warc_file, c.offset, {_LISTS} FROM captures c"
            " WHERE c.site = ? AND c.record_type = 'response' AND c.erased_by = ''"
            " AND c.url NOT IN (SELECT url FROM tombstone_urls) ORDER BY c.fetched_at, c.id",
            (site,),
        ).fetchall()
        for ident, url, content_type, name, offset, is_list in rows:
            raw, body = _body(folder, name, offset)
            if is_list:
                named = bool(_told(db, ident) & chosen) or bool(sign and sign.in_list(body))
            else:
                text = raw if body is None else body
                named = bool(sign and page_names(sign, url, content_type, text))
            found += [ident] if named else []
    return found


def decoded(body: bytes, content_type: str) -> str:
    """A page's source, by the charset that its server or itself names, else as UTF-8."""
    named = _CHARSET.search(content_type.encode()) or _CHARSET.search(body[:4096])
    try:
        return body.decode(named[1].decode() if named else "utf-8", "replace")
    except LookupError:
        return body.decode("utf-8", "replace")


def meant(text: str) -> str:
    """A source with its links as they are meant: entities, JSON's slashes and escapes,
    percents."""
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text.replace("\\/", "/"))
    return unquote(html.unescape(text))


def _told(db: sqlite3.Connection, capture_id: str) -> set[str]:
    return {row[0] for row in db.execute(_TOLD, {"id": capture_id})}


def _found(sign: re.Pattern[str] | None, text: str) -> bool:
    return bool(sign and sign.search(text))


def _any(parts: Iterable[str], before: str, after: str) -> re.Pattern[str] | None:
    # After an address without a query another may follow that means the same page, but for one
    # that chooses another page.
    each = "|".join(part if "\\?" in part else part + _SAME for part in parts)
    return re.compile(f"{before}(?:{each}){after}", re.IGNORECASE) if each else None


def _last(url: str) -> str:
    parts = urlsplit(unquote(url))
    path = parts.path.rstrip("/")
    last = path.rpartition("/")[2] or parts.netloc
    return f"{last}?{parts.query}" if parts.query else last


def _tells(end: str) -> bool:
    return len(end) >= _TELLING and any(char.isalpha() for char in end)


def _address(url: str) -> str:
    """Host, path and query; a link may begin otherwise (http, www) and end otherwise."""
    parts = urlsplit(unquote(url))
    host = parts.netloc.lower().removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}"


def _body(folder: Path, name: str, offset: int) -> tuple[bytes, bytes | None]:
    """A capture's payload as it lies, and content-decoded, None where that cannot be done."""
    raw = b""
    try:
        stored = warc.read_at(folder, name, offset)
        raw = stored.payload
        headers = {key.lower(): value for key, value in reversed(warc.text_of(stored.headers))}
        return raw, payload.decode(raw, headers.get("content-encoding", ""))
    except (OSError, ValueError) as error:  # a PayloadError is a ValueError
        log.warning("%s:%d: cannot be looked through: %s", name, offset, error)
        return raw, None
