"""One request at a time to a server, and time between them.

A server is an address, not a site: hundreds of sites share one portal, and the
whole process shares one :class:`Politeness`, whichever crawler asks.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any


@dataclass(slots=True)
class _Server:
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    not_before: float = 0.0
    strikes: int = 0


class NoTurn(RuntimeError):
    """A turn that will not come within this run; says why."""


class Politeness:
    """Gives turns. Seconds throughout; ``clock`` must never go back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._servers: dict[str, _Server] = {}
        self._waiting: set[asyncio.Future[Any]] = set()
        self._stopped = False

    @asynccontextmanager
    async def turn(
        self, server: str, delay: float, patience: float = math.inf
    ) -> AsyncIterator[None]:
        """Wait for this server's turn and hold it for the length of the exchange.

        Two requests start at least ``delay`` apart, and none starts before
        the last one has ended. Turns are given in the order they were asked for.

        :raises NoTurn: the server is held for more than ``patience`` seconds, or
            :meth:`stop` was called.
        """
        state = self._servers.setdefault(server, _Server())
        await self._wait(state.turn.acquire())
        try:
            while (wait := state.not_before - self._clock()) > 0:
                if wait > max(patience, delay):
                    raise NoTurn(f"the server asks to be left alone for {wait:.0f} s")
                await self._wait(asyncio.sleep(wait))
            if self._stopped:
                raise NoTurn("the run stops")
            state.not_before = self._clock() + delay
            yield
        finally:
            state.turn.release()

    def stop(self) -> None:
        """Give no more turns: who waits for one is told so at once."""
        self._stopped = True
        for waiting in self._waiting:
            waiting.cancel()

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

    def hold(self, server: str, seconds: float) -> None:
        """Ask nothing of a server for a while (Retry-After, back-off)."""
        state = self._servers.setdefault(server, _Server())
        state.not_before = max(state.not_before, self._clock() + seconds)

    def strike(self, server: str, delay: float) -> float:
        """A 429 or 503 without Retry-After: the seconds to hold, doubled each time."""
        state = self._servers.setdefault(server, _Server())
        state.strikes += 1
        return max(delay, 1.0) * 2.0 ** min(state.strikes, 8)

    def forgive(self, server: str) -> None:
        """The server answered normally again."""
        if server in self._servers:
            self._servers[server].strikes = 0


def retry_after(value: str, now: datetime) -> float | None:
    """Seconds asked for by a Retry-After header, in either form of RFC 9110 §10.2.3;
    None when it says nothing that can be understood."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
