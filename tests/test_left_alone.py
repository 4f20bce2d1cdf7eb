"""What a failure is called, and how many of them end a site's night."""

from __future__ import annotations

from collections import defaultdict

import pytest

from archive.records import Ingested
from crawler.causes import cause_of
from crawler.night import Night

A = "https://mau.example/a-1.html"


@pytest.mark.parametrize(
    ("outcome", "reason", "cause"),
    [
        ("broken", "body empty this time; the last good copy is kept", "unreadable"),
        ("broken", "reading: KeyError: 'x'", "unreadable"),
        ("broken", "cut short (time)", "too-slow"),
        ("broken", "cut short (disconnect)", "cut-short"),
        ("broken", "blocked: 403", "blocked"),
        ("broken", "timeout: no answer in 30 s", "no-answer"),
        ("refused", "refused: robots.txt disallows /x", "robots-forbid"),
        ("refused", "refused: robots.txt answered 503", "robots-unreachable"),
    ],
)
def test_causes(outcome: str, reason: str, cause: str) -> None:
    assert cause_of(outcome, reason) == cause


def failing(outcome: str, reason: str, times: int, answered: bool) -> dict[str, str]:
    """The sites a night leaves alone after as many failures of one site in a row."""
    night = object.__new__(Night)
    night.closed, night._failures, night._answered = {}, defaultdict(list), set()
    if answered:
        night.outcome("mau", Ingested(A, "article", "archived", "relevant"))
    for n in range(times):
        night.outcome("mau", Ingested(f"{A}?{n}", "article", outcome, reason))  # type: ignore[arg-type]
    return night.closed


def test_a_page_that_fails_at_each_try_is_one_failure() -> None:
    night = object.__new__(Night)
    night.closed, night._failures, night._answered = {}, defaultdict(list), {"mau"}
    for n in range(12):
        night.outcome("mau", Ingested(f"{A}?{n // 3}", "article", "broken", "HTTP 500"))
    assert not night.closed


@pytest.mark.parametrize(
    ("outcome", "reason", "from_the_start", "later"),
    [
        ("broken", "timeout: no answer in 30 s", 3, 10),
        ("broken", "HTTP 500", 10, 10),
        ("blocked", "403", 10, 10),
        ("broken", "busy: the server asks to be left alone for 86400 s", 1, 1),
        ("refused", "refused: robots.txt answered 503", 1, 1),
        ("refused", "refused: robots.txt disallows /x", 0, 0),
        ("broken", "reading: KeyError: 'x'", 0, 0),
        ("broken", "cut short (disconnect)", 0, 0),
    ],
)
def test_failures_in_a_row_close_a_site_and_our_own_do_not(
    outcome: str, reason: str, from_the_start: int, later: int
) -> None:
    for answered, times in ((False, from_the_start), (True, later)):
        assert not failing(outcome, reason, (times or 50) - (times > 0), answered)
        assert bool(failing(outcome, reason, times, answered)) == (times > 0)
