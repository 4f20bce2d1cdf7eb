"""``lamtheo withhold`` and ``release``: an article that must not be shown, and its way back."""

from __future__ import annotations

import difflib
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from sqlite3 import Connection, OperationalError
from typing import TYPE_CHECKING, Annotated, Any

import typer

from archive import reader, tombstones
from archive.reader import UnknownArticle
from archive.records import VIETNAM
from archive.tombstones import CLASSES, Tombstone
from crawler.commands.app import DAY, Context, Json, State, app, state
from crawler.commands.errors import DAMAGED, USAGE, Failure
from crawler.commands.say import day
from crawler.config import VERSION, ConfigError

if TYPE_CHECKING:
    from archive.erase import Rewritten
    from archive.writer import Archive

log = logging.getLogger(__name__)

Urls = Annotated[list[str], typer.Argument(metavar="URL|ID…", help="help.withhold.urls")]


@dataclass(frozen=True, slots=True)
class Copy:
    """The same text on another site."""

    id: str
    site: str
    url: str
    title: str


@app.command(help="help.withhold")
def withhold(
    context: Context,
    urls: Urls,
    reason: Annotated[str, typer.Option(help="help.withhold.reason")],
    note: Annotated[str, typer.Option(help="help.withhold.note")] = "",
    until: Annotated[datetime | None, typer.Option(formats=DAY, help="help.withhold.until")] = None,
    with_copies: Annotated[
        bool, typer.Option("--with-copies", help="help.withhold.copies")
    ] = False,
    erase: Annotated[bool, typer.Option("--erase", help="help.withhold.erase")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="help.withhold.yes")] = False,
    as_json: Json = False,
) -> None:
    here = state(context)
    say = here.say
    kind, words = _class_of(here, reason)
    said = " ".join(part for part in (words, note) if part)
    last = until.date().isoformat() if until else ""
    if last and last < datetime.now(VIETNAM).date().isoformat():
        raise Failure("error.past_until", USAGE, day=day(last))
    with here.archive() as db:
        targets = list(dict.fromkeys(_known(db, given) for given in urls))
        copies = _copies(db, targets)
        for url in targets:
            stone = tombstones.of_url(db, url)
            if stone and not erase and (stone.kind, stone.until) == (kind, last):
                word = say(f"withhold.class.{stone.kind}")
                since = day(stone.withheld_at)
                raise Failure("error.withheld_already", USAGE, url=url, day=since, kind=word)
    asks = say.err.is_terminal and not (yes or as_json)
    if copies and not as_json:
        _show(here, copies)
        if asks and not with_copies:
            with_copies = typer.confirm(say("withhold.copies.ask"), err=True)
        elif not with_copies:
            say.note(say("withhold.copies.hint"))
    if with_copies:
        targets += [copy.url for copy in copies]
    if erase and asks:
        typer.confirm(say("withhold.erase.ask", count=len(targets)), abort=True, err=True)
    with writing(here) as archive:
        made = [_withhold(archive, url, kind, said, last) for url in targets]
        archive.commit()
        erased = _erase(archive, made) if erase else []
        naming = _naming(archive, made) if erase else 0
    if as_json:
        say.json(
            {
                "withheld": [document(stone) for stone in made],
                "copies": [asdict(copy) for copy in copies],
                "erased": [asdict(one) for one in erased],
                "named_in": naming if erase else None,
            }
        )
        return
    for stone in made:
        end = say("withhold.until", day=day(last)) if last else ""
        word = say(f"withhold.class.{kind}")
        say.line(say("withhold.done", url=stone.url, kind=word, until=end), style="green")
    if erase:
        _show_erased(here, erased, naming)


@app.command(help="help.release")
def release(
    context: Context,
    urls: Urls,
    reason: Annotated[str, typer.Option(help="help.release.reason")] = "",
    as_json: Json = False,
) -> None:
    from archive.withhold import RELEASE

    here = state(context)
    with here.archive() as db:
        stones = []
        for given in urls:
            stone = tombstones.of_url(db, given) or tombstones.of_article(db, given)
            if stone is None:
                raise Failure("error.not_withheld", USAGE, url=given)
            stones.append(stone)
    done = []
    with writing(here) as archive:
        for stone in dict.fromkeys(stones):
            names = tombstones.urls(archive.begin(), stone.article_id)
            archive.decide(RELEASE, stone.url, reason, {"site": stone.site})
            done.append((stone, _captures(archive.db, names)))
    if as_json:
        found = [{"url": stone.url, "captures": count} for stone, count in done]
        here.say.json({"released": found})
        return
    for stone, count in done:
        key = "release.done" if count else "release.erased"
        here.say.line(here.say(key, url=stone.url, captures=count), style="green")


def _class_of(here: State, reason: str) -> tuple[str, str]:
    """The class a reason is, by its name or its words in any language; other words are a
    note of the class "other"."""
    given = " ".join(reason.replace("-", " ").replace("_", " ").lower().split())
    if not given:
        raise Failure("error.empty", USAGE, option="--reason")
    named = {
        word.replace("-", " "): kind
        for kind in CLASSES
        for word in (kind, here.say(f"withhold.class.{kind}"))
    }
    if given in named:
        return named[given], ""
    # One word or two that are nearly a class are a slip of the hand, not a note.
    if near := difflib.get_close_matches(given, named, n=1, cutoff=0.8):
        raise Failure("error.unknown_class", USAGE, given=reason, near=named[near[0]])
    return "other", " ".join(reason.split())


def _known(db: Connection, given: str) -> str:
    """The URL of what is to be withheld: of an article, of what is withheld already, or one
    that the archive owes or has visited."""
    if stone := tombstones.of_url(db, given) or tombstones.of_article(db, given):
        return stone.url
    try:
        ident = reader.find(db, given)
    except UnknownArticle as error:
        row = db.execute(
            "SELECT url FROM urls WHERE url = ? AND role = 'article'", (given,)
        ).fetchone()
        if row is None or error.near:
            raise
        return str(row[0])
    return str(db.execute("SELECT url FROM articles WHERE id = ?", (ident,)).fetchone()[0])


def _copies(db: Connection, urls: Sequence[str]) -> list[Copy]:
    """The same texts on other sites, but for those that are chosen already."""
    found = {
        Copy(*row): None
        for url in urls
        for row in db.execute(
            "SELECT b.id, b.site, b.url, b.title FROM articles a JOIN articles b"
            " ON b.cluster_id = a.cluster_id AND b.site <> a.site WHERE a.url = ?"
            " ORDER BY b.site, b.url",
            (url,),
        )
    }
    return [copy for copy in found if copy.url not in urls]


def _show(here: State, copies: Sequence[Copy]) -> None:
    say = here.say
    say.note(say("withhold.copies", count=len(copies)), style="")
    for copy in copies:
        say.note(f"  {copy.site}  {copy.title}  {copy.url}")


def _show_erased(here: State, erased: Sequence[Rewritten], naming: int) -> None:
    say = here.say
    for one in erased:
        say.line(say("withhold.erased", **asdict(one)))
    if not erased:
        say.note(say("withhold.nothing_to_erase"))
    if naming:
        say.note(say("withhold.named", count=naming))
    say.note(say("withhold.erase.rest"))


def _withhold(archive: Archive, url: str, kind: str, words: str, until: str) -> Tombstone:
    from archive.withhold import WITHHOLD, detail

    archive.decide(WITHHOLD, url, words, detail(archive.begin(), url, kind, until))
    stone = tombstones.of_url(archive.db, url)
    assert stone is not None
    return stone


def _erase(archive: Archive, stones: Sequence[Tombstone]) -> list[Rewritten]:
    from archive.erase import DamagedFile, carry_out

    try:
        return carry_out(archive, stones)
    except DamagedFile as error:
        raise Failure("error.erase_damaged", DAMAGED, error=error) from error


def _naming(archive: Archive, stones: Sequence[Tombstone]) -> int:
    from archive import naming
    from archive.writer import WARC_FOLDER

    idents = [stone.article_id for stone in stones]
    return len(naming.captures(archive.db, archive.folder / WARC_FOLDER, idents))


def _captures(db: Connection, urls: Sequence[str]) -> int:
    marks = ", ".join("?" * len(urls))
    found: int = db.execute(
        f"SELECT count(*) FROM captures WHERE url IN ({marks}) AND erased_by = ''"
        " AND record_type = 'response'",
        urls,
    ).fetchone()[0]
    return found


def end_terms(here: State) -> None:
    """Give back what was withheld until a day that has passed.

    A decision that somebody must write down, so that a rebuild needs no clock. A night does it,
    and whoever writes anyway; nobody who only wants to read fails by it.
    """
    from archive.lock import ArchiveHeld

    try:
        with here.archive() as db:
            due = tombstones.over(db)
        if due:
            with writing(here):
                pass  # its beginning does it
    except (ArchiveHeld, ConfigError, Failure, OSError, OperationalError) as error:
        log.info("nothing is released: %s", error)


@contextmanager
def writing(here: State) -> Iterator[Archive]:
    """The archive with a small run begun, after what killed runs left has been read: a page
    captured before a decision must be read before it."""
    from archive.articles import Rules
    from archive.documents import catalogue
    from archive.writer import WARC_FOLDER, Archive
    from crawler import ledger
    from crawler.replay import Replay
    from pipelines.read import read, reader_version

    config, sites = here.config(), here.sites()
    replay = Replay(sites, read)
    rules = Rules(reader_version(), partial(replay.again, config.data / WARC_FOLDER))
    with Archive(config.data, "decide", rules) as archive:
        archive.begin_run(
            sites.facts(),
            catalogue().documents,
            kind="decide",
            info={
                "software": f"lamtheo/{VERSION}",
                "operator": config.organisation,
                "contact": config.contact,
            },
        )
        replay.into(archive, archive.unread())
        ledger.recount(archive)
        archive.settle()
        yield archive
        archive.finish_run("done")


def document(stone: Tombstone) -> dict[str, Any]:
    """A withholding in JSON."""
    said = asdict(stone) | {"is_over": stone.is_over}
    return {"id": said.pop("article_id"), "class": said.pop("kind"), **said}
