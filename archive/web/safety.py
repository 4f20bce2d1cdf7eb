"""What stands around every answer: the headers that keep a page to itself, and who may ask."""

from __future__ import annotations

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
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

_DEBUGGING = ("/-/patterns", "/-/allow-debug", "/-/messages", "/-/permissions", "/-/auth-token")
"""Datasette's pages for its developers: nobody needs them here, and they hold inline scripts."""


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

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                added = HEADERS | ({b"x-robots-tag": b"noindex, nofollow"} if public else {})
                kept = [pair for pair in message.get("headers", []) if pair[0].lower() not in added]
                message = {**message, "headers": [*kept, *added.items()]}
            await send(message)

        host = dict(scope["headers"]).get(b"host", b"").decode("latin-1").lower()
        if (url.netloc or not public) and named(host) not in hosts:
            await _refuse(send_guarded, 421, f"This archive answers to {own} only.")
        elif _closed(scope["path"], public=public):
            await _refuse(send_guarded, 404, "Not found")
        else:
            await app(_at(scope, url.scheme, url.netloc), receive, send_guarded)

    return asgi


def _at(scope: Any, scheme: str, netloc: str) -> Any:
    """A request as if it had been sent to the address that the world knows."""
    if not netloc:
        return scope
    kept = [pair for pair in scope["headers"] if pair[0] != b"host"]
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
