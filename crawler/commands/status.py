"""``lamtheo status``: the last runs, each site's health, the gaps, what is due, the disk."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.text import Text

from archive import checkup, decisions, frontier, reader, tombstones
from archive.decisions import ACTIVE, Decision, Standing
from archive.records import Site
from archive.text import vietnamese
from crawler import rest, rhythm
from crawler.commands import exceptions
from crawler.commands.app import Context, Json, app, state
from crawler.commands.report import print_passed
from crawler.commands.say import AGES, Say, day, size
from crawler.commands.site import tell_standing
from crawler.commands.withhold import document as withheld_row
from crawler.rhythm import Passed


@app.command(help="help.status")
def status(context: Context, as_json: Json = False) -> None:
    here = state(context)
    folder = here.folder
    config = here.config()
    now = datetime.now(UTC)
    excepted = [site for site in here.sites().facts() if site.tls_exception]
    with here.archive() as db:
        decided, permitted = decisions.standings(db), decisions.permissions(db)
        due = frontier.revisits_due(db, now, config.revisit_days)
        visited = [
            site for site in here.sites().facts() if rest.of(decided, site.name).visits(site)
        ]
        passed = rhythm.passed_over(db, config, visited, now)
        found = {
            "data": str(folder),
            "runs": reader.runs(db),
            "sites": [
                site
                | {"revisits_due": due.get(site["site"], 0)}
                | asdict(decided.get(site["site"], ACTIVE))
                for site in reader.health(db)
            ],
            "resting": {
                name: asdict(standing) for name, standing in decided.items() if standing.rests
            },
            "permissions": {name: dict(one.detail) for name, one in permitted.items()},
            "withheld": [withheld_row(stone) for stone in tombstones.standing(db)],
            "tls_exceptions": {site.name: exceptions.row(site, now) for site in excepted},
            "not_due": [asdict(one) for one in passed],
            "gaps": reader.gaps(db),
            "reach": reader.reach(db),
            "owed": reader.owed(db),
            "disk": reader.disk(folder) | asdict(checkup.disk(db, folder)),
        }
    if as_json:
        here.say.json(found)
    else:
        _print(here.say, folder, found, decided, permitted, excepted, passed, now)


def _print(
    say: Say,
    folder: Path,
    found: dict[str, Any],
    decided: dict[str, Standing],
    permitted: dict[str, Decision],
    excepted: list[Site],
    passed: tuple[Passed, ...],
    now: datetime,
) -> None:
    say.heading(say("status.runs"))
    names = ["run", "started", *([] if say.narrow else ["finished"]), "state", "due_for"]
    say.table(
        [say(f"column.{name}") for name in names],
        [_run(say, run, names) for run in found["runs"]],
        flexible=[len(names) - 1],
    )
    say.heading(say("status.sites"))
    sites = sorted(found["sites"], key=lambda site: vietnamese(site["organisation"]))
    organisations = {site["site"]: site["organisation"] for site in sites}
    names = ["name" if say.narrow else "site", "last_night", "articles", "mentions", "gone"]
    names += [*([] if say.narrow else ["oldest"]), "newest", "owed", "due", "gaps"]
    counts = {"articles", "mentions", "gone", "owed", "due", "gaps"}
    say.table(
        [say(f"column.{name}") for name in names],
        [_site(site, names) for site in sites],
        numbers=[place for place, name in enumerate(names) if name in counts],
    )
    for site in sites:
        if site["left_alone"]:
            say.line(say.left_alone(site["site"], site["left_alone"]), style="yellow")
    print_passed(say, passed, organisations)
    for name in sorted(decided.keys() | permitted.keys()):
        tell_standing(say, name, decided.get(name, ACTIVE), permitted.get(name))
    exceptions.tell(say, excepted, now)
    if found["withheld"]:
        say.line(say("status.withheld", count=len(found["withheld"])))
    for stone in found["withheld"]:
        if stone["is_over"]:
            over = say("withhold.over", day=day(stone["until"]))
            say.line(f"  {stone['url']}: {over}", style="yellow")
    _print_gaps(say, found["gaps"], organisations)
    say.heading(say("status.reach"))
    say.table(
        [say(f"column.{name}") for name in ("name", "section", "urls", "oldest", "newest")],
        [
            (row["site"], row["section"], str(row["urls"]), day(row["oldest"]), day(row["newest"]))
            for row in found["reach"]
        ],
        numbers=(2,),
        flexible=[1],
    )
    disk = found["disk"]
    say.line()
    say.line(
        say(
            "status.disk",
            folder=folder,
            database=size(disk["database"]),
            warc=size(disk["warc"]),
            files=disk["warc_files"],
        ),
        style="dim",
    )
    left = {"free": size(disk["free"]), "nightly": size(disk["nightly"]), "nights": disk["nights"]}
    far = disk["nights"] is None or disk["nights"] > AGES
    say.line(say("status.free" if far else "status.left", **left), style="dim")


def _run(say: Say, run: dict[str, Any], names: list[str]) -> list[str | Text]:
    colour = {"done": "green", "gaps": "yellow", "running": "cyan"}.get(run["state"], "red")
    due = day(run["due_for"])
    if run["missed"]:
        due += " " + say("status.missed", days=", ".join(map(day, run["missed"])))
    cells: dict[str, str | Text] = {
        "run": Text(run["id"], style="cyan"),
        "started": day(run["started_at"]),
        "finished": day(run["finished_at"]),
        "state": Text(say.word("state", run["state"]), style=colour),
        "due_for": due,
    }
    return [cells[name] for name in names]


def _site(site: dict[str, Any], names: list[str]) -> list[str | Text]:
    cells: dict[str, str | Text] = {
        "name": Text(site["site"], style="cyan"),
        "site": site["organisation"],
        "due": str(site["revisits_due"]),
        "gaps": Text(str(site["gaps"]), style="yellow" if site["gaps"] else "dim"),
    }
    cells |= {name: day(site[name]) for name in ("last_night", "oldest", "newest")}
    cells |= {name: str(site[name]) for name in ("articles", "mentions", "gone", "owed")}
    return [cells[name] for name in names]


def _print_gaps(say: Say, gaps: list[dict[str, Any]], organisations: dict[str, str]) -> None:
    if not gaps:
        say.line()
        say.line(say("gap.none"), style="green")
        return
    say.heading(say("gap.title", count=len(gaps)))
    for gap in gaps:
        where = organisations.get(gap["site"], gap["site"])
        where += f" · {gap['section']}" if gap["section"] else ""
        since = say("gap.since", day=day(gap["opened_at"]))
        cause = f"{say.word('cause', gap['cause'])} ({since})"
        say.line(Text.assemble("  ", ("● ", "yellow"), (where, "bold"), ": ", cause))
        say.line(Text.assemble("    ", (say.detail(gap["detail"]), "dim")))
        say.line(Text.assemble("    ", (gap["id"], "dim cyan")))
