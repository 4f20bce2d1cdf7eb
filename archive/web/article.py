"""An article: its text with the documents marked in it, where it came from, who else has it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archive import tombstones
from archive.access import may_show_text, restricts
from archive.export.origin import origin
from archive.export.records import excerpt
from archive.reader import UnknownArticle, Withheld, article, events, find
from archive.tombstones import Tombstone
from archive.web import evidence
from archive.web.asked import Answer, Asked, NoSuchPage, listed
from archive.web.citing import Source, formats, meta, plain_citation, schema
from archive.web.spans import Span, cut, paragraphs


def read(db: sqlite3.Connection, asked: Asked) -> Answer:
    given = asked.parts["id"]
    if stone := tombstones.of_article(db, given):
        return withheld(stone)
    try:
        ident = find(db, given)
    except Withheld as error:
        return withheld(error.stone)
    except UnknownArticle as error:
        raise NoSuchPage(given) from error
    if ident != given:
        ending = f".{asked.format}" if asked.format else ""
        # A prefix may be another article's too one day; an id that is no more used never.
        passing = ident.startswith(given)
        return Answer(goto=asked.link(path=f"/bai/{ident}{ending}"), passing=passing)
    row = article(db, ident)
    site = listed(db, "SELECT * FROM sites WHERE name = :site", {"site": row["site"]})[0]
    capture = listed(db, "SELECT * FROM captures WHERE id = :id", {"id": row["capture_id"]})[0]
    open_text = not asked.public or may_show_text(site["rights"])
    source = _source(asked, row, capture)
    return Answer(
        "article.html",
        title=row["title"],
        context={
            "a": row,
            "site": site,
            "capture": capture,
            "warc": db.execute(
                "SELECT sha256 FROM warc_files WHERE name = ?", (capture["warc_file"],)
            ).fetchone(),
            "open_text": open_text,
            "closed": closed(site["rights"]),
            "evidence": [evidence.told(line, asked.lang) for line in row["evidence"]],
            **_texts(row, open_text=open_text),
            "images": _numbered(row["images"]) if open_text else [],
            "events": events(db, ident),
            "cluster": _cluster(db, row),
            "replay": replay_link(asked, capture, open_text=open_text),
            "citation": plain_citation(source, asked.lang),
            "formats": formats(),
            "meta": meta(source),
            "schema": schema(source, origin(db, ""), open_text=open_text),
            "by_document": _named(row["mentions"]),
        },
        rows=[_row(row, site, capture, asked, open_text=open_text)],
    )


def withheld(stone: Tombstone) -> Answer:
    """What is left to say of an article: when it was withheld, and the class of reason; of one
    that was erased, also when it was released."""
    told = {"withheld_at": stone.withheld_at, "class": stone.kind, "until": stone.until}
    if stone.released_at:
        told["released_at"] = stone.released_at
    return Answer("tombstone.html", context={"stone": stone}, status=410, told=told)


def closed(rights: str) -> str:
    """The word for why a text is not open to all: where the site's rights are silent the archive
    does not know, and the site refused nothing."""
    return "article.restricted" if restricts(rights) else "article.not_public"


def replay_link(asked: Asked, capture: Mapping[str, Any], *, open_text: bool) -> str:
    """Where the replay shows a capture as it was, "" when none runs or it may not."""
    if not (asked.replay and open_text) or capture["record_type"] == "metadata":
        return ""
    return f"{asked.replay.rstrip('/')}/view/{capture['id']}?lang={asked.lang}"


def _texts(row: Mapping[str, Any], *, open_text: bool) -> dict[str, Any]:
    """Title, lead and paragraphs in pieces, each document marked where a mention says."""
    spans: dict[str, list[Span]] = {"title": [], "lead": [], "body": []}
    for mention in row["mentions"]:
        start, end = mention["start"], mention["end"]
        # A mention that no longer fits its text would mark other words.
        if row[mention["field"]][start:end] == mention["text"]:
            spans[mention["field"]].append(Span(start, end, mention["document"]))
    if not open_text:
        opening = excerpt(row["lead"] or row["body"])
        return {"title_pieces": cut(row["title"], spans["title"]), "opening": opening}
    return {
        "title_pieces": cut(row["title"], spans["title"]),
        "lead": paragraphs(row["lead"], spans["lead"]),
        "body": paragraphs(row["body"], spans["body"]),
        "words": len((row["lead"] + " " + row["body"]).split()),
    }


def _numbered(images: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [{**image, "number": number} for number, image in enumerate(images, 1)]


@dataclass(frozen=True, slots=True)
class Named:
    """A document an article names, how often, and where first."""

    key: str
    number: str
    times: int
    text: str


def _named(mentions: Sequence[Mapping[str, Any]]) -> list[Named]:
    by_key: dict[str, list[Mapping[str, Any]]] = {}
    for mention in mentions:
        by_key.setdefault(mention["document"], []).append(mention)
    return [
        Named(key, found[0]["number"], len(found), found[0]["text"])
        for key, found in by_key.items()
    ]


def _cluster(db: sqlite3.Connection, row: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The article's place among those that carry the same text; None when it stands alone."""
    if not row["cluster"]:
        return None
    found = listed(db, "SELECT * FROM clusters WHERE id = :id", {"id": row["cluster_id"]})
    names = dict(db.execute("SELECT name, organisation FROM sites").fetchall())
    if not found:
        return None
    others = [{**other, "organisation": names.get(other["site"], "")} for other in row["cluster"]]
    return {**found[0], "others": others, "leads": found[0]["first_article"] == row["id"]}


def _source(asked: Asked, row: Mapping[str, Any], capture: Mapping[str, Any]) -> Source:
    return Source(
        id=row["id"],
        url=row["url"],
        archive_url=f"{asked.origin}/bai/{row['id']}",
        title=row["title"],
        lead=row["lead"],
        authors=tuple(row["authors"]),
        organisation=row["organisation"],
        source=row["source"] or "",
        section=row["section"] or "",
        published_at=row["published_at"] or "",
        modified_at=row["modified_at"] or "",
        captured_at=capture["fetched_at"],
        digest=capture["digest"],
        reader_version=row["reader_version"],
    )


def _row(
    row: Mapping[str, Any],
    site: Mapping[str, Any],
    capture: Mapping[str, Any],
    asked: Asked,
    *,
    open_text: bool,
) -> dict[str, object]:
    """The article as one row of a file."""
    names = "id url site title lead body authors source section published_at verdict score".split()
    said = {name: row[name] for name in names if open_text or name not in ("lead", "body")}
    return said | {
        "published_precision": row["published_precision"],
        "documents": row["documents"],
        "evidence": row["evidence"] if open_text else [],
        "organisation": site["organisation"],
        "archive_url": f"{asked.origin}/bai/{row['id']}",
        "captured_at": capture["fetched_at"],
        "capture_digest": capture["digest"],
        "warc_file": capture["warc_file"],
        "warc_offset": capture["offset"],
        "reader_version": row["reader_version"],
        "rights": site["rights"],
    }


PAGES = (("/bai/{id}", read),)
