"""Where a link in a captured page leads: to the capture of its page nearest in time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from archive import tombstones
from archive.access import may_show_text
from archive.web.replay_captures import SHOWS, Gone
from archive.writer import connect_readonly

_ARTICLE = (
    "SELECT a.url FROM url_aliases u JOIN articles a ON a.id = u.article_id WHERE u.alias = ?"
)
_CAPTURES = (
    "SELECT c.id, c.url, coalesce(s.rights, '') AS rights FROM captures c"
    " LEFT JOIN sites s ON s.name = c.site WHERE c.url IN (SELECT value FROM json_each(:urls))"
    " AND c.record_type <> 'metadata' AND c.status IN (200, 304) AND c.erased_by = ''"
    " ORDER BY abs(julianday(c.fetched_at) - coalesce(julianday(:at), 1e9)), c.fetched_at, c.id"
)


def nearest(
    folder: Path, url: str, at: str, *, public: bool, spell: Callable[[str], str]
) -> str | Gone:
    """The id of the capture of ``url`` nearest to the moment ``at`` (ISO 8601) that may be
    shown; what to say where there is none. ``spell`` is how the archive spells an address.

    In public nothing tells a page that is not kept from one that is not open to all.
    """
    with closing(connect_readonly(folder)) as db:
        urls = list(_spellings(db, spell(url) or url))
        for known in urls:
            if stone := tombstones.of_url(db, known):
                return Gone(410, "withheld", stone)
        for row in db.execute(_CAPTURES, {"urls": json.dumps(urls), "at": at}):
            if not public:
                return str(row["id"])
            if may_show_text(row["rights"]) and db.execute(SHOWS, dict(row)).fetchone():
                return str(row["id"])
    return Gone(404, "not_open" if public else "not_kept", url=url)


def _spellings(db: sqlite3.Connection, url: str) -> Iterator[str]:
    """The addresses by which the archive may know a page, its own first: with http and https,
    with www. and without, at the name its site goes by, and the one its article does."""
    try:
        parts = urlsplit(url)
    except ValueError:  # half an IPv6 address
        return
    hosts = [parts.netloc]
    bare = parts.netloc.removeprefix("www.")
    hosts += [bare if bare != parts.netloc else f"www.{bare}"]
    hosts += [
        row["host"]
        for row in db.execute(
            "SELECT host FROM sites WHERE EXISTS"
            " (SELECT 1 FROM json_each(aliases) WHERE value IN (?, ?))",
            hosts,
        )
    ]
    seen = set()
    for host in hosts:
        for scheme in dict.fromkeys((parts.scheme, "https", "http")):
            known = urlunsplit(parts._replace(scheme=scheme, netloc=host))
            for found in (known, *(row["url"] for row in db.execute(_ARTICLE, (known,)))):
                if found not in seen:
                    seen.add(found)
                    yield found
