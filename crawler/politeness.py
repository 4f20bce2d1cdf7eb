"""One request at a time to a server, and rest between them.

A server is an address, not a site: hundreds of sites share one portal, and the
whole process shares one :class:`Politeness`, whichever crawler asks.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any


@dataclass(slots=True)
class _Server:
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    rested_since: float = -math.inf
    held_until: float = -math.inf
    strikes: int = 0


class NoTurn(RuntimeError):
    """A turn that will not come within this run; says why."""


class OutOfTime(NoTurn):
    """A turn that would come after the hours there are for it."""


class Politeness:
    """Gives turns. Seconds throughout; ``clock`` must never go back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = clock()
        self._servers: dict[str, _Server] = {}
        self._waiting: set[asyncio.Future[Any]] = set()
        self._stopped = False

    @asynccontextmanager
    async def turn(
        self, delays: Mapping[str, float], patience: float = math.inf, within: float = math.inf
    ) -> AsyncIterator[None]:
        """Wait for the turn of every name in ``delays`` and hold it for one exchange.

        A name is whatever deserves its rest: a host with its Crawl-delay, each
        address it is served from. An exchange begins when each has rested its delay
        since the end of its last exchange, so that neither a slow connection here
        nor a slow answer there brings two requests closer. Turns are given in the
        order they were asked for.

        Names are taken in the order of ``delays``, the narrowest first: who waits out
        a host's long delay does not keep its server from others. Callers name addresses
        in sorted order, or two could wait for each other.

        :raises OutOfTime: the turn would come more than ``within`` seconds after the first
            could. It is told at once, and nobody waits for it.
        :raises NoTurn: a name is held for more than ``patience`` seconds, or
            :meth:`stop` was called.
        """
        async with AsyncExitStack() as turns:
            for name, delay in delays.items():
                state = self._servers.setdefault(name, _Server())
                await self._wait(state.turn.acquire())
                turns.callback(state.turn.release)
                await self._rest({name: delay}, patience, within)
            await self._rest(delays, patience, within)  # held by another's answer meanwhile
            if self._stopped:
                raise NoTurn("the run stops")
            try:
                yield
            finally:
                now = self._clock()
                for name in delays:
                    self._servers[name].rested_since = now

    def stop(self) -> None:
        """Give no more turns: who waits for one is told so at once."""
        self._stopped = True
        for waiting in self._waiting:
            waiting.cancel()

    def hold(self, names: Iterable[str], seconds: float) -> None:
        """Ask nothing of a server for a while (Retry-After, back-off)."""
        until = self._clock() + seconds
        for name in names:
            state = self._servers.setdefault(name, _Server())
            state.held_until = max(state.held_until, until)

    def strike(self, names: Iterable[str], delay: float) -> float:
        """A 429 or 503: the seconds to hold of our own accord, doubled each time."""
        strikes = 0
        for name in names:
            state = self._servers.setdefault(name, _Server())
            state.strikes += 1
            strikes = max(strikes, state.strikes)
        return delay * 2.0 ** min(strikes, 8)

    def forgive(self, names: Iterable[str]) -> None:
        """The server answered normally again."""
        for name in names:
            if name in self._servers:
                self._servers[name].strikes = 0

    async def _rest(self, delays: Mapping[str, float], patience: float, within: float) -> None:
        while True:
            now, wait = self._clock(), 0.0
            for name, delay in delays.items():
                state = self._servers[name]
                if state.held_until - now > max(patience, delay):
                    seconds = state.held_until - now
                    raise NoTurn(f"the server asks to be left alone for {seconds:.0f} s")
                wait = max(wait, state.held_until - now, state.rested_since + delay - now)
            if now + wait - self._began > within:
                raise OutOfTime(f"a turn would come in {wait:.0f} s")
            if wait <= 0:
                return
            await self._wait(asyncio.sleep(wait))

    async def _wait(self, what: Coroutine[Any, Any, object]) -> None:
        task = asyncio.ensure_future(what)
        self._waiting.add(task)
        try:
            await task
        except asyncio.CancelledError:
            if self._stopped and task.cancelled():
                raise NoTurn("the run stops") from None
            task.cancel()
            raise
        finally:
            self._waiting.discard(task)


def retry_after(value: str, now: datetime) -> float | None:
    """Seconds asked for by a Retry-After header, in either form of RFC 9110 §10.2.3;
    None when it says nothing that can be understood. ``now`` is the answer's own Date
    where it has one: the server's clock and ours need not agree."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    moment = http_date(value)
    return None if moment is None else max(0.0, (moment - now).total_seconds())


def http_date(value: str) -> datetime | None:
    """The moment an HTTP-date names, in any of its three forms; None when it is none."""
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
