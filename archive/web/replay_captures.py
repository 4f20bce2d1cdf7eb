"""What the replay may show of a capture: its row, its record, and whether it may be shown."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from archive import naming, payload, tombstones, warc
from archive.access import may_show_text, restricts
from archive.blackout import blacked_out
from archive.tombstones import Tombstone
from archive.writer import WARC_FOLDER, connect_readonly

SHOWS = (
    "SELECT 1 FROM (SELECT id FROM articles WHERE url = :url"
    " UNION SELECT article_id FROM url_aliases WHERE alias = :url) a"
    " JOIN revisions r ON r.article_id = a.id WHERE r.capture_id = :id"
)
"""Whether a capture is one that an article's text was read from."""

_ORIGINAL = (
    "SELECT * FROM captures WHERE url = :url AND record_type = 'response' AND status = 200"
    " AND (digest = :digest OR :status = 304) AND fetched_at < :fetched_at AND erased_by = ''"
    " ORDER BY fetched_at DESC LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A capture that may be shown. ``body`` is content-decoded, None where there is none to
    show (``trouble`` says why it cannot be read, if that is so); ``raw`` as it lies in WARC.
    ``same`` is the moment of the earlier capture whose bytes these are, "" for its own;
    ``article`` the id of the article at its address, "" for none. ``covered``: the page names a
    withheld article; ``body`` is a copy with those places blacked out, and there is no ``raw``."""

    id: str
    url: str
    fetched_at: str
    status: int
    type: str
    digest: str
    warc_file: str
    offset: int
    failure: str = ""
    coding: str = ""
    location: str = ""
    truncated: str = ""
    same: str = ""
    organisation: str = ""
    rights: str = ""
    article: str = ""
    trouble: str = ""
    raw: bytes = b""
    body: bytes | None = None
    covered: bool = False


@dataclass(frozen=True, slots=True)
class Gone:
    """A capture that may not be shown: withheld (``stone``), a list that names what is,
    erased, or not open to all. ``url`` is the page's own address, "" where it is not told."""

    status: int
    why: str
    stone: Tombstone | None = None
    url: str = ""


def find(folder: Path, ident: str, *, public: bool) -> Found | Gone | None:
    """A capture by its id; None when the archive has none."""
    with closing(connect_readonly(folder)) as db:
        db.execute("BEGIN")  # one moment for all that is asked
        row = db.execute(
            "SELECT c.*, coalesce(s.rights, '') AS rights, coalesce(s.organisation, '')"
            " AS organisation, coalesce((SELECT id FROM articles WHERE url = c.url), (SELECT"
            " article_id FROM url_aliases WHERE alias = c.url), '') AS article"
            " FROM captures c LEFT JOIN sites s ON s.name = c.site WHERE c.id = ?",
            (ident,),
        ).fetchone()
        if row is None:
            return None
        if stone := tombstones.of_url(db, row["url"]):
            return Gone(410, "withheld", stone)
        if row["erased_by"]:
            return Gone(410, "erased", url=row["url"])
        if public and not db.execute(SHOWS, dict(row)).fetchone():
            return Gone(403, "no_article", url=row["url"])
        if public and not may_show_text(row["rights"]):
            why = "closed" if restricts(row["rights"]) else "unknown_rights"
            return Gone(403, why, url=row["url"])
        source = db.execute(_ORIGINAL, dict(row)).fetchone() if _is_revisit(row) else None
        found = _read(folder / WARC_FOLDER, row, source)
        if naming.lists(db, row["id"]):
            whose = [row["id"], *([source["id"]] if source else [])]
            body = None if found.raw and found.body is None else found.body or b""
            if naming.names_withheld(db, row["site"], whose, body):
                return Gone(410, "names_withheld")
        elif found.raw and (signs := naming.signs(db, row["site"])):
            return _covered(found, signs)
        return found


def _covered(found: Found, signs: naming.Signs) -> Found | Gone:
    """A page with those places blacked out that name an article that is withheld."""
    body = found.raw if found.body is None else found.body
    if not naming.page_names(signs, found.url, found.type, body):
        return found
    shown = found.body and blacked_out(found.body, found.type, found.url, signs)
    if not shown:
        return Gone(410, "names_withheld")
    return replace(found, body=shown, raw=b"", type="text/html; charset=utf-8", covered=True)


def _is_revisit(row: sqlite3.Row) -> bool:
    return str(row["record_type"]) == "revisit"


def _read(folder: Path, row: sqlite3.Row, source: sqlite3.Row | None) -> Found:
    stored, trouble = None, ""
    bytes_of = source or row
    try:
        stored = warc.read_at(folder, bytes_of["warc_file"], bytes_of["offset"])
        if stored.id != bytes_of["id"]:
            stored, trouble = None, "another record lies there"
    except OSError:
        trouble = "its file is missing"
    except Exception:  # warcio meets damaged bytes with whatever comes
        trouble = "damaged"
    headers = dict(_lower(stored.headers)) if stored else {}
    coding = headers.get("content-encoding", "")
    raw = stored.payload if stored and stored.record_type == "response" else b""
    body: bytes | None = None
    if raw:
        try:
            body = payload.decode(raw, coding)
        except payload.PayloadError as error:
            trouble = str(error)
    return Found(
        id=row["id"],
        url=row["url"],
        fetched_at=row["fetched_at"],
        status=row["status"],
        type=bytes_of["content_type"],
        digest=bytes_of["digest"],
        warc_file=row["warc_file"],
        offset=row["offset"],
        failure=row["failure"],
        coding=coding,
        location=headers.get("location", ""),
        truncated=stored.truncated if stored else "",
        same=source["fetched_at"] if source else "",
        organisation=row["organisation"],
        rights=row["rights"],
        article=row["article"],
        trouble=trouble,
        raw=raw,
        body=body,
    )


def _lower(headers: warc.Headers) -> list[tuple[str, str]]:
    # The first of a name counts, as in Page.header.
    return [(name.lower(), value) for name, value in reversed(warc.text_of(headers))]
