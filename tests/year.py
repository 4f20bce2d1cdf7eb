"""A year of nights: ``python -m tests.year [NIGHTS] [SEED]``.

The farm changes by the day (:mod:`tests.farm.calendar`) and fails in stretches; the machine is
killed in the middle of nights, stays off for days, and comes back at odd hours. The clock
is the real one of ``scheduler.py``, told the time; its children are real ``lamtheo crawl``
commands, forked from a process that has imported everything already, with a clock that is
off by so much that it is that night. What must hold after every night and at the end is
:mod:`tests.year_checks`.

Measured: 390 nights with five sites, 821 articles and 11,700 visits cost 12 minutes on
two cores under a load of eight; twelve nights of two sites 12 s of processor time.
"""

from __future__ import annotations

import json
import multiprocessing
import pkgutil
import random
import subprocess
import sys
import tempfile
import threading
import time as clocks
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import archive
import crawler.commands
import crawler.families
import pipelines
import scheduler
import spiders
from scheduler import VIETNAM, Clock
from tests import child
from tests.farm.calendar import Calendar
from tests.farm.farm import Farm
from tests.farm.sites import SITES
from tests.night import rows
from tests.year_checks import after_night, whole
from tests.year_faults import ENOUGH, HARMLESS, OF_A_FEW, OF_ARTICLES, Stretch, night_of, stretches

NAMES = tuple(site.name for site in SITES)
FIRST = date(2026, 12, 20)
NIGHT_AT = time_of_day(1, 30)
BUDGET = 50
TIMEOUT = 2.0
"""Seconds: at one, three pages of a year took longer on two cores under a load of nine."""


def everything() -> list[str]:
    """The modules that a night would import for itself, 1.7 s each time; those under which a
    command line hangs must also be there before its clock is set."""
    rooms = (archive, crawler, crawler.commands, crawler.families, pipelines, spiders)
    return [
        f"{room.__name__}.{module.name}"
        for room in rooms
        for module in pkgutil.iter_modules(room.__path__)
        if module.name != "__main__"
    ]


class Fork:
    """A forked command, as ``scheduler.Clock`` knows a child: what it asks of a Popen."""

    def __init__(self, process: multiprocessing.Process) -> None:
        self._process = process
        process.start()
        assert process.pid is not None
        self.pid = process.pid
        self.terminate, self.kill = process.terminate, process.kill

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("lamtheo", timeout or 0)
        return self._process.exitcode


@dataclass
class Machine:
    """A machine that keeps an archive of the farm: its clock, its reboots, its nights.

    ``crawled`` and ``off`` are the nights so far: those with a run, those missed.
    """

    data: Path
    farm: Farm
    nights: int = 390
    seed: int = 1
    first: date = FIRST
    names: tuple[str, ...] = NAMES
    plan: Sequence[Stretch] | None = None
    kill_share: float = 0.06
    points: tuple[str, ...] = (*child.POINTS, "random", "random")
    off: list[date] = field(default_factory=list)
    kills: int = 0
    children: int = 0

    def __post_init__(self) -> None:
        self.budget = BUDGET
        self.crawled: list[date] = []
        self._unwell: set[date] = set()
        self.dice = random.Random(self.seed)
        self.stretches = (
            stretches(self.first, self.nights, self.dice, self.names)
            if self.plan is None
            else [*self.plan]
        )
        quiet = [(s.site, s.first, s.last) for s in self.stretches if s.fault == "nothing-new"]
        # Seed 1 has the farm's own articles, any other a year of its own.
        self.calendar = Calendar(self.first, 4 + self.seed, silent=quiet)
        self.now = datetime.combine(self.first, NIGHT_AT, VIETNAM)
        self._since = clocks.monotonic()
        self._kill: tuple[str, int] | None = None
        self._kill_after: float | None = None
        self.told = self.data.parent / "told.log"
        self.config = self.data.parent / "lamtheo.toml"
        self._forks = multiprocessing.get_context("forkserver")
        self._forks.set_forkserver_preload(["tests.child", "tests.year_warm", *everything()])
        self._write_config()
        self.clock = Clock(
            runs=partial(scheduler.crawls, self.data),
            command=self._command,
            night_at=NIGHT_AT,
            words=scheduler.WORDS["en"],
            now=self.time,
        )

    def time(self) -> datetime:
        return self.now + timedelta(seconds=clocks.monotonic() - self._since)

    def faults(self, day: date) -> list[Stretch]:
        return [one for one in self.stretches if one.first <= day <= one.last]

    def well(self, site: str, day: date) -> bool:
        """Whether a site answered as it should on the night of ``day``."""
        return not any(s.strikes(site) and s.fault not in HARMLESS for s in self.faults(day))

    def forbidden(self, site: str, day: date) -> bool:
        """Whether a site's robots.txt forbids everything on the night of ``day``."""
        return any(s.strikes(site) and s.fault == "robots-forbid" for s in self.faults(day))

    def recovering(self, site: str, day: date) -> bool:
        """Whether a site's night may make up for the nights before: a fault, or a kill."""
        week = [day - timedelta(days=n) for n in range(1, 7)]
        held = any(s.fault == "retry-after" and s.strikes(site) for s in self.faults(day))
        return held or day in self._unwell or not all(self.well(site, each) for each in week)

    def to_show(self, stretch: Stretch) -> frozenset[str]:
        """The causes one of which must have been told of a fault, by what it met on the nights
        that were crawled; none where nothing could be."""
        nights = [n for n in self.crawled if stretch.first <= n <= stretch.last]
        if stretch.fault not in OF_ARTICLES:
            return stretch.causes if nights else frozenset()
        met = [
            (url, outcome, reason)
            for url, outcome, reason, at in rows(
                self.data,
                "SELECT url, outcome, reason, visited_at FROM visits"
                " WHERE site = ? AND role = 'article'",
                stretch.site,
            )
            if stretch.first <= night_of(at) <= stretch.last
        ]
        # A 304 has no body to spoil, and proves its page well: a fault is told by its name
        # where it struck several pages, and most of those asked for.
        struck = {url for url, _, reason in met if reason != "304"}
        if len(struck) >= ENOUGH and 2 * len(struck) >= len({url for url, *_ in met}):
            return stretch.causes
        failed = any(outcome in ("broken", "blocked") for _, outcome, _ in met)
        return stretch.causes | OF_A_FEW if failed else frozenset()

    def live(self) -> Iterator[date]:
        """Live through the nights; after each one crawled, its date."""
        day, end = self.first, self.first + timedelta(days=self.nights)
        hand = random.Random(f"{self.seed}:by hand")
        while day < end:
            self._set(datetime.combine(day, NIGHT_AT, VIETNAM), self.dice.uniform(0, 600))
            struck = self.dice.random() < self.kill_share and day > self.first
            if struck:
                self.kills += 1
                self._unwell.add(day)
                if not self._settle(day, killed=True):
                    day = self._stay_off(day, end)
                    self._unwell.add(day)
            else:
                self._settle(day)
            self.crawled.append(day)
            yield day
            if hand.random() < 0.02:
                self._noon(day)
            day += timedelta(days=1)

    def _stay_off(self, day: date, end: date) -> date:
        """Come back an hour later, or after some days at any hour; the night then crawled."""
        days = self.dice.choice((0, 0, 1, 3, 6))
        back = min(day + timedelta(days=days), end - timedelta(days=1))
        self.off += [day + timedelta(days=n) for n in range((back - day).days)]
        hour = self.dice.uniform(1, 2) if back == day else self.dice.uniform(0.5, 22)
        self._set(datetime.combine(back, NIGHT_AT, VIETNAM), hour * 3600)
        self._settle(back)
        return back

    def _noon(self, day: date) -> None:
        """The machine restarts, with nothing to do; then a person starts a crawl, which settles
        no night."""
        # A night that was made up for in the evening has noon behind it.
        self._set(max(datetime.combine(day, time_of_day(12), VIETNAM), self.time()), 0)
        before = self.children
        with self._forking():
            assert self.clock.settle() == 0
        assert self.children == before
        words = ["--data", str(self.data), "--config", str(self.config), "crawl", *self.names]
        assert self._start(words).wait() in (0, 3), self.said()

    def said(self) -> str:
        return self.told.read_text("utf-8")[-3000:]

    def _set(self, moment: datetime, seconds: float) -> None:
        self.now, self._since = moment + timedelta(seconds=seconds), clocks.monotonic()

    def _settle(self, day: date, *, killed: bool = False) -> bool:
        """Have the clock settle what is owed; whether a night that is to be killed ended first."""
        on_farm = [one for one in self.faults(day) if one.fault != "nothing-new"]
        faults = [f"{one.fault}:{one.site}" for one in on_farm]
        self.farm.show(self.calendar.edition(day), faults)
        if killed:
            point = self.dice.choice(self.points)
            if point == "random":
                self._kill_after = self.dice.uniform(0.1, 0.8)
            else:
                most = {"rename": 1, "finish": 1, "fsync": 3, "commit": 2}
                self._kill = point, self.dice.randint(1, most.get(point.partition("-")[0], 12))
        with self._forking():
            code = self.clock.settle()
        self._kill = self._kill_after = None
        assert code in ((0, 3, -9) if killed else (0, 3)), (code, self.said())
        # Killed after its last commit, a night is over as any other, and to be judged as one.
        return code != -9 or self._is_over(day)

    def _is_over(self, day: date) -> bool:
        last = rows(self.data, "SELECT due_for, state FROM runs ORDER BY rowid DESC LIMIT 1")
        return last in ([(day.isoformat(), "done")], [(day.isoformat(), "gaps")])

    def _command(self, night: date, late: Sequence[date]) -> list[str]:
        return [*scheduler.crawl_command(self.data, self.config, night, late), *self.names]

    def _start(self, words: list[str], **_: object) -> Fork:
        off = (self.time() - datetime.now(VIETNAM)).total_seconds()
        words = words[3:] if words[0] == sys.executable else words
        self.children += 1
        fork = Fork(
            self._forks.Process(target=child.command, args=(words, off, self._kill, self.told))
        )
        if self._kill_after is not None:
            threading.Timer(self._kill_after, fork.kill).start()
        return fork

    @contextmanager
    def _forking(self) -> Iterator[None]:
        ours = SimpleNamespace(
            Popen=self._start, DEVNULL=None, TimeoutExpired=subprocess.TimeoutExpired
        )
        with patch.object(scheduler, "subprocess", ours):
            yield

    def _write_config(self) -> None:
        ca = self.data.parent / "farm-ca.pem"
        ca.write_text(self.farm.ca_pem)
        resolve = {name: f"{host}:{port}" for name, (host, port) in self.farm.resolve.items()}
        lines = [
            'contact = "a@b.vn"',
            "delay = 0",
            f"timeout = {TIMEOUT}",
            f"revisit_budget = {BUDGET}",
            f"[farm]\nca = {json.dumps(str(ca))}",
            "[farm.resolve]",
            *(f"{json.dumps(name)} = {json.dumps(where)}" for name, where in resolve.items()),
        ]
        self.config.write_text("\n".join(lines) + "\n", "utf-8")


def run(nights: int = 390, seed: int = 1, folder: Path | None = None, **more: Any) -> Machine:
    """Live through so many nights, checking each and all of them together."""
    with Farm() as farm, tempfile.TemporaryDirectory() as scratch:
        machine = Machine((folder or Path(scratch)) / "data", farm, nights, seed, **more)
        for night in machine.live():
            after_night(machine, night)
        whole(machine)
        return machine


if __name__ == "__main__":
    began = clocks.monotonic()
    lived = run(*(int(word) for word in sys.argv[1:]))
    print(
        f"{len(lived.crawled)} nights crawled, {len(lived.off)} missed, {lived.kills} killed,"
        f" {len(lived.stretches)} faults; {clocks.monotonic() - began:.0f} s"
    )
