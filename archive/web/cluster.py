"""A cluster: the same text on several sites, who had it first and how long the others took."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from archive.records import VIETNAM
from archive.web.asked import Answer, Asked, NoSuchPage, listed


def group(db: sqlite3.Connection, asked: Asked) -> Answer:
    values = {"id": asked.parts["id"]}
    found = listed(db, "SELECT * FROM clusters WHERE id = :id", values)
    members = listed(
        db,
        "SELECT a.id, a.title, a.site, s.organisation, s.province_after, a.published_at,"
        " a.published_precision, a.first_seen_at, a.source, a.url, a.gone_at, s.rights,"
        " length(a.body) AS letters, (SELECT max(similarity) FROM similarities x"
        "   WHERE (x.a = a.id AND x.b = c.first_article) OR (x.b = a.id AND x.a = c.first_article)"
        " ) AS similarity"
        " FROM articles a JOIN clusters c ON c.id = a.cluster_id JOIN sites s ON s.name = a.site"
        " WHERE a.cluster_id = :id"
        " ORDER BY a.id <> c.first_article, a.published_at IS NULL, a.published_at,"
        " a.first_seen_at, a.id",
        values,
    )
    if not found or not members:
        raise NoSuchPage(asked.parts["id"])
    first = members[0]["published_at"]
    rows = [row | {"days_after": days_between(first, row["published_at"])} for row in members]
    return Answer(
        "cluster.html",
        title=members[0]["title"],
        context={"cluster": found[0], "members": rows},
        rows=rows,
    )


def days_between(first: str | None, later: str | None) -> int | None:
    """Whole days in Viet Nam from one publication to another; None where either is unknown."""
    days = [_day(moment) for moment in (first, later)]
    if days[0] is None or days[1] is None:
        return None
    return (days[1] - days[0]).days


def _day(moment: str | None) -> datetime | None:
    if not moment or len(moment) < 10:
        return None
    return datetime.fromisoformat(moment[:10]).replace(tzinfo=VIETNAM)


PAGES = (("/nhom/{id}", group),)
