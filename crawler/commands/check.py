"""``lamtheo site check``: a site against its golden pages, or against itself as it is now."""

from __future__ import annotations

import gzip
import html
import re
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from archive.records import VIETNAM
from archive.writer import DATABASE, connect_readonly
from crawler import rest
from crawler.anchors import decode_html
from crawler.commands import fixtures
from crawler.commands.app import Context, Json, State, state
from crawler.commands.crawl import announced, unknown_site
from crawler.commands.errors import DONE, FAILED, GAPS, Failure
from crawler.commands.fixtures import Mismatch
from crawler.commands.live import visit
from crawler.commands.read import understand
from crawler.commands.say import Say
from crawler.commands.site import sites_app
from crawler.commands.trial import (
    FIELDS,
    LEAST,
    Trial,
    judge,
    print_causes,
    print_fields,
    print_listings,
)
from crawler.config import ConfigError
from crawler.health import Found
from crawler.site import SiteSpider

COLUMNS = {"date": "published_at"}
"""Columns of ``articles`` that hold a field under another name."""

_CANONICAL = re.compile(
    r"<link[^>]+rel=[\"']canonical[\"'][^>]+href=[\"']([^\"']+)"
    r"|<meta[^>]+property=[\"']og:url[\"'][^>]+content=[\"']([^\"']+)",
    re.IGNORECASE,
)

RECENT = 50
"""Good visits that tell what is usual: enough to be one site's, few enough to be today's."""

USUAL = 0.5
"""Share of a site's earlier articles that have a field, from which it is one of the site's;
below half of that share now, it has drifted."""


@sites_app.command("check", help="help.site.check")
def check(
    context: Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="help.site.name")],
    live: Annotated[bool, typer.Option("--live", help="help.site.check.live")] = False,
    farm: Annotated[str | None, typer.Option(metavar="FILE|-", help="help.crawl.farm")] = None,
    fixtures_at: Annotated[Path, typer.Option("--fixtures", hidden=True)] = fixtures.ROOT,
    as_json: Json = False,
) -> None:
    here = state(context)
    sites = here.sites()
    if name not in sites.by_name:
        raise ConfigError(unknown_site(here.say, name, list(sites.by_name)))
    if live:
        raise typer.Exit(_live(here, name, farm, as_json))
    raise typer.Exit(_kept(here.say, sites.by_name[name], fixtures_at, as_json))


def _kept(say: Say, site: type[SiteSpider], root: Path, as_json: bool) -> int:
    """Against the golden pages: 0 when each is read as it should be, 1 when one is not."""
    pages = fixtures.of_site(site.name, root)
    if not pages:
        raise Failure("check.no_fixtures", FAILED, name=site.name)
    found = {path: list(fixtures.check(path, site)) for path in pages}
    for path, wrong in found.items():
        if any(one.field == "expectation" for one in wrong):
            _write_missing(path, site)
    wrong = [one for those in found.values() for one in those]
    if as_json:
        say.json(
            {
                "site": site.name,
                "live": False,
                "pages": [path.name.removesuffix(".html.gz") for path in pages],
                "mismatches": [asdict(one) for one in wrong],
                "passed": not wrong,
            }
        )
    else:
        _print_kept(say, found)
    return FAILED if wrong else DONE


def _write_missing(path: Path, site: type[SiteSpider]) -> None:
    """The expectation of a page that has none yet; its address is the one it gives itself."""
    source = decode_html(gzip.decompress(path.read_bytes()), "")
    own = _CANONICAL.search(source)
    said = {
        "url": html.unescape(own[1] or own[2]) if own else site.front(),
        "role": "listing" if path.name.startswith("listing") else "article",
        "captured_on": datetime.fromtimestamp(path.stat().st_mtime, VIETNAM).date().isoformat(),
        "content_type": "text/html; charset=utf-8",
    }
    page = fixtures.read_again(site, fixtures.load(path, site, said))
    if page.role != "article" or page.reading is not None:
        fixtures.write_expectation(path, fixtures.said_of(page))


def _print_kept(say: Say, found: dict[Path, list[Mismatch]]) -> None:
    for path, wrong in found.items():
        mark = ("✗ ", "bold red") if wrong else ("✓ ", "bold green")
        say.line(Text.assemble(mark, path.name.removesuffix(".html.gz")))
        for one in wrong:
            if one.field == "expectation":
                say.line("    " + say("check.review", path=one.wanted), style="yellow")
                continue
            say.line(Text.assemble("    ", (one.field, "bold")))
            say.line(Text.assemble(("    - ", "red"), (_short(one.wanted), "red")))
            say.line(Text.assemble(("    + ", "green"), (_short(one.found), "green")))


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 300 else text[:300] + "…"


def _live(here: State, name: str, farm: str | None, as_json: bool) -> int:
    """Against the site itself: 0 when all is as it was, 3 when something drifted, 1 when
    no listing or no article can be read."""
    from pipelines.read import read, reader_version

    changes: dict[str, Any] = {}
    if farm is not None:
        changes = {"farm": announced(farm)["farm"]}
    config = here.config(**changes)
    sites = here.sites()
    rest.refuse(name, rest.standings(config.data), config.lang)
    config.require_contact({sites.facts_of(name).host})
    usual: dict[str, float] = {}
    earlier = 0
    if (config.data / DATABASE).exists():
        with closing(connect_readonly(config.data)) as db:
            earlier, usual = usual_fields(db, name)
    _, visits = visit(config, sites, [name], read, reader_version(), understand, kind="check")
    found = judge(visits[0], loopback=config.mapped(sites.facts_of(name).host))
    drifted = drift(found, usual) if earlier >= LEAST else {}
    causes = likely(found, drifted)
    code = FAILED if {"no-listing", "few-articles"} & set(found.why) else GAPS if causes else DONE
    if as_json:
        here.say.json(
            asdict(found)
            | {
                "live": True,
                "earlier": earlier,
                "usual": {key: round(value, 3) for key, value in usual.items()},
                "drifted": sorted(drifted),
                "causes": [asdict(cause) for cause in causes],
                "passed": code == DONE,
            }
        )
    else:
        _print_live(here.say, found, drifted, usual, causes)
    return code


def usual_fields(db: sqlite3.Connection, site: str) -> tuple[int, dict[str, float]]:
    """The share of a site's articles with each field, and of how many: those of its last
    :data:`RECENT` good visits, since a site may have been another one before."""
    columns = [COLUMNS.get(name, name) for name in FIELDS]
    counted = ", ".join(
        f"sum({column} IS NOT NULL AND {column} NOT IN ('', '[]'))" for column in columns
    )
    row = db.execute(
        f"SELECT count(*), {counted} FROM (SELECT a.* FROM urls u JOIN articles a ON a.url = u.url"
        " WHERE u.site = ? AND u.role = 'article'"
        " AND u.outcome IN ('archived', 'unchanged', 'revised')"
        " ORDER BY u.visited_at DESC LIMIT ?)",
        (site, RECENT),
    ).fetchone()
    total = int(row[0])
    return total, {name: (row[place] or 0) / total for place, name in enumerate(FIELDS, 1) if total}


def drift(found: Trial, usual: dict[str, float]) -> dict[str, tuple[float, float]]:
    """The fields that are found far less often than they were: their share then and now."""
    if found.articles < LEAST:
        return {}
    now = {name: count / found.articles for name, count in found.fields.items()}
    return {
        name: (share, now[name])
        for name, share in usual.items()
        if share >= USUAL and now[name] < share / 2
    }


def likely(found: Trial, drifted: dict[str, tuple[float, float]]) -> list[Found]:
    """Why, as causes that gaps have too: what the visit's pages show by themselves, and what
    only the comparison with earlier articles does."""
    causes = {cause.cause: cause for cause in found.causes}
    lost = sorted(drifted.keys() - {"date"})
    if lost:
        causes.setdefault("layout-changed", Found("layout-changed", "", {"fields": lost}))
    if "date" in drifted:
        share = {"articles": found.articles - found.fields["date"], "of": found.articles}
        causes.setdefault("dates-unreadable", Found("dates-unreadable", "", share))
    if not found.articles and found.outcomes and not causes:
        common = Counter(found.outcomes).most_common(1)[0][0]
        causes[f"articles-{common}"] = Found(f"articles-{common}", "", {"of": found.announced})
    return list(causes.values())


def _print_live(
    say: Say,
    found: Trial,
    drifted: dict[str, tuple[float, float]],
    usual: dict[str, float],
    causes: list[Found],
) -> None:
    say.heading(say("check.heading", name=found.site))
    say.line(say("trial.asked", host=found.host, requests=found.requests), style="dim")
    print_listings(say, found)
    print_fields(say, found)
    for name, (before, now) in drifted.items():
        share = {"field": say(f"trial.{name}"), "before": f"{before:.0%}", "now": f"{now:.0%}"}
        say.line(say("check.drifted", **share), style="yellow")
    if not usual:
        say.line(say("check.nothing_earlier"), style="dim")
    if found.closed:
        say.line(say.left_alone(found.site, found.closed), style="yellow")
    print_causes(say, causes)
    if not causes:
        say.line(say("check.well"), style="green")
