"""``lamtheo demo``: two nights on the sample sites, told and checked as they go.

Each night is a child process, since a Twisted reactor runs once in a process; the
sample sites are served from this one.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from archive.writer import DATABASE, WARC_FOLDER, connect_readonly
from crawler.commands import scenes
from crawler.commands.app import Context, Json, State, app, state
from crawler.commands.errors import FAILED, GAPS, USAGE, Failure
from crawler.commands.farm import check_texts
from crawler.commands.say import Say
from crawler.config import Config, to_toml
from crawler.config import Farm as FarmSettings
from crawler.ledger import OpenGap, Report, SiteReport

if TYPE_CHECKING:
    from tests.farm import Farm, Manifest

FOLDER = Path("demo")
MARKER = ".lamtheo-demo"
FAULT = "empty-once:bimson"
"""What goes wrong on night two: one section answers 200 and lists nothing."""

PATIENCE = 180
"""Seconds a night may take; one takes about five here, and a machine under load ten times that."""


@dataclass(slots=True)
class Told:
    """What the demo saw: the JSON of ``--json``, and whether all went as foretold."""

    data: str
    nights: list[dict[str, Any]] = field(default_factory=list)
    scenes: dict[str, Any] = field(default_factory=dict)
    checks: list[dict[str, Any]] = field(default_factory=list)

    def check(self, name: str, found: object, wanted: object) -> bool:
        ok = found == wanted
        self.checks.append({"check": name, "found": found, "wanted": wanted, "ok": ok})
        return ok

    @property
    def ok(self) -> bool:
        return all(check["ok"] for check in self.checks)


@app.command(help="help.demo")
def demo(
    context: Context,
    night: Annotated[int | None, typer.Option(min=1, max=2, help="help.demo.night")] = None,
    texts: Annotated[Path | None, typer.Option(metavar="DIR", help="help.demo.texts")] = None,
    as_json: Json = False,
) -> None:
    here = state(context)
    check_texts(texts)
    folder = _stage(here, fresh=night != 2)
    told = Told(str(folder))
    say = here.say
    say.out.quiet = as_json
    started = time.monotonic()
    for number in (1, 2) if night is None else (night,):
        _play(here, folder, number, texts, told)
    took = time.monotonic() - started
    command = _command(folder)
    say.heading(say("demo.next"))
    scenes.next_steps(say, command, told.scenes)
    say.line()
    failed = [check for check in told.checks if not check["ok"]]
    for check in failed:
        say.line(say("demo.not_as_told", **check), style="bold red")
    if not failed:
        say.line(say("demo.done", count=len(told.checks), seconds=round(took)), style="green")
    if as_json:
        say.json(asdict(told) | {"ok": told.ok, "seconds": round(took, 1)})
    if failed:
        raise typer.Exit(FAILED)


def _stage(here: State, *, fresh: bool) -> Path:
    """The demo's own folder; an archive that is no demo's is never touched."""
    folder = (here.data or FOLDER).absolute()
    marker = folder / MARKER
    if folder.exists() and any(folder.iterdir()) and not marker.exists():
        raise Failure("demo.not_a_demo", USAGE, folder=folder, marker=MARKER)
    folder.mkdir(parents=True, exist_ok=True)
    marker.write_text("lamtheo demo\n", encoding="utf-8")
    if fresh:
        from archive.lock import hold

        with hold(folder, "restore"):
            for path in folder.glob(DATABASE + "*"):
                path.unlink()
            shutil.rmtree(folder / WARC_FOLDER, ignore_errors=True)
    return folder


def _play(here: State, folder: Path, night: int, texts: Path | None, told: Told) -> None:
    from tests.farm import Farm

    say = here.say
    known = (folder / DATABASE).exists()
    faults = (FAULT,) if night == 2 and known else ()
    say.heading(say("demo.night1" if night == 1 else "demo.night2"))
    with Farm(night=night, faults=faults, texts=texts) as farm:
        truth = farm.manifest
        report = _crawl(here.say, folder, farm, revisit=night == 2)
    told.nights.append(asdict(report))
    sites = {site.name: site for site in here.sites().facts()}
    scenes.table(say, report, sites)
    with connect_readonly(folder) as db:
        _check(say, told, db, truth)
        if night == 1:
            told.scenes["search"] = scenes.search_scene(say, db, "dao duc")
            told.scenes["trace"] = scenes.trace_scene(say, db, folder, told.scenes["search"])
            told.check("trace", told.scenes["trace"]["ok"], True)
            told.check("search", bool(told.scenes["search"]["hits"]), True)
        elif known:
            _second(say, told, db, folder, truth, report)
        if texts is not None and night == 1:
            told.scenes["texts"] = scenes.texts_scene(say, db, truth.texts)
    db.close()


def _check(say: Say, told: Told, db: Any, truth: Manifest) -> None:
    """Every article the sample sites hold is kept, with the right title and verdict; no other."""
    wanted = {t.url: (t.title, t.verdict) for t in truth.articles if t.expected == "archived"}
    texts = set(truth.texts.values())
    found = {
        row["url"]: (row["title"], row["verdict"])
        for row in db.execute("SELECT url, title, verdict FROM articles WHERE gone_at IS NULL")
        if row["url"] not in texts
    }
    right = sum(found.get(url) == said for url, said in wanted.items())
    told.check(f"night {truth.night}: articles", right, len(wanted))
    others = len(found.keys() - wanted.keys())
    told.check(f"night {truth.night}: others", others, 0)
    fine = right == len(wanted) and not others
    key = "demo.manifest" if fine else "demo.manifest_wrong"
    line = say(key, right=right, all=len(wanted), others=others)
    say.line(line, style="green" if fine else "bold red")


def _second(say: Say, told: Told, db: Any, folder: Path, truth: Manifest, report: Report) -> None:
    changes = truth.changes
    for url in changes.edited:
        told.scenes["edited"] = scenes.edited_scene(say, db, url)
        told.check("edited", len(told.scenes["edited"]["revisions"]), 2)
    for url in changes.deleted:
        told.scenes["deleted"] = scenes.deleted_scene(say, db, folder, url)
        told.check("deleted", told.scenes["deleted"]["gone"], True)
        told.check("deleted: last good copy", told.scenes["deleted"]["ok"], True)
    for old, new in changes.moved:
        told.scenes["moved"] = scenes.moved_scene(say, db, old, new)
        told.check("moved", told.scenes["moved"]["url"], new)
    told.scenes["new"] = scenes.new_scene(say, db, changes.new)
    told.check("new", len(told.scenes["new"]), len(changes.new))
    told.check("gap", [(gap.site, gap.cause) for gap in report.gaps], [("bimson", "empty-section")])


def _crawl(say: Say, folder: Path, farm: Farm, *, revisit: bool) -> Report:
    """One night as a child process, under a configuration of its own."""
    with tempfile.TemporaryDirectory(prefix="lamtheo-demo-") as beside:
        authority = Path(beside) / "ca.pem"
        authority.write_text(farm.ca_pem, encoding="ascii")
        resolve = {server: f"{ip}:{port}" for server, (ip, port) in farm.resolve.items()}
        config = Config(
            data=folder,
            lang=say.lang,
            delay=0,
            timeout=10,
            farm=FarmSettings(resolve=resolve, ca=authority),
        )
        file = Path(beside) / "lamtheo.toml"
        file.write_text(to_toml(config), encoding="utf-8")
        names = [site.name for site in farm.sites]
        try:
            child = subprocess.run(
                [
                    *(sys.executable, "-m", "crawler.commands", "--config", str(file)),
                    *("crawl", "--json", *names),
                    *(["--revisit-now"] if revisit else []),
                    *([] if say.err.is_terminal else ["--quiet"]),
                ],
                env={k: v for k, v in os.environ.items() if not k.startswith("LAMTHEO_")},
                stdout=subprocess.PIPE,
                check=False,
                timeout=PATIENCE,
            )
        except subprocess.TimeoutExpired as error:
            raise Failure("demo.slow", FAILED, seconds=PATIENCE) from error
    if child.returncode not in (0, GAPS):
        raise Failure("demo.child", FAILED, status=child.returncode)
    return _report(child.stdout)


def _report(text: bytes) -> Report:
    said = json.loads(text)
    said["sites"] = tuple(SiteReport(**site) for site in said["sites"])
    said["gaps"] = tuple(OpenGap(**gap) for gap in said["gaps"])
    return Report(**said)


def _command(folder: Path) -> str:
    """How to run lamtheo on the demo's archive from here."""
    try:
        shown = folder.relative_to(Path.cwd())
    except ValueError:
        shown = folder
    program = Path(sys.argv[0])
    if shutil.which("lamtheo"):
        name = "lamtheo"
    elif program.name == "lamtheo":
        name = shlex.quote(os.path.relpath(program))
    else:
        name = f"{shlex.quote(sys.executable)} -m crawler.commands"
    return f"{name} --data {shlex.quote(str(shown))}"
