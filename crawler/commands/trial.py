"""``lamtheo crawl --trial``: at most twenty requests to a site never seen live; passing enrols it.

What passes is stated here, and said on the screen beside what was found.
"""

from __future__ import annotations

import html
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from rich.text import Text

from archive.decisions import ENROL
from archive.gaps import LEAST_LETTERS
from archive.records import Page, Site
from archive.text import fold
from crawler import rest
from crawler.commands.app import State
from crawler.commands.errors import DONE, FAILED, GAPS, USAGE, Failure
from crawler.commands.live import Visit, visit
from crawler.commands.read import understand
from crawler.commands.say import Say
from crawler.config import Config
from crawler.health import Found
from crawler.night import Night

LEAST = 3
"""Articles below which a share is chance: announced by one listing, and read."""

ENOUGH: Mapping[str, float] = {"title": 0.9, "body": 0.8, "date": 0.8}
"""Shares of the articles read that must have a field for a trial to pass. One page in ten
may be a video or a gallery; a site that never prints the others is no worse for it."""

FIELDS = ("title", "lead", "body", "date", "authors", "source", "section")


@dataclass(frozen=True, slots=True)
class Listing:
    """A page that should announce articles: what came of it, and how many it announced."""

    url: str
    section: str
    role: str
    outcome: str
    reason: str
    announced: int


@dataclass(frozen=True, slots=True)
class Trial:
    """What a short visit found. ``fields`` counts the articles in which each was found,
    of ``articles`` read; ``why`` names what kept it from passing, [] when nothing did."""

    site: str
    host: str
    requests: int
    robots: str
    closed: str
    listings: tuple[Listing, ...]
    announced: int
    articles: int
    fields: dict[str, int]
    verdicts: dict[str, int]
    outcomes: dict[str, int]
    causes: tuple[Found, ...]
    why: tuple[str, ...]
    names_itself: str = ""
    loopback: bool = False
    passed: bool = False


def run_trials(here: State, config: Config, names: Sequence[str], as_json: bool) -> int:
    """Try the named sites, or every site that is not enrolled; the exit code: 0 when all
    passed, 3 when some did, 1 when none did."""
    from pipelines.read import read, reader_version

    sites = here.sites()
    decided = rest.standings(config.data)
    chosen = list(dict.fromkeys(names))
    for name in chosen:
        rest.refuse(name, decided, config.lang)
    chosen = chosen or [
        site.name
        for site in sites.facts()
        if not site.is_closed
        and not rest.of(decided, site.name).rests
        and not rest.of(decided, site.name).visits(site)
    ]
    if not chosen:
        raise Failure("trial.none_left", USAGE)
    config.require_contact({sites.facts_of(name).host for name in chosen})
    trials: list[Trial] = []

    def decide(night: Night, visits: list[Visit]) -> None:
        for one in visits:
            trial = judge(one, loopback=config.mapped(one.site.host))
            trials.append(trial)
            if trial.passed:
                said = here.say("trial.reason", articles=trial.articles, requests=trial.requests)
                night.archive.decide(ENROL, trial.site, said, evidence(trial))

    run_id, _ = visit(config, sites, chosen, read, reader_version(), understand, decide)
    facts = {site.name: site for site in sites.facts()}
    if as_json:
        here.say.json({"run": run_id, "sites": [as_document(one) for one in trials]})
    else:
        for one in trials:
            print_trial(here.say, one, facts[one.site])
    passed = sum(one.passed for one in trials)
    return DONE if passed == len(trials) else GAPS if passed else FAILED


def judge(one: Visit, *, loopback: bool = False) -> Trial:
    """Whether a visit shows a site that nights can be sent to."""
    site = one.site.facts()
    listings = tuple(
        Listing(
            page.url,
            next((s.name for s in site.sections if s.url == page.url), ""),
            page.role,
            done.outcome,
            done.reason,
            len({link.url for link in page.links if link.role == "article"}),
        )
        for page, done in one.listings
    )
    readings = [page for page in one.articles if page.reading is not None]
    fields = {name: sum(has(page, name) for page in readings) for name in FIELDS}
    named = names_itself(site, [page for page, _ in one.listings])
    why = []
    if not any(listing.announced >= LEAST for listing in listings):
        why.append("no-listing")
    if len(readings) < LEAST:
        why.append("few-articles")
    else:
        why += [
            f"{name}-missing"
            for name, share in ENOUGH.items()
            if fields[name] < share * len(readings)
        ]
    if not site.host_confirmed and not named:
        why.append("host-unproven")
    if site.is_closed:
        why.append("file-says-lost")
    if one.closed:
        why.append("closed-early")
    return Trial(
        site=site.name,
        host=site.host,
        requests=one.requests,
        robots=one.robots,
        closed=one.closed,
        listings=listings,
        announced=len(one.announced),
        articles=len(readings),
        fields=fields,
        verdicts=dict(Counter(page.judgement.verdict for page in readings if page.judgement)),
        outcomes=dict(Counter(one.outcomes.values())),
        causes=tuple(one.found),
        why=tuple(why),
        names_itself=named,
        loopback=loopback,
        passed=not why,
    )


def has(page: Page, name: str) -> bool:
    """Whether a page that was read has a field; a text of a line or two is none."""
    reading = page.reading
    assert reading is not None
    match name:
        case "body":
            return len(reading.body) >= LEAST_LETTERS
        case "date":
            return reading.published_at is not None
    return bool(getattr(reading, name))


def names_itself(site: Site, listings: Sequence[Page]) -> str:
    """The site's own name as its listings print it, whole or in part ("Thị ủy - UBND thị xã
    Bỉm Sơn"); "" when none does: who copies its news onto a host of his own prints his."""
    names = [site.organisation, *site.organisation.split(" - "), site.district]
    wanted = {fold(name): name for name in names if name}
    for page in listings:
        text = fold(html.unescape(page.body.decode("utf-8", "replace")))
        for folded, name in wanted.items():
            if folded in text:
                return name
    return ""


def evidence(trial: Trial) -> dict[str, str]:
    """What the decision to enrol keeps of a trial, as one line each."""
    listing = max(trial.listings, key=lambda one: one.announced)
    return {
        "host": trial.host,
        "requests": str(trial.requests),
        "listing": listing.url,
        "announced": str(trial.announced),
        "articles": str(trial.articles),
        "fields": json.dumps(trial.fields),
        "names_itself": trial.names_itself,
        "loopback": "yes" if trial.loopback else "",
    }


def as_document(trial: Trial) -> dict[str, object]:
    """The JSON of one trial: each field with how many articles must have it."""
    fields = {
        name: {"found": found, "of": trial.articles, "wanted": ENOUGH.get(name, 0.0)}
        for name, found in trial.fields.items()
    }
    return asdict(trial) | {"fields": fields}


def print_trial(say: Say, trial: Trial, site: Site) -> None:
    """A trial on the screen: listings, fields, causes, and what follows."""
    say.heading(say("trial.heading", site=site.organisation, name=site.name))
    say.line(say("trial.asked", host=trial.host, requests=trial.requests), style="dim")
    if trial.robots:
        say.line(say("trial.robots", robots=trial.robots), style="yellow")
    print_listings(say, trial)
    print_fields(say, trial)
    print_causes(say, trial.causes)
    if trial.closed:
        say.line(say.left_alone(trial.site, trial.closed), style="yellow")
    if trial.passed:
        say.line(say("trial.passed", name=trial.site), style="bold green")
        if trial.loopback:
            say.line(say("trial.loopback"), style="dim")
        return
    say.line(say("trial.failed"), style="bold yellow")
    for name in trial.why:
        say.line(Text.assemble("  ", ("● ", "yellow"), say.word("finding", name)))


def print_listings(say: Say, trial: Trial) -> None:
    say.table(
        [say(f"column.{name}") for name in ("listing", "outcome", "announced")],
        [
            (listing.url, say.word("outcome", listing.outcome), str(listing.announced))
            for listing in trial.listings
        ],
        numbers=(2,),
        flexible=[0],
    )
    say.line()


def print_fields(say: Say, trial: Trial) -> None:
    counted = " · ".join(
        f"{say.word('verdict', verdict)}: {count}" for verdict, count in trial.verdicts.items()
    )
    say.line(say("trial.read", articles=trial.articles, announced=trial.announced) + f" {counted}")
    rows = []
    for name, found in trial.fields.items():
        wanted = ENOUGH.get(name, 0.0)
        short = found < wanted * max(trial.articles, 1)
        mark = ("✗", "yellow") if short else ("✓", "green") if found else ("–", "dim")
        need = say("trial.wanted", share=f"{wanted:.0%}") if wanted else ""
        rows.append((say(f"trial.{name}"), Text(f"{found}/{trial.articles}"), Text(*mark), need))
    say.table(("", "", "", ""), rows, numbers=(1,))


def print_causes(say: Say, causes: Sequence[Found]) -> None:
    for cause in causes:
        where = f"{cause.section}: " if cause.section else ""
        detail = say.detail(cause.detail)
        word = say.word("cause", cause.cause)
        say.line(
            Text.assemble("  ", ("● ", "yellow"), where, (word, "bold"), (f" {detail}", "dim"))
        )
