"""``lamtheo site pause|resume|retire|permit`` and ``gap close``: what a human decides.

Each is a row in ``decisions`` and a WARC record in a file of its own small run.
"""

from __future__ import annotations

import difflib
from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer

from archive import reader
from archive.access import FULL_TEXT
from archive.decisions import ACTIVE, CLOSE_GAP, PAUSE, PERMIT, RESUME, RETIRE
from crawler import rest
from crawler.commands.app import DAY, Context, Json, State, app, state
from crawler.commands.crawl import unknown_site
from crawler.commands.errors import USAGE, Failure
from crawler.commands.site import sites_app
from crawler.commands.withhold import end_terms
from crawler.config import VERSION, ConfigError

Name = Annotated[str, typer.Argument(metavar="NAME", help="help.site.name")]
Reason = Annotated[str, typer.Option(help="help.reason")]

gap_app = typer.Typer(no_args_is_help=True)
app.add_typer(gap_app, name="gap", help="help.gap")


@gap_app.callback()
def _gap() -> None:
    pass


@sites_app.command(PAUSE, help="help.site.pause")
def pause(context: Context, name: Name, reason: Reason, as_json: Json = False) -> None:
    _stand(state(context), PAUSE, name, reason, as_json)


@sites_app.command(RESUME, help="help.site.resume")
def resume(context: Context, name: Name, reason: Reason, as_json: Json = False) -> None:
    _stand(state(context), RESUME, name, reason, as_json)


@sites_app.command(RETIRE, help="help.site.retire")
def retire(
    context: Context,
    name: Name,
    reason: Reason,
    successor: Annotated[str, typer.Option(metavar="HOST", help="help.site.successor")] = "",
    as_json: Json = False,
) -> None:
    _stand(state(context), RETIRE, name, reason, as_json, successor)


@sites_app.command(PERMIT, help="help.site.permit")
def permit(
    context: Context,
    name: Name,
    by: Annotated[str, typer.Option(help="help.site.permit.by")],
    date: Annotated[datetime, typer.Option(formats=DAY, help="help.site.permit.date")],
    document: Annotated[str, typer.Option(help="help.site.permit.document")],
    reason: Annotated[str, typer.Option(help="help.reason")] = "",
    full_text: Annotated[
        bool, typer.Option("--full-text", help="help.site.permit.full_text")
    ] = False,
    as_json: Json = False,
) -> None:
    here = state(context)
    _known(here, name)
    _said("--by", by)
    _said("--document", document)
    detail = {"by": by, "date": date.date().isoformat(), "document": document}
    if full_text:
        detail[FULL_TEXT] = "yes"
    _decide(here, PERMIT, name, reason, detail, as_json)


@gap_app.command("close", help="help.gap.close")
def close(
    context: Context,
    ident: Annotated[str, typer.Argument(metavar="ID", help="help.gap.id")],
    reason: Reason,
    as_json: Json = False,
) -> None:
    here = state(context)
    _said("--reason", reason)
    with here.archive() as db:
        gaps = {gap["id"]: gap for gap in reader.gaps(db)}
    if ident not in gaps:
        near = difflib.get_close_matches(ident, gaps, n=3, cutoff=0.4) or list(gaps)[:3]
        raise Failure("error.unknown_gap", given=ident, near=", ".join(near) or "–")
    gap = gaps[ident]
    detail = {key: gap[key] for key in ("site", "section", "cause", "opened_at")}
    _decide(here, CLOSE_GAP, ident, reason, detail, as_json)


def _stand(
    here: State, kind: str, name: str, reason: str, as_json: bool, successor: str = ""
) -> None:
    """Pause, resume or retire a site; saying again what already holds is wrong usage."""
    _known(here, name)
    _said("--reason", reason)
    standing = rest.standings(here.folder).get(name, ACTIVE)
    wanted = {PAUSE: "paused", RESUME: "active", RETIRE: "retired"}[kind]
    if standing.state == wanted and standing.successor == successor:
        raise Failure("error.stands", USAGE, name=name, state=here.say(f"standing.{wanted}"))
    _decide(here, kind, name, reason, {"successor": successor}, as_json)


def _decide(
    here: State, kind: str, target: str, reason: str, detail: dict[str, str], as_json: bool
) -> None:
    from archive.facts import write_sites
    from archive.writer import Archive

    config = here.config()
    end_terms(here)
    with Archive(config.data, "decide") as archive:
        archive.begin_run(
            (),
            (),
            kind="decide",
            info={
                "software": f"lamtheo/{VERSION}",
                "operator": config.organisation,
                "contact": config.contact,
            },
        )
        made = archive.decide(kind, target, reason, detail)
        if kind == PERMIT:
            write_sites(archive.begin(), here.sites().facts())  # its rights follow from it
        archive.finish_run("done")
    if as_json:
        here.say.json(asdict(made) | {"made_at": made.made_at.isoformat()})
    else:
        here.say.line(here.say(f"decided.{kind}", target=made.target), style="green")


def _known(here: State, name: str) -> None:
    sites = here.sites()
    if name not in sites.by_name:
        raise ConfigError(unknown_site(here.say, name, list(sites.by_name)))


def _said(option: str, value: str) -> None:
    if not value.strip():
        raise Failure("error.empty", USAGE, option=option)
