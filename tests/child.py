"""A night in a process of its own, so that tests can kill it: ``python -m tests.child '{…}'``.

Takes one JSON object: data, resolve, ca, names, and optionally revisit_now,
delay, max_pages, ``nameless``: hosts that do not resolve, ``night``: seconds that stand
for ``wire.SLOW`` and ``wire.NIGHT``, ``inside``: hosts
whose names lead to a private address, ``spiders``: modules to load sites
from instead of ``spiders/``, and ``kill``: [point, n] to die by
SIGKILL at the n-th passing of a point of the durable path. Prints the report as JSON; exit
0 done, 1 failed.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Self

from archive import warc, warc_writer, writer
from crawler import commands, frontier, settings, wire
from crawler.addresses import Resolver, _require_public
from crawler.config import load
from crawler.run import run

POINTS = (
    "write-half",
    "write-after",
    "fsync-before",
    "fsync-after",
    "commit-after",
    "rename-before",
    "rename-after",
)


def arm(point: str, nth: int) -> None:
    """Have this process kill itself at the ``nth`` passing of ``point``."""
    seen = 0

    def die() -> None:
        nonlocal seen
        seen += 1
        if seen == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    name, _, when = point.partition("-")
    if point == "write-half":
        real_write = os.write

        def half(fd: int, data: bytes) -> int:
            nonlocal seen
            if seen + 1 == nth:
                real_write(fd, bytes(data[: len(data) // 2]))
            die()
            return real_write(fd, data)

        warc_writer.os = _Patched(write=half)  # type: ignore[attr-defined]
        return
    if name == "finish":
        real_finish = writer.Archive.finish_run

        def finish(self: writer.Archive, state: str) -> None:
            real_finish(self, state)
            die()

        writer.Archive.finish_run = finish  # type: ignore[method-assign]
        return
    if name == "commit":
        real_commit = writer.Archive.commit

        def commit(self: writer.Archive) -> None:
            real_commit(self)
            die()

        writer.Archive.commit = commit  # type: ignore[method-assign]
        return
    real: Callable[..., Any] = getattr(os, name)

    def wrapped(*args: Any) -> Any:
        if when == "before":
            die()
        result = real(*args)
        if when == "after":
            die()
        return result

    for module in (warc, warc_writer):
        module.os = _Patched(**{name: wrapped})  # type: ignore[attr-defined]


class _Patched:
    """The os module with some functions replaced."""

    def __init__(self, **functions: Callable[..., Any]) -> None:
        self._functions = functions

    def __getattr__(self, name: str) -> Any:
        return self._functions.get(name) or getattr(os, name)


def forget(hosts: Collection[str], inside: Collection[str] = ()) -> None:
    """Have DNS not know ``hosts`` and lead ``inside`` astray; the real one is never asked."""
    real = Resolver.resolve

    async def resolve(self: Resolver, host: str, *rest: Any, **named: Any) -> Any:
        if host in hosts:
            raise OSError("Name or service not known")
        if host in inside:
            _require_public("10.0.0.1")
        return await real(self, host, *rest, **named)

    Resolver.resolve = resolve  # type: ignore[method-assign]


def jump(jumps: list[tuple[int, float]]) -> None:
    """Have this process see its clock jump: from the n-th look on, it is so many seconds off."""
    looks = 0

    class Jumping(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            nonlocal looks
            looks += 1
            off = next((seconds for n, seconds in reversed(jumps) if looks >= n), 0.0)
            return super().now(tz) + timedelta(seconds=off)

    for module in list(sys.modules.values()):
        name = getattr(module, "__name__", "")
        # Typer reads the types of a command's options from its module.
        if name == "crawler.commands.crawl" or not name.startswith(("archive.", "crawler.")):
            continue
        if vars(module).get("datetime") is datetime:
            module.datetime = Jumping  # type: ignore[attr-defined]


def command(words: Sequence[str], off: float, kill: tuple[str, int] | None, told: Path) -> None:
    """A ``lamtheo`` command in a process whose clock is ``off`` by so many seconds: leaves with
    its exit code. What it says is added to the file ``told``."""
    with told.open("ab", buffering=0) as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    if kill:
        arm(*kill)
    jump([(1, off)])
    sys.exit(commands.run(words))


def main() -> None:
    order = json.loads(sys.argv[1])
    if kill := order.get("kill"):
        arm(*kill)
    if jumps := order.get("clock"):
        jump(jumps)
    if tries := order.get("tries"):
        frontier.TRIES = tries
    if modules := order.get("spiders"):
        settings.SPIDER_MODULES = modules
    if night := order.get("night"):
        wire.SLOW, wire.NIGHT = night
    forget(order.get("nameless", ()), order.get("inside", ()))
    config = load(
        None,
        data=order["data"],
        delay=order.get("delay", 0.0),
        timeout=order.get("timeout", 10.0),
        max_pages=order.get("max_pages"),
        farm={"resolve": order["resolve"], "ca": order["ca"]},
    )
    report = run(config, order["names"], revisit_now=order.get("revisit_now", False))
    print(json.dumps(asdict(report), ensure_ascii=False))


if __name__ == "__main__":
    main()
