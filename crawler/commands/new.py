"""``lamtheo site new``: a site from its address: its family, its file, its golden pages.

At most twenty requests, by the wire of a night, into an archive of their own under
``--data``: what a site file proposes is no evidence of the archive until there is one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass, replace
from keyword import iskeyword
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urljoin, urlsplit

import typer
from rich.text import Text

from archive.lock import hold
from archive.records import Page, Section
from archive.writer import DATABASE
from crawler.commands import fixtures
from crawler.commands.app import Context, Json, State, state
from crawler.commands.crawl import announced
from crawler.commands.detect import Guess, Whose, families, of_family, whose
from crawler.commands.errors import FAILED, USAGE, Failure
from crawler.commands.fixture import empty_fields
from crawler.commands.live import BUDGET, visit
from crawler.commands.proposal import LINES, SECTIONS, campaign, file_of
from crawler.commands.read import saved, understand
from crawler.commands.say import Say
from crawler.commands.site import sites_app
from crawler.config import Config
from crawler.families import FAMILIES
from crawler.site import SiteSpider
from crawler.sites import Sites
from crawler.urls import clean

SAMPLES = "samples"
"""Folder under ``--data`` for what was fetched of sites that are only proposed."""

PROJECT = Path(__file__).resolve().parents[2]
LEAST = 3
"""Articles from which a page that was visited is a section."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is known after the visit; ``pages`` are those read, in the proposed site's eyes."""

    site: type[SiteSpider]
    source: str
    guesses: tuple[Guess, ...]
    whose: Whose
    pages: tuple[Page, ...]
    unsure: tuple[str, ...]
    requests: int


@sites_app.command("new", help="help.site.new")
def new(
    context: Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="help.site.new.url")],
    page: Annotated[str | None, typer.Option(metavar="FILE", help="help.site.new.page")] = None,
    name: Annotated[str, typer.Option(metavar="NAME", help="help.site.new.name")] = "",
    farm: Annotated[str | None, typer.Option(metavar="FILE|-", help="help.crawl.farm")] = None,
    force: Annotated[bool, typer.Option("--force", help="help.site.force")] = False,
    into: Annotated[Path, typer.Option(hidden=True)] = PROJECT,
    as_json: Json = False,
) -> None:
    here = state(context)
    home = clean(url)
    host = urlsplit(home).hostname or ""
    if not home or "." not in host:
        raise Failure("new.bad_url", USAGE, url=url)
    name = name or name_of(host)
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or iskeyword(name.capitalize()):
        raise Failure("new.bad_name", USAGE, name=name)
    file = into / "spiders" / f"{name}.py"
    _refuse_known(here, host, file, force=force)
    changes: dict[str, Any] = {}
    if farm is not None:
        changes = {"farm": announced(farm)["farm"]}
    config = here.config(**changes)
    folder = config.data / SAMPLES / name
    if page is None:
        fetched, requests = _fetch(here, config, folder, name, home)
    else:
        address, home = home, urljoin(home, "/")
        site = of_family(FAMILIES["generic"], name, host=host, home=home).facts()
        fetched, requests = (saved(page, address, site),), 0
    proposal = propose(name, home, fetched, requests, live=page is None and not config.mapped(host))
    _keep_originals(folder / "pages", proposal.pages)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(proposal.source, encoding="utf-8")
    written, troubles = _golden(into / "tests" / "sites" / name, proposal)
    if as_json:
        here.say.json(
            {
                "name": name,
                "file": str(file),
                "lines": len(proposal.source.splitlines()),
                "family": proposal.site.family,
                "families": [asdict(guess) for guess in proposal.guesses],
                "facts": asdict(proposal.whose),
                "sections": [asdict(section) for section in proposal.site.sections],
                "requests": proposal.requests,
                "originals": str(folder / "pages"),
                "fixtures": [str(path) for path in written],
                "unsure": [*proposal.unsure, *troubles],
            }
        )
    else:
        _print(here.say, proposal, file, folder, written, troubles)


def name_of(host: str) -> str:
    """A name for a site from its host: "honglinh.hatinh.gov.vn" is honglinh."""
    labels = [part for part in host.split(".") if part not in ("www", "portal", "cms", "m")]
    first = next(iter(labels), host)
    return re.sub(r"[^a-z0-9]", "", first.lower()) or "site"


def _refuse_known(here: State, host: str, file: Path, *, force: bool) -> None:
    """A file that is there is never written over unasked, nor a host given to two sites."""
    if force:
        return
    if file.exists():
        raise Failure("new.exists", USAGE, path=file)
    if owner := here.sites().owner_of(host):
        raise Failure("new.known", USAGE, host=host, name=owner.name)


def _fetch(
    here: State, config: Config, folder: Path, name: str, home: str
) -> tuple[tuple[Page, ...], int]:
    """The front page and a few pages it leads to, as a site of no known system."""
    from pipelines.read import read, reader_version

    host = urlsplit(home).hostname or ""
    config.require_contact({host})
    site = of_family(FAMILIES["generic"], name, host=host, home=home, organisation=host)
    with _alone(config), here.say.err.status(here.say("new.fetching", host=host, most=BUDGET)):
        _, visits = visit(
            config.model_copy(update={"data": folder}),
            Sites([site]),
            [name],
            read,
            reader_version(),
            understand,
            kind="new",
        )
    one = visits[0]
    pages = (*(page for page, _ in one.listings), *one.articles)
    if not any(page.status == 200 and page.body for page in pages):
        reasons = [done.reason for _, done in one.listings] or [one.closed]
        raise Failure("new.nothing", FAILED, host=host, reason=one.closed or reasons[-1])
    return pages, one.requests


@contextmanager
def _alone(config: Config) -> Iterator[None]:
    """While the archive's own runs wait: one machine of ours asks a server at a time."""
    known = (config.data / DATABASE).exists()
    with hold(config.data, "crawl") if known else nullcontext():
        yield


def propose(
    name: str, home: str, fetched: tuple[Page, ...], requests: int, *, live: bool
) -> Proposal:
    """A site's facts and file from pages of it. Pure."""
    host = urlsplit(home).hostname or ""
    good = [page for page in fetched if page.status == 200 and page.body]
    guesses = families(good, home)
    front = good[0]
    about = whose(front, host)
    unsure = list(about.unsure)
    best = guesses[0]
    runner_up = guesses[1] if len(guesses) > 1 else None
    if not best.signs or (runner_up and runner_up.score >= best.score - 0.1):
        unsure.append("family")
    base = FAMILIES[best.family]
    facts: dict[str, object] = {
        "organisation": about.organisation,
        "level": about.level,
        "host": host,
        "host_confirmed": live,
        "province_before": about.province_before,
        "province_after": about.province_after,
        "district": about.district,
        "places": about.places,
        "home": home,
    }
    if not live:
        unsure.append("host")
    listed = tuple(Section(page.url) for page in good if page.role == "listing")
    finder = of_family(base, name, **facts, sections=listed)
    sections = tuple(_sections(finder, good))
    if not sections:
        unsure.append("sections")
    sure = {"family", "organisation", "province", "district"} - {*unsure}
    for many in (SECTIONS, 1):
        facts |= {"sections": sections[:many], "more_sections": bool(sections)}
        site = of_family(base, name, **facts)
        source = file_of(site, sure)
        if len(source.splitlines()) <= LINES:
            break
    pages = tuple(
        fixtures.read_again(site, replace(page, site=site.facts(), role=_role(site, page)))
        for page in good
    )
    read = [page for page in pages if page.role == "article" and page.reading is not None]
    if not read:
        unsure.append("articles")
    elif not any(page.reading and page.reading.published_at for page in read):
        unsure.append("dates")
    return Proposal(
        site, source, tuple(guesses), about, pages, tuple(dict.fromkeys(unsure)), requests
    )


def _role(site: type[SiteSpider], page: Page) -> Any:
    if page.role == "article" and site.section_of(page.url):
        return "listing"
    return page.role


def _sections(site: type[SiteSpider], pages: list[Page]) -> Iterator[Section]:
    """The pages visited that announce articles under a name, those of the campaign first."""
    found = []
    for page in pages:
        url = site.canonical(page.url)
        if page.role != "listing" or url == site.front():
            continue
        read = site.read_links(replace(page, links=(), next_page=""))
        own = [link for link in read.links if link.role == "article"]
        if len(own) >= LEAST and page.section:
            found.append(Section(url, page.section))
    unique = {section.url: section for section in found}.values()
    yield from sorted(unique, key=lambda section: not campaign(section.name))[:SECTIONS]


def _keep_originals(folder: Path, pages: tuple[Page, ...]) -> None:
    """The pages as they were sent, for the eyes of whoever mends the proposal."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(pages, 1):
        (folder / f"{number:02}-{page.role}.html").write_bytes(page.body)
    index = [{"page": n, "role": page.role, "url": page.url} for n, page in enumerate(pages, 1)]
    (folder / "index.json").write_text(json.dumps(index, indent=1), encoding="utf-8")


def _golden(folder: Path, proposal: Proposal) -> tuple[list[Path], list[str]]:
    """A golden pair of one listing and of the articles that say most; what went wrong."""
    rank = {"relevant": 0, "mention": 1, "irrelevant": 2}
    read = [page for page in proposal.pages if page.role == "article" and page.reading]
    read.sort(key=lambda page: rank[page.judgement.verdict] if page.judgement else 3)
    listings = [page for page in proposal.pages if page.role == "listing" and page.links]
    listings.sort(key=lambda page: proposal.site.section_of(page.url) is None)
    written, troubles = [], []
    for number, page in enumerate([*listings[:1], *read[:2]]):
        name = f"{page.role}-{number or 1}"
        try:
            path, otherwise = fixtures.write(folder, name, proposal.site, page)
        except fixtures.Leak as leak:
            troubles.append(f"{name}: {leak}")
            continue
        written.append(path)
        troubles += [f"{name}: {one.field}" for one in otherwise]
        troubles += [f"{name}: {key} (empty)" for key in empty_fields(path)]
    return written, troubles


def _print(
    say: Say,
    proposal: Proposal,
    file: Path,
    folder: Path,
    written: list[Path],
    troubles: list[str],
) -> None:
    best = proposal.guesses[0]
    say.heading(say("new.family", family=best.family, score=best.score))
    rows = [
        (guess.family, f"{guess.score:.2f}", f"{guess.matched}/{guess.headlines}",
         Text("  ".join(guess.signs), style="dim"))
        for guess in proposal.guesses[:3]
    ]  # fmt: skip
    say.table(
        [say(f"column.{key}") for key in ("family", "score", "links", "signs")],
        rows,
        numbers=(1, 2),
        flexible=(3,),
    )
    say.heading(str(file))
    for line in proposal.source.splitlines():
        say.line(line, style="cyan")
    say.line()
    say.line(say("new.requests", requests=proposal.requests, folder=folder), style="dim")
    for path in written:
        say.line(say("fixture.written", path=path), style="green")
    unsure = [*(say.word("unsure", key) for key in proposal.unsure), *troubles]
    if unsure:
        say.heading(say("new.unsure"))
        for line in unsure:
            say.line(Text.assemble("  ", ("● ", "yellow"), line))
    say.heading(say("new.next"))
    for step in ("review", "check", "trial"):
        say.line("  " + say(f"new.next.{step}", name=proposal.site.name, file=file))
