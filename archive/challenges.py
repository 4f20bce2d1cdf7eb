"""Refusals that answer 200: a challenge is never a page, and is never got around."""

from __future__ import annotations

from archive.records import Page

# Each mark stands in the page a protection service sends instead of the page asked
# for, and nowhere in articles. Only small answers are looked at: no challenge page
# seen is larger than 60 KB, and articles quote such words at most in passing.
_MARKS = (
    (b"/cdn-cgi/challenge-platform/", "Cloudflare challenge"),
    (b"cf-browser-verification", "Cloudflare challenge"),
    (b"_Incapsula_Resource", "Imperva challenge"),
    (b"ddos-guard/js-challenge", "DDoS-Guard challenge"),
    (b"sucuri_cloudproxy_js", "Sucuri challenge"),
    (b'document.cookie="D1N=', "cookie challenge"),
    (b"document.cookie='D1N=", "cookie challenge"),
)
_LARGEST = 60_000


def challenge(page: Page) -> str:
    """Which challenge a page is; "" when it is none."""
    if page.header("cf-mitigated") == "challenge":
        return "Cloudflare challenge"
    if len(page.body) > _LARGEST:
        return ""
    return next((name for mark, name in _MARKS if mark in page.body), "")
