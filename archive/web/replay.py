"""See it as it was: captured pages, on an origin of their own.

``/view/ID`` is a page of ours that says what a capture is, with the captured page in a frame;
``/ID`` is the captured page, its bytes content-decoded and otherwise as they came; ``/raw/ID`` its
bytes as they lie in WARC. Everybody (``Door.public``) sees only captures that the text of an
article was read from, where the site's rights allow the full text.

Three locks hold what an archived page would do: the sandbox (of the frame and of its own policy: no
script, form, refresh, pop-up), the policy (no request to any host), and the policy of the page
around it (the frame goes nowhere else). An ID is a UUID, and is looked up; nothing of a request
reaches the file system.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from archive.web import replay_pages as pages
from archive.web.replay_captures import Found, Gone, find
from archive.web.replay_pages import Door
from archive.web.safety import LOOPBACK, named

log = logging.getLogger(__name__)

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

LOCKED = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'self'"
)
"""The policy of an archived page: its inline styles and pictures, and nothing that acts or asks."""
AROUND = (
    f"default-src 'none'; style-src '{pages.STYLE_HASH}'; frame-src 'self'; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'none'"
)
"""The policy of our page around it. ``frame-src`` also holds where the frame may be led to."""

_EACH = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "x-dns-prefetch-control": "off",
    "x-robots-tag": "noindex, nofollow",
    "cache-control": "no-store",
}

_PATH = re.compile(
    r"/(?P<what>view/|raw/|)(?P<id>[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})", re.ASCII
)
_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
_PAGES = ("text/html", "application/xhtml+xml", "")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    body: bytes
    type: str = "text/html; charset=utf-8"
    policy: str = AROUND
    headers: tuple[tuple[str, str], ...] = ()


def app(folder: Path, door: Door) -> Any:
    """The replay of the archive in ``folder`` as an ASGI application.

    It answers to the names of this machine and the one it was told; to any, where it is public
    and was told none.
    """
    own = urlsplit(door.url).netloc
    names = {*LOOPBACK, named(own)} - {""}

    async def asgi(scope: Mapping[str, Any], receive: Any, send: Send) -> None:  # noqa: ARG001
        if scope["type"] != "http":
            return
        headers = {
            key.decode("latin-1").lower(): value.decode("latin-1")
            for key, value in scope["headers"]
        }
        query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        asked = query.get("lang", [door.lang])[0]
        language = asked if asked in ("vi", "en") else door.lang
        host = named(headers.get("host", "").lower())
        if (own or not door.public) and host not in names:
            # A page elsewhere whose name is turned to 127.0.0.1 (DNS rebinding).
            reply = Reply(421, pages.notice("host", language, name=own or LOOPBACK[0]))
        elif scope["method"] not in ("GET", "HEAD"):
            reply = Reply(405, pages.notice("method", language), headers=(("allow", "GET, HEAD"),))
        else:
            reply = await asyncio.to_thread(
                _answer, folder, scope["path"], headers.get("sec-fetch-dest", ""), language, door
            )
        await _send(send, reply, body=scope["method"] != "HEAD")

    return asgi


def _answer(folder: Path, path: str, dest: str, lang: str, door: Door) -> Reply:
    try:
        if path == "/":
            return Reply(200, pages.notice("home", lang))
        matched = _PATH.fullmatch(path)
        found = find(folder, matched["id"], public=door.public) if matched else None
        if matched is None or found is None:
            return Reply(404, pages.notice("unknown", lang))
        if isinstance(found, Gone):
            return Reply(found.status, pages.gone(found, lang))
        match matched["what"]:
            case "view/":
                return Reply(200, pages.around(found, lang, door, framed=_frames(found)))
            case "raw/":
                return _file(found, found.raw)
        if dest == "document":
            # Without the frame a page could be led elsewhere by its own links.
            return Reply(303, b"", headers=(("location", f"/view/{found.id}"),))
        return _as_it_was(found, lang)
    except Exception:
        log.exception("replay of %s", path)
        return Reply(500, pages.notice("unreadable", lang, error="500"))


def _as_it_was(found: Found, lang: str) -> Reply:
    if found.body is None:
        return Reply(200, pages.facts(found, lang), policy=LOCKED)
    kind, _, rest = found.type.partition(";")
    kind = kind.strip().lower()
    if kind in _PAGES or kind == "text/plain":
        charset = _CHARSET.search(rest)
        shown = "text/plain" if kind == "text/plain" else "text/html"
        return Reply(
            200, found.body, shown + (f"; charset={charset[1]}" if charset else ""), LOCKED
        )
    if kind in _PICTURES:
        return Reply(200, found.body, kind, LOCKED)
    return _file(found, found.body)


def _file(found: Found, data: bytes) -> Reply:
    name = f'attachment; filename="{found.id}.bin"'
    return Reply(
        200, data, "application/octet-stream", LOCKED, (("content-disposition", name),)
    )  # fmt: skip


def _frames(found: Found) -> bool:
    """Whether a capture is something a frame can show."""
    kind = found.type.partition(";")[0].strip().lower()
    return found.body is not None and kind in (*_PAGES, *_PICTURES, "text/plain")


async def _send(send: Send, reply: Reply, *, body: bool) -> None:
    headers = {
        "content-type": reply.type,
        "content-length": str(len(reply.body)),
        "content-security-policy": reply.policy,
        **_EACH,
        **dict(reply.headers),
    }
    await send(
        {
            "type": "http.response.start",
            "status": reply.status,
            "headers": [(k.encode("latin-1"), v.encode("latin-1")) for k, v in headers.items()],
        }
    )
    await send({"type": "http.response.body", "body": reply.body if body else b""})
