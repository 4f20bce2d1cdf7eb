"""The record that stands in a WARC file in place of one that was erased.

A metadata record of the same URL and date that refers to the erased one. What can no more
be computed from the bytes and still belongs to the ledger (that the visit took place, what
it came to) is in its block, so that the rows can be computed from it.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID, uuid5

from warcio.warcwriter import WARCWriter

from archive import warc
from archive.warc import Stored

log = logging.getLogger(__name__)

ERASED = "lamtheo-erased"
"""The field of a stone that names the record it stands for; "urn:uuid:…"."""

_CAPTURE = (
    *("id", "url", "site", "run_id", "record_type", "status", "digest", "content_type"),
    *("failure", "etag", "last_modified", "fetched_at", "asked"),
)
_LATER = {"asked": ""}
"""Columns that stones of an older release do not name, with what they were then."""
_VISIT = (
    *("capture_id", "run_id", "site", "url", "role", "outcome", "reason", "announced", "new"),
    *("visited_at", "known", "prose", "marked", "lost", "body", "dated"),
)


def ledger(db: sqlite3.Connection, capture_id: str) -> dict[str, Any]:
    """The rows that follow from one visit of an article page, but for the article's own."""
    (capture,) = _rows(db, "captures", _CAPTURE, "id", capture_id)
    visits = _rows(db, "visits", _VISIT, "capture_id", capture_id)
    calls = db.execute(
        "SELECT url FROM witnesses WHERE kind = 'article' AND capture_id = ? ORDER BY url",
        (capture_id,),
    )
    (url,) = _rows(db, "urls", ("day", "section", "role"), "url", capture["url"])
    return {"capture": capture, "visits": visits, "url": url, "calls": [row[0] for row in calls]}


def record(said: Mapping[str, Any], decision_id: str, kind: str) -> bytes:
    """The stone of a capture as a gzip member, the same at each call: ``said`` is its
    :func:`ledger`, ``decision_id`` the withholding by whose order, ``kind`` its class."""
    capture = said["capture"]
    fields = {
        ERASED: f"urn:uuid:{capture['id']}",
        "decision": f"urn:uuid:{decision_id}",
        "class": kind,
        "ledger": json.dumps(said, ensure_ascii=False, sort_keys=True),
    }
    block = "".join(f"{key}: {value}\r\n" for key, value in fields.items()).encode()
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    own = uuid5(UUID(capture["id"]), f"erased by {decision_id}")
    stone = writer.create_warc_record(
        capture["url"],
        "metadata",
        payload=BytesIO(block),
        length=len(block),
        warc_content_type="application/warc-fields",
        warc_headers_dict={
            "WARC-Record-ID": f"<urn:uuid:{own}>",
            "WARC-Date": warc.iso(datetime.fromisoformat(capture["fetched_at"])),
            "WARC-Refers-To": f"<urn:uuid:{capture['id']}>",
        },
    )
    writer.write_record(stone)
    return out.getvalue()


def erased(stored: Stored) -> str:
    """The id of the capture a record is the stone of; "" when it is none."""
    found = stored.fields.get(ERASED, "") if stored.record_type == "metadata" else ""
    return found.removeprefix("urn:uuid:")


def take(db: sqlite3.Connection, stored: Stored) -> bool:
    """Write the rows that a stone keeps, unless they are there; False for any other record.

    A stone from elsewhere may hold anything, and must not end a rebuild.
    """
    if not erased(stored):
        return False
    db.execute("SAVEPOINT stone")
    try:
        _write(db, stored, json.loads(stored.fields.get("ledger", "")))
    except (ValueError, KeyError, TypeError, sqlite3.IntegrityError) as error:
        log.warning("%s:%d is no stone of ours: %s", stored.warc_file, stored.offset, error)
        db.execute("ROLLBACK TO stone")
    finally:
        db.execute("RELEASE stone")
    return True


def _write(db: sqlite3.Connection, stored: Stored, said: Mapping[str, Any]) -> None:
    capture = {name: (_LATER | said["capture"])[name] for name in _CAPTURE}
    place = {
        "warc_file": stored.warc_file,
        "offset": stored.offset,
        "length": stored.length,
        "erased_by": stored.fields["decision"].removeprefix("urn:uuid:"),
    }
    if not _insert(db, "captures", capture | place):
        return
    visits = [{name: row[name] for name in _VISIT} for row in said["visits"]]
    # A redirect to another spelling of a URL is no visit of its own, and finds it all the same.
    role = visits[0]["role"] if visits else said["url"].get("role", "article")
    db.execute(
        "INSERT INTO urls(url, site, role, found_at, found_in)"
        " VALUES (:url, :site, :role, :fetched_at, :id)"
        " ON CONFLICT(url) DO UPDATE SET found_at = excluded.found_at,"
        " found_in = excluded.found_in WHERE found_in IS NULL",
        capture | {"role": role},
    )
    for visit in visits:
        db.execute(
            "UPDATE urls SET role = :role, outcome = :outcome, reason = :reason,"
            " visited_at = :visited_at, capture_id = :capture_id, owed = NULL, not_before = '',"
            " day = coalesce(nullif(:day, ''), day),"
            " section = coalesce(nullif(:section, ''), section) WHERE url = :url",
            visit | {name: said["url"][name] for name in ("day", "section")},
        )
        _insert(db, "visits", visit)
    db.executemany(
        "INSERT OR IGNORE INTO witnesses(url, kind, capture_id) VALUES (?, 'article', ?)",
        [(url, capture["id"]) for url in said["calls"]],
    )


def _insert(db: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> int:
    names = ", ".join(f'"{name}"' for name in row)
    values = ", ".join(f":{name}" for name in row)
    return db.execute(
        f"INSERT INTO {table}({names}) VALUES ({values}) ON CONFLICT DO NOTHING", row
    ).rowcount


def _rows(
    db: sqlite3.Connection, table: str, names: tuple[str, ...], key: str, value: str
) -> list[dict[str, Any]]:
    columns = ", ".join(f'"{name}"' for name in names)
    rows = db.execute(f"SELECT {columns} FROM {table} WHERE {key} = ?", (value,))
    return [dict(zip(names, row, strict=True)) for row in rows]
