"""A captured page asks for nothing that is not held, and its links lead into the archive."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest

from archive import withhold
from archive.articles import article_id
from archive.web import replay_look as look
from archive.web.replay_pages import Door
from archive.web.replay_quiet import quiet
from archive.web.replay_server import running
from archive.writer import connect_readonly
from crawler.urls import clean
from tests import take_archive as made
from tests.replay_captures import HTML, Kept, hostile
from tests.test_replay import Answer

URL = "https://mo.example/tin/bai.html"
FRAMED = {"Sec-Fetch-Dest": "iframe"}
FIRST = datetime(2020, 3, 1, 5, tzinfo=UTC)


def led(page: str, top: str = "") -> str:
    return quiet(page.encode(), URL, lambda url: "/near?" + urlencode({"u": url}), top).decode()


class TestQuiet:
    @pytest.mark.parametrize(
        ("came", "shown"),
        [
            ('<link rel=stylesheet href="/s.css">',
             '<link data-kept-rel=stylesheet data-kept-href="/s.css">'),
            ("<script src=/s.js></script>",
             '<script type="text/plain" data-kept-src=/s.js></script>'),
            ('<script>"<img src=x>"</script>',
             '<script type="text/plain">"<img src=x>"</script>'),
            ('<IMG SRC="a.png" ALT="ảnh">', '<IMG data-kept-SRC="a.png" ALT="ảnh">'),
            ("<img src='data:image/gif;base64,R0lG'>", "<img src='data:image/gif;base64,R0lG'>"),
            ("<p title='<img src=x>' onclick=x>", "<p title='<img src=x>' data-kept-onclick=x>"),
            ('<td background="x.png"class=a>', '<td data-kept-background="x.png"class=a>'),
            ("<form action=/x><input></form>", "<div data-kept-action=/x><input></div>"),
            ("<!-- <img src=x> --><p>", "<!-- <img src=x> --><p>"),
            ("<noscript><img src=x></noscript>", "<noscript><img data-kept-src=x></noscript>"),
            ("<style>@import 'a.css';p{background:#fff url(x.png)}</style>",
             "<style>@kept-import 'a.css';p{background:#fff none}</style>"),
            ("<p style=\"background:url(&quot;x&quot;);color:red\">",
             '<p style="background:none;color:red">'),
            ("<p style='background:url(data:image/gif;base64,R0)'>",
             "<p style='background:url(data:image/gif;base64,R0)'>"),
            ('<meta http-equiv="refresh" content="0">',
             '<meta data-kept-http-equiv="refresh" content="0">'),
            ('<meta http-equiv="Content-Type" content="text/html">',
             '<meta http-equiv="Content-Type" content="text/html">'),
            ('<svg width="auto"><use href="#a"/><use href="b.svg#a"/></svg>',
             '<svg data-kept-width="auto"><use href="#a"/><use data-kept-href="b.svg#a"/></svg>'),
            ("<textarea><img src=x></textarea><img src=y>",
             "<textarea><img src=x></textarea><img data-kept-src=y>"),
            ("<p>a < b <3 </p", "<p>a < b <3 </p"),
        ],
    )  # fmt: skip
    def test_what_would_ask_or_act_is_out_of_force_and_can_be_read(
        self, came: str, shown: str
    ) -> None:
        assert led(came) == shown

    @pytest.mark.parametrize(
        ("href", "where"),
        [
            ('"/chinh-tri"', "https://mo.example/chinh-tri"),
            ("'../a.html?x=1&amp;y=2'", "https://mo.example/a.html?x=1&y=2"),
            ("b.html", "https://mo.example/tin/b.html"),
            ('"//khac.example/x"', "https://khac.example/x"),
            ('" http://khac.example/đạo đức "', "http://khac.example/đạo đức"),
        ],
    )
    def test_a_link_leads_to_the_capture_of_its_page(self, href: str, where: str) -> None:
        said = "/near?" + urlencode({"u": where})
        assert led(f"<a target=_blank href={href}>x</a>") == (
            f'<a data-kept-target=_blank href="{said}">x</a>'
        )

    def test_links_start_from_the_base_that_the_page_names(self) -> None:
        page = led('<a href=a>x</a><base href="/goc/"><a href="b#c">y</a>')
        assert "goc%2Fa" in page
        assert 'goc%2Fb#c"' in page
        assert '<base data-kept-href="/goc/">' in page

    @pytest.mark.parametrize("href", ['"#x"', f'"{URL}#x"'])
    def test_a_place_in_the_page_is_gone_to_in_it(self, href: str) -> None:
        assert led(f"<a href={href}>") == '<a href="#x">'

    @pytest.mark.parametrize("href", ["javascript:x()", "mailto:a@b.vn", "tel:1", "http://[x"])
    def test_what_leads_to_no_page_is_no_link(self, href: str) -> None:
        assert led(f'<a href="{href}">') == f'<a data-kept-href="{href}">'

    @pytest.mark.parametrize("charset", ["utf-8", "windows-1258", "latin-1", "utf-16"])
    def test_all_else_stays_as_it_came(self, charset: str) -> None:
        page = "<!DOCTYPE html>\r\n<P Class=a>Đạo đức é ü\0 &eacute; <b>x</B>".encode(
            charset, "replace"
        )
        assert quiet(page, URL, str) == page

    def test_a_line_above_stands_in_the_body_and_never_before_the_doctype(self) -> None:
        assert led("<body class=a><p>x", "<i>") == "<body class=a><i><p>x"
        assert led("\n<!-- a --><!doctype html><p>x", "<i>") == "\n<!-- a --><!doctype html><i><p>x"
        assert led("<p>x", "<i>") == "<i><p>x"

    @pytest.mark.parametrize(
        "page",
        ["<a b=\"" * 200_000, "<!--" * 300_000, "<script>" * 200_000, "<a " + "x=1 " * 400_000,
         "<" * 1_000_000, "<style>url(" * 100_000, "<p style='url(" * 100_000, "<!" * 500_000,
         "<title>" * 200_000, "<a href=x>" * 100_000, "<a" + " " * 1_000_000, "<?" * 500_000],
    )  # fmt: skip
    def test_no_page_takes_long(self, page: str) -> None:
        before = time.process_time()
        led(page)
        assert time.process_time() - before < 8


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """A page at two moments, ten days apart, and what it may lead to."""
    kept = Kept(tmp_path_factory.mktemp("links"))
    page = b"<!doctype html><body><a href=/bai.html>x</a>"
    kept.keep("list", page, headers={"Content-Type": HTML}, role="listing")
    for name, days in (("old", 0), ("new", 10)):
        said = {"url": "https://mo.example/bai.html", "headers": {"Content-Type": HTML}}
        kept.keep(name, f"<p>{name}".encode(), **said)
        db = kept.archive.begin()
        moment = (FIRST + timedelta(days=days)).isoformat(timespec="microseconds")
        db.execute("UPDATE captures SET fetched_at = ? WHERE id = ?", (moment, kept.ids[name]))
    url = "https://mo.example/kin.html"
    kept.keep("withheld", b"<p>giau", url=url, headers={"Content-Type": HTML})
    kept.keep("moved", status=301, headers={"Location": "https://mo.example/bai.html"})
    meta = b"<meta charset=windows-1258><p>\xd0"
    kept.keep("own-charset", meta, headers={"Content-Type": "text/html"})
    archive = kept.archive
    archive.decide(withhold.WITHHOLD, url, "x", withhold.detail(archive.begin(), url, "safety"))
    kept.done()
    return kept


@pytest.fixture(scope="module")
def base(kept: Kept) -> Iterator[str]:
    with running(kept.folder, door=Door(home="http://127.0.0.1:1", spell=clean)) as address:
        yield address


def near(url: str, days: float = 0) -> str:
    return "/near?" + urlencode({"url": url, "at": (FIRST + timedelta(days=days)).isoformat()})


class TestNear:
    @pytest.mark.parametrize(("days", "name"), [(-99, "old"), (4.9, "old"), (5.1, "new")])
    def test_the_capture_nearest_in_time_is_opened(
        self, kept: Kept, base: str, days: float, name: str
    ) -> None:
        answer = Answer(base, near("https://mo.example/bai.html", days), **FRAMED)
        assert answer.status == 303
        assert answer.headers["location"] == f"/{kept.ids[name]}?led&lang=vi"
        page = Answer(base, answer.headers["location"], **FRAMED)
        assert f"<p>{name}" in page.text
        assert "https://mo.example/bai.html" in page.text  # the line on top
        alone = Answer(base, f"/{kept.ids[name]}", **FRAMED)
        assert alone.text == f"<p>{name}"

    @pytest.mark.parametrize(
        "url",
        ["http://mo.example/bai.html", "https://www.mo.example/bai.html",
         "https://mo.example/bai.html?utm_source=x", "https://MO.example//bai.html"],
    )  # fmt: skip
    def test_it_is_known_by_other_spellings(self, kept: Kept, base: str, url: str) -> None:
        assert kept.ids["old"] in Answer(base, near(url)).headers["location"]

    def test_opened_in_a_tab_of_its_own_it_has_its_page_around_it(
        self, kept: Kept, base: str
    ) -> None:
        answer = Answer(base, near("https://mo.example/bai.html"), **{"Sec-Fetch-Dest": "document"})
        assert answer.headers["location"] == f"/view/{kept.ids['old']}?lang=vi"

    def test_a_link_in_a_page_leads_there(self, kept: Kept, base: str) -> None:
        page = Answer(base, f"/{kept.ids['list']}?lang=en", **FRAMED).text
        href = re.search(r'href="([^"]+)"', page)
        assert href is not None
        answer = Answer(base, href[1].replace("&amp;", "&"), **FRAMED)
        assert answer.headers["location"] == f"/{kept.ids['new']}?led&lang=en"

    @pytest.mark.parametrize(
        "path",
        [near("https://mo.example/khong-co"), near("x"), near("javascript:alert(1)"), "/near",
         "/near?url=%00&at=x", near("https://mo.example/moved.html"), "/chinh-tri",
         near("http://[x")],
    )  # fmt: skip
    def test_what_is_not_kept_is_said_where_the_replay_alone_may_frame_it(
        self, base: str, path: str
    ) -> None:
        inside = Answer(base, path, **FRAMED)
        assert inside.status == 200
        policy = inside.headers["content-security-policy"]
        assert policy.startswith("sandbox; default-src 'none'; style-src 'sha256-")
        assert policy.endswith("frame-ancestors 'self'")
        assert "chưa lưu" in inside.text or "không dẫn đến trang nào" in inside.text
        assert "href" not in inside.text
        assert "<script" not in inside.text
        outside = Answer(base, path)
        assert outside.status == 404
        assert "frame-ancestors 'none'" in outside.headers["content-security-policy"]

    def test_an_address_is_text(self, base: str) -> None:
        page = Answer(base, near('https://x.example/"><script>alert(1)</script>'), **FRAMED)
        assert "<script" not in page.text
        assert "x.example" in page.text

    def test_what_is_withheld_stays_so(self, base: str) -> None:
        for url in ("https://mo.example/kin.html", "http://www.mo.example/kin.html"):
            assert "an toàn của người liên quan" in Answer(base, near(url), **FRAMED).text
            outside = Answer(base, near(url))
            assert outside.status == 410
            assert "kin.html" not in outside.text

    def test_a_page_that_names_its_own_charset_keeps_it(self, kept: Kept, base: str) -> None:
        page = Answer(base, f"/{kept.ids['own-charset']}?led", **FRAMED)
        assert page.headers["content-type"] == "text/html; charset=windows-1258"
        assert page.body.endswith(b"<p>\xd0")


def test_in_public_a_link_leads_only_to_what_all_may_read(tmp_path: Path) -> None:
    folder = made.build(tmp_path / "data")
    door = Door(public=True, home="https://kho.example")
    with closing(connect_readonly(folder)) as db:
        (shown,) = db.execute(
            "SELECT capture_id FROM revisions WHERE article_id = ?", (article_id(made.FIRST.url),)
        ).fetchone()
    with running(folder, door=door) as base:
        opened = Answer(base, near(made.FIRST.url), **FRAMED)
        assert opened.headers["location"] == f"/{shown}?led&lang=vi"
        assert made.OPEN.rights in Answer(base, opened.headers["location"], **FRAMED).text
        told = {
            re.sub(r"https?://\S+?(?=<)", "", Answer(base, near(url), **FRAMED).text)
            for url in (made.COPY.url, made.OFF.url, "https://mo.example/khong-co")
        }
        assert len(told) == 1  # nothing tells what is not open from what is not kept
        assert "không có bản lưu nào mở cho mọi người" in told.pop()


class TestLook:
    def test_a_page_leads_back_to_its_article_and_the_archive(self, tmp_path: Path) -> None:
        folder = made.build(tmp_path / "data")
        ident = article_id(made.FIRST.url)
        with closing(connect_readonly(folder)) as db:
            (capture,) = db.execute(
                "SELECT capture_id FROM revisions WHERE article_id = ?", (ident,)
            ).fetchone()
        with running(folder, door=Door(home="http://127.0.0.1:8001")) as base:
            page = Answer(base, f"/view/{capture}?lang=en").text
            assert f'href="http://127.0.0.1:8001/bai/{ident}?lang=en"' in page
            assert 'href="http://127.0.0.1:8001/?lang=en"' in page
            assert 'href="?lang=vi"' in page
        with running(folder) as base:
            assert "/bai/" not in Answer(base, f"/view/{capture}").text

    def test_its_words_say_what_is_shown(self, kept: Kept, base: str) -> None:
        for lang, said in (("vi", "không được lưu"), ("en", "are not kept")):
            assert said in Answer(base, f"/view/{kept.ids['old']}?lang={lang}").text
        assert "đúng như đã lưu" not in Answer(base, f"/view/{kept.ids['old']}").text

    def test_it_is_in_the_colours_of_the_archive_light_and_dark(self) -> None:
        css = (Path(look.__file__).with_name("static") / "lamtheo.css").read_text("utf-8")
        for style in (look.STYLE, look.FRAMED):
            named = set(re.findall(r"var\((--\w+)\)", style))
            assert named <= set(re.findall(r"(--\w+):", style))
            assert {"--paper", "--ink", "--red"} <= named
            assert "prefers-color-scheme: dark" in style
        for colour in re.findall(r"--(?:paper|ink|red|soft): (#\w+)", css):
            assert colour in look.FRAMED
        assert "@font-face" not in look.FRAMED

    def test_its_letters_come_from_itself_and_no_other_file(self, base: str) -> None:
        names = re.findall(r'url\("(/letters/[^"]+)"\)', look.STYLE)
        assert len(names) >= 4
        for name in names:
            answer = Answer(base, name)
            assert (answer.status, answer.headers["content-type"]) == (200, "font/woff2")
            assert answer.body.startswith(b"wOF2")
        for name in ("OFL.txt", "lamtheo.css", "x.woff2", "../replay.py", "..%2fshow.py"):
            assert Answer(base, f"/letters/{name}").status == 404


def test_no_hostile_page_grows_a_thing_that_asks(tmp_path: Path) -> None:
    """In the bytes that a browser is given nothing but a link names another host."""
    asks = re.compile(
        rb"""(?<![\w-])(?:src|srcset|href|data|poster|action|ping|srcdoc)\s*=\s*["']?http://else""",
        re.IGNORECASE,
    )
    for name, (type_, page) in hostile("http://elsewhere").items():
        if type_.startswith("text/html") and name != "charset-lie":
            assert not asks.search(quiet(page, URL, lambda url: "/near")), name
