"""``lamtheo crawl --plan``: what a night would ask, take and hold; nothing is fetched."""

from __future__ import annotations

from contextlib import closing, nullcontext
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from rich.text import Text

from archive.text import vietnamese
from archive.writer import DATABASE, connect_readonly
from crawler import rest
from crawler.commands.app import State
from crawler.commands.report import print_passed
from crawler.commands.say import Say
from crawler.config import Config
from crawler.forecast import Expected, Forecast, Span, forecast
from crawler.rhythm import Passed, passed_over


def tell_plan(here: State, config: Config, names: list[str], as_json: bool) -> None:
    from crawler.run import choose

    sites = here.sites()
    chosen = choose(sites, names, rest.standings(config.data), config.lang)
    known = (config.data / DATABASE).exists()
    passed: tuple[Passed, ...] = ()
    with closing(connect_readonly(config.data)) if known else nullcontext() as db:
        if db and not names:
            facts = [sites.facts_of(name) for name in chosen]
            passed = passed_over(db, config, facts, datetime.now(UTC))
            chosen = [name for name in chosen if name not in {one.site for one in passed}]
        found = forecast(db, config.data, [sites.by_name[name] for name in chosen], config)
    if as_json:
        here.say.json(as_document(found, passed))
    else:
        organisations = {site.name: site.organisation for site in sites.facts()}
        _print(here.say, found, organisations)
        print_passed(here.say, passed, organisations)


def as_document(found: Forecast, passed: tuple[Passed, ...] = ()) -> dict[str, Any]:
    """The JSON of ``crawl --plan``: every expectation as its least and its most, and the sites
    that are not due."""

    def sizes(requests: Span, hours: Span, held: Span) -> dict[str, Any]:
        return {
            "requests": {"low": round(requests.low), "high": round(requests.high)},
            "hours": {"low": round(hours.low, 3), "high": round(hours.high, 3)},
            "gb": {"low": round(held.low / 1e9, 6), "high": round(held.high / 1e9, 6)},
        }

    return {
        "sites": [
            {
                "site": one.site,
                "known": one.known,
                "server": one.server,
                "delay": one.delay,
                "parts": {name: round(count) for name, count in one.parts.items()},
            }
            | sizes(one.requests, one.hours, one.bytes)
            for one in found.sites
        ],
        "not_due": [asdict(one) for one in passed],
        "servers": {name: asdict(span) for name, span in found.servers.items()},
        "total": sizes(found.requests, found.hours, found.bytes),
    }


def _print(say: Say, found: Forecast, organisations: dict[str, str]) -> None:
    say.heading(say("plan.title", sites=len(found.sites), servers=len(found.servers)))
    rows = [
        (
            organisations[one.site],
            Text(one.site, style="cyan"),
            *_cells(one.requests, one.hours, one.bytes),
            _why(say, one),
        )
        for one in sorted(found.sites, key=lambda one: vietnamese(organisations[one.site]))
    ]
    total = (Text(say("column.total"), style="bold"), Text(""))
    columns = ("site", "name", "requests", "hours", "size", "why")
    say.table(
        [say(f"column.{name}") for name in columns],
        [*rows, (*total, *_cells(found.requests, found.hours, found.bytes), Text(""))],
        numbers=(2, 3, 4),
        flexible=(0, 5),
    )
    say.line()
    say.line(say("plan.servers"), style="dim")
    if any(not one.known for one in found.sites):
        say.line(say("plan.unknown"), style="dim")


def _cells(requests: Span, hours: Span, held: Span) -> tuple[str, str, str]:
    return (
        _range(requests.low, requests.high, "{:.0f}"),
        _range(hours.low, hours.high, "{:.1f}"),
        _range(held.low / 1e9, held.high / 1e9, "{:.3f}"),
    )


def _range(low: float, high: float, form: str) -> str:
    """A number as people read it, or two with a dash; a decimal comma."""
    first, last = (form.format(value).replace(".", ",") for value in (low, high))
    return first if first == last else f"{first}–{last}"


def _why(say: Say, one: Expected) -> str:
    parts = [f"{say.word('plan', name)} {count:.0f}" for name, count in one.parts.items() if count]
    return " · ".join(parts if one.known else [say("plan.first"), *parts])
