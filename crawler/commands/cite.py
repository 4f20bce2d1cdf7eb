"""``lamtheo cite``: an article's citation, naming the revision and the capture it rests on."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

import typer

from archive import reader
from archive.export.formats import STREAMS
from archive.export.origin import origin
from archive.export.records import Access, Record, at_revision, one
from archive.reader import UnknownArticle
from archive.search import Filters
from archive.web.citing import Source, plain_citation
from crawler.commands.app import Context, app, state
from crawler.commands.errors import USAGE, Failure
from crawler.commands.say import Say
from crawler.commands.serve import Url, origin_of
from crawler.commands.show import Ident
from crawler.config import VERSION


class Style(StrEnum):
    ris = "ris"
    bibtex = "bibtex"
    csl_json = "csl-json"
    text = "text"


@app.command("cite", help="help.cite")
def cite(
    context: Context,
    ident: Ident,
    style: Annotated[Style, typer.Option(help="help.cite.style")] = Style.text,
    revision: Annotated[int, typer.Option(min=0, help="help.cite.revision")] = 0,
    url: Url = "",
) -> None:
    here, access = state(context), Access(base=origin_of("--url", url))
    with here.archive() as db:
        found = one(db, reader.find(db, ident), access)
        if found is None:
            raise UnknownArticle(ident)
        record = at_revision(db, found, revision) if revision else found
        if record is None:
            raise Failure("cite.no_revision", USAGE, number=revision, count=found.revisions)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        asked = f"id:{record.id}"
        told = origin(db, now, asked, Filters(verdicts=()), software=f"lamtheo/{VERSION}")
    if style.value == "text":
        here.say.line(as_text(here.say, record))
        return
    for chunk in STREAMS[style.value].write([record], told):
        sys.stdout.write(chunk.decode().replace("\r\n", "\n"))


def as_text(say: Say, record: Record) -> str:
    """The citation that the article's page shows, with the place of its capture."""
    source = Source(
        id=record.id,
        url=record.url,
        archive_url=record.archive_url,
        title=record.title,
        lead=record.lead,
        authors=record.authors,
        organisation=record.organisation,
        source=record.source or "",
        section=record.section or "",
        published_at=record.published_at or "",
        modified_at=record.modified_at or "",
        captured_at=record.captured_at,
        digest=record.capture_digest,
        reader_version=record.reader_version,
    )
    return say(
        "cite.text",
        said=plain_citation(source, "en" if say.lang == "en" else "vi"),
        revision=record.revision,
        revisions=record.revisions,
        digest=record.text_digest,
        place=f"{record.warc_file}:{record.warc_offset}",
    )
