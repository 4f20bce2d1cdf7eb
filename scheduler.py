"""The clock: which nights are owed, and one child process for each crawl.

``python scheduler.py`` runs until told to stop; ``--once`` runs what is owed and
exits, for cron. It keeps no job store and looks inside no other part of
lamtheo: what is owed is computed from the archive's ``runs`` table, opened read only. It reads
the few settings in ``KEYS`` (option, then ``LAMTHEO_…``, then ``lamtheo.toml``); the child judges.

A *night* is a date in Viet Nam, owed from ``night_at`` on that date until a
scheduled crawl for it, or for a later one, has finished. Nights missed together are
settled by one crawl, for the latest of them: pages do not come twice. A crawl started
by hand settles nothing, since it may have visited one site only. An
archive that was never crawled by the clock owes one night, the latest. In ``quiet_hours``
nothing is fetched, so a night that would start in them (made up for at noon) waits for their end.

A child has bounds in time and memory, watched from here: RLIMIT_AS counts address space, of
which one WARC file being read maps a gigabyte, and no timer fires in an event loop that is
stuck. Out of bounds it gets SIGTERM, later SIGKILL; the archive survives both."""

from __future__ import annotations

import argparse
import ctypes
import json
import logging
import os
import re
import signal
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from types import FrameType
from typing import Any, NamedTuple

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger

from crawler.clock_log import WORDS, log, log_to

VIETNAM = timezone(timedelta(hours=7), "+07")  # archive.records has it too: no room is imported
"""One offset all year since 1975; a fixed one needs no zone data on the machine."""

RETRY = timedelta(minutes=10)
PATIENCE = timedelta(hours=20)
"""How long an archive that another run holds is tried again: a crawl of every site may hold it
all day, and a timer that starts ``--once`` each night comes again after that."""

LATE = timedelta(hours=3)
"""A night not crawled by then was missed; ``night_jitter`` is at most two hours."""

GRACE = timedelta(minutes=5)
"""From being told to end until being killed: a page in the air may take its whole time-out."""

DONE, FAILED, USAGE, GAPS, BUSY = 0, 1, 2, 3, 4

_day = "{:%d/%m/%Y}".format


class Bounds(NamedTuple):
    """What a child may take; None is no limit. ``look`` is how often it is looked at."""

    hours: float | None = None
    memory_mb: int | None = None
    grace: timedelta = GRACE
    look: timedelta = timedelta(seconds=5)


class Run(NamedTuple):
    """What the clock needs of a row in ``runs``; ``started`` is its moment in UTC, as text."""

    due_for: date | None
    state: str
    started: str = ""


def due(runs: Sequence[Run], now: datetime, night_at: time) -> list[date]:
    """The nights owed at the aware moment ``now``, oldest first; ``runs`` as recorded."""
    latest, settled = _latest(now, night_at), _settled(runs)
    # A clock that was ahead settled nights to come; where all are, this clock is behind.
    past = [night for night in settled if night <= latest]
    if settled and not past:
        return []
    first = max(past) + timedelta(days=1) if past else latest
    return [first + timedelta(days=n) for n in range((latest - first).days + 1)]


def _latest(now: datetime, night_at: time) -> date:
    local = now.astimezone(VIETNAM)
    return local.date() if local.time() >= night_at else local.date() - timedelta(days=1)


def _settled(runs: Sequence[Run]) -> list[date]:
    """The nights crawled, as recorded. A run after which one began at an earlier moment was of
    a clock that was ahead: its night is still to come."""
    nights: list[date] = []
    later = ""
    for run in reversed(runs):
        if run.due_for and run.state in ("done", "gaps") and not (later and later < run.started):
            nights.append(run.due_for)
        later = min(later or run.started, run.started)
    return nights[::-1]


def missed(
    nights: Sequence[date], runs: Sequence[Run], now: datetime, night_at: time
) -> list[date]:
    """Those owed ``nights`` for which a clock running all along would have started by now."""
    if not any(run.due_for for run in runs):
        return []
    return [night for night in nights if now - datetime.combine(night, night_at, VIETNAM) > LATE]


def crawls(data: Path) -> list[Run]:
    """The crawls an archive records, in that order; none where there is no archive yet."""
    path = data / "archive.db"
    if not path.exists():
        return []
    uri = f"{path.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True, timeout=30)) as db:
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'runs'").fetchone():
            return []
        found = db.execute(
            "SELECT due_for, state, started_at FROM runs WHERE kind = 'crawl' ORDER BY rowid"
        )
        return [Run(night and date.fromisoformat(night), *more) for night, *more in found]


def quiet_until(now: datetime, spans: Sequence[str]) -> datetime | None:
    """When the quiet hours end that ``now`` falls into; None where it falls into none.

    :param spans: "HH:MM-HH:MM" in Viet Nam, each without its end; one may go over midnight.
    """
    until = now.astimezone(VIETNAM)
    for _ in spans:  # the end of one may be the start of another
        for start, end in (map(time.fromisoformat, span.split("-")) for span in spans):
            clock = until.time()
            if start <= clock < end if start < end else clock >= start or clock < end:
                day = until.date() + timedelta(days=clock >= end)
                until = datetime.combine(day, end, VIETNAM)
    return until if until > now else None


def crawl_command(data: Path, config: Path | None, night: date, late: Sequence[date]) -> list[str]:
    """The child that crawls for ``night``, making up for the ``late`` ones; same interpreter."""
    place = ["--data", str(data), *(["--config", str(config)] if config else [])]
    job = ["crawl", "--trigger", "schedule", "--due-for", night.isoformat()]
    job += [word for each in late for word in ("--missed", each.isoformat())]
    return [sys.executable, "-m", "crawler.commands", *place, *job]


@dataclass
class Clock:
    """Runs what is owed, one child at a time.

    ``settle`` may run in a worker thread; ``stop`` comes from a signal handler.
    """

    runs: Callable[[], Sequence[Run]]
    command: Callable[[date, Sequence[date]], list[str]]
    night_at: time
    words: dict[str, str]
    now: Callable[[], datetime] = lambda: datetime.now(VIETNAM)
    child: subprocess.Popen[bytes] | None = None
    stopping: bool = False
    bounds: Bounds = field(default_factory=Bounds)
    quiet: Sequence[str] = ()
    sleep: Callable[[float], object] = sleep

    def settle(self) -> int:
        """Crawl until no night is owed or one could not be settled; the last exit code.

        Waits, for hours where need be, while it is quiet or another run holds the archive.
        """
        try:
            return self._settle()
        except sqlite3.Error as error:
            log.error(self.words["unreadable"], error)
            return FAILED

    def stop(self) -> None:
        """Ask the child, if any, to end in good order, and start no other."""
        self.stopping = True
        if child := self.child:
            child.terminate()

    def _settle(self) -> int:
        code, tried = DONE, date.min
        told: Sequence[date] = ()
        give_up: datetime | None = None
        while not self.stopping:
            runs, now = self.runs(), self.now()
            nights = due(runs, now, self.night_at)
            last = _settled(runs)[-1:]
            if tried == date.min and last > [_latest(now, self.night_at)]:
                log.warning(self.words["ahead"], _day(last[0]), f"{now:%d/%m/%Y %H:%M}")
            if not nights:
                if tried == date.min:
                    log.info(self.words["nothing"])
                break
            if nights[0] <= tried:
                log.error(self.words["unsettled"], _day(tried))
                return FAILED
            if until := quiet_until(now, self.quiet):
                log.info(self.words["quiet"], _day(nights[-1]), f"{until:%d/%m/%Y %H:%M}")
                self._wait(until)
                continue
            if (late := missed(nights, runs, now, self.night_at)) and late != told:
                log.warning(self.words["missed"], len(late), _day(late[0]), _day(late[-1]))
                told = late
            code = self._crawl(nights[-1], late)
            if code == BUSY and not self.stopping:
                give_up = give_up or now + PATIENCE
                if now + RETRY > give_up:
                    hours = PATIENCE // timedelta(hours=1)
                    log.error(self.words["held"], hours, _day(nights[-1]))
                    break
                log.warning(self.words["busy"], _day(nights[-1]), RETRY // timedelta(minutes=1))
                self._wait(now + RETRY)
                continue
            tried = nights[-1]
            if code not in (DONE, GAPS):
                break
        return code

    def _wait(self, until: datetime) -> None:
        """Sleep by the clock on the wall, a machine asleep included; ``stop`` ends it."""
        look = self.bounds.look.total_seconds()
        while not self.stopping and (left := (until - self.now()).total_seconds()) > 0:
            self.sleep(min(look, left))

    def _crawl(self, night: date, late: Sequence[date]) -> int:
        log.info(self.words["run"], _day(night))
        # Its own session: a Ctrl-C in the terminal reaches the child once, through
        # stop(); Scrapy takes a second signal as an order to drop everything.
        self.child = subprocess.Popen(
            self.command(night, late),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with_parent(),  # noqa: PLW1509 - one prctl call, resolved before the fork
        )
        if self.stopping:
            self.child.terminate()
        code, self.child = self._attend(self.child, night), None
        if code in (DONE, GAPS):
            said, level = ("gaps", logging.WARNING) if code else ("done", logging.INFO)
            log.log(level, self.words[said], _day(night))
        elif code != BUSY and not self.stopping:
            log.error(self.words["failed"], _day(night), code)
        return code

    def _attend(self, child: subprocess.Popen[bytes], night: date) -> int:
        """Wait for a child and hold it to its bounds; its exit code."""
        started, told = monotonic(), None
        while True:
            try:
                return child.wait(self.bounds.look.total_seconds())
            except subprocess.TimeoutExpired:
                pass
            now, (hours, most, grace, _) = monotonic(), self.bounds
            if told is not None and now - told > grace.total_seconds():
                log.error(self.words["kill"], _day(night))
                child.kill()
            elif told is None and self.stopping:
                told = now
            elif told is None:
                late = hours is not None and now - started > hours * 3600
                if late or (most is not None and memory(child.pid) > most * 1_000_000):
                    bound = ("run_hours", hours) if late else ("run_memory_mb", most)
                    log.error(self.words["over"], _day(night), *bound)
                    child.terminate()
                    told = now


def memory(pid: int) -> int:
    """Bytes of a process's own memory, swapped or not; 0 where there is no /proc. What it maps
    of files is left out: the kernel takes that back whenever it needs to."""
    status = Path(f"/proc/{pid}/status")
    text = status.read_text("utf-8") if status.exists() else ""
    return 1024 * sum(int(kb) for kb in re.findall(r"(?:RssAnon|VmSwap):\s+(\d+)", text))


def _die_with_parent() -> Callable[[], object] | None:
    """What a child does first: ask Linux for SIGTERM should the clock be killed outright."""
    if not sys.platform.startswith("linux"):
        return None
    return partial(ctypes.CDLL(None).prctl, 1, signal.SIGTERM)  # 1 is PR_SET_PDEATHSIG


def run_forever(clock: Clock, trigger: BaseTrigger) -> int:
    """Settle what is owed now, then at every ``trigger``, until SIGTERM or SIGINT."""
    scheduler = BlockingScheduler(timezone=VIETNAM, executors={"default": ThreadPoolExecutor(1)})
    job = {"func": clock.settle, "misfire_grace_time": None, "coalesce": True}
    scheduler.add_job(trigger=trigger, id="night", next_run_time=clock.now(), **job)
    _on_stop(clock, leave=True)
    try:
        scheduler.start()
    except SystemExit:
        scheduler.shutdown(wait=True)
    return DONE


def _on_stop(clock: Clock, *, leave: bool) -> None:
    def handler(_signum: int, _frame: FrameType | None) -> None:
        first = not clock.stopping
        clock.stop()
        if first:
            log.info(clock.words["stop"])
        if first and leave:
            raise SystemExit(DONE)

    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, handler)


KEYS = "data lang night_at night_jitter quiet_hours run_hours run_memory_mb log".split()


class Settings(NamedTuple):
    data: Path
    night_at: time
    jitter: int
    quiet: Sequence[str]
    words: dict[str, str]
    bounds: Bounds
    log: Path | None


def settings(file: Path | None, data: Path | None) -> Settings:
    """The few settings the clock needs; raises ValueError or OSError on unusable ones."""
    written: dict[str, Any] = tomllib.loads(file.read_text("utf-8-sig")) if file else {}
    values = written | {
        key: os.environ[name] for key in KEYS if (name := f"LAMTHEO_{key.upper()}") in os.environ
    }
    for key in ("data", *(["log"] if "log" in written else [])):
        if file and f"LAMTHEO_{key.upper()}" not in os.environ:
            values[key] = file.parent / str(values.get(key, "data"))
    hours, most = values.get("run_hours"), values.get("run_memory_mb")
    return Settings(
        data=data or Path(values.get("data", "data")),
        night_at=time.fromisoformat(str(values.get("night_at", "01:30"))).replace(tzinfo=None),
        jitter=int(values.get("night_jitter", 600)),
        quiet=_spans(values.get("quiet_hours", [])),
        words=WORDS[str(values.get("lang", "vi"))],
        bounds=Bounds(hours and float(hours), most and int(most)),
        log=Path(values["log"]) if values.get("log") else None,
    )


def _spans(value: Any) -> Sequence[str]:
    """The quiet hours: a list in the file, the same as JSON in the environment."""
    spans = tuple(json.loads(value) if isinstance(value, str) else value)
    quiet_until(datetime.now(VIETNAM), spans)  # raises where one is no span
    return spans


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Đồng hồ của lamtheo (the clock of lamtheo)")
    parser.add_argument("--once", action="store_true", help="chạy các đêm còn nợ rồi thoát")
    parser.add_argument("--config", type=Path, help="tệp cấu hình (lamtheo.toml)")
    parser.add_argument("--data", type=Path, help="thư mục kho lưu trữ")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    file = options.config or next(Path().glob("lamtheo.toml"), None)
    try:
        data, night_at, jitter, quiet, words, bounds, kept = settings(file, options.data)
    except (OSError, ValueError, TypeError, KeyError) as error:
        log.error(WORDS["vi"]["config"], file or "LAMTHEO_…", error)
        return USAGE
    if kept is not None:
        log_to(kept)
    clock = Clock(
        runs=partial(crawls, data),
        command=partial(crawl_command, data.resolve(), file and file.resolve()),
        night_at=night_at,
        words=words,
        bounds=bounds,
        quiet=quiet,
    )
    if options.once:
        _on_stop(clock, leave=False)
        return clock.settle()
    log.info(words["start"], f"{night_at:%H:%M}", data)
    hour, minute = night_at.hour, night_at.minute
    return run_forever(
        clock, CronTrigger(hour=hour, minute=minute, timezone=VIETNAM, jitter=jitter)
    )


if __name__ == "__main__":
    sys.exit(main())
