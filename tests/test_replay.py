"""Pages as they were: bytes unchanged, behind locks that no archived page opens."""

from __future__ import annotations

import gzip
import http.client
import socket
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive import withhold
from archive.web.replay_pages import Door
from archive.web.replay_server import running
from archive.writer import WARC_FOLDER, connect_readonly
from tests.replay_captures import HTML, SHUT, Kept, hostile


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    kept = Kept(tmp_path_factory.mktemp("replay"))
    for name, (type_, data) in hostile("http://127.0.0.1:9").items():
        headers = {"Content-Type": type_, "X-Frame-Options": "ALLOWALL"} if type_ else {}
        kept.keep(name, data, headers=headers)
    page = "<p>Đạo đức".encode("windows-1258", "replace")
    kept.keep("old-charset", page, headers={"Content-Type": "text/html; charset=windows-1258"})
    zipped = {"Content-Type": HTML, "Content-Encoding": "gzip"}
    kept.keep("gzip", gzip.compress("<p>nén".encode()), headers=zipped)
    kept.keep("bad-gzip", b"not gzip", headers=zipped)
    kept.keep("shut", b"<p>kin", site=SHUT, headers={"Content-Type": HTML})
    kept.keep("moved", status=301, headers={"Location": "https://mo.example/<script>x"})
    kept.keep("gone", b"<p>404 here", status=404, headers={"Content-Type": HTML})
    kept.keep("failed", status=0, failure="timeout: <script>alert(1)</script>")
    kept.keep("same", b"<p>nen 1", headers={"Content-Type": HTML})
    kept.keep("same-again", b"<p>nen 1", url="https://mo.example/same.html",
              headers={"Content-Type": HTML})  # fmt: skip
    kept.keep("not-modified", status=304, url="https://mo.example/same.html")
    kept.keep("withheld", b"<p>giau", headers={"Content-Type": HTML})
    feed = b'{"link": "https:\\/\\/mo.example\\/withheld.html", "text": "giau"}'
    kept.keep("feed", feed, url="https://mo.example/feed", role="feed")
    kept.keep("feed-again", feed, url="https://mo.example/feed", role="feed")
    kept.keep("list", b'<a href="withheld.html">giau</a>', role="listing")
    packed = gzip.compress(b"<loc>https://www.mo.example/withheld.html</loc>")
    kept.keep("sitemap", packed, role="sitemap")
    kept.keep("torn-list", b"giau, not gzip", headers=zipped, role="listing")
    kept.keep("other-list", b'<a href="/not-withheld.html">khac</a>', role="listing")
    kept.keep("list-elsewhere", b'<a href="withheld.html">khac</a>', site=SHUT, role="listing")
    kept.keep("<script>alert(1)</script>", b"<p>url", headers={"Content-Type": HTML})
    url = "https://mo.example/withheld.html"
    archive = kept.archive
    archive.decide(
        withhold.WITHHOLD, url, "bí mật", withhold.detail(archive.begin(), url, "safety")
    )
    kept.done()
    return kept


@pytest.fixture(scope="module")
def base(kept: Kept) -> Iterator[str]:
    with running(kept.folder) as address:
        yield address


class Answer:
    def __init__(self, base: str, path: str, method: str = "GET", **headers: str) -> None:
        host = base.removeprefix("http://")
        with closing(http.client.HTTPConnection(host, timeout=20)) as connection:
            connection.request(method, path, headers=headers)
            reply = connection.getresponse()
            self.status, self.body = reply.status, reply.read()
            self.headers = {key.lower(): value for key, value in reply.getheaders()}
            self.text = self.body.decode("utf-8", "replace")


NONE = "01234567-89ab-4cde-8f01-23456789abcd"
NAMES = sorted(hostile("x"))


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_page_comes_behind_every_lock_with_its_bytes(
    kept: Kept, base: str, name: str
) -> None:
    answer = Answer(base, f"/{kept.ids[name]}")
    assert answer.status == 200
    assert Answer(base, f"/raw/{kept.ids[name]}").body == hostile("http://127.0.0.1:9")[name][1]
    policy = [part.strip() for part in answer.headers["content-security-policy"].split(";")]
    assert {"sandbox", "default-src 'none'", "img-src data:", "form-action 'none'"} <= set(policy)
    assert not any("script" in part or "allow-" in part for part in policy)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert "x-evil" not in answer.headers
    assert "<" not in answer.headers["content-type"]
    kind = answer.headers["content-type"].partition(";")[0]
    assert kind in ("text/html", "text/plain", "image/png", "application/octet-stream")
    if name in ("svg", "xml", "js", "pdf"):
        assert kind == "application/octet-stream"
        assert answer.headers["content-disposition"].startswith("attachment")
    view = Answer(base, f"/view/{kept.ids[name]}")
    assert view.status == 200
    assert "sandbox" not in view.headers["content-security-policy"]
    assert "script-src" not in view.headers["content-security-policy"]
    assert "default-src 'none'" in view.headers["content-security-policy"]
    assert ('<iframe sandbox=""' in view.text) is (kind != "application/octet-stream")
    assert "<script" not in view.text


class TestShown:
    def test_the_charset_is_declared_as_it_was_and_the_bytes_are_untouched(
        self, kept: Kept, base: str
    ) -> None:
        answer = Answer(base, f"/{kept.ids['old-charset']}")
        assert answer.headers["content-type"] == "text/html; charset=windows-1258"
        assert answer.body == "<p>Đạo đức".encode("windows-1258", "replace")

    def test_a_coded_payload_is_decoded_and_its_own_bytes_can_be_had(
        self, kept: Kept, base: str
    ) -> None:
        answer = Answer(base, f"/{kept.ids['gzip']}")
        assert answer.text == "<p>nén"
        assert "content-encoding" not in answer.headers
        raw = Answer(base, f"/raw/{kept.ids['gzip']}")
        assert gzip.decompress(raw.body).decode() == "<p>nén"
        assert raw.headers["content-type"] == "application/octet-stream"
        assert kept.ids["gzip"] in raw.headers["content-disposition"]
        spoilt = Answer(base, f"/view/{kept.ids['bad-gzip']}?lang=en")
        assert "cannot be read: damaged gzip data" in spoilt.text
        assert "<iframe" not in spoilt.text
        assert Answer(base, f"/raw/{kept.ids['bad-gzip']}").body == b"not gzip"

    def test_the_page_around_says_what_the_capture_is(self, kept: Kept, base: str) -> None:
        ident = kept.ids["old-charset"]
        with closing(connect_readonly(kept.folder)) as db:
            row = db.execute("SELECT * FROM captures WHERE id = ?", (ident,)).fetchone()
        view = Answer(base, f"/view/{ident}")
        moment = datetime.fromisoformat(row["fetched_at"]).timestamp() + 7 * 3600
        assert f"{datetime.fromtimestamp(moment, UTC):%d/%m/%Y, %H:%M}" in view.text
        for said in (row["url"], row["digest"], f"{row['warc_file']} @ {row['offset']}"):
            assert said in view.text
        assert f'href="/raw/{ident}"' in view.text
        assert f'src="/{ident}?lang=vi"' in view.text
        assert "Thời điểm lưu" in view.text
        assert "Captured at" in Answer(base, f"/view/{ident}?lang=en").text

    @pytest.mark.parametrize("name", ["moved", "failed"])
    def test_a_visit_without_a_page_is_told_as_facts(
        self, kept: Kept, base: str, name: str
    ) -> None:
        for path in (f"/{kept.ids[name]}", f"/view/{kept.ids[name]}"):
            answer = Answer(base, path)
            assert answer.status == 200
            said = "https://mo.example/&lt;script&gt;x" if name == "moved" else "timeout: &lt;scr"
            assert said in answer.text
            assert "<iframe" not in answer.text
            assert "location" not in answer.headers

    def test_a_404_is_shown_as_the_page_it_was(self, kept: Kept, base: str) -> None:
        assert Answer(base, f"/{kept.ids['gone']}").body == b"<p>404 here"
        assert "<dd>404</dd>" in Answer(base, f"/view/{kept.ids['gone']}").text

    @pytest.mark.parametrize("name", ["same-again", "not-modified"])
    def test_a_revisit_shows_what_it_refers_to(self, kept: Kept, base: str, name: str) -> None:
        assert Answer(base, f"/{kept.ids[name]}").body == b"<p>nen 1"
        assert "Giống bản lưu ngày" in Answer(base, f"/view/{kept.ids[name]}").text

    def test_a_url_is_text(self, kept: Kept, base: str) -> None:
        view = Answer(base, f"/view/{kept.ids['<script>alert(1)</script>']}")
        assert "&lt;script&gt;alert(1)&lt;/script&gt;.html" in view.text
        assert "<script" not in view.text

    def test_withheld_it_is_gone_with_day_and_class(self, kept: Kept, base: str) -> None:
        for path in ("", "view/", "raw/"):
            answer = Answer(base, f"/{path}{kept.ids['withheld']}")
            assert answer.status == 410
            assert f"{datetime.now(UTC):%m/%Y}" in answer.text
            assert "an toàn của người liên quan" in answer.text
            assert "giau" not in answer.text
            assert "bí mật" not in answer.text

    @pytest.mark.parametrize("name", ["feed", "feed-again", "list", "sitemap", "torn-list"])
    def test_a_list_that_names_what_is_withheld_is_not_shown(
        self, kept: Kept, base: str, name: str
    ) -> None:
        for path in ("", "view/", "raw/"):
            answer = Answer(base, f"/{path}{kept.ids[name]}")
            assert answer.status == 410
            assert "nhắc tới một bài bị hạn chế" in answer.text
            assert "giau" not in answer.text
            assert "withheld.html" not in answer.text

    @pytest.mark.parametrize("name", ["other-list", "list-elsewhere"])
    def test_any_other_list_is(self, kept: Kept, base: str, name: str) -> None:
        assert "khac" in Answer(base, f"/{kept.ids[name]}").text


class TestDoor:
    @pytest.mark.parametrize(
        "host",
        ["evil.example", "127.0.0.1.evil.example", "", "127.0.0.2", "localhost.:80", "a:b:1"],
    )
    def test_another_name_is_sent_away(self, kept: Kept, base: str, host: str) -> None:
        answer = Answer(base, f"/{kept.ids['gzip']}", Host=host)
        assert answer.status == 421
        assert "nén" not in answer.text

    @pytest.mark.parametrize("host", ["127.0.0.1:8001", "localhost", "LOCALHOST:1", "[::1]:80"])
    def test_the_names_of_this_machine_are_answered(self, kept: Kept, base: str, host: str) -> None:
        assert Answer(base, f"/{kept.ids['gzip']}", Host=host).status == 200

    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
    def test_nothing_but_reading(self, kept: Kept, base: str, method: str) -> None:
        answer = Answer(base, f"/{kept.ids['gzip']}", method)
        assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")

    def test_head_has_headers_and_no_body(self, kept: Kept, base: str) -> None:
        answer = Answer(base, f"/{kept.ids['gzip']}", "HEAD")
        assert (answer.status, answer.body) == (200, b"")
        assert answer.headers["content-length"] == str(len("<p>nén".encode()))

    @pytest.mark.parametrize(
        "path",
        ["/x", "/view/", "/view/../archive.db", "/..%2f..%2fetc/passwd", "/%2e%2e/archive.db",
         "/view/' OR 1=1 --", "//etc/passwd", "/raw/%00", "/view/" + "a" * 5000,
         "/" + NONE, "/" + NONE.upper(), "/view/" + NONE + "/x"],
    )  # fmt: skip
    def test_no_other_path_leads_anywhere(self, base: str, path: str) -> None:
        answer = Answer(base, path.replace(" ", "%20"))
        assert answer.status == 404
        assert "content-security-policy" in answer.headers

    def test_a_page_opened_outside_its_frame_is_led_into_it(self, kept: Kept, base: str) -> None:
        ident = kept.ids["link-out"]
        answer = Answer(base, f"/{ident}", **{"Sec-Fetch-Dest": "document"})
        assert (answer.status, answer.headers["location"]) == (303, f"/view/{ident}?lang=vi")
        assert Answer(base, f"/{ident}", **{"Sec-Fetch-Dest": "iframe"}).status == 200

    def test_in_public_no_capture_but_an_articles(self, kept: Kept) -> None:
        """What articles are shown with is in test_serve_public.py."""
        with running(kept.folder, door=Door(public=True)) as base:
            host = {"Host": "luutru.example"}
            for path in ("", "view/", "raw/"):
                for name, text in (("gzip", "nén"), ("shut", "<p>kin"), ("script", "hacked")):
                    answer = Answer(base, f"/{path}{kept.ids[name]}", **host)
                    assert answer.status == 403
                    assert text not in answer.text
                assert Answer(base, f"/{path}{kept.ids['withheld']}", **host).status == 410

    def test_a_damaged_or_missing_file_is_said_without_its_path(self, tmp_path: Path) -> None:
        kept = Kept(tmp_path)
        kept.keep("a", b"<p>a", headers={"Content-Type": HTML})
        kept.done()
        (path,) = (tmp_path / WARC_FOLDER).glob("*.warc.gz")
        whole = path.read_bytes()
        with running(tmp_path) as base:
            path.write_bytes(whole[: len(whole) // 2] + bytes(200))
            for _ in range(2):
                view = Answer(base, f"/view/{kept.ids['a']}?lang=en")
                assert view.status == 200
                assert "cannot be read" in view.text
                assert str(tmp_path) not in view.text
                path.unlink(missing_ok=True)

    def test_a_port_that_is_taken_is_said(self, kept: Kept) -> None:
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            with (
                pytest.raises(OSError, match="in use"),
                running(kept.folder, other.getsockname()[1]),
            ):
                pass
