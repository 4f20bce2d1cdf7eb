"""The scenes of the demo: each shows one thing the archive does, and returns what it showed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.text import Text

from archive import reader
from archive.records import Site
from archive.search import CLOSE, OPEN, search
from crawler.commands.diffs import drawn
from crawler.commands.report import print_gaps, site_table
from crawler.commands.say import Say, day
from crawler.commands.search import as_document, print_hit
from crawler.commands.show import as_document as history_document
from crawler.commands.show import difference, print_evidence
from crawler.ledger import Report

SHOWN = 3


def table(say: Say, report: Report, sites: Mapping[str, Site]) -> None:
    site_table(say, report.sites, sites)
    print_gaps(say, report.gaps, sites)


def search_scene(say: Say, db: sqlite3.Connection, query: str) -> dict[str, Any]:
    """A bare query, answered in the original spelling."""
    say.heading(say("demo.search", query=query))
    found = search(db, query, limit=SHOWN)
    names = {row["name"]: row["organisation"] for row in db.execute("SELECT * FROM sites")}
    for number, hit in enumerate(found.hits, 1):
        print_hit(say, f"{number:>3}  ", hit, names)
    text = " ".join(hit.title + " " + hit.snippet for hit in found.hits)
    words = {piece.partition(CLOSE)[0].lower() for piece in text.split(OPEN)[1:]}
    return {
        "query": query,
        "hits": [as_document(hit) for hit in found.hits],
        "words": sorted(words),
    }


def trace_scene(
    say: Say, db: sqlite3.Connection, folder: Path, found: Mapping[str, Any]
) -> dict[str, Any]:
    """One row, back to the bytes it was read from."""
    say.heading(say("demo.trace"))
    ident = found["hits"][0]["id"] if found["hits"] else _any(db)
    article = reader.article(db, ident)
    proof = reader.evidence(db, folder, article["capture_id"])
    say.line(Text.assemble(article["title"], (f"  {ident}", "cyan")))
    print_evidence(say, proof)
    return {"id": ident, "title": article["title"]} | asdict(proof) | {"ok": proof.ok}


def edited_scene(say: Say, db: sqlite3.Connection, url: str) -> dict[str, Any]:
    """An edited article: both revisions, and what changed."""
    article = reader.article(db, reader.find(db, url))
    texts = reader.revisions(db, article["id"])
    say.heading(say("demo.edited"))
    say.line(Text.assemble(article["title"], (f"  {article['id']}", "cyan")))
    for line in drawn(difference(texts[0], texts[-1])):
        say.line(line)
    return history_document(article, texts, reader.events(db, article["id"]))


def deleted_scene(say: Say, db: sqlite3.Connection, folder: Path, url: str) -> dict[str, Any]:
    """A deleted article: marked, its last good copy whole."""
    article = reader.article(db, reader.find(db, url))
    proof = reader.evidence(db, folder, article["capture_id"])
    say.heading(say("demo.deleted"))
    say.line(Text.assemble(article["title"], (f"  {article['id']}", "cyan")))
    words = len(article["body"].split())
    say.line(say("demo.deleted_kept", day=day(article["gone_at"]), words=words))
    print_evidence(say, proof)
    return {
        "id": article["id"],
        "title": article["title"],
        "gone": article["gone_at"] is not None,
        "words": words,
        "ok": proof.ok and words > 0,
    }


def moved_scene(say: Say, db: sqlite3.Connection, old: str, new: str) -> dict[str, Any]:
    """A moved article: one row under its new URL, the old one an alias."""
    article = reader.article(db, reader.find(db, old))
    say.heading(say("demo.moved"))
    say.line(Text.assemble(article["title"], (f"  {article['id']}", "cyan")))
    say.line(Text.assemble(("  - ", "red"), (old, "red")))
    say.line(Text.assemble(("  + ", "green"), (article["url"], "green")))
    return {"id": article["id"], "old": old, "url": article["url"], "wanted": new}


def new_scene(say: Say, db: sqlite3.Connection, urls: Iterable[str]) -> list[dict[str, Any]]:
    """The articles that are new."""
    rows = [
        dict(row)
        for url in urls
        for row in db.execute(
            "SELECT id, url, site, title, published_at FROM articles WHERE url = ?", (url,)
        )
    ]
    say.heading(say("demo.new", count=len(rows)))
    for row in rows:
        lead = Text.assemble(("  + ", "green"), (f"{day(row['published_at'])} · ", "dim"))
        say.line(lead.append(row["title"]).append(f"  {row['id']}", style="cyan"))
    return rows


def texts_scene(say: Say, db: sqlite3.Connection, texts: Mapping[str, str]) -> list[dict[str, Any]]:
    """What was read from each plain-text article once a site had served it."""
    say.heading(say("demo.texts", count=len(texts)))
    read = []
    for name, url in sorted(texts.items()):
        row: dict[str, Any] = {"name": name, "url": url, "verdict": "irrelevant"}
        try:
            article = reader.article(db, reader.find(db, url))
            fields = "id title published_at authors source section verdict documents".split()
            row |= {name: article[name] for name in fields}
        except reader.UnknownArticle:
            row["title"] = say("demo.text_not_kept")
        read.append(row)
        say.line()
        say.line(Text.assemble((f"{name}  ", "dim"), (row["title"], "bold")))
        said = [
            f"{say('field.published_at')}: {day(row.get('published_at'))}",
            f"{say('field.authors')}: {', '.join(row.get('authors', ())) or '–'}",
            f"{say('field.source')}: {row.get('source') or '–'}",
            f"{say('field.section')}: {row.get('section') or '–'}",
            f"{say('field.documents')}: {', '.join(row.get('documents', ())) or '–'}",
        ]
        say.line("  " + " · ".join(said))
        say.line(Text.assemble("  ", (say.word("verdict", row["verdict"]), "green")))
    return read


def next_steps(say: Say, command: str, seen: Mapping[str, Any]) -> None:
    """What to try next, as commands that work from here."""
    ident = seen.get("edited", seen.get("trace", {})).get("id")
    steps = [("search", 'search "đạo đức" --from 2023-01-01'), ("document", 'search "KL 01"')]
    if ident:
        steps += [("show", f"show {ident}"), ("history", f"history {ident}")]
    steps += [("status", "status"), ("rebuild", "rebuild"), ("serve", "serve")]
    for name, step in steps:
        about = say(f"demo.try.{name}")
        say.line(Text.assemble((f"  {command} {step}", "cyan"), (f"   # {about}", "dim")))


def _any(db: sqlite3.Connection) -> str:
    row = db.execute("SELECT id FROM articles ORDER BY id LIMIT 1").fetchone()
    if row is None:
        raise reader.UnknownArticle("")
    return str(row[0])
