"""The clock: which nights are owed, and one child process for each crawl.

``python scheduler.py`` runs until told to stop; ``--once`` runs what is owed and
exits, for cron. It keeps no job store and looks inside no other part of
lamtheo: what is owed is computed from the archive's ``runs`` table, opened read only. It reads
the few settings in ``KEYS`` (option, then ``LAMTHEO_…``, then ``lamtheo.toml``); the child judges.

A *night* is a date in Viet Nam, owed from ``night_at`` on that date until a
scheduled crawl for it, or for a later one, has finished. Nights missed together are
settled by one crawl, for the latest of them: pages do not come twice. A crawl started
by hand settles nothing, since it may have visited one site only. An
archive that was never crawled by the clock owes one night, the latest.

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
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import partial
from logging.handlers import RotatingFileHandler
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import Any, NamedTuple

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger

VIETNAM = timezone(timedelta(hours=7), "+07")
"""One offset all year since 1975; a fixed one needs no zone data on the machine."""

RETRY = timedelta(minutes=10)
LATE = timedelta(hours=3)
"""A night not crawled by then was missed; ``night_jitter`` is at most two hours."""

GRACE = timedelta(minutes=5)
"""From being told to end until being killed: a page in the air may take its whole time-out."""

DONE, FAILED, USAGE, GAPS, BUSY = 0, 1, 2, 3, 4

log = logging.getLogger("lamtheo.clock")

WORDS = {
    "vi": {
        "start": "Đồng hồ chạy: mỗi đêm lúc %s (giờ Việt Nam), kho lưu trữ %s.",
        "nothing": "Không có đêm nào còn nợ.",
        "run": "Bắt đầu lượt thu thập của đêm %s.",
        "missed": "Đã lỡ %d đêm, từ %s đến %s: thu thập bù ngay trong lượt này.",
        "done": "Xong đêm %s.",
        "gaps": "Xong đêm %s, còn khoảng trống thu thập; xem: lamtheo status.",
        "busy": "Một lượt khác đang giữ kho lưu trữ; thử lại đêm %s sau %d phút.",
        "failed": "Lượt thu thập của đêm %s thất bại (mã %d); đêm này vẫn còn nợ.",
        "unsettled": "Lượt của đêm %s kết thúc mà bảng runs không ghi là xong; đêm này vẫn còn nợ.",
        "unreadable": "Không đọc được bảng runs của kho lưu trữ, chưa biết đêm nào còn nợ: %s.",
        "over": "Lượt của đêm %s vượt %s = %s: cho dừng; lượt sau làm tiếp.",
        "kill": "Lượt của đêm %s không chịu dừng nên bị ngắt; những gì đã lưu vẫn còn.",
        "ahead": "Đêm %s đã thu thập, mà đồng hồ của máy mới chỉ %s: xem lại ngày giờ của máy.",
        "stop": "Được lệnh dừng; chờ lượt đang chạy dừng cho gọn.",
        "config": "Không dùng được cấu hình %s: %s",
    },
    "en": {
        "start": "The clock runs: each night at %s (Vietnamese time), archive %s.",
        "nothing": "No night is owed.",
        "run": "Starting the crawl of the night of %s.",
        "missed": "Nights missed: %d, from %s to %s; this crawl makes up for them.",
        "done": "The night of %s is done.",
        "gaps": "The night of %s is done, with gaps; see: lamtheo status.",
        "busy": "Another run holds the archive; trying the night of %s again in %d minutes.",
        "failed": "The crawl of the night of %s failed (code %d); the night is still owed.",
        "unsettled": "The crawl of %s ended, but runs does not call it finished; still owed.",
        "unreadable": "The runs of the archive cannot be read, so what is owed is unknown: %s.",
        "over": "The crawl of %s is over %s = %s: it is stopped; the next one goes on.",
        "kill": "The crawl of %s did not stop and was killed; what was kept is kept.",
        "ahead": "The night of %s is settled, but this machine's clock says %s: check its date.",
        "stop": "Told to stop; waiting for the crawl to end in good order.",
        "config": "The configuration %s cannot be used: %s",
    },
}


_day = "{:%d/%m/%Y}".format


class Bounds(NamedTuple):
    """What a child may take; None is no limit. ``look`` is how often it is looked at."""

    hours: float | None = None
    memory_mb: int | None = None
    grace: timedelta = GRACE
    look: timedelta = timedelta(seconds=5)


class Run(NamedTuple):
    """What the clock needs of a row in ``runs``."""

    due_for: date | None
    state: str


def due(runs: Sequence[Run], now: datetime, night_at: time) -> list[date]:
    """The nights owed at the aware moment ``now``, oldest first; ``runs`` as recorded."""
    latest, settled = _latest(now, night_at), _settled(runs)
    # A clock that was ahead settled nights to come; where all are, this clock is behind.
    past = [night for night in settled if night <= latest]
    if settled and not past:
        return []
    first = past[-1] + timedelta(days=1) if past else latest
    return [first + timedelta(days=n) for n in range((latest - first).days + 1)]


def _latest(now: datetime, night_at: time) -> date:
    local = now.astimezone(VIETNAM)
    return local.date() if local.time() >= night_at else local.date() - timedelta(days=1)


def _settled(runs: Sequence[Run]) -> list[date]:
    return [run.due_for for run in runs if run.due_for and run.state in ("done", "gaps")]


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
        rows = [*db.execute("SELECT due_for, state FROM runs WHERE kind = 'crawl' ORDER BY rowid")]
    return [Run(date.fromisoformat(night) if night else None, state) for night, state in rows]


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
    busy: Callable[[], object] = field(default=lambda: None)
    bounds: Bounds = field(default_factory=Bounds)

    def settle(self) -> int:
        """Crawl until no night is owed or one could not be settled; the last exit code."""
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
            tried = nights[-1]
            if late := missed(nights, runs, now, self.night_at):
                log.warning(self.words["missed"], len(late), _day(late[0]), _day(late[-1]))
            code = self._crawl(tried, late)
            if code not in (DONE, GAPS):
                break
        return code

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
        elif code == BUSY:
            log.warning(self.words["busy"], _day(night), RETRY // timedelta(minutes=1))
            self.busy()
        elif not self.stopping:
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
    clock.busy = lambda: scheduler.add_job(
        trigger="date", id="retry", run_date=clock.now() + RETRY, replace_existing=True, **job
    )
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


KEYS = ("data", "lang", "night_at", "night_jitter", "run_hours", "run_memory_mb", "log")


class Settings(NamedTuple):
    data: Path
    night_at: time
    jitter: int
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
        words=WORDS[str(values.get("lang", "vi"))],
        bounds=Bounds(hours and float(hours), most and int(most)),
        log=Path(values["log"]) if values.get("log") else None,
    )


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """A record as one JSON line, in the shape of the crawl's own log."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        said = {"time": moment, "level": record.levelname.lower(), "logger": record.name}
        return json.dumps(said | {"message": super().format(record)}, ensure_ascii=False)


def log_to(path: Path) -> None:
    """Log to a file of the clock's own beside ``path``: two processes that rotate one file
    would lose lines. A log that cannot be written stops no clock."""
    path = path.with_stem(path.stem + "-clock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=2_000_000, backupCount=4, encoding="utf-8")
    except OSError as error:
        log.warning("%s: %s", path, error)
        return
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)


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
        data, night_at, jitter, words, bounds, kept = settings(file, options.data)
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
