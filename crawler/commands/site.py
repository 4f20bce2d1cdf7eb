"""``lamtheo site list``: the sites the project knows, how each is, and what was decided of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import typer
from rich.text import Text

from archive import decisions, reader
from archive.decisions import ACTIVE, Decision, Standing
from archive.records import Site
from archive.text import vietnamese
from crawler.commands import exceptions
from crawler.commands.app import Context, Json, State, app, state
from crawler.commands.errors import Failure
from crawler.commands.say import Say, day

FLEXIBLE = {"site", "enrolled"}
"""Columns that may wrap."""

NUMBERS = {"articles", "gaps"}

UNSEEN: dict[str, Any] = {"last_good": None, "articles": 0, "newest": None, "gaps": 0}
"""How a site is that no archive knows yet."""

sites_app = typer.Typer(no_args_is_help=True)
app.add_typer(sites_app, name="site", help="help.site")


@sites_app.callback()
def _site() -> None:
    pass


@sites_app.command("list", help="help.site.list")
def list_sites(context: Context, as_json: Json = False) -> None:
    here = state(context)
    sample = _samples()
    decided, permitted, found = _known(here)
    facts = sorted(here.sites().facts(), key=lambda site: vietnamese(site.organisation))
    now = datetime.now(UTC)
    if as_json:
        here.say.json(
            [
                row(site, sample=site.name in sample)
                | found.get(site.name, UNSEEN)
                | {"tls_exception": exceptions.row(site, now)}
                | standing(site, decided.get(site.name, ACTIVE), permitted.get(site.name))
                for site in facts
            ]
        )
        return
    say = here.say
    names = "name site family host enrolled last_good articles newest gaps".split()
    if say.narrow:
        names = "name host enrolled last_good articles gaps".split()
    say.table(
        [say(f"column.{name}") for name in names],
        [
            _cells(say, site, names, decided.get(site.name, ACTIVE), found.get(site.name, UNSEEN))
            for site in facts
        ],
        numbers=[place for place, name in enumerate(names) if name in NUMBERS],
        flexible=[place for place, name in enumerate(names) if name in FLEXIBLE],
    )
    say.line()
    visited = sum(decided.get(site.name, ACTIVE).visits(site) for site in facts)
    say.line(say("site.enrolled_note", enrolled=visited, sites=len(facts)), style="dim")
    for site in facts:
        tell_standing(say, site.name, decided.get(site.name, ACTIVE), permitted.get(site.name))
    exceptions.tell(say, facts, now)
    if samples := [site.name for site in facts if site.name in sample]:
        say.line(say("site.samples", names=", ".join(samples)), style="dim")
    if any(not site.host_confirmed for site in facts):
        say.line(say("site.unconfirmed_note"), style="dim")


def row(site: Site, *, sample: bool) -> dict[str, object]:
    """What ``site list --json`` says of a site."""
    return {
        "name": site.name,
        "organisation": site.organisation,
        "level": site.level,
        "province_before": site.province_before,
        "province_after": site.province_after,
        "family": site.family,
        "host": site.host if site.host_confirmed else "unconfirmed",
        "hostname": site.host,
        "host_status": "confirmed" if site.host_confirmed else "unconfirmed",
        "status": site.status,
        "verified": site.verified,
        "sample": sample,
    }


def standing(site: Site, decided: Standing, permission: Decision | None) -> dict[str, object]:
    """What was decided of a site, for programs; it goes before what the site's file says."""
    return {
        "state": decided.state,
        "since": decided.since,
        "reason": decided.reason,
        "successor": decided.successor or site.successor,
        "enrolled": decided.visits(site),
        "enrolled_by": _enrolled_by(site, decided),
        "enrolled_since": _enrolled_since(site, decided),
        "permission": dict(permission.detail) if permission else None,
    }


def tell_standing(say: Say, name: str, decided: Standing, permission: Decision | None) -> None:
    """A line for a site that rests, and one for a permission; nothing for all others."""
    if decided.rests:
        text = say(
            "status.rests",
            site=name,
            state=say(f"standing.{decided.state}"),
            since=day(decided.since),
            reason=decided.reason,
        )
        if decided.successor:
            text += say("status.successor", host=decided.successor)
        say.line(text, style="yellow")
    if permission is not None:
        said = {"by": "?", "document": "?"} | dict(permission.detail)
        said["date"] = day(said.get("date"))
        say.line(say("status.permitted", site=name, **said), style="dim")


def _enrolled_by(site: Site, decided: Standing) -> str:
    """What has nights visit a site: "file", "trial", or "" when nothing does."""
    if not decided.visits(site):
        return ""
    return "file" if site.enrolled else "trial"


def _enrolled_since(site: Site, decided: Standing) -> str:
    by = _enrolled_by(site, decided)
    return {"file": site.verified, "trial": decided.trial}.get(by, "")


def _known(
    here: State,
) -> tuple[dict[str, Standing], dict[str, Decision], dict[str, dict[str, Any]]]:
    """What was decided of the sites and how each is; nothing where there is no archive yet."""
    try:
        with here.archive() as db:
            return decisions.standings(db), decisions.permissions(db), reader.condition(db)
    except Failure:
        return {}, {}, {}


def _samples() -> set[str]:
    """The sites of which the farm serves a sample."""
    from tests.farm.sites import SITES

    return {site.name for site in SITES}


def _cells(
    say: Say, site: Site, names: list[str], decided: Standing, found: Mapping[str, Any]
) -> list[str | Text]:
    if decided.rests:
        enrolled = Text(say(f"standing.{decided.state}"), style="yellow")
    elif by := _enrolled_by(site, decided):
        since = day(_enrolled_since(site, decided)).partition(" ")[0]
        enrolled = Text(say(f"site.enrolled_by.{by}", since=since), style="green")
    else:
        enrolled = Text(say("no"), style="dim")
    cells: dict[str, str | Text] = {
        "name": Text(site.name, style="cyan"),
        "site": site.organisation,
        "family": site.family,
        "host": site.host if site.host_confirmed else Text(site.host, style="yellow"),
        "enrolled": enrolled,
        "last_good": day(found["last_good"]),
        "articles": str(found["articles"]),
        "newest": day(found["newest"]),
        "gaps": Text(str(found["gaps"]), style="yellow" if found["gaps"] else "dim"),
    }
    return [cells[name] for name in names]
