"""``lamtheo search``: find articles, with or without diacritics."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.text import Text

from archive.days import iso
from archive.query import BEGINNINGS, LONGEST, WORDS, parse
from archive.query_names import document_of
from archive.records import Verdict
from archive.search import CLOSE, OPEN, Filters, Found, Hit, province_of, search
from crawler.commands.app import Context, app, state
from crawler.commands.crawl import unknown_site
from crawler.commands.errors import USAGE, Failure
from crawler.commands.say import Say, day, html_marked, marked
from crawler.config import ConfigError


class Wanted(StrEnum):
    relevant = "relevant"
    mention = "mention"
    all = "all"


def _first_day(typed: str) -> str:
    return _day(typed, last=False)


def _last_day(typed: str) -> str:
    return _day(typed, last=True)


def _day(typed: str, *, last: bool) -> str:
    found = iso(typed, last=last)
    if typed.strip() and not found:
        raise typer.BadParameter(f"{typed!r} does not match the formats of days")
    return found


Query = Annotated[list[str], typer.Argument(metavar="QUERY", help="help.search.query")]
OnSites = Annotated[list[str] | None, typer.Option("--site", help="help.search.site")]
Province = Annotated[str, typer.Option(help="help.search.province")]
From = Annotated[
    str, typer.Option("--from", parser=_first_day, metavar="DAY", help="help.search.from")
]
To = Annotated[str, typer.Option("--to", parser=_last_day, metavar="DAY", help="help.search.to")]
Naming = Annotated[str, typer.Option("--document", help="help.search.document")]
Judged = Annotated[Wanted, typer.Option("--verdict", help="help.search.verdict")]


@app.command("search", help="help.search")
def search_articles(
    context: Context,
    query: Query,
    site: OnSites = None,
    province: Province = "",
    since: From = "",
    until: To = "",
    document: Naming = "",
    verdict: Judged = Wanted.relevant,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="help.search.limit")] = 20,
    near: Annotated[bool, typer.Option("--near", help="help.search.near")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="help.json_lines")] = False,
) -> None:
    here = state(context)
    with here.archive() as db:
        known = organisations(db)
        filters = narrowed(here.say, known, site, province, since, until, document, verdict)
        found = search(db, text := " ".join(query), filters, limit)
    if parse(text).cut:
        here.say.note(here.say("search.cut", count=LONGEST, words=WORDS, beginnings=BEGINNINGS))
    if as_json:
        for hit in found.hits:
            here.say.json_line(as_document(hit))
        for hit in found.near if near else ():
            here.say.json_line(as_document(hit) | {"near": True})
    else:
        print_found(here.say, found, known)


def organisations(db: sqlite3.Connection) -> dict[str, str]:
    """The sites of an archive, by name."""
    return {row["name"]: row["organisation"] for row in db.execute("SELECT * FROM sites")}


def narrowed(
    say: Say,
    known: Mapping[str, str],
    sites: Sequence[str] | None,
    province: str,
    since: str,
    until: str,
    document: str,
    verdict: Wanted,
) -> Filters:
    """What the options ask for.

    :raises ConfigError: a site that the archive does not know.
    :raises Failure: a province or document of no known name.
    """
    for name in sites or ():
        if name not in known:
            raise ConfigError(unknown_site(say, name, sorted(known)))
    verdicts: tuple[Verdict, ...] = ("relevant", "mention")
    return Filters(
        sites=tuple(sites or ()),
        province=_province(province),
        since=since,
        until=until,
        document=_document(document),
        verdicts=tuple(v for v in verdicts if verdict in (Wanted.all, v)),
    )


def as_document(hit: Hit) -> dict[str, Any]:
    """A hit as JSON: the plain title, and the snippet as escaped HTML with ``<mark>``."""
    return {
        "id": hit.id,
        "url": hit.url,
        "site": hit.site,
        "title": hit.title.replace(OPEN, "").replace(CLOSE, ""),
        "snippet": html_marked(hit.snippet),
        "published_at": hit.published_at,
        "verdict": hit.verdict,
        "documents": list(hit.documents),
        "gone": hit.gone,
    }


def print_found(say: Say, found: Found, organisations: dict[str, str]) -> None:
    """Hits one below the other, then what was perhaps meant."""
    if not found.hits:
        say.line(say("search.none"), style="yellow")
    for number, hit in enumerate(found.hits, 1):
        print_hit(say, f"{number:>3}  ", hit, organisations)
    if found.more:
        say.line()
        say.line(say("search.more", count=len(found.hits)), style="dim")
    if found.near:
        say.heading(say("search.near"))
        for hit in found.near:
            print_hit(say, "  ~  ", hit, organisations)


def print_hit(say: Say, lead: str, hit: Hit, organisations: dict[str, str]) -> None:
    about = [day(hit.published_at), organisations.get(hit.site, hit.site)]
    about += [", ".join(hit.documents)] if hit.documents else []
    about += [say.word("verdict", hit.verdict)] if hit.verdict != "relevant" else []
    about += [say.word("outcome", "gone")] if hit.gone else []
    say.line()
    say.line(Text.assemble((lead, "dim"), Text("", style="bold").append_text(marked(hit.title))))
    say.line(Text.assemble("     ", (" · ".join(about), "dim"), "  ", (hit.id, "cyan")))
    say.line(Text.assemble("     ", marked(hit.snippet)))


def _province(given: str) -> str:
    found = province_of(given) if given else ""
    if given and not found:
        import difflib

        from archive.places import provinces_after, provinces_before
        from archive.text import fold

        names = {fold(name): name for name in (*provinces_before(), *provinces_after())}
        near = difflib.get_close_matches(fold(given), names, n=3, cutoff=0.5)
        if not near:
            raise Failure("error.no_province", USAGE, given=given)
        shown = ", ".join(names[name] for name in near)
        raise Failure("error.unknown_province", USAGE, given=given, near=shown)
    return found


def _document(given: str) -> str:
    found = document_of(given) if given else ""
    if given and not found:
        from archive.documents import catalogue

        known = ", ".join(document.key for document in catalogue().documents)
        raise Failure("error.unknown_document", USAGE, given=given, known=known)
    return found
