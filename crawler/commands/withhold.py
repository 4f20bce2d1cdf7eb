"""``lamtheo withhold`` and ``release``: an article that must not be shown, and its way back."""

from __future__ import annotations

import difflib
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from sqlite3 import Connection, OperationalError
from typing import TYPE_CHECKING, Annotated, Any

import typer

from archive import copies, reader, tombstones
from archive.copies import Copy
from archive.reader import UnknownArticle, Withheld
from archive.records import VIETNAM
from archive.tombstones import CLASSES, Tombstone
from crawler.commands.app import DAY, Context, Json, State, app, state
from crawler.commands.errors import DAMAGED, FAILED, USAGE, Failure, explain
from crawler.commands.say import day
from crawler.config import VERSION, ConfigError

if TYPE_CHECKING:
    from archive.erase import Rewritten
    from archive.writer import Archive

log = logging.getLogger(__name__)

Urls = Annotated[list[str], typer.Argument(metavar="URL|ID…", help="help.withhold.urls")]


@dataclass(frozen=True, slots=True)
class _There:
    """What an order meets: the articles at ``urls``, those of them that are withheld already,
    all their copies, and of which articles nobody can tell the copies any more."""

    urls: list[str]
    stones: list[Tombstone]
    copies: list[Copy]
    withheld: list[Tombstone]
    forgotten: list[Tombstone]

    @property
    def standing(self) -> list[Copy]:
        return [copy for copy in self.copies if not copy.withheld]

    def together(self, kind: str, until: str) -> tuple[list[str], list[Tombstone]]:
        """Of the copies that are withheld already, the URLs of those whose class and term follow
        the article's, as they were the same before; and the others: a court's order against one
        copy is not to end with a shorter one against another."""
        were = {(one.kind, one.until) for one in self.stones} - {(kind, until)}
        follow = [one.url for one in self.withheld if (one.kind, one.until) in were]
        return follow, [one for one in self.withheld if one.url not in follow]


@dataclass(frozen=True, slots=True)
class _Erased:
    """What was erased by these orders in all, ``new`` now; in how many captures the articles are
    named, None where that was not looked for; what stood in the way."""

    files: list[Rewritten]
    new: bool
    naming: int | None
    failed: Failure | None


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
    terminal = say.err.is_terminal and sys.stdin.isatty()
    if erase and not (yes or terminal):
        raise Failure("withhold.erase.unasked", USAGE)
    there = _survey(here, urls)
    same = {one.url: one for one in there.stones if (one.kind, one.until) == (kind, last)}
    if same and not erase and not (with_copies and there.standing):
        url, stone = next(iter(same.items()))
        word = say(f"withhold.class.{stone.kind}")
        since = day(stone.withheld_at)
        raise Failure("error.withheld_already", USAGE, url=url, day=since, kind=word)
    asks = terminal and not yes
    if not as_json:
        with_copies = _offer(here, there, with_copies=with_copies, asks=asks)
    chosen = [url for url in there.urls if erase or url not in same]
    left = [same[url] for url in there.urls if url not in chosen]
    if with_copies:
        follow, own = there.together(kind, last)
        chosen += [copy.url for copy in there.standing] + follow
        left += own
    if erase and asks:
        count = len(chosen) + len(left)
        typer.confirm(say("withhold.erase.ask", count=count), abort=True, err=True)
    with writing(here) as archive:
        made = [*(_withhold(archive, url, kind, said, last) for url in chosen), *left]
        archive.commit()
        gone = _erase(here, archive, made) if erase else None
    if as_json:
        say.json(
            {
                "withheld": [document(stone) for stone in made],
                "copies": [asdict(copy) for copy in there.copies],
                "copies_known": not there.forgotten,
                "erased": [asdict(one) for one in gone.files] if gone else [],
                "named_in": gone and gone.naming,
                "trouble": gone and gone.failed and say(gone.failed.key, **gone.failed.values),
            }
        )
    else:
        for stone in made:
            end = say("withhold.until", day=day(stone.until)) if stone.until else ""
            word = say(f"withhold.class.{stone.kind}")
            say.line(say("withhold.done", url=stone.url, kind=word, until=end), style="green")
        if gone:
            _show_erased(here, gone)
    if gone and gone.failed:
        raise gone.failed


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
                reader.find(db, given)  # what nobody knows is told as ``show`` tells it
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
    except Withheld as error:
        return error.stone.url  # its captures were erased
    except UnknownArticle as error:
        row = db.execute(
            "SELECT url FROM urls WHERE url = ? AND role = 'article'", (given,)
        ).fetchone()
        if row is None or error.near:
            raise
        return str(row[0])
    return str(db.execute("SELECT url FROM articles WHERE id = ?", (ident,)).fetchone()[0])


def _survey(here: State, given: Sequence[str]) -> _There:
    with here.archive() as db:
        urls = list(dict.fromkeys(_known(db, one) for one in given))
        stones = [stone for url in urls if (stone := tombstones.of_url(db, url))]
        found = copies.of(db, urls)
        withheld = [stone for one in found if (stone := tombstones.of_url(db, one.url))]
        forgotten = [stone for stone in stones if not copies.is_known(db, stone)]
    return _There(urls, stones, found, withheld, forgotten)


def _offer(here: State, there: _There, *, with_copies: bool, asks: bool) -> bool:
    """Show the copies there are; whether they are to be withheld too."""
    say = here.say
    for stone in there.forgotten:
        say.note(say("withhold.copies.unknown", url=stone.url))
    if there.copies:
        say.note(say("withhold.copies", count=len(there.copies)), style="")
    for copy in there.copies:
        say.note(f"  {copy.site}  {copy.title or say('withhold.copies.withheld')}  {copy.url}")
    if with_copies or not there.standing:
        return with_copies
    if asks:
        return typer.confirm(say("withhold.copies.ask"), err=True)
    say.note(say("withhold.copies.hint"))
    return False


def _show_erased(here: State, gone: _Erased) -> None:
    say = here.say
    for one in gone.files:
        say.line(say("withhold.erased", **asdict(one)))
    if not (gone.new or gone.failed):
        say.note(say("withhold.nothing_to_erase"))
    if gone.naming:
        say.note(say("withhold.named", count=gone.naming))
    say.note(say("withhold.erase.rest"))


def _withhold(archive: Archive, url: str, kind: str, words: str, until: str) -> Tombstone:
    from archive.withhold import WITHHOLD, detail

    archive.decide(WITHHOLD, url, words, detail(archive.begin(), url, kind, until))
    stone = tombstones.of_url(archive.db, url)
    assert stone is not None
    return stone


def _erase(here: State, archive: Archive, stones: Sequence[Tombstone]) -> _Erased:
    """Erase; the withholding is in force whatever stands in the way."""
    from archive import naming
    from archive.erase import DamagedFile, carry_out, done
    from archive.writer import WARC_FOLDER

    idents = [stone.article_id for stone in stones]
    failed, new = None, []
    try:
        new = carry_out(archive, stones)
    except DamagedFile as error:
        failed = Failure("error.erase_damaged", DAMAGED, error=error)
    except OSError as error:
        told = explain(error, here.say)
        failed = Failure("error.erase_damaged", FAILED, error=told.line if told else error)
    named = None
    if not failed:
        here.say.note(here.say("withhold.naming"))
        named = len(naming.captures(archive.db, archive.folder / WARC_FOLDER, idents))
    return _Erased(done(archive.db, idents), bool(new), named, failed)


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
