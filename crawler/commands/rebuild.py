"""``lamtheo rebuild``: the rows again from the captures; only a difference is shown unless told."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from sqlite3 import Connection
from typing import Annotated, Any

import typer
from rich.text import Text

from archive.records import VIETNAM, Page
from archive.warc import Stored
from crawler.commands.app import DAY, Context, Json, State, app, state
from crawler.commands.crawl import unknown_site
from crawler.commands.errors import USAGE, Failure
from crawler.commands.say import Say
from crawler.config import ConfigError

SHOWN = 20


@app.command(help="help.rebuild")
def rebuild(
    context: Context,
    to: Annotated[Path | None, typer.Option(metavar="DB", help="help.rebuild.to")] = None,
    site: Annotated[str | None, typer.Option(help="help.rebuild.site")] = None,
    since: Annotated[datetime | None, typer.Option(formats=DAY, help="help.rebuild.since")] = None,
    apply: Annotated[bool, typer.Option("--apply", help="help.rebuild.apply")] = False,
    as_json: Json = False,
) -> None:
    from archive.lock import hold

    here = state(context)
    with here.archive():
        folder = here.folder
    if site is not None and site not in here.sites().by_name:
        raise ConfigError(unknown_site(here.say, site, list(here.sites().by_name)))
    if since and site is None and to is None:
        raise Failure("rebuild.since_needs_site", USAGE)
    day = since and since.date()
    if to is not None:
        if apply:
            raise Failure("rebuild.to_or_apply", USAGE)
        if to.exists():
            raise Failure("rebuild.exists", USAGE, to=to)
        count = _compute(here, folder, to, site, day)
        _tell(here.say, as_json, {"pages": count, "to": str(to)}, "rebuild.written")
    elif apply:
        with hold(folder, "rebuild"):
            _compare(here, folder, site, day, as_json, apply=True)
    else:
        _compare(here, folder, site, day, as_json, apply=False)


def _compare(
    here: State, folder: Path, site: str | None, since: date | None, as_json: bool, *, apply: bool
) -> None:
    from archive import rebuild as again
    from archive.writer import DATABASE

    with _temporary(folder) as target:
        count = (
            _compute_site(here, folder, target, site, since)
            if site
            else _compute(here, folder, target)
        )
        found = list(again.differences(folder / DATABASE, target))
        if apply:
            again.apply(folder / DATABASE, target)
    # A change of rules alone touches every row: what it changed beside its name comes first.
    found.sort(key=lambda difference: difference.fields == ("reader_version",))
    tables = Counter((one.table, one.kind, ", ".join(one.fields)) for one in found)
    if as_json:
        here.say.json(
            {
                "pages": count,
                "applied": apply,
                "counts": [
                    {"table": table, "kind": kind, "fields": fields, "rows": rows}
                    for (table, kind, fields), rows in sorted(tables.items())
                ],
                "differences": [asdict(difference) for difference in found],
            }
        )
        return
    say = here.say
    say.line(say("rebuild.read", pages=count))
    if not found:
        say.line(say("rebuild.equal"), style="green")
        return
    say.table(
        [say(f"column.{name}") for name in ("table", "change", "fields", "rows")],
        [
            (table, say.word("change", kind), fields, str(rows))
            for (table, kind, fields), rows in sorted(tables.items())
        ],
        numbers=(3,),
        flexible=[2],
    )
    say.line()
    for difference in found[:SHOWN]:
        sign = {"added": "+", "removed": "-"}.get(difference.kind, "~")
        fields = f" ({', '.join(difference.fields)})" if difference.fields else ""
        row = f"{difference.table} {difference.key}"
        say.line(Text.assemble((f"{sign} ", "bold"), row, (fields, "dim")))
    if len(found) > SHOWN:
        say.line(say("rebuild.more", count=len(found) - SHOWN), style="dim")
    say.line(say("rebuild.applied" if apply else "rebuild.hint"), style="dim")


def _compute(
    here: State, folder: Path, target: Path, name: str | None = None, since: date | None = None
) -> int:
    from archive.documents import catalogue
    from archive.rebuild import rebuild as compute
    from crawler.replay import Replay
    from pipelines.read import read, reader_version

    sites = here.sites()
    replay = Replay(sites, read)
    start = _begin(since)

    def page_of(db: Connection, stored: Stored) -> Page | None:
        if start and stored.date < start:
            return None
        if name is not None:
            whose = sites.of(stored.url)
            if whose is None or whose[0].name != name:
                return None
        return replay.page(db, stored)

    return compute(
        folder,
        target,
        sites.facts(),
        catalogue().documents,
        page_of,
        reader_version(),
        _watch(here.say),
    )


def _compute_site(here: State, folder: Path, target: Path, name: str, since: date | None) -> int:
    """One site computed anew within a copy of the archive; what was captured before
    ``since`` stays as it was read then."""
    from archive.documents import catalogue
    from archive.rebuild_site import rebuild_site
    from crawler.replay import Replay
    from pipelines.read import read, reader_version

    sites = here.sites()
    start = _begin(since)
    return rebuild_site(
        folder,
        target,
        sites.facts_of(name),
        catalogue().documents,
        Replay(sites, read).page,
        reader_version(),
        start.isoformat() if start else "",
        _watch(here.say),
    )


def _begin(day: date | None) -> datetime | None:
    """The first moment of a day in Viet Nam."""
    return datetime.combine(day, datetime.min.time(), VIETNAM).astimezone(UTC) if day else None


def _watch(say: Say) -> Callable[[list[Stored]], Iterable[Stored]]:
    if not say.err.is_terminal:
        return iter
    from rich.progress import track

    return lambda records: track(
        records, description=say("rebuild.progress"), console=say.err, transient=True
    )


@contextmanager
def _temporary(folder: Path) -> Iterator[Path]:
    """A database of our own beside the archive, where there is room for it; gone afterwards,
    as is what a killed one left, at the next."""
    for left in leftovers(folder):
        left.unlink(missing_ok=True)
    target = folder / f".rebuild-{os.getpid()}.db"
    try:
        yield target
    finally:
        for path in folder.glob(target.name + "*"):
            path.unlink(missing_ok=True)


def leftovers(folder: Path) -> list[Path]:
    """What rebuilds that were killed left in a folder, each as large as the archive: of
    processes that are no more, or whose number is ours now."""
    return [
        path
        for path in sorted(folder.glob(".rebuild-*.db*"))
        if (number := re.match(r"\.rebuild-(\d+)\.db", path.name))
        and (int(number[1]) == os.getpid() or not _alive(int(number[1])))
    ]


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass  # it is another user's
    return True


def _tell(say: Say, as_json: bool, document: dict[str, Any], key: str) -> None:
    if as_json:
        say.json(document)
    else:
        say.line(say(key, **document))
