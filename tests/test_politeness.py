"""One request at a time to a server, and rest between them, by a clock of the test's own."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from crawler.politeness import NoTurn, OutOfTime, Politeness, retry_after

NOW = datetime(2026, 11, 1, tzinfo=UTC)


class FakeTime:
    """A clock that only moves when somebody sleeps."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        real = asyncio.sleep

        async def sleep(seconds: float) -> None:
            self.now += seconds
            await real(0)

        monkeypatch.setattr("crawler.politeness.asyncio.sleep", sleep)

    def __call__(self) -> float:
        return self.now


def test_requests_to_one_server_start_a_delay_apart_whoever_asks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = FakeTime(monkeypatch)
    politeness = Politeness(clock)
    starts: list[float] = []
    flying = 0

    async def ask() -> None:
        nonlocal flying
        async with politeness.turn({"203.0.113.7": 5.0}):
            flying += 1
            assert flying == 1
            starts.append(clock())
            await asyncio.sleep(0)
            flying -= 1

    async def night() -> None:
        await asyncio.gather(*(ask() for _ in range(12)))

    asyncio.run(night())
    assert [b - a for a, b in pairwise(starts)] == [5.0] * 11


def test_a_held_server_is_asked_nothing_until_then(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = FakeTime(monkeypatch)
    politeness = Politeness(clock)
    politeness.hold(["a"], 90.0)

    async def ask() -> float:
        async with politeness.turn({"a": 5.0}):
            return clock()

    assert asyncio.run(ask()) == 90.0


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Sun, 01 Nov 2026 00:01:00 GMT", 60.0),
        ("Sun, 01 Nov 2026 00:00:00 GMT", 0.0),
        ("Sat, 31 Oct 2026 23:00:00 GMT", 0.0),
        ("Sunday, 01-Nov-26 00:01:00 GMT", 60.0),
        ("Sun Nov  1 00:01:00 2026", 60.0),
        ("Sun, 01 Nov 2026 07:01:00 +0700", 60.0),
        ("999999999999999999999", 999_999_999.0),
        ("1.5", None),
        ("Sun, 99 Nov 2026 00:01:00 GMT", None),
        ("٣", None),
        ("soon", None),
        ("", None),
        ("-5", None),
    ],
)
def test_retry_after_in_both_forms(value: str, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


def test_rest_is_counted_from_the_end_of_an_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that took long to open would otherwise bring two requests together."""
    clock = FakeTime(monkeypatch)
    politeness = Politeness(clock)
    spans: list[tuple[float, float]] = []

    async def ask() -> None:
        async with politeness.turn({"a": 5.0}):
            began = clock()
            await asyncio.sleep(3.0)
            spans.append((began, clock()))

    async def night() -> None:
        await asyncio.gather(*(ask() for _ in range(4)))

    asyncio.run(night())
    assert spans == [(0.0, 3.0), (8.0, 11.0), (16.0, 19.0), (24.0, 27.0)]


def test_a_host_s_long_delay_keeps_no_other_host_from_the_server() -> None:
    """Real time: two waits at once do not add up."""

    async def night() -> tuple[list[float], list[float]]:
        politeness, slow, quick = Politeness(), [], []

        async def ask(host: str, delay: float, times: list[float]) -> None:
            async with politeness.turn({host: delay, "a": 0.02}):
                times.append(asyncio.get_running_loop().time())

        await asyncio.gather(
            *(ask("//slow", 0.2, slow) for _ in range(3)),
            *(ask("//quick", 0.02, quick) for _ in range(6)),
        )
        return slow, quick

    slow, quick = asyncio.run(night())
    assert min(b - a for a, b in pairwise(slow)) >= 0.2
    assert quick[-1] < slow[1]
    both = sorted(slow + quick)
    assert min(b - a for a, b in pairwise(both)) >= 0.02


def test_servers_that_share_an_address_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = FakeTime(monkeypatch)
    politeness = Politeness(clock)
    starts: list[tuple[float, str]] = []
    served = {"x": ["1.1.1.1", "2.2.2.2"], "y": ["2.2.2.2", "3.3.3.3"], "z": ["1.1.1.1", "3.3.3.3"]}

    async def ask(host: str) -> None:
        async with politeness.turn({f"//{host}": 5.0} | dict.fromkeys(served[host], 5.0)):
            starts.append((clock(), host))
            await asyncio.sleep(0)

    async def night() -> None:
        await asyncio.wait_for(asyncio.gather(*(ask(host) for host in "xyzzyxyxz")), 10)

    asyncio.run(night())
    assert len(starts) == 9
    assert min(b[0] - a[0] for a, b in pairwise(sorted(starts))) >= 5.0


def test_a_hold_that_comes_while_others_wait_holds_them(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = FakeTime(monkeypatch)
    politeness = Politeness(clock)
    starts: list[float] = []

    async def ask() -> None:
        async with politeness.turn({"//h": 1.0, "a": 1.0}):
            starts.append(clock())
            if len(starts) == 2:
                politeness.hold(["a"], 60.0)

    async def night() -> None:
        await asyncio.gather(*(ask() for _ in range(4)))

    asyncio.run(night())
    assert starts == [0.0, 1.0, 61.0, 62.0]


def test_back_off_doubles_and_is_forgiven() -> None:
    politeness = Politeness()
    assert [politeness.strike(["a"], 5.0) for _ in range(3)] == [10.0, 20.0, 40.0]
    assert politeness.strike(["a", "b"], 5.0) == 80.0
    politeness.forgive(["a", "b", "never asked"])
    assert politeness.strike(["a"], 1.0) == 2.0
    assert [politeness.strike(["c"], 5.0) for _ in range(40)][-1] == 1280.0


def test_a_hold_longer_than_patience_is_told_and_leaves_no_mark() -> None:
    async def night() -> None:
        politeness = Politeness()
        politeness.hold(["a"], 700.0)
        for _ in range(2):
            with pytest.raises(NoTurn, match="700 s"):
                async with politeness.turn({"//h": 0.0, "a": 5.0}, patience=600.0):
                    raise AssertionError("no turn was to be had")
        async with politeness.turn({"//h": 0.0}):
            pass  # its lock was let go

    asyncio.run(asyncio.wait_for(night(), 2))


def test_turns_are_given_within_their_hours_and_the_rest_is_told_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Six hours at a delay of an hour: the first request, six more, and nobody waits in vain."""
    clock = FakeTime(monkeypatch)
    politeness = Politeness(clock)
    starts: list[float] = []

    async def ask() -> None:
        async with politeness.turn({"//slow": 3600.0, "a": 5.0}, within=6 * 3600.0):
            starts.append(clock())

    async def other() -> None:
        async with politeness.turn({"//quick": 5.0, "a": 5.0}):
            pass

    async def night() -> list[object]:
        return await asyncio.gather(*(ask() for _ in range(20)), return_exceptions=True)

    told = asyncio.run(night())
    assert starts == [3600.0 * n for n in range(7)]
    assert sum(isinstance(one, OutOfTime) for one in told) == 13
    assert clock() == 6 * 3600.0
    asyncio.run(other())  # whose hours are not counted
