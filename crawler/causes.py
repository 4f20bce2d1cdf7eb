"""The typed cause behind an outcome and its reason: the words of gaps."""

from __future__ import annotations

UNREACHED = frozenset(
    {"no-answer", "connection-refused", "connection-dropped", "dns", "certificate"}
)
"""Causes by which there was no HTTP answer at all."""

FAILING = UNREACHED | {"server-error", "too-slow", "blocked", "challenge", "login-wall"}
"""Causes that, many times in a row, end a site's night: more requests would only press it."""

_BROKEN = (
    ("HTTP", "server-error"),
    ("dns", "dns"),
    ("certificate", "certificate"),
    ("tls", "certificate"),
    ("reading", "unreadable"),
    ("payload", "unreadable"),
    ("body", "unreadable"),
    ("letters", "wrong-charset"),
    ("empty page", "empty-page"),
    ("cut short (time)", "too-slow"),
    ("cut short", "cut-short"),
    ("redirects in a circle", "server-error"),
    ("crawl", "crawl-failed"),
    ("busy", "blocked"),
    ("refused", "refused"),
    ("connect: Connect call failed", "connection-refused"),
    ("connect: Connection refused", "connection-refused"),
    ("connect: Cannot connect", "connection-refused"),
    ("ServerDisconnected", "connection-dropped"),
    ("ClientOSError", "connection-dropped"),
    ("ConnectionReset", "connection-dropped"),
)


CAUSES = (
    FAILING
    | {cause for _, cause in _BROKEN}
    | {"robots-forbid", "robots-unreachable", "crawl-delay"}
    | {"site-replaced", "section-gone", "section-moved"}
)
"""All that :func:`cause_of` finds; an outcome that is nobody's fault is its own cause."""


def cause_of(outcome: str, reason: str) -> str:
    """The typed cause behind an outcome and its reason."""
    said = reason.removeprefix("refused: ")
    unreachable, _, why = said.partition("robots.txt unreachable: ")
    if why and not unreachable:
        return cause_of("broken", why)
    if said.startswith("robots.txt asks for"):
        return "crawl-delay"
    if said.startswith("robots.txt"):
        return "robots-forbid" if "disallows" in said else "robots-unreachable"
    if reason.startswith("blocked: "):
        return cause_of("blocked", reason.removeprefix("blocked: "))
    if outcome == "blocked":
        for mark, cause in (("challenge", "challenge"), ("login", "login-wall")):
            if mark in reason:
                return cause
        return "site-replaced" if reason.startswith("replaced") else "blocked"
    if outcome != "broken":
        return {"gone": "section-gone", "moved": "section-moved"}.get(outcome, outcome)
    return next((cause for start, cause in _BROKEN if reason.startswith(start)), "no-answer")
