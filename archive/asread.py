"""A page as it was read when it was taken in, from the rows that came of it.

A rebuild of what was captured since a day must leave what was captured before as it
stands, whatever today's rules would read in it. Rows hold one reading of an article
whole, that of its last good capture, and of earlier captures the text.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace

from archive.articles import Rules
from archive.records import (
    Attachment,
    Gate,
    Image,
    Judgement,
    Mention,
    Page,
    PlaceName,
    Reading,
)

KEPT = "; the last good copy is kept"


def as_kept(
    before: sqlite3.Connection, now: sqlite3.Connection, page: Page, rules: Rules
) -> tuple[Page, Rules]:
    """``page`` with what the rows of ``before`` say was read in it, and the rules it was read by.

    ``before`` has ``sqlite3.Row`` rows; ``now`` is the archive being computed, as far as the
    moment of this capture. What the rows do not hold is as ``page`` says it.
    """
    capture = page.capture
    if page.role != "article" or page.status != 200 or capture is None:
        return page, rules
    visit = before.execute(
        "SELECT outcome, reason FROM visits WHERE capture_id = ?", (capture.id,)
    ).fetchone()
    if visit is None:
        return page, rules
    row = before.execute("SELECT * FROM articles WHERE capture_id = ?", (capture.id,)).fetchone()
    if row is not None:
        return _whole(before, page, row), Rules(row["reader_version"], kept=True)
    if visit["outcome"] == "irrelevant":
        reason = visit["reason"].removesuffix(KEPT)
        judged = Judgement("irrelevant", (), (), (), 0.0, reason)
        return replace(page, judgement=judged, gate=Gate(page.reading is not None, reason)), rules
    reading = page.reading
    if reading is None:
        return page, rules
    # A release reads captures again, and may have made a revision of any of them.
    text: tuple[str, str, str] | None = before.execute(
        "SELECT title, lead, body FROM revisions WHERE capture_id = ?", (capture.id,)
    ).fetchone()
    if visit["outcome"] in ("archived", "revised", "refused"):
        if text is None and visit["outcome"] == "refused":  # withheld then, and not released
            return page, rules
    elif visit["outcome"] == "unchanged":
        text = text or _text_at(now, page.url)
    elif visit["outcome"] in ("duplicate", "moved"):
        twin = visit["reason"].removeprefix("another URL of ").removeprefix("from ")
        reading = replace(reading, url=twin)
    else:
        return page, rules
    if text is not None:
        reading = replace(reading, title=text[0], lead=text[1], body=text[2])
    # The article's row has long been written by a later capture: any verdict that is kept.
    judged = Judgement("mention", (), (), (), 0.0, "")
    if page.judgement is not None and page.judgement.verdict != "irrelevant":
        judged = page.judgement
    return replace(page, gate=Gate(True, ""), reading=reading, judgement=judged), rules


def _whole(before: sqlite3.Connection, page: Page, row: sqlite3.Row) -> Page:
    """The page with the reading and judgement that an article's row was made from."""
    ident = (row["id"],)
    parts = {
        table: before.execute(f"SELECT * FROM {table} WHERE article_id = ? {order}", ident)
        for table, order in (
            ("mentions", "ORDER BY rowid"),
            ("images", "ORDER BY position"),
            ("attachments", "ORDER BY position"),
        )
    }
    places = before.execute(
        "SELECT name, role, province_before, province_after, evidence FROM article_places"
        " JOIN places ON places.id = place WHERE article_id = ? ORDER BY article_places.rowid",
        ident,
    )
    signed = before.execute(
        "SELECT signature FROM signatures WHERE article_id = ?", ident
    ).fetchone()
    reading = Reading(
        url=page.url,  # another canonical address would have made it that article's twin
        title=row["title"],
        lead=row["lead"],
        body=row["body"],
        authors=tuple(json.loads(row["authors"])),
        source=row["source"],
        section=row["section"],
        published_at=row["published_at"],
        published_precision=row["published_precision"],
        published_reason=row["published_reason"],
        modified_at=row["modified_at"],
        images=tuple(Image(r["url"], r["caption"], r["credit"]) for r in parts["images"]),
        attachments=tuple(Attachment(r["url"], r["name"]) for r in parts["attachments"]),
        places=tuple(PlaceName(r[0], r[1], r[2], r[3], r[4]) for r in places),
        body_state=row["body_state"],
    )
    judged = Judgement(
        row["verdict"],
        tuple(json.loads(row["documents"])),
        tuple(
            Mention(r["document"], r["field"], r["start"], r["end"], r["text"])
            for r in parts["mentions"]
        ),
        tuple(json.loads(row["evidence"])),
        row["score"],
        row["reason"],
    )
    signature = tuple(json.loads(signed["signature"])) if signed else ()
    return replace(
        page,
        gate=Gate(True, ""),
        reading=reading,
        judgement=judged,
        signature=signature,
        trouble="",
    )


def _text_at(now: sqlite3.Connection, url: str) -> tuple[str, str, str] | None:
    """The text of the article that goes by ``url`` in the archive being computed."""
    row: tuple[str, str, str] | None = now.execute(
        "SELECT title, lead, body FROM articles WHERE url = :url OR id ="
        " (SELECT article_id FROM url_aliases WHERE alias = :url)",
        {"url": url},
    ).fetchone()
    return row
