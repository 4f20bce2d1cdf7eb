"""Which captured listings, feeds and sitemaps name an article that is withheld.

They are not the article's own captures and stay in WARC, as what they say of every other
article follows from them; but nobody is shown one while the withholding is in force.
"""

from __future__ import annotations

import html
import logging
import re
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from archive import payload, warc
from archive.payload import PayloadError

log = logging.getLogger(__name__)

_LISTS = "c.url IN (SELECT url FROM urls WHERE role IN ('listing', 'feed', 'sitemap'))"
_TOLD = """
    SELECT u.article_id FROM tombstone_urls u WHERE
        EXISTS (SELECT 1 FROM urls WHERE url = u.url AND found_in = :id)
        OR EXISTS (SELECT 1 FROM witnesses w
                    WHERE w.url = u.url AND w.capture_id = :id AND w.kind <> 'article')
"""
"""The withheld articles that a capture was the first to lead to, or is the witness of."""


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
    urls = db.execute(
        "SELECT u.url FROM tombstone_urls u JOIN tombstones t USING (article_id) WHERE t.site = ?",
        (site,),
    )
    sign = _sign([row[0] for row in urls])
    return any(_told(db, ident) for ident in capture_ids) or bool(sign and _shows(sign, body))


def captures(db: sqlite3.Connection, folder: Path, article_ids: Iterable[str]) -> list[str]:
    """The captures, in the WARC files of ``folder``, of lists that name one of these withheld
    articles: their ids, each site's oldest first.

    Every list of their sites is read, which takes some milliseconds each.
    """
    chosen = set(article_ids)
    signs: dict[str, list[str]] = {}
    for ident in sorted(chosen):
        stones = db.execute(
            "SELECT t.site, u.url FROM tombstones t JOIN tombstone_urls u USING (article_id)"
            " WHERE t.article_id = ?",
            (ident,),
        )
        for site, url in stones:
            signs.setdefault(site, []).append(url)
    found = []
    for site, urls in signs.items():
        sign = _sign(urls)
        rows = db.execute(
            "SELECT c.id, c.warc_file, c.offset FROM captures c WHERE c.site = ?"
            f" AND c.record_type = 'response' AND c.erased_by = '' AND {_LISTS}"
            " ORDER BY c.fetched_at, c.id",
            (site,),
        ).fetchall()
        found += [
            ident
            for ident, name, offset in rows
            if _told(db, ident) & chosen or (sign and _shows(sign, _body(folder, name, offset)))
        ]
    return found


def _told(db: sqlite3.Connection, capture_id: str) -> set[str]:
    return {row[0] for row in db.execute(_TOLD, {"id": capture_id})}


def _shows(sign: re.Pattern[str], body: bytes | None) -> bool:
    if body is not None and body.startswith(b"\x1f\x8b"):  # sitemap.xml.gz
        try:
            body = payload.decode(body, "gzip")
        except PayloadError:
            body = None
    return body is None or bool(sign.search(_text(body)))


def _sign(urls: Sequence[str]) -> re.Pattern[str] | None:
    """What a list that links to one of these URLs of its site has in it: the last part of the
    address, however the link is written before it (relative, http, www).

    Another page may end alike: one list too many is then not shown, and none too few.
    """
    ends = sorted({end for url in urls if (end := _end(url))})
    if not ends:
        return None
    return re.compile(rf"(?<![\w%.-])(?:{'|'.join(map(re.escape, ends))})(?![\w%-])")


def _end(url: str) -> str:
    parts = urlsplit(unquote(url))
    path = parts.path.rstrip("/")
    last = path.rpartition("/")[2] or parts.netloc
    return f"{last}?{parts.query}" if parts.query else last


def _text(body: bytes) -> str:
    """A list's text with its links as they are meant: entities, JSON's slashes, percents."""
    return unquote(html.unescape(body.decode("utf-8", "replace")).replace("\\/", "/"))


def _body(folder: Path, name: str, offset: int) -> bytes | None:
    try:
        stored = warc.read_at(folder, name, offset)
        headers = {key.lower(): value for key, value in reversed(warc.text_of(stored.headers))}
        return payload.decode(stored.payload, headers.get("content-encoding", ""))
    except (OSError, ValueError) as error:  # a PayloadError is a ValueError
        log.warning("%s:%d: cannot be looked through: %s", name, offset, error)
        return None
