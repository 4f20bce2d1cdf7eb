"""What stands around every answer: the headers that keep a page to itself, and who may ask."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any
from urllib.parse import urlsplit

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Callable[[], Awaitable[Message]], Send], Awaitable[None]]

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:;"
    " script-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
HEADERS = {
    b"content-security-policy": POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
}
log = logging.getLogger(__name__)

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

_DEBUGGING = ("/-/patterns", "/-/allow-debug", "/-/messages", "/-/permissions", "/-/auth-token")
"""Datasette's pages for its developers: nobody needs them here, and they hold inline scripts."""

FIELDS = 100
"""Arguments of an address. Datasette parses them all anew for each of them: 3,000 took 24 s."""
_HOST = re.compile(r"(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")
_READING = ("GET", "HEAD")
_SENT_TO = "/oai"
"""The one address that takes what is sent to it."""


def guarded(app: App, config: Mapping[str, Any]) -> App:
    """The application behind the headers. A private archive answers only to the names of this
    machine: a page elsewhere whose name is turned to 127.0.0.1 is sent away (DNS rebinding).

    One that was told its ``url`` answers to that name besides and calls itself by no other,
    whatever a request says of host, scheme or proxies.
    """
    public = bool(config.get("public"))
    url = urlsplit(config.get("url", ""))
    hosts = {*LOOPBACK, *config.get("hosts", ()), named(url.netloc)} - {""}
    own = url.netloc or LOOPBACK[0]

    async def asgi(scope: Any, receive: Any, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        begun = False

        async def send_guarded(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                added = HEADERS | ({b"x-robots-tag": b"noindex, nofollow"} if public else {})
                kept = [pair for pair in message.get("headers", []) if pair[0].lower() not in added]
                message = {**message, "headers": [*kept, *added.items()]}
            await send(message)

        headers = {key: value.decode("latin-1") for key, value in scope["headers"]}
        host = headers.get(b"host", "").lower()
        if (url.netloc or not public) and named(host) not in hosts:
            await _refuse(send_guarded, 421, f"This archive answers to {own} only.")
        elif refused := _refused(scope, headers, host, public=public):
            await _refuse(send_guarded, *refused)
        else:
            try:
                await app(_at(scope, url.scheme, url.netloc), receive, send_guarded)
            except Exception as error:
                if begun:
                    raise
                # Datasette answers for its views; what it cannot read of a request it raises.
                asked = isinstance(error, ValueError)
                if asked:
                    log.info("%s: %r", scope["path"], error)
                else:
                    log.exception("%s", scope["path"])
                await _refuse(
                    send_guarded, *((400, "Bad request") if asked else (500, "Server error"))
                )

    return asgi


def _refused(
    scope: Any, headers: Mapping[bytes, str], host: str, *, public: bool
) -> tuple[int, str] | None:
    """Status and words for a request that no page is asked about."""
    if host and not _HOST.fullmatch(host):
        return 400, "Bad request: Host"
    if _closed(scope["path"], public=public):
        return 404, "Not found"
    if scope["method"] not in _READING and scope["path"].rstrip("/") != _SENT_TO:
        return 405, "Nothing is sent here: GET or HEAD."
    if scope["query_string"].count(b"&") >= FIELDS:
        return 400, "Bad request: too many arguments"
    if _elsewhere(headers):
        return 403, "Another site's page may lead here, and not use this one."
    return None


def _elsewhere(headers: Mapping[bytes, str]) -> bool:
    """Whether a page of another origin asks, without its reader coming here: every page of the web
    can have a reader's browser ask loopback for a picture, and each question takes its time.

    Programs say nothing of it, and a reader's own typing and bookmarks are "none".
    https://www.w3.org/TR/fetch-metadata/
    """
    if headers.get(b"sec-fetch-site", "none") in ("none", "same-origin"):
        return False
    coming = (headers.get(b"sec-fetch-mode"), headers.get(b"sec-fetch-dest"))
    return coming != ("navigate", "document")


def _at(scope: Any, scheme: str, netloc: str) -> Any:
    """A request as if it had been sent to the address that the world knows. Cookies that others of
    the same host set may be of any bytes, and are none of ours."""
    kept = [pair for pair in scope["headers"] if pair[0] != b"cookie" or pair[1].isascii()]
    if not netloc:
        return scope | {"headers": kept}
    kept = [pair for pair in kept if pair[0] != b"host"]
    return scope | {"scheme": scheme, "headers": [(b"host", netloc.encode()), *kept]}


def named(host: str) -> str:
    """The host without its port."""
    return host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host


def _closed(path: str, *, public: bool) -> bool:
    if path.startswith("/-/static"):
        return False
    # What Datasette tells of itself names folders of this machine.
    return path.startswith("/-/") if public else path.startswith(_DEBUGGING)


async def _refuse(send: Send, status: int, text: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})
