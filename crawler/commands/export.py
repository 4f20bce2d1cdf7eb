"""``lamtheo export``: take articles away, in the format of whoever reads them next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track

from archive.export.origin import origin
from archive.export.records import Access, Record
from archive.export.saving import save, select
from crawler.commands.app import Context, Json, app, state
from crawler.commands.errors import USAGE, Failure
from crawler.commands.say import Say, size
from crawler.commands.search import (
    From,
    Judged,
    Naming,
    OnSites,
    Province,
    To,
    Wanted,
    narrowed,
    organisations,
)
from crawler.commands.serve import Url, origin_of
from crawler.config import VERSION


class Format(StrEnum):
    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"
    ris = "ris"
    bibtex = "bibtex"
    csl_json = "csl-json"
    datapackage = "datapackage"
    warc = "warc"
    wacz = "wacz"
    bag = "bag"


@app.command("export", help="help.export")
def export_articles(
    context: Context,
    form: Annotated[Format, typer.Argument(metavar="FORMAT", help="help.export.format")],
    out: Annotated[Path, typer.Option(metavar="PATH", help="help.export.out")],
    query: Annotated[
        list[str] | None, typer.Argument(metavar="QUERY", help="help.export.query")
    ] = None,
    site: OnSites = None,
    province: Province = "",
    since: From = "",
    until: To = "",
    document: Naming = "",
    verdict: Judged = Wanted.relevant,
    public: Annotated[bool, typer.Option("--public", help="help.export.public")] = False,
    url: Url = "",
    force: Annotated[bool, typer.Option("--force", help="help.export.force")] = False,
    as_json: Json = False,
) -> None:
    here, access = state(context), Access(public, origin_of("--url", url))
    words = " ".join(query or ())
    with here.archive() as db:
        filters = narrowed(
            here.say, organisations(db), site, province, since, until, document, verdict
        )
        # One moment of the archive, whatever a crawl writes meanwhile.
        db.execute("BEGIN")
        now = datetime.now(UTC).isoformat(timespec="seconds")
        told = origin(db, now, words, filters, public=public, software=f"lamtheo/{VERSION}")
        chosen = select(db, here.folder, words, filters, access)
        watch = partial(_watched, here.say, len(chosen.numbers))
        try:
            made = save(form.value, chosen, told, out, force=force, watch=watch)
        except FileExistsError as error:
            key = "export.exists" if not force else "export.not_ours"
            raise Failure(key, USAGE, path=out) from error
    files = [found for path in made for found in _files(path)]
    weight = sum(path.stat().st_size for path in files)
    if as_json:
        here.say.json(
            {
                "format": form.value,
                "path": str(out),
                "files": [str(path) for path in files],
                "articles": len(chosen.numbers),
                "bytes": weight,
                "origin": told.document(),
            }
        )
    else:
        here.say.line(
            here.say("export.done", articles=len(chosen.numbers), path=out, size=size(weight))
        )


def _watched(say: Say, total: int, records: Iterable[Record]) -> Iterable[Record]:
    return track(
        *(records, say("export.progress"), total), console=say.err, transient=True,
        disable=not say.err.is_terminal,
    )  # fmt: skip


def _files(path: Path) -> list[Path]:
    return (
        sorted(found for found in path.rglob("*") if found.is_file()) if path.is_dir() else [path]
    )
