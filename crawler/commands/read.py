"""``lamtheo read``: what one page says, and why we believe so."""

from __future__ import annotations

import gzip
import sys
import zlib
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer
from rich.text import Text

from archive import tombstones
from archive.reader import Withheld
from archive.records import Gate, Page, Reading, Site
from crawler.commands.app import Context, Json, State, app, state
from crawler.commands.crawl import unknown_site
from crawler.commands.errors import FAILED, USAGE, Failure
from crawler.commands.say import Say, day
from crawler.config import ConfigError

_PLACE = "SELECT id, url, warc_file, offset, erased_by FROM captures WHERE"


@app.command(help="help.read")
def read(
    context: Context,
    file: Annotated[str | None, typer.Argument(metavar="FILE|-", help="help.read.file")] = None,
    capture: Annotated[str | None, typer.Option(metavar="ID", help="help.read.capture")] = None,
    url: Annotated[str, typer.Option(help="help.read.url")] = "",
    site: Annotated[str | None, typer.Option(help="help.read.site")] = None,
    as_json: Json = False,
) -> None:
    here = state(context)
    if bool(file) == bool(capture):
        raise Failure("read.one_of", USAGE)
    if capture:
        page = captured(here, capture)
    else:
        assert file is not None
        if urlsplit(url).scheme not in ("http", "https"):
            raise Failure("read.needs_url", USAGE)
        page = saved(file, url, _site(here, url, site))
    page = understand(page)
    if page.reading is None or page.judgement is None:
        reason = page.trouble or (page.gate.reason if page.gate else "")
        raise Failure("read.nothing", FAILED, url=page.url, reason=reason)
    said = describe(page)
    if as_json:
        here.say.json(said)
    else:
        _print(here.say, page, said)


def understand(page: Page) -> Page:
    """Read a page; one the gate turned away is read all the same, since someone asks."""
    from pipelines.clean import clean
    from pipelines.judge import judge
    from pipelines.read import read as through_all

    done = through_all(page)
    if done.reading is None and done.gate and not done.gate.reason.startswith("challenge"):
        forced = judge(clean(replace(page, gate=Gate(True, done.gate.reason))))
        return replace(forced, gate=done.gate)
    return done


def describe(page: Page) -> dict[str, Any]:
    """The JSON of ``read``: the reading, the verdict and why."""
    reading, judged, gate = page.reading, page.judgement, page.gate
    assert reading is not None
    assert judged is not None
    turned_away = gate is not None and not gate.passed
    return {
        "url": reading.url,
        "title": reading.title,
        "lead": reading.lead,
        "body": reading.body,
        "published_at": reading.published_at,
        "published_precision": reading.published_precision,
        "published_reason": reading.published_reason,
        "modified_at": reading.modified_at,
        "authors": list(reading.authors),
        "source": reading.source,
        "section": reading.section,
        "images": [asdict(image) for image in reading.images],
        "attachments": [asdict(attachment) for attachment in reading.attachments],
        "documents": list(judged.documents),
        "verdict": judged.verdict,
        "reason": gate.reason if gate and turned_away else judged.reason,
        "evidence": list(judged.evidence),
        "mentions": [asdict(mention) for mention in judged.mentions],
        "score": judged.score,
        "body_state": reading.body_state,
        "places": _places(page.site, reading),
    }


def _places(site: Site, reading: Reading) -> dict[str, Any]:
    found = [asdict(place) for place in reading.places]
    publisher = next((place for place in found if place["role"] == "publisher"), None)
    if publisher is None and site.province_before:
        publisher = {
            "name": site.district or site.province_before,
            "role": "publisher",
            "province_before": site.province_before,
            "province_after": site.province_after,
            "evidence": f"site {site.name}",
        }
    return {"publisher": publisher, "subjects": [p for p in found if p["role"] == "subject"]}


def saved(file: str, url: str, site: Site) -> Page:
    data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    if data[:2] == b"\x1f\x8b":
        try:
            data = gzip.decompress(data)
        except (zlib.error, EOFError, OSError) as error:
            raise Failure("read.bad_gzip", FAILED, file=file, error=error) from error
    if not data.strip():
        raise Failure("read.empty", FAILED, file=file)
    headers = (("Content-Type", "text/html"),)
    return Page(url, "article", site, 200, headers, data, datetime.now(UTC))


def _site(here: State, url: str, name: str | None) -> Site:
    """The site named, the one the URL belongs to, or one of which only the host is known."""
    sites = here.sites()
    if name is not None:
        if name not in sites.by_name:
            raise ConfigError(unknown_site(here.say, name, list(sites.by_name)))
        return sites.facts_of(name)
    if whose := sites.of(url):
        return whose[0].facts()
    host = urlsplit(url).hostname or ""
    return Site(name=host, organisation=host, level="", host=host, family="generic")


def captured(here: State, ident: str, *, whole: bool = False) -> Page:
    """A capture by its id, the start of it, or its article's id; ``whole`` where the page's source
    is to leave the archive, as no page does that names a withheld article.

    :raises Withheld: it is a capture of an article that is withheld.
    :raises Failure: it names one, was erased, or is no page.
    """
    from archive import reader, warc
    from archive.writer import WARC_FOLDER
    from crawler.replay import Replay

    with here.archive() as db:
        rows = db.execute(
            f"{_PLACE} id = ? OR id LIKE ? LIMIT 2",
            (ident, f"{ident}%"),
        ).fetchall()
        if len(rows) != 1:
            # An article's id stands for its last good capture.
            capture = reader.article(db, reader.find(db, ident))["capture_id"]
            rows = db.execute(f"{_PLACE} id = ?", (capture,)).fetchall()
        row = rows[0]
        if stone := tombstones.of_url(db, row["url"]):
            raise Withheld(ident, stone)
        if row["erased_by"]:
            raise Failure("read.erased", FAILED, ident=ident, url=row["url"])
        stored = warc.read_at(here.folder / WARC_FOLDER, row["warc_file"], row["offset"])
        page = Replay(here.sites(), lambda page: page).page(db, stored)
        if page is None:
            raise Failure("read.no_page", FAILED, ident=ident, url=stored.url)
        if _names_withheld(db, row["id"], page, whole=whole):
            raise Failure("read.names_withheld", FAILED, ident=ident)
    return page


def _names_withheld(db: Connection, ident: str, page: Page, *, whole: bool) -> bool:
    from archive import naming

    if naming.lists(db, ident):
        body = None if page.trouble else page.body
        return naming.names_withheld(db, page.site.name, [ident], body)
    signs = naming.signs(db, page.site.name) if whole else None
    content_type = page.header("content-type")
    return bool(signs and naming.page_names(signs, page.url, content_type, page.body))


def _print(say: Say, page: Page, said: dict[str, Any]) -> None:
    say.heading(said["title"] or say("read.no_title"))
    say.line(said["url"], style="cyan")
    say.line()
    authors = ", ".join(said["authors"]) or "–"
    rows: list[tuple[str, str | Text]] = [
        (say("field.published_at"), f"{day(said['published_at'])}"),
        ("", Text(say.reason(said["published_reason"]), style="dim")),
        (say("field.authors"), authors),
        (say("field.source"), said["source"] or "–"),
        (say("field.section"), said["section"] or "–"),
        (say("field.documents"), ", ".join(said["documents"]) or "–"),
        (say("field.verdict"), Text(say.word("verdict", said["verdict"]), style="bold")),
        ("", Text(said["reason"], style="dim")),
    ]
    rows += [("", Text(f"• {line}", style="dim")) for line in said["evidence"]]
    say.table(("", ""), rows, flexible=[1])
    if said["lead"]:
        say.line()
        say.line(said["lead"], style="bold")
    for paragraph in said["body"].split("\n\n"):
        say.line()
        say.line(paragraph or say("read.body_state", state=page.reading and said["body_state"]))
