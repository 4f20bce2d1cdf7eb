"""What needs a human, and telling it: one digest after a run, through apprise.

A concern is told when it is new, then again each :data:`REMIND` while it stands, as what was
told before; a digest with neither is not sent. What was told is remembered in
``alerts.json`` beside the archive. It is no evidence: losing it costs one digest too many.
"""

from __future__ import annotations

import json
import logging
import os
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from archive import checkup, decisions, reader
from archive.decisions import ACTIVE
from crawler import silence
from crawler.config import Alerts

log = logging.getLogger(__name__)

MEMORY = "alerts.json"
REMIND = timedelta(days=7)
RECENT = timedelta(days=3)
"""Runs that went wrong longer ago than this are told no more."""

PATIENCE = 20
"""Seconds a service may take; the run is over, but its process still waits."""

Compose = Callable[[Sequence["Concern"], Sequence["Concern"], Sequence["Concern"]], tuple[str, str]]
"""(new, reminded of, standing) concerns to (title, body), in the language of whoever reads them."""


@dataclass(frozen=True, slots=True)
class Concern:
    """Something that needs a human. ``about`` tells it from others of its ``kind``;
    ``values`` are what its message names."""

    kind: str
    about: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"{self.kind}/{self.about}"


def concerns(db: sqlite3.Connection, folder: Path, limits: Alerts, now: datetime) -> list[Concern]:
    """What needs a human as the archive stands, most pressing first.

    :raises sqlite3.Error: the database itself cannot be read.
    """
    found = [Concern("damaged", name, {"file": name}) for name in checkup.files(db, folder).damaged]
    disk = checkup.disk(db, folder)
    if disk.nights is not None and disk.nights < limits.disk_nights:
        found.append(Concern("disk", "", {"nights": disk.nights, "free": disk.free}))
    for ident, state, started, late in db.execute(
        "SELECT id, state, started_at, missed FROM runs WHERE kind = 'crawl'"
        " AND julianday(started_at) > julianday(?) ORDER BY started_at, rowid",
        ((now - RECENT).isoformat(),),
    ):
        if state in ("failed", "interrupted"):
            values = {"run": ident, "state": state, "started": started, "error": ""}
            found.append(Concern("run", ident, values))
        if nights := json.loads(late):
            values = {"run": ident, "state": state, "nights": nights}
            found.append(Concern("missed", ident, values))
    decided = decisions.standings(db)
    for site, days in silence.too_long(db, now, limits.silent_days).items():
        if not decided.get(site, ACTIVE).rests:
            found.append(Concern("silent", site, {"site": site, "days": days}))
    # Silence has just been told, or is judged by a number of days instead.
    found += [
        Concern("gap", gap["id"], gap) for gap in reader.gaps(db) if gap["cause"] != "site-silent"
    ]
    return found


def tell(
    urls: Sequence[str], folder: Path, standing: Sequence[Concern], compose: Compose, now: datetime
) -> bool | None:
    """Send one digest if anything in it is new: whether it arrived, None when none was due.

    Never raises. What did not arrive is tried once more after the next run.
    """
    memory = _remembered(folder)
    told = {key: at for key, at in memory.told.items() if any(key == c.key for c in standing)}
    new = [concern for concern in standing if concern.key not in told]
    known = [concern for concern in standing if concern.key in told]
    again = [c for c in known if now - datetime.fromisoformat(told[c.key]) >= REMIND]
    arrived: bool | None = None
    failed = 0
    if new or again:
        old = [concern for concern in known if concern not in again]
        arrived = _send(urls, *compose(new, again, old))
        failed = 0 if arrived else memory.failed + 1
        if failed == 1:
            log.warning("the digest did not arrive; it is tried again after the next run")
        elif failed:
            log.error("the digest did not arrive a second time and is given up")
            failed = 0
        if not failed:
            told |= {concern.key: now.isoformat() for concern in (*new, *again)}
    _remember(folder, _Memory(told, failed))
    return arrived


def unusable(urls: Sequence[str]) -> list[int]:
    """The places (from 1) of addresses that apprise cannot use."""
    from apprise import Apprise

    _hush()
    return [place for place, url in enumerate(urls, 1) if Apprise.instantiate(url) is None]


def waiting(folder: Path) -> bool:
    """Whether a digest did not arrive and will be tried again."""
    return _remembered(folder).failed > 0


def _send(urls: Sequence[str], title: str, body: str) -> bool:
    # A quarter of a second to import: only when there is something to say.
    from apprise import Apprise, NotifyType

    _hush()
    arrived = True
    for place, url in enumerate(urls, 1):
        try:
            service = Apprise()
            ok = service.add(url) and bool(
                service.notify(
                    body, title, NotifyType.WARNING, body_format="text", timeout=PATIENCE
                )
            )
        except Exception as error:  # whatever a plugin raises
            log.warning("alert service %d of %d: %s", place, len(urls), type(error).__name__)
            ok = False
        if not ok:
            log.warning("alert service %d of %d did not take the digest", place, len(urls))
        arrived = arrived and ok
    return arrived


def _hush() -> None:
    # It logs addresses, and those hold passwords.
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)


@dataclass(frozen=True, slots=True)
class _Memory:
    told: dict[str, str]
    failed: int = 0


def _remembered(folder: Path) -> _Memory:
    try:
        said = json.loads((folder / MEMORY).read_text(encoding="utf-8"))
        told = {str(key): str(at) for key, at in said["told"].items()}
        for at in told.values():
            datetime.fromisoformat(at)
        return _Memory(told, int(said["failed"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return _Memory({})


def _remember(folder: Path, memory: _Memory) -> None:
    draft = folder / f".{MEMORY}.{os.getpid()}"
    try:
        text = json.dumps({"told": memory.told, "failed": memory.failed}, ensure_ascii=False)
        draft.write_text(text, encoding="utf-8")
        draft.replace(folder / MEMORY)
    except OSError as error:
        log.warning("%s cannot be written: %s", folder / MEMORY, error)
