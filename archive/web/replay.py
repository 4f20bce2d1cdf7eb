"""See it as it was: captured pages, on an origin of their own.

``/view/ID`` is a page of ours that says what a capture is, with the captured page in a frame;
``/ID`` is the captured page, content-decoded and made quiet (:mod:`archive.web.replay_quiet`);
``/raw/ID`` its bytes as they lie in WARC; ``/near?url=…&at=…`` is where the links in a captured
page lead, to the capture nearest in time. Everybody (``Door.public``) sees only captures that the
text of an article was read from, where the site's rights allow the full text.

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
from urllib.parse import parse_qs, urlencode, urlsplit

from archive.web import replay_look as look
from archive.web import replay_pages as pages
from archive.web.replay_captures import Found, Gone, find
from archive.web.replay_near import nearest
from archive.web.replay_pages import Door
from archive.web.replay_quiet import quiet
from archive.web.safety import LOOPBACK, named

log = logging.getLogger(__name__)

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

LOCKED = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'self'"
)
"""The policy of an archived page: its inline styles and pictures, and nothing that acts or asks."""
AROUND = (
    f"default-src 'none'; style-src '{look.named(look.STYLE)}'; font-src 'self'; frame-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The policy of our page around it. ``frame-src`` also holds where the frame may be led to."""
INSIDE = (
    f"sandbox; default-src 'none'; style-src '{look.named(look.FRAMED)}'; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'self'"
)
"""The policy of what we say in the frame, where there is no archived page to show."""

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
_LETTERS = re.compile(r"/letters/([\w-]+\.woff2)", re.ASCII)
_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
_PAGES = ("text/html", "application/xhtml+xml", "")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.ASCII | re.IGNORECASE)
_META = re.compile(rb"<meta\b[^>]*?charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_HEAD = 1024
"""Bytes in which a page has to name its charset itself (HTML, 4.2.5.4)."""


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    body: bytes
    type: str = "text/html; charset=utf-8"
    policy: str = AROUND
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: ``dest`` is what the browser wants it for (Sec-Fetch-Dest), ``led`` whether
    a link in another capture led there."""

    path: str
    dest: str
    lang: str
    url: str = ""
    at: str = ""
    led: bool = False

    @property
    def framed(self) -> bool:
        return self.dest in ("iframe", "frame")


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
        query = parse_qs(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
        tongue = query.get("lang", [door.lang])[0]
        language = tongue if tongue in ("vi", "en") else door.lang
        host = named(headers.get("host", "").lower())
        if (own or not door.public) and host not in names:
            # A page elsewhere whose name is turned to 127.0.0.1 (DNS rebinding).
            reply = Reply(421, pages.notice("host", language, name=own or LOOPBACK[0]))
        elif scope["method"] not in ("GET", "HEAD"):
            reply = Reply(405, pages.notice("method", language), headers=(("allow", "GET, HEAD"),))
        else:
            asked = Asked(
                scope["path"],
                headers.get("sec-fetch-dest", ""),
                language,
                query.get("url", [""])[0],
                query.get("at", [""])[0],
                led="led" in query,
            )
            reply = await asyncio.to_thread(_answer, folder, asked, door)
        await _send(send, reply, body=scope["method"] != "HEAD")

    return asgi


def _answer(folder: Path, asked: Asked, door: Door) -> Reply:
    try:
        return _found(folder, asked, door)
    except Exception:
        log.exception("replay of %s", asked.path)
        return _told(500, asked, pages.notice("unreadable", asked.lang, error="500"))


def _found(folder: Path, asked: Asked, door: Door) -> Reply:
    lang, framed = asked.lang, asked.framed
    if asked.path == "/":
        return _told(200, asked, pages.notice("home", lang, framed=framed))
    if letters := _LETTERS.fullmatch(asked.path):
        data = look.letters(letters[1])
        if data is not None:
            return Reply(200, data, "font/woff2", headers=(("cache-control", "max-age=604800"),))
    if asked.path == "/near":
        there = nearest(folder, asked.url, asked.at, public=door.public, spell=door.spell)
        if isinstance(there, Gone):
            return _told(there.status, asked, pages.gone(there, lang, framed=framed))
        path = f"/{there}?led&lang={lang}" if framed else f"/view/{there}?lang={lang}"
        return Reply(303, b"", headers=(("location", path),))
    matched = _PATH.fullmatch(asked.path)
    found = find(folder, matched["id"], public=door.public) if matched else None
    if matched is None or found is None:
        key = "no_link" if framed else "unknown"
        return _told(404, asked, pages.notice(key, lang, framed=framed))
    if isinstance(found, Gone):
        return _told(found.status, asked, pages.gone(found, lang, framed=framed))
    kind = _kind(found)
    match matched["what"]:
        case "view/":
            shown = found.body is not None and kind in (*_PAGES, *_PICTURES, "text/plain")
            page = pages.around(found, lang, door, framed=shown, markup=kind in _PAGES)
            return Reply(200, page)
        case "raw/" if found.covered:
            return _told(410, asked, pages.notice("covered_raw", lang, framed=framed))
        case "raw/":
            return _file(found, found.raw)
    if asked.dest == "document":
        # Without the frame a page could be led elsewhere by its own links.
        return Reply(303, b"", headers=(("location", f"/view/{found.id}?lang={lang}"),))
    return _as_it_was(found, kind, asked)


def _told(status: int, asked: Asked, page: bytes) -> Reply:
    """A page of ours. In the frame it has no status but 200: what it says is about an archived
    page, and a browser would tell an error of ours on the console."""
    return Reply(200, page, policy=INSIDE) if asked.framed else Reply(status, page)


def _as_it_was(found: Found, kind: str, asked: Asked) -> Reply:
    lang = asked.lang
    if found.body is None:
        return Reply(200, pages.facts(found, lang), policy=INSIDE)
    said = _CHARSET.search(found.type.partition(";")[2])
    charset = said[1] if said else ""
    if kind == "text/plain":
        return Reply(200, found.body, kind + (charset and f"; charset={charset}"), LOCKED)
    if kind in _PAGES:
        charset = charset or _own_charset(found.body)

        def lead(url: str) -> str:
            return "/near?" + urlencode({"url": url, "at": found.fetched_at, "lang": lang})

        top = pages.topped(found, lang) if asked.led else ""
        page = quiet(found.body, found.url, lead, top)
        return Reply(200, page, "text/html" + (charset and f"; charset={charset}"), LOCKED)
    if kind in _PICTURES:
        return Reply(200, found.body, kind, LOCKED)
    return _file(found, found.body)


def _own_charset(page: bytes) -> str:
    """The charset that a page names itself: what is written into it may move the name out of the
    bytes in which a browser looks for it."""
    found = _META.search(page, 0, _HEAD)
    name = found[1].decode("ascii").lower() if found else ""
    return "utf-8" if name.startswith("utf-16") else name


def _kind(found: Found) -> str:
    return found.type.partition(";")[0].strip().lower()


def _file(found: Found, data: bytes) -> Reply:
    name = f'attachment; filename="{found.id}.bin"'
    return Reply(
        200, data, "application/octet-stream", LOCKED, (("content-disposition", name),)
    )  # fmt: skip


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
