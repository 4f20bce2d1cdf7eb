"""``lamtheo serve --public`` behind a proxy: what the world sees, at the addresses it was told."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from urllib.parse import quote

import pytest

from archive import warc, withhold
from archive.articles import article_id
from archive.documents import catalogue
from archive.questions import questions
from archive.records import Page
from archive.writer import Archive, connect_readonly
from tests import take_archive as made
from tests.serving import CONTACT, ask, configured, proxy, served
from tests.small_archive import told

WEB, REPLAY = "luutru.example", "ban-luu.example"
LISTING = f"https://{made.OPEN.host}/tin.html"
FORGED = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Prefix": "/evil",
    "X-Forwarded-For": "127.0.0.1",
    "Forwarded": "host=evil.example;proto=gopher",
    "X-Original-URL": "/archive/articles",
    "Referer": "http://evil.example/",
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of take_archive with a listing page, and its mention withheld."""
    folder = made.build(tmp_path_factory.mktemp("public") / "data")
    with Archive(folder) as archive:
        archive.begin_run(made.SITES, catalogue().documents)
        now, payload = datetime.now(UTC), b"<p>danh muc</p>"
        exchange = warc.Exchange(LISTING, made.OPEN.name, now, status=200, payload=payload)
        capture = archive.keep(exchange)
        archive.ingest(Page(LISTING, "listing", made.OPEN, 200, (), payload, now, capture))
        said = withhold.detail(archive.begin(), made.PASSING.url, "safety")
        archive.decide(withhold.WITHHOLD, made.PASSING.url, "kin", said)
        archive.finish_run("done")
    return folder


@dataclass(frozen=True)
class World:
    """An archive as its readers see it: through ``port``, by the names of its hosts."""

    data: Path
    port: int
    web_port: int
    replay_port: int

    def get(self, host: str, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
        return ask(self.port, path, {"Host": host, **FORGED, **headers})

    def capture(self, url: str) -> str:
        with closing(connect_readonly(self.data)) as db:
            found = db.execute(
                "SELECT id FROM captures WHERE url = ? AND status = 200 ORDER BY fetched_at", (url,)
            ).fetchone()
        return str(found[0])


@pytest.fixture(scope="module", params=["host kept", "host its own"])
def world(data: Path, request: pytest.FixtureRequest) -> Iterator[World]:
    options = ("--url", f"https://{WEB}/", "--replay-url", f"https://{REPLAY}")
    with (
        served(data, "--public", *options, "--replay-port", "0") as (web, replay),
        proxy({WEB: web, REPLAY: replay}, keeps_host=request.param == "host kept") as port,
    ):
        yield World(data, port, web, replay)


def addresses(text: str) -> set[str]:
    """The origins that an answer names, but for those of sites, licences and schemas."""
    found = set(re.findall(r"(?:https?|gopher)://[^/\s\"'<>\\)&]+", text))
    other = re.compile(
        r"https?://(?:(?:mo|kin|xa)\.example|www\.openarchives\.org|www\.w3\.org|purl\.org"
        r"|schema\.org|x)(?!\S)"
    )
    return {address for address in found if not other.fullmatch(address)}


class TestWeb:
    @pytest.mark.parametrize(
        "path",
        ["/", "/tim?q=lam+theo", "/bai/{id}", "/bai/{id}.json", "/bai/{id}.ris", "/bai/{id}.bib",
         "/bai/{id}.csl.json", "/bai/{id}/phien-ban", "/tim.csv?q=lam", "/tim.jsonl?q=lam",
         "/feed.atom", "/oai?verb=Identify", "/oai?verb=ListRecords&metadataPrefix=oai_dc",
         "/trang.json", "/gioi-thieu", f"/archive/{questions()[0].name}",
         f"/archive/{questions()[0].name}.json", "/khong-co"],
    )  # fmt: skip
    def test_no_answer_names_another_address(self, world: World, path: str) -> None:
        status, text, headers = world.get(WEB, path.format(id=article_id(made.FIRST.url)))
        assert status == (404 if path == "/khong-co" else 200)
        assert addresses(text + str(headers)) <= {f"https://{WEB}", f"https://{REPLAY}"}
        assert "evil" not in text + str(headers)
        assert "127.0.0.1" not in text

    @pytest.mark.parametrize(
        ("path", "said"),
        [
            ("/bai/{id}", f'rel="cite-as" href="https://{WEB}/bai/'),
            ("/bai/{id}.ris", f"https://{WEB}/bai/"),
            ("/bai/{id}.csl.json", f"https://{WEB}/bai/"),
            ("/feed.atom", f"https://{WEB}/feed.atom"),
            ("/feed.atom", f"https://{WEB}/bai/"),
            ("/oai?verb=Identify", f"<baseURL>https://{WEB}/oai</baseURL>"),
            ("/tim.jsonl?q=lam", f"https://{WEB}/bai/"),
            (
                f"/archive/{questions()[0].name}",
                f"https://{WEB}/archive/{questions()[0].name}.json",
            ),
        ],
    )
    def test_what_must_be_absolute_is_the_worlds(self, world: World, path: str, said: str) -> None:
        assert said in world.get(WEB, path.format(id=article_id(made.FIRST.url)))[1]

    @pytest.mark.parametrize("host", ["evil.example", f"{WEB}.evil.example", f"evil.{WEB}", "a:b"])
    def test_it_answers_to_no_other_name(self, world: World, host: str) -> None:
        for port in (world.web_port, world.replay_port):
            status, text, _ = ask(port, "/", {"Host": host, "X-Forwarded-Host": WEB})
            assert status == 421
            assert (WEB if port == world.web_port else REPLAY) in text

    def test_its_own_names_are_answered_with_any_port(self, world: World) -> None:
        for host in (WEB.upper(), f"{WEB}:8443", "127.0.0.1:1", "localhost"):
            assert ask(world.web_port, "/", {"Host": host})[0] == 200

    def test_only_the_text_that_all_may_read_leads_to_its_capture(self, world: World) -> None:
        for page in ("/bai/{}", "/bai/{}/phien-ban"):
            shown = world.get(WEB, page.format(article_id(made.FIRST.url)))[1]
            assert f"https://{REPLAY}/view/{world.capture(made.FIRST.url)}" in shown
            assert REPLAY not in world.get(WEB, page.format(article_id(made.EDITED.url)))[1]


class TestReplay:
    def test_an_article_that_all_may_read_is_seen_as_it_was(self, world: World) -> None:
        ident = world.capture(made.FIRST.url)
        status, text, headers = world.get(REPLAY, f"/view/{ident}")
        assert status == 200
        assert f'<iframe sandbox="" referrerpolicy="no-referrer" src="/{ident}?lang=vi"' in text
        assert made.OPEN.rights in text
        assert made.OPEN.organisation in text
        assert f'href="mailto:{CONTACT}?subject=' in text
        assert f'href="https://{WEB}/bai/{article_id(made.FIRST.url)}?lang=vi"' in text
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        status, text, headers = world.get(REPLAY, f"/{ident}")
        assert (status, made.SHARED in text) == (200, True)
        assert "frame-ancestors 'self'" in headers["content-security-policy"]
        assert headers["x-robots-tag"] == "noindex, nofollow"
        assert headers["cache-control"] == "no-store"

    @pytest.mark.parametrize(
        ("url", "why", "kept"),
        [
            (made.COPY.url, "chưa được phép hiện toàn văn", "tiết kiệm"),
            (made.MONTH.url, "chưa được phép hiện toàn văn", "Hết"),
            (made.OFF.url, "không phải bản lưu của một bài viết", "Lúa lên giá"),
            (LISTING, "không phải bản lưu của một bài viết", "danh muc"),
        ],
    )
    def test_all_else_says_why_and_leads_to_the_page_itself(
        self, world: World, url: str, why: str, kept: str
    ) -> None:
        for path in ("", "view/", "raw/"):
            status, text, headers = world.get(REPLAY, f"/{path}{world.capture(url)}")
            assert status == 403
            assert why in text
            assert f'<a href="{url}" rel="noreferrer noopener nofollow">' in text
            assert kept not in text
            assert "<iframe" not in text
            assert headers["cache-control"] == "no-store"

    def test_of_what_is_withheld_not_even_the_address_is_told(self, world: World) -> None:
        for path in ("", "view/", "raw/"):
            status, text, _ = world.get(REPLAY, f"/{path}{world.capture(made.PASSING.url)}")
            assert status == 410
            assert "an toàn của người liên quan" in text
            assert "href" not in text
            assert made.PASSING.slug not in text

    def test_the_web_is_not_there_nor_the_replay_on_the_web(self, world: World) -> None:
        assert world.get(REPLAY, "/tim")[0] == 404
        assert world.get(REPLAY, "/archive/articles")[0] == 404
        assert world.get(WEB, f"/view/{world.capture(made.FIRST.url)}")[0] == 404


def test_a_withholding_ends_the_public_replay_at_once(tmp_path: Path) -> None:
    data = made.build(tmp_path / "data")
    options = ("--url", f"http://{WEB}:8080", "--replay-url", f"http://{REPLAY}:8080")
    with served(data, "--public", *options, "--replay-port", "0") as (web, replay):
        world = World(data, 0, web, replay)
        path = f"/{world.capture(made.FIRST.url)}"
        assert ask(replay, path, {"Host": f"{REPLAY}:8080"})[0] == 200
        page = ask(web, f"/bai/{article_id(made.FIRST.url)}", {"Host": WEB})[1]
        assert f"http://{REPLAY}:8080/view{path}" in page
        with Archive(data, kind="decide") as archive:
            archive.begin_run(made.SITES, catalogue().documents, kind="decide")
            said = withhold.detail(archive.begin(), made.FIRST.url, "court-order")
            archive.decide(withhold.WITHHOLD, made.FIRST.url, "x", said)
            archive.finish_run("done")
        assert ask(replay, path, {"Host": REPLAY})[0] == 410


def test_the_owners_replay_leads_back_to_the_archive_and_on_to_other_captures(data: Path) -> None:
    with served(data) as (web, replay):
        world, host = World(data, 0, web, replay), {"Host": f"127.0.0.1:{replay}"}
        ident = world.capture(made.FIRST.url)
        page = ask(replay, f"/view/{ident}", host)[1]
        back = f"http://127.0.0.1:{web}/bai/{article_id(made.FIRST.url)}"
        assert f'href="{back}?lang=vi"' in page
        assert ask(web, back.partition(str(web))[2], host)[0] == 200
        link = f"/near?url={quote(made.FIRST.url + '?utm_source=x', safe='')}"
        status, _, headers = ask(replay, link, host)
        assert (status, headers["location"].startswith("/view/")) == (303, True)


def test_without_an_address_the_public_view_opens_no_capture(data: Path) -> None:
    """As the reader typed them: host and nothing of what a proxy may say of it."""
    with served(data, "--public") as (web, replay):
        assert replay == 0
        status, text, _ = ask(
            web, f"/bai/{article_id(made.FIRST.url)}", {"Host": "kho.example", **FORGED}
        )
        assert status == 200
        assert "http://kho.example/bai/" in text
        assert "evil" not in text
        assert "/view/" not in text


def test_a_contact_that_is_a_page_is_led_to(data: Path) -> None:
    page = "https://vien-x.example/lien-he"
    options = ("--url", f"https://{WEB}", "--replay-url", f"https://{REPLAY}")
    with served(data, "--public", *options, "--replay-port", "0", contact=page) as (web, replay):
        link = f'<a href="{page}"'
        asked = {"Host": WEB}
        assert link in ask(web, "/", asked)[1]
        for lang in ("vi", "en"):
            assert ask(web, f"/gioi-thieu?lang={lang}", asked)[1].count(link) == 2
        capture = World(data, 0, web, replay).capture(made.FIRST.url)
        assert link in ask(replay, f"/view/{capture}", {"Host": REPLAY})[1]
        told = ask(web, "/oai?verb=Identify", asked)[1]
        # No mailbox is made up, and RFC 2606 has names that are plainly none.
        assert "<adminEmail>none@contact.invalid</adminEmail>" in told


def test_nothing_is_opened_to_the_world_without_a_contact(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configs = (configured(tmp_path, ""), tmp_path / "there-is-none.toml")
    with socket.socket() as taken:  # what is not refused ends here all the same
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        options = ("serve", "--public", "--url", "https://a.example", "--port", port)
        for config, lang in product(configs, ("vi", "en")):
            asked = ("--lang", lang, "--config", config, "--data", data, *options)
            code, out, err = told(capsys, *asked)
            assert (code, out) == (2, "")
            assert "contact" in err
            assert "lamtheo.toml" in err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--url", "https://a.example/"], "--public"),
        (["--public", "--url", "a.example"], "https://lamtheo.example/"),
        (["--public", "--url", "ftp://a.example/"], "https://lamtheo.example/"),
        (["--public", "--url", "https://ai:kin@a.example/"], "https://lamtheo.example/"),
        (["--public", "--url", 'https://a"b.example/'], "https://lamtheo.example/"),
        (["--public", "--url", "https://a.example/lamtheo/"], "https://a.example/"),
        (["--public", "--url", "https://a.example/?x=1"], "https://a.example/"),
        (["--public", "--replay-url", "https://b.example"], "--url"),
        (["--public", "--url", "https://a.example", "--replay-url", "https://A.example:443/"],
         "--replay-url https://a.example"),
        (["--public", "--url", "https://a.example", "--replay-url", "https://b.example",
          "--no-replay"], "--no-replay"),
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_right_is_refused(
    data: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    for lang in ("vi", "en"):
        code, out, err = told(capsys, "--lang", lang, "--data", data, "serve", *options)
        assert (code, out) == (2, "")
        assert said in err


def test_a_replay_port_that_is_taken_is_said(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        code, _, err = told(
            capsys, "--data", data, "serve", "--port", "0", "--replay-port", str(port)
        )
    assert code == 1
    assert str(port) in err
