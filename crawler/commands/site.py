"""``lamtheo site list``: the sites the project knows, and what was decided of them."""

from __future__ import annotations

import typer
from rich.text import Text

from archive import decisions
from archive.decisions import ACTIVE, Decision, Standing
from archive.records import Site
from crawler.commands.app import Context, Json, State, app, state
from crawler.commands.errors import Failure
from crawler.commands.say import Say, day, vietnamese

FLEXIBLE = {"site", "before", "after", "host_status"}
"""Columns that may wrap."""

sites_app = typer.Typer(no_args_is_help=True)
app.add_typer(sites_app, name="site", help="help.site")


@sites_app.callback()
def _site() -> None:
    pass


@sites_app.command("list", help="help.site.list")
def list_sites(context: Context, as_json: Json = False) -> None:
    here = state(context)
    sample = _samples()
    decided, permitted = _decided(here)
    facts = sorted(here.sites().facts(), key=lambda site: vietnamese(site.organisation))
    if as_json:
        here.say.json(
            [
                row(site, sample=site.name in sample)
                | standing(site, decided.get(site.name, ACTIVE), permitted.get(site.name))
                for site in facts
            ]
        )
        return
    say = here.say
    names = "name site level before after family host host_status verified enrolled".split()
    if say.narrow:
        names = "name site host enrolled".split()
    say.table(
        [say(f"column.{name}") for name in names],
        [_cells(say, site, names, decided.get(site.name, ACTIVE)) for site in facts],
        flexible=[place for place, name in enumerate(names) if name in FLEXIBLE],
    )
    say.line()
    for site in facts:
        tell_standing(say, site.name, decided.get(site.name, ACTIVE), permitted.get(site.name))
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
        "enrolled": site.enrolled,
        "sample": sample,
    }


def standing(site: Site, decided: Standing, permission: Decision | None) -> dict[str, object]:
    """What was decided of a site, for programs; it goes before what the site's file says."""
    return {
        "state": decided.state,
        "since": decided.since,
        "reason": decided.reason,
        "successor": decided.successor or site.successor,
        "enrolled": site.enrolled and not decided.rests,
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


def _decided(here: State) -> tuple[dict[str, Standing], dict[str, Decision]]:
    """Nothing is decided where there is no archive yet."""
    try:
        with here.archive() as db:
            return decisions.standings(db), decisions.permissions(db)
    except Failure:
        return {}, {}


def _samples() -> set[str]:
    """The sites of which the farm serves a sample."""
    from tests.farm.sites import SITES

    return {site.name for site in SITES}


def _cells(say: Say, site: Site, names: list[str], decided: Standing) -> list[str | Text]:
    unconfirmed = "" if site.host_confirmed else say("site.unconfirmed")
    cells: dict[str, str | Text] = {
        "name": Text(site.name, style="cyan"),
        "site": site.organisation,
        "level": say.word("level", site.level),
        "before": site.province_before,
        "after": site.province_after,
        "family": site.family,
        "host": site.host,
        "host_status": Text(unconfirmed, style="yellow"),
        "verified": say.word("verified", site.verified),
        "enrolled": Text(say(f"standing.{decided.state}"), style="yellow")
        if decided.rests
        else say("yes" if site.enrolled else "no"),
    }
    return [cells[name] for name in names]
