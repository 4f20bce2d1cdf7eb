"""A real browser walks through the web: on a phone and on a desk, with and without JavaScript.

What it saw is written to ``build/screens``, to be looked at.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from archive.questions import questions
from archive.writer import connect_readonly
from tests.web_archive import lived, web_archive

pytestmark = pytest.mark.system
playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or ""
if not CHROMIUM:
    pytest.skip("needs Debian's chromium", allow_module_level=True)

HOUSE = Path(__file__).resolve().parent.parent
SCREENS = HOUSE / "build" / "screens"
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run"
    " --disable-background-networking --disable-component-update --disable-sync"
).split()
SIZES = {"desk": {"width": 1360, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lived(web_archive(tmp_path_factory.mktemp("browser")))


@pytest.fixture(scope="module")
def origin(data: Path) -> Iterator[str]:
    """``lamtheo serve`` as a person starts it."""
    child = subprocess.Popen(
        [sys.executable, "-m", "crawler.commands", "--data", str(data), "serve", "--port", "0"],
        cwd=HOUSE,
        env=os.environ | {"PYTHONPATH": str(HOUSE)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert child.stderr is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", child.stderr.readline())
        assert found
        for _ in range(100):
            try:
                urlopen(found[0] + "/gioi-thieu").close()
                break
            except OSError:
                time.sleep(0.1)
        yield found[0]
    finally:
        child.terminate()
        child.wait(20)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Tab:
    """A tab that remembers what went wrong in it and who was asked."""

    def __init__(self, browser: Any, origin: str, size: str, **more: Any) -> None:
        self.origin = origin
        self.size = size
        self.context = browser.new_context(
            viewport=SIZES[size],
            is_mobile=size == "phone",
            has_touch=size == "phone",
            device_scale_factor=1,
            locale="vi-VN",
            **more,
        )
        self.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin)
        self.page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", lambda request: self._asked(request.url))

    def _said(self, said: Any) -> None:
        if said.type in ("error", "warning"):
            self.wrong.append(said.text)

    def _asked(self, url: str) -> None:
        if not url.startswith((self.origin, "data:", "blob:")):
            self.wrong.append(f"asked {url}")

    def go(self, path: str) -> Any:
        self.page.goto(self.origin + path)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def shot(self, name: str) -> None:
        SCREENS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENS / f"{name}-{self.size}.png", full_page=True)
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= SIZES[self.size]["width"], f"{name} is {wide} wide on a {self.size}"


@pytest.fixture(params=["desk", "phone"])
def tab(request: pytest.FixtureRequest, chromium: Any, origin: str) -> Iterator[Tab]:
    opened = Tab(chromium, origin, request.param)
    yield opened
    opened.context.close()
    assert not opened.wrong


def places(data: Path) -> dict[str, str]:
    """Every page that there is, by a name for its picture."""
    with connect_readonly(data) as db:
        (edited,) = db.execute(
            "SELECT article_id FROM revisions GROUP BY 1 HAVING count(*) > 1"
        ).fetchone()
        (gone,) = db.execute("SELECT id FROM articles WHERE gone_at IS NOT NULL").fetchone()
        (cluster,) = db.execute("SELECT id FROM clusters WHERE size > 1").fetchone()
    db.close()
    return {
        "front": "/",
        "results": "/tim?q=day+manh",
        "results-near": "/tim?q=bán+chị+đào",
        "results-none": "/tim?q=khongcogi",
        "article": f"/bai/{edited}",
        "article-gone": f"/bai/{gone}",
        "revisions": f"/bai/{edited}/phien-ban",
        "cluster": f"/nhom/{cluster}",
        "timeline": "/dong-thoi-gian",
        "timeline-document": "/dong-thoi-gian?by=document&name=KL01&measure=count",
        "map-34": "/ban-do",
        "map-63": "/ban-do?map=63",
        "map-subject": "/ban-do?by=subject",
        "results-about": "/tim?about=Hà+Tĩnh",
        "timeline-site": "/dong-thoi-gian?by=site&name=hue",
        "coverage-site": "/do-phu?by=site",
        "coverage": "/do-phu",
        "spread": "/lan-toa",
        "sites": "/trang",
        "site": "/trang/hue",
        "about": "/gioi-thieu",
        "sql": "/archive",
        "sql-table": "/archive/sites",
        "sql-row": "/archive/sites/hue",
        "sql-question": f"/archive/{questions()[0].name}",
        "missing": "/khong-co",
    }


def test_a_reader_finds_reads_compares_and_takes_away(tab: Tab) -> None:
    page = tab.go("/")
    page.get_by_role("searchbox").fill("day manh")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim?q=day+manh")
    assert page.locator("mark").first.inner_text().lower() == "đẩy mạnh"
    page.get_by_role("link", name="Đẩy mạnh việc học tập").click()
    page.wait_for_url("**/bai/*")
    assert page.locator("a.doc").first.inner_text() == "Chỉ thị 05-CT/TW"

    page.get_by_role("button", name="Chép").click()
    page.get_by_role("button", name="Đã chép").wait_for()
    citation = page.evaluate("navigator.clipboard.readText()")
    assert page.url in citation
    assert "sha1:" in citation

    page.get_by_role("link", name="2 phiên bản, so sánh").click()
    assert page.locator("ins .changed").inner_text() == "mới tinh"
    assert page.locator("del .changed").inner_text() == "cũ"

    page.get_by_role("navigation", name="Các phần").get_by_role("link", name="Bản đồ").click()
    assert page.locator("circle.province").count() == 34
    page.get_by_role("link", name="63 tỉnh, thành (trước 1/7/2025)").click()
    assert page.locator("circle.province").count() == 63
    page.get_by_role("link", name="English").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Where it is reported"
    assert page.locator("circle.province").count() == 63
    tab.go("/trang")
    assert page.get_by_role("heading", level=1).inner_text() == "The sites and their fate"

    tab.go("/ban-do")
    with page.expect_download() as started:
        page.get_by_role("link", name="CSV").click()
    text = Path(started.value.path()).read_text(encoding="utf-8-sig")
    assert text.startswith("map,province,sites,articles")
    assert text.count("\n") == 36  # a header, 34 provinces, the central sites


def test_a_reader_with_a_keyboard_alone_gets_there(chromium: Any, origin: str) -> None:
    tab = Tab(chromium, origin, "desk")
    page = tab.go("/gioi-thieu")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    tab.go("/tim")
    page.keyboard.press("/")
    page.keyboard.type("tấm gương")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim?q=*")
    assert page.locator(".hit").count() == 3
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.href || ''"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none" or page.evaluate("document.activeElement === document.body")
    assert any("/bai/" in href for href in seen)
    tab.context.close()
    assert not tab.wrong


def test_a_reader_without_javascript_misses_nothing(chromium: Any, origin: str) -> None:
    tab = Tab(chromium, origin, "phone", java_script_enabled=False)
    page = tab.go("/tim")
    page.get_by_role("searchbox").fill("tam guong")
    page.get_by_role("button", name="Tìm", exact=True).click()
    assert page.locator(".hit").count() == 3
    page.locator(".hit a").first.click()
    page.locator("#citation").wait_for()
    assert not page.get_by_role("button", name="Chép").is_visible()
    tab.context.close()
    assert not tab.wrong


_OVER = """() => {
    const seen = [...document.querySelectorAll(".map text:not(.of)")]
        .filter(t => t.getClientRects().length)
        .map(t => [t.textContent, t.getBBox(), parseFloat(getComputedStyle(t).fontSize)])
    const over = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width
        && a.y + a.height / 4 < b.y + b.height && b.y + b.height / 4 < a.y + a.height
    const circles = [...document.querySelectorAll(".map circle.province")].map(c => c.getBBox())
    const wide = document.querySelector(".map svg").viewBox.baseVal.width
    const found = []
    seen.forEach(([name, box, size], n) => {
        if (box.x < 0 || box.x + box.width > wide) found.push(name)
        seen.slice(n + 1).forEach(
            ([other, its]) => over(box, its) && found.push(name + " over " + other))
        circles.forEach(c => {
            const [x, y, r] = [c.x + c.width / 2, c.y + c.height / 2, c.width / 2]
            const foot = box.y + box.height
            const away = Math.hypot(Math.max(box.x - x, 0, x - box.x - box.width),
                Math.max(foot - size - y, 0, y - foot + size / 4))
            if (away < r - 1) found.push(name + " on a circle")
        })
    })
    return found
}"""
"""Names in the drawing, as the browser measures them, that touch another, a circle or the edge."""


def test_what_is_written_in_a_drawing_can_be_read(tab: Tab) -> None:
    """On a phone the drawings are half as large, and the letters in them are not."""
    for path in ("/ban-do", "/ban-do?map=63", "/dong-thoi-gian", "/", "/trang/hue"):
        page = tab.go(path)
        sizes = page.evaluate(
            """() => [...document.querySelectorAll("svg.chart text, .map text")]
            .filter(text => text.getClientRects().length)
            .map(text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"""
        )
        assert min(sizes) > 9.5, path
        if path.startswith("/ban-do"):
            radii = page.locator(".map circle.province").evaluate_all(
                "found => found.map(circle => circle.getBoundingClientRect().width / 2)"
            )
            assert min(radii) > 2.4, path
            names = page.locator(".map .labels:visible text").all_text_contents()
            assert len(set(names)) == len(names) == (63 if "63" in path else 34)
            assert "Huế" in names
            assert page.evaluate(_OVER) == []


def test_a_chart_opens_at_its_newest_end_and_the_keys_move_it(chromium: Any, origin: str) -> None:
    tab = Tab(chromium, origin, "phone", java_script_enabled=False)
    inside = """(box, at) => {
        const marks = [...box.querySelectorAll("rect.bar")];
        const [a, b] = [marks.at(at), box].map(one => one.getBoundingClientRect());
        return a.left >= b.left - 1 && a.right <= b.right + 1;
    }"""
    for path in ("/", "/dong-thoi-gian", "/dong-thoi-gian?measure=count", "/trang/hue"):
        page = tab.go(path)
        box = page.locator(".scroll.newest")
        assert box.evaluate("box => box.scrollWidth > box.clientWidth + 100"), path
        assert (box.evaluate(inside, -1), box.evaluate(inside, 0)) == (True, False), path
        assert page.locator(".sideways").is_visible(), path
        assert box.evaluate("box => getComputedStyle(box.querySelector('svg')).direction") == "ltr"
        box.focus()
        for _ in range(40):
            page.keyboard.press("ArrowLeft")
        page.wait_for_timeout(600)
        assert box.evaluate(inside, 0), path
    tab.context.close()
    wide = Tab(chromium, origin, "desk")
    page = wide.go("/dong-thoi-gian")
    assert not page.locator(".sideways").is_visible()
    wide.context.close()
    assert not tab.wrong + wide.wrong


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_page_can_be_used_by_everybody(tab: Tab, data: Path, lang: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    faults: dict[str, Any] = {}
    for name, path in places(data).items():
        chosen = "_lang" if path.startswith("/archive") else "lang"
        page = tab.go(path + ("&" if "?" in path else "?") + f"{chosen}={lang}")
        tab.shot(name if lang == "vi" else f"{name}-en")
        told = Axe().run(page).response
        assert len(told["passes"]) > 15, name  # it did look
        found = told["violations"]
        bad = [fault for fault in found if fault["impact"] in ("serious", "critical")]
        if bad:
            faults[name] = [
                (fault["id"], [node["html"][:160] for node in fault["nodes"][:3]]) for fault in bad
            ]
    if any("404" in said for said in tab.wrong):  # the page that is missing says so
        tab.wrong = [said for said in tab.wrong if "404" not in said]
    assert not faults, json.dumps(faults, ensure_ascii=False, indent=1)


def test_a_dark_screen_is_read_as_well(chromium: Any, origin: str, data: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    tab = Tab(chromium, origin, "desk", color_scheme="dark")
    faults = {}
    for name, path in places(data).items():
        page = tab.go(path)
        tab.shot(f"{name}-dark")
        told = Axe().run(page, options={"runOnly": ["color-contrast"]}).response
        found = told["violations"]
        assert found or told["passes"], name
        if found:
            faults[name] = [node["html"][:160] for node in found[0]["nodes"][:4]]
    tab.context.close()
    assert not faults, json.dumps(faults, ensure_ascii=False, indent=1)
    assert not [said for said in tab.wrong if "404" not in said]
