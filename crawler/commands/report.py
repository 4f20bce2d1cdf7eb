"""A night's report on a screen: a table of sites and the gaps, each with its cause in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.text import Text

from archive.records import Site
from archive.text import vietnamese
from crawler.commands.say import Say, day
from crawler.ledger import OpenGap, Report, SiteReport
from crawler.rhythm import Passed

OUTCOMES = (
    "archived",
    "unchanged",
    "revised",
    "moved",
    "irrelevant",
    "duplicate",
    "gone",
    "refused",
    "blocked",
    "broken",
    "pending",
)
_ALWAYS = {"archived", "irrelevant"}
_TROUBLE = {"refused", "blocked", "broken", "pending"}


def print_report(say: Say, report: Report, sites: Mapping[str, Site]) -> None:
    """The table of a run, then its gaps."""
    say.heading(say("crawl.title", run=report.run, state=say.word("state", report.state)))
    site_table(say, report.sites, sites)
    print_passed(say, report.not_due, {name: site.organisation for name, site in sites.items()})
    if report.recovered:
        say.line(say("crawl.recovered", count=report.recovered), style="dim")
    for site in report.sites:
        if site.reason:
            say.line(say.left_alone(site.site, site.reason), style="yellow")
    print_gaps(say, report.gaps, sites)


def site_table(say: Say, reports: Iterable[SiteReport], sites: Mapping[str, Site]) -> None:
    """One row a site in the order of Vietnamese names; outcomes no site had are left out."""
    rows = sorted(reports, key=lambda row: vietnamese(organisation(sites, row.site)))
    shown = [
        outcome
        for outcome in OUTCOMES
        if outcome in _ALWAYS or any(row.outcomes.get(outcome) for row in rows)
    ]
    named = not say.narrow
    columns = [say("column.site"), *([say("column.name")] if named else ())]
    cells: list[list[str | Text]] = []
    for row in rows:
        name = [Text(row.site, style="cyan")] if named else []
        counts = [_count(row.outcomes.get(outcome, 0), outcome) for outcome in shown]
        cells.append([organisation(sites, row.site), *name, str(row.requests), *counts])
    totals = [row.requests for row in rows], *([r.outcomes.get(o, 0) for r in rows] for o in shown)
    cells.append(
        [
            Text(say("column.total"), style="bold"),
            *([""] if named else []),
            *(Text(str(sum(column)), style="bold") for column in totals),
        ]
    )
    headings = [*columns, say("column.requests"), *(say.word("outcome", o) for o in shown)]
    say.table(headings, cells, numbers=range(len(columns), len(headings)), flexible=[0])


def print_passed(say: Say, passed: Iterable[Passed], organisations: Mapping[str, str]) -> None:
    """The sites that are not due, and when they will be."""
    for one in passed:
        whose = organisations.get(one.site, one.site)
        line = say("crawl.passed", site=whose, every=one.every, day=day(one.due))
        say.line(line, style="dim")


def print_gaps(say: Say, gaps: Iterable[OpenGap], sites: Mapping[str, Site]) -> None:
    """The gaps with their causes in words; one calm line when there is none."""
    gaps = list(gaps)
    if not gaps:
        say.line()
        say.line(say("gap.none"), style="green")
        return
    say.heading(say("gap.title", count=len(gaps)))
    for gap in gaps:
        where = organisation(sites, gap.site) + (f" · {gap.section}" if gap.section else "")
        cause = say.word("cause", gap.cause)
        say.line(Text.assemble("  ", ("● ", "yellow"), (where, "bold"), ": ", cause))
        say.line(Text.assemble("    ", (say.detail(gap.detail), "dim")))


def organisation(sites: Mapping[str, Site], name: str) -> str:
    return sites[name].organisation if name in sites else name


def _count(number: int, outcome: str) -> Text:
    if not number:
        return Text("·", style="dim")
    return Text(str(number), style="yellow" if outcome in _TROUBLE else "")
