"""``lamtheo site list``: the sites the project knows."""

from __future__ import annotations

import typer
from rich.text import Text

from archive.records import Site
from crawler.commands.app import Context, Json, app, state
from crawler.commands.say import Say, vietnamese

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
    facts = sorted(here.sites().facts(), key=lambda site: vietnamese(site.organisation))
    if as_json:
        here.say.json([row(site, sample=site.name in sample) for site in facts])
        return
    say = here.say
    names = "name site level before after family host host_status verified enrolled".split()
    if say.narrow:
        names = "name site host enrolled".split()
    say.table(
        [say(f"column.{name}") for name in names],
        [_cells(say, site, names) for site in facts],
        flexible=[place for place, name in enumerate(names) if name in FLEXIBLE],
    )
    say.line()
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


def _samples() -> set[str]:
    """The sites of which the farm serves a sample."""
    from tests.farm.sites import SITES

    return {site.name for site in SITES}


def _cells(say: Say, site: Site, names: list[str]) -> list[str | Text]:
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
        "enrolled": say("yes") if site.enrolled else say("no"),
    }
    return [cells[name] for name in names]
