"""``lamtheo site fixture``: a golden pair from a capture in the archive, without a request."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from crawler.commands import fixtures
from crawler.commands.app import Context, Json, state
from crawler.commands.crawl import unknown_site
from crawler.commands.errors import FAILED, USAGE, Failure
from crawler.commands.fixtures import Mismatch
from crawler.commands.read import captured
from crawler.commands.say import Say
from crawler.commands.site import sites_app
from crawler.config import ConfigError


@sites_app.command("fixture", help="help.site.fixture")
def fixture(
    context: Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="help.site.name")],
    capture: Annotated[str, typer.Option(metavar="ID", help="help.read.capture")],
    as_: Annotated[str, typer.Option("--as", metavar="PAGE", help="help.site.fixture.as")] = "",
    into: Annotated[Path, typer.Option(hidden=True)] = fixtures.ROOT,
    force: Annotated[bool, typer.Option("--force", help="help.site.force")] = False,
    as_json: Json = False,
) -> None:
    here = state(context)
    sites = here.sites()
    if name not in sites.by_name:
        raise ConfigError(unknown_site(here.say, name, list(sites.by_name)))
    site = sites.by_name[name]
    page = captured(here, capture, whole=True)
    if page.site.name != name:
        raise Failure("fixture.other_site", USAGE, url=page.url, site=page.site.name)
    page = fixtures.read_again(site, page)
    if page.role not in fixtures.WANTED or (page.role == "article" and page.reading is None):
        raise Failure("read.nothing", FAILED, url=page.url, reason=page.trouble or page.role)
    page_name = as_ or f"{page.role}-{capture[:8]}"
    path = into / name / f"{page_name}.html.gz"
    if path.exists() and not force:
        raise Failure("new.exists", USAGE, path=path)
    try:
        path, otherwise = fixtures.write(into / name, page_name, site, page)
    except fixtures.Leak as leak:
        raise Failure("fixture.leak", FAILED, runs=leak) from leak
    empty = empty_fields(path)
    if as_json:
        here.say.json(
            {
                "page": str(path),
                "expectation": str(fixtures.expectation_of(path)),
                "empty": empty,
                "otherwise": [one.field for one in otherwise],
            }
        )
        return
    tell(here.say, path, otherwise, empty)


def empty_fields(path: Path) -> list[str]:
    """The fields an expectation has nothing in, and has not been told that it may."""
    said = json.loads(fixtures.expectation_of(path).read_text(encoding="utf-8"))
    wanted = fixtures.WANTED[said["role"]]
    return [key for key in wanted if not said.get(key) and key not in said["empty"]]


def tell(say: Say, path: Path, otherwise: list[Mismatch], empty: list[str]) -> None:
    say.line(say("fixture.written", path=path), style="green")
    say.line(say("fixture.review", path=fixtures.expectation_of(path)))
    if empty:
        say.line(say("fixture.empty", fields=", ".join(empty)), style="yellow")
    for one in otherwise:
        line = say("fixture.otherwise", field=one.field, wanted=one.wanted, found=one.found)
        say.line(Text(line, style="yellow"))
