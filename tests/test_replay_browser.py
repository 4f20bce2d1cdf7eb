"""In a real browser no archived page runs a script, asks any host or leads elsewhere."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from archive.web.replay_server import running
from tests.replay_captures import Kept, hostile

OPENED = b"a connection, and nothing asked"


@contextmanager
def listening() -> Iterator[tuple[str, list[bytes]]]:
    """A server that should hear nothing, and what it hears."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as door:

        def listen() -> None:
            while True:
                try:
                    caller, _ = door.accept()
                except OSError:
                    return
                with caller:
                    caller.settimeout(1)
                    try:
                        heard.append(caller.recv(200) or OPENED)
                    except OSError:
                        heard.append(OPENED)

        threading.Thread(target=listen, daemon=True).start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}", heard


@pytest.mark.system
def test_in_a_real_browser_no_archived_page_acts_or_asks(tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    kept = Kept(tmp_path)
    with listening() as (elsewhere, heard):
        for name, (type_, data) in hostile(elsewhere).items():
            kept.keep(name, data, headers={"Content-Type": type_} if type_ else {})
        kept.done()
        with running(tmp_path) as base, sync_playwright() as play:
            browser = play.chromium.launch(
                executable_path="/usr/bin/chromium",
                args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                      "--disable-background-networking", "--disable-component-update",
                      "--disable-sync"],
            )  # fmt: skip
            try:
                clicked = [name for name in kept.ids if name.startswith("link-")]
                for name in [*(name for name in kept.ids if name not in clicked), *clicked]:
                    ident = kept.ids[name]
                    wrong: list[str] = []
                    page = browser.new_page()
                    page.on("dialog", lambda d, w=wrong: (w.append(d.message), d.dismiss()))
                    page.on("popup", lambda p, w=wrong: w.append("popup"))
                    page.goto(f"{base}/view/{ident}")
                    page.wait_for_timeout(250)
                    framed = page.frames[1:]
                    if framed and name.startswith("link-"):
                        framed[0].locator("#go").click(timeout=3000, no_wait_after=True)
                        page.wait_for_timeout(250)
                    assert page.url == f"{base}/view/{ident}", name
                    assert page.evaluate("typeof window.hacked") == "undefined", name
                    for frame in page.frames[1:]:
                        assert (
                            frame.url.startswith((base, "chrome-error:", "about:")) or not frame.url
                        ), name
                    # Chromium opens a connection to where a frame or a pressed link may lead
                    # before it finds that this one may not go there; it sends nothing.
                    asked = [said for said in heard if said != OPENED]
                    assert (wrong, asked) == ([], []), name
                    page.close()
            finally:
                browser.close()


PAGE = """<!doctype html><html><head><title>x</title><link rel=stylesheet href="/style.css">
<link rel="shortcut icon" href="/favicon.ico"><script src="/app.js"></script>
<style>@import url(/more.css);@font-face{font-family:f;src:url(/f.woff2)}
body{font-family:f;background:url(/bg.png)}</style></head>
<body onload="go()" style="background:url('/b.png')">
<form action=/tim><input autofocus name=q></form>
<img src="/anh.jpg" srcset="/anh2.jpg 2x" alt="ảnh"><iframe src="/quang-cao"></iframe>
<a class=kept href="/bai-khac.html">có</a> <a class=lost target=_blank href="/chinh-tri">không</a>
<a class=mail href="mailto:x@y.example">thư</a></body></html>"""


@pytest.mark.system
def test_in_a_real_browser_a_captured_page_is_silent_and_its_links_lead_on(tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    kept = Kept(tmp_path)
    html = {"Content-Type": "text/html; charset=utf-8"}
    kept.keep("page", PAGE.encode(), headers=html)
    kept.keep("bai-khac", "<!doctype html><body><p>Bài khác".encode(), headers=html)
    for name, (type_, data) in hostile("http://127.0.0.1:9").items():
        # A charset that does not keep ASCII is not read: the locks hold it, and say so.
        if name not in ("huge", "charset-lie"):
            kept.keep(name, data, headers={"Content-Type": type_} if type_ else {})
    kept.done()
    with running(tmp_path) as base, sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        said: list[str] = []
        asked: list[str] = []
        try:
            page = browser.new_page(color_scheme="dark")
            page.on("console", lambda message: said.append(message.text))
            page.on("request", lambda request: asked.append(request.url))
            for name, ident in kept.ids.items():
                page.goto(f"{base}/view/{ident}")
                page.wait_for_load_state("networkidle")
                assert said == [], name
            assert all(url.startswith(f"{base}/") for url in asked)
            paths = {url.removeprefix(base).partition("?")[0] for url in asked}
            ids = {f"/{ident}" for ident in kept.ids.values()}
            assert {path for path in paths - ids if not path.startswith("/view/")} == {
                path for path in paths if path.startswith("/letters/")
            }
            ink, paper = page.evaluate(
                "() => [getComputedStyle(document.body).color,"
                " getComputedStyle(document.body).backgroundColor]"
            )
            assert (ink, paper) == ("rgb(239, 232, 220)", "rgb(25, 22, 19)")

            for link, text in (("kept", "Bài khác"), ("lost", "chưa lưu"), ("mail", "thư")):
                page.goto(f"{base}/view/{kept.ids['page']}")
                page.frames[1].locator(f"a.{link}").click(timeout=5000, no_wait_after=True)
                page.frames[1].get_by_text(text).first.wait_for(timeout=5000)
                assert page.frames[1].url.startswith(f"{base}/")
            page.goto(f"{base}/view/{kept.ids['page']}")
            page.frames[1].locator("a.kept").click(timeout=5000, no_wait_after=True)
            note = page.frames[1].get_by_role("note")
            note.wait_for(timeout=5000)
            assert "https://mo.example/bai-khac.html" in note.inner_text()
            assert said == []
        finally:
            browser.close()
