"""``lamtheo crawl``: one night now, and its report."""

from __future__ import annotations

import json
import logging
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer

from archive.lock import ArchiveHeld
from archive.records import Ingested
from crawler import rest
from crawler.commands.aftermath import aftermath
from crawler.commands.app import DAY, Context, Json, State, app, state
from crawler.commands.errors import DONE, FAILED, GAPS, USAGE, Failure
from crawler.commands.report import print_report
from crawler.commands.say import Say
from crawler.commands.withhold import end_terms
from crawler.config import Config, ConfigError
from crawler.ledger import Report
from crawler.logs import to_file


@app.command(help="help.crawl")
def crawl(
    context: Context,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="SITE", help="help.crawl.names")
    ] = None,
    since: Annotated[datetime | None, typer.Option(formats=DAY, help="help.crawl.since")] = None,
    max_pages: Annotated[int | None, typer.Option(min=1, help="help.crawl.max_pages")] = None,
    plan: Annotated[bool, typer.Option("--plan", help="help.crawl.plan")] = False,
    trial: Annotated[bool, typer.Option("--trial", help="help.crawl.trial")] = False,
    farm: Annotated[str | None, typer.Option(metavar="FILE|-", help="help.crawl.farm")] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="help.crawl.verbose")] = False,
    as_json: Json = False,
    trigger: Annotated[str, typer.Option(hidden=True)] = "manual",
    due_for: Annotated[str | None, typer.Option(hidden=True)] = None,
    missed: Annotated[list[str] | None, typer.Option(hidden=True)] = None,
    revisit_now: Annotated[bool, typer.Option("--revisit-now", hidden=True)] = False,
    quiet: Annotated[bool, typer.Option("--quiet", hidden=True)] = False,
) -> None:
    from crawler.run import run

    here = state(context)
    config, names = _settle(here, names or [], since and since.date(), max_pages, farm)
    if plan and trial:
        raise Failure("crawl.plan_or_trial", USAGE)
    if not plan:
        end_terms(here)  # also in a night that finds no site to visit
    _check_names(here, config, names, every=trial)
    if plan:
        from crawler.commands.plan import tell_plan

        tell_plan(here, config, names, as_json)
        return
    if trial:
        from crawler.commands.trial import run_trials

        raise typer.Exit(run_trials(here, config, names, as_json))
    if config.log is not None:
        to_file(config.log)
    screen = here.say.err.is_terminal and not quiet
    # A screen shows progress; a file or the clock's log wants every request told.
    hushed = (screen or quiet) and not verbose
    logging.getLogger("scrapy.core.scraper").addFilter(_told_once)
    try:
        with _progress(here.say, screen) as watch:
            report = run(
                config,
                names or None,
                trigger=trigger,
                due_for=due_for,
                missed=tuple(missed or ()),
                revisit_now=revisit_now,
                watch=watch,
                log_level="WARNING" if hushed else "INFO",
            )
    except (ArchiveHeld, ConfigError):
        raise  # no run began
    except Exception as error:
        if isinstance(error, OSError):
            error.filename = error.filename or str(config.data)
        aftermath(here.say, config, error)
        raise
    aftermath(here.say, config, report)
    if as_json:
        here.say.json(asdict(report))
    else:
        print_report(here.say, report, {site.name: site for site in here.sites().facts()})
    raise typer.Exit(_code(report))


def _told_once(record: logging.LogRecord) -> bool:
    """A full disk stops the run, which says so; not once more for every page in the air."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, (OSError, sqlite3.Error))


def _code(report: Report) -> int:
    return {"done": DONE, "gaps": GAPS}.get(report.state, FAILED)


def _settle(
    here: State, names: list[str], since: date | None, max_pages: int | None, farm: str | None
) -> tuple[Config, list[str]]:
    """The configuration with what this run changes, and the sites named by it."""
    changes: dict[str, Any] = {"since": since, "max_pages": max_pages}
    if farm is not None:
        said = announced(farm)
        changes["farm"] = said["farm"]
        names = names or said["names"]
    return here.config(**changes), names


def announced(farm: str) -> dict[str, Any]:
    """What ``lamtheo farm`` printed: the settings by which its sites are reached without delay,
    and their names."""
    try:
        text = sys.stdin.read() if farm == "-" else Path(farm).read_text(encoding="utf-8")
        said = json.loads(text)
        resolve = {host: f"{ip}:{port}" for host, (ip, port) in said["resolve"].items()}
        return {
            "farm": {"resolve": resolve, "ca": said["ca_file"], "delay": 0.0},
            "names": [site["name"] for site in said["sites"]],
        }
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Failure("error.bad_farm", USAGE, file=farm) from error


def _check_names(here: State, config: Config, names: list[str], *, every: bool) -> None:
    """Every name is a site's; where none is given some site must be enrolled, or ``every``
    one be meant."""
    sites = here.sites()
    for name in names:
        if name not in sites.by_name:
            raise ConfigError(unknown_site(here.say, name, list(sites.by_name)))
    if names or every:
        return
    decided = rest.standings(config.data)
    if not any(rest.of(decided, site.name).enrols(site) for site in sites.facts()):
        raise Failure("error.none_enrolled", USAGE, count=len(sites.by_name))


def unknown_site(say: Say, name: str, known: list[str]) -> str:
    """A line that says there is no such site and which one was probably meant."""
    import difflib

    near = difflib.get_close_matches(name.lower(), known, n=3, cutoff=0.5)
    return say("error.unknown_site", name=name, near=", ".join(near or known))


@contextmanager
def _progress(say: Say, shown: bool) -> Iterator[Any]:
    """A bar on a terminal's stderr, fed by every page that enters the archive."""
    if not shown:
        yield None
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("[dim]{task.fields[last]}"),
        console=say.err,
        transient=True,
    ) as bar:
        task = bar.add_task(say("crawl.progress"), total=0, last="")
        kept, known = 0, 0

        def watch(done: Ingested) -> None:
            nonlocal kept, known
            known += done.new_links
            if done.role == "article":
                kept += 1
            known = max(known, kept)
            word = say.word("outcome", done.outcome)
            host = urlsplit(done.url).hostname
            bar.update(task, completed=kept, total=known, last=f"{word} · {host}")

        yield watch
