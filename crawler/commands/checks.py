"""What ``lamtheo doctor`` looks at: each check says what it found and, where needed, the mend."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from archive import checkup, lock
from archive.records import VIETNAM, Site
from archive.writer import connect_readonly
from crawler.commands.rebuild import leftovers
from crawler.commands.say import AGES, Say, day, size
from crawler.config import DEFAULT_FILE, Config

STALE = timedelta(days=2)
"""A night is a day; when twice that went by, something is missing its turn."""

SHOWN = 3
SLACK = timedelta(minutes=5)

State = Literal["ok", "hint", "wrong", "damaged"]


@dataclass(frozen=True, slots=True)
class Check:
    """``said`` and ``mend`` are keys under "doctor."; a hint is no fault."""

    name: str
    state: State
    said: str
    mend: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


def machine() -> Iterator[Check]:
    """What the programs under us are."""
    old = sys.version_info < (3, 11)
    version = {"what": sys.version.split()[0]}
    yield Check("python", "wrong" if old else "ok", "found", "python_old" if old else "", version)
    with closing(sqlite3.connect(":memory:")) as db:
        try:
            db.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='unicode61')")
            usable = sqlite3.sqlite_version_info >= (3, 37)
        except sqlite3.Error:
            usable = False
    if usable:
        yield Check("sqlite", "ok", "found", values={"what": sqlite3.sqlite_version})
    else:
        values: dict[str, object] = {"version": sqlite3.sqlite_version}
        yield Check("sqlite", "wrong", "no_fts5", "sqlite_mend", values)


def settings(config: Config, file: Path | None) -> Iterator[Check]:
    """What was configured: contact, hours, alerts."""
    written = file or (DEFAULT_FILE if DEFAULT_FILE.exists() else None)
    if written is None:
        yield Check("config", "hint", "no_file", "init")
    else:
        yield Check("config", "ok", "found", values={"what": written})
    if config.contact:
        yield Check("contact", "ok", "found", values={"what": config.contact})
    else:
        yield Check("contact", "wrong", "no_contact", "contact_mend")
    night = datetime.combine(datetime.now(VIETNAM).date(), config.night_at, VIETNAM)
    values = {"night": f"{night:%H:%M}", "local": f"{night.astimezone():%H:%M (%Z)}"}
    yield Check("zone", "ok", "zone_said", values=values)
    yield _alerts(config)


def certificates(sites: Iterable[Site], now: datetime) -> Check:
    """Which sites are fetched though their certificates do not verify."""
    found = [site for site in sites if site.tls_exception]
    ended = [site for site in found if site.tls_exception and not site.tls_exception.holds(now)]
    if not found:
        return Check("tls", "ok", "tls_strict")
    told = ended or found
    values: dict[str, object] = {
        "names": ", ".join(
            f"{site.name} ({day(site.tls_exception.until)})" for site in told if site.tls_exception
        )
    }
    if ended:
        return Check("tls", "hint", "tls_ended", "tls_ended_mend", values)
    return Check("tls", "hint", "tls_holds", "tls_holds_mend", values)


def archive(config: Config) -> Iterator[Check]:
    """What lies in the archive's folder."""
    folder = config.data
    if not folder.exists():
        yield Check("folder", "hint", "no_folder", "crawl", {"folder": folder})
        return
    if not os.access(folder, os.W_OK | os.X_OK):
        yield Check("folder", "wrong", "not_writable", "folder_mend", {"folder": folder})
    else:
        yield Check("folder", "ok", "found", values={"what": folder})
    try:
        db = connect_readonly(folder)
    except FileNotFoundError:
        yield Check("database", "hint", "no_archive", "crawl")
        return
    with closing(db):
        try:
            yield from _rows(db, config, datetime.now(UTC))
        except sqlite3.Error as error:
            yield Check("database", "damaged", "damaged", "damaged_mend", {"error": error})


def clock(config: Config) -> Check:
    """Whether anything will start the next night."""
    if what := _timer(config.data):
        return Check("timer", "ok", "found", values={"what": what})
    return Check("timer", "hint", "no_timer", "timer_mend")


def _rows(db: sqlite3.Connection, config: Config, now: datetime) -> Iterator[Check]:
    told = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    if told != "ok":
        yield Check("database", "damaged", "damaged", "damaged_mend", {"error": told})
        return
    yield Check("database", "ok", "fine")
    waiting, unknown = checkup.pending(db)
    if unknown:
        yield Check("schema", "wrong", "newer", "newer_mend", {"names": ", ".join(unknown)})
    elif waiting:
        yield Check("schema", "hint", "pending", "pending_mend", {"names": ", ".join(waiting)})
    else:
        yield Check("schema", "ok", "fine")
    yield _disk(db, config)
    held = lock.holder(config.data)
    died = db.execute("SELECT max(id) FROM runs WHERE state = 'running'").fetchone()[0]
    if held:
        yield Check("lock", "ok", "held", values={"holder": held})
    elif died:
        yield Check("lock", "hint", "killed", "killed_mend", {"run": died})
    else:
        yield Check("lock", "ok", "fine")
    yield _files(db, config.data, held)
    if left := leftovers(config.data):
        total = size(sum(path.stat().st_size for path in left))
        values: dict[str, object] = {"names": _few(tuple(path.name for path in left))}
        yield Check("leftovers", "hint", "leftovers", "leftovers_mend", values | {"size": total})
    yield from _last(db, now)
    count = db.execute("SELECT count(*) FROM gaps WHERE state = 'open'").fetchone()[0]
    if count:
        yield Check("gaps", "hint", "gaps_open", "gaps_mend", {"count": count})
    else:
        yield Check("gaps", "ok", "no_gaps")


def _disk(db: sqlite3.Connection, config: Config) -> Check:
    left = checkup.disk(db, config.data)
    values: dict[str, object] = {"free": size(left.free), "nights": left.nights}
    if left.nights is None or left.nights > AGES:
        return Check("disk", "ok", "disk_free", values=values)
    if left.nights < config.alerts.disk_nights:
        return Check("disk", "wrong", "disk_low", "disk_mend", values)
    return Check("disk", "ok", "disk_left", values=values)


def _files(db: sqlite3.Connection, folder: Path, held: str) -> Check:
    files = checkup.files(db, folder)
    if files.damaged:
        values: dict[str, object] = {"names": _few(files.damaged)}
        return Check("warc", "damaged", "warc_lost", "warc_mend", values)
    if files.unread and not held:
        values = {"count": len(files.unread), "names": _few(files.unread)}
        return Check("warc", "hint", "warc_unread", "unread_mend", values)
    count = db.execute("SELECT count(*) FROM warc_files").fetchone()[0]
    return Check("warc", "ok", "warc_count", values={"count": count})


def _last(db: sqlite3.Connection, now: datetime) -> Iterator[Check]:
    run = db.execute(
        "SELECT id, state, started_at FROM runs WHERE kind = 'crawl'"
        " ORDER BY started_at DESC, rowid DESC LIMIT 1"
    ).fetchone()
    if run is None:
        yield Check("run", "hint", "no_archive", "crawl")
        return
    _, state, started = run
    if datetime.fromisoformat(started) > now + SLACK:
        yield Check("clock", "wrong", "skew", "skew_mend", {"when": day(started)})
    else:
        yield Check("clock", "ok", "fine")
    finished = db.execute(
        "SELECT max(finished_at) FROM runs WHERE kind = 'crawl' AND state IN ('done', 'gaps')"
    ).fetchone()[0]
    age = now - datetime.fromisoformat(finished or started)
    if state == "failed":
        values: dict[str, object] = {"when": day(started), "state": state}
        yield Check("run", "wrong", "run_said", "run_failed_mend", values)
    elif age > STALE:
        yield Check("run", "wrong", "run_old", "run_mend", {"days": age.days})
    else:
        yield Check("run", "ok", "run_said", values={"when": day(started), "state": state})


def _alerts(config: Config) -> Check:
    from crawler import alerts

    if not config.alerts.urls:
        return Check("alerts", "hint", "no_alerts", "alerts_mend")
    if wrong := alerts.unusable(config.alerts.urls):
        values: dict[str, object] = {"places": ", ".join(map(str, wrong))}
        return Check("alerts", "wrong", "alerts_wrong", "alerts_mend", values)
    if alerts.waiting(config.data):
        return Check("alerts", "wrong", "alerts_waiting", "alerts_waiting_mend")
    return Check("alerts", "ok", "alerts_count", values={"count": len(config.alerts.urls)})


def _timer(folder: Path) -> str:
    """What will start the next night, as far as can be seen from here."""
    if systemctl := shutil.which("systemctl"):
        for unit in ("lamtheo.service", "lamtheo-night.timer"):
            try:
                asked = subprocess.run(
                    [systemctl, "is-active", "--quiet", unit],
                    stderr=subprocess.DEVNULL,  # it says so where systemd is not what runs
                    check=False,
                    timeout=5,
                )
            except (OSError, subprocess.TimeoutExpired):
                break
            if asked.returncode == 0:
                return unit
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue  # it ended, or is not ours to look at
        if any(os.path.basename(word) == b"scheduler.py" for word in words[1:3]):
            return f"scheduler.py, {path.parent.name}"
    try:
        with closing(connect_readonly(folder)) as db:
            last = db.execute(
                "SELECT max(started_at) FROM runs WHERE trigger = 'schedule'"
            ).fetchone()[0]
    except (OSError, sqlite3.Error):
        return ""
    recent = last and datetime.now(UTC) - datetime.fromisoformat(last) < STALE
    return f"cron? ({day(last)})" if recent else ""


def _few(names: tuple[str, ...]) -> str:
    return ", ".join(names[:SHOWN]) + (", …" if len(names) > SHOWN else "")


def phrase(say: Say, check: Check) -> tuple[str, str]:
    """What a check found and its mend, in words."""
    values = dict(check.values)
    if "holder" in values:
        values["holder"] = say.holder(str(values["holder"]))
    if "state" in values:
        values["state"] = say.word("state", str(values["state"]))
    mend = say(f"doctor.{check.mend}") if check.mend else ""
    return say(f"doctor.{check.said}", **values), mend
