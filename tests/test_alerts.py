"""One digest a night, of what needs a human, to whoever is named; it never fails a run."""

from __future__ import annotations

import json
import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from archive.documents import catalogue
from archive.records import VIETNAM, Gap
from archive.writer import DATABASE, WARC_FOLDER, Archive, connect_readonly
from crawler import alerts, logs
from crawler.alerts import Concern
from crawler.commands.aftermath import SHOWN, aftermath, digest
from crawler.commands.say import Say
from crawler.config import Alerts, Config, ConfigError, load
from crawler.ledger import Report
from tests.small_archive import SITE, alone, small_archive

NOW = datetime.now(UTC)


class Service:
    """What takes the digests: a web server on loopback."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.status = 200
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                service.taken.append(json.loads(body))
                self.send_response(service.status)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"json://ai-do:mat-khau@127.0.0.1:{self.server.server_port}/"


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    found = Service()
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    alone(tmp_path, monkeypatch)
    return small_archive(tmp_path / "data")


def night(data: Path, *gaps: Gap, state: str = "done", missed: tuple[str, ...] = ()) -> Report:
    with Archive(data) as archive:
        run = archive.begin_run([SITE], catalogue().documents, missed=missed)
        for gap in gaps:
            archive.gap(gap)
        archive.finish_run(state)
    return Report(run, state, NOW.isoformat(), (), (), 0)


def kinds(data: Path, limits: Alerts | None = None, now: datetime = NOW) -> list[str]:
    with closing(connect_readonly(data)) as db:
        return [concern.key for concern in alerts.concerns(db, data, limits or Alerts(), now)]


GAP = Gap("mau", "empty-section", "https://mau.example/tin", "Tin tức")


class TestConcerns:
    def test_a_calm_archive_has_none(self, data: Path) -> None:
        night(data)
        assert kinds(data) == []

    def test_each_thing_that_needs_a_human_is_one(self, data: Path) -> None:
        gaps = night(data, GAP, state="gaps", missed=("2026-11-20", "2026-11-21"))
        failed = night(data, state="failed")
        assert kinds(data) == [
            f"missed/{gaps.run}",
            f"run/{failed.run}",
            "gap/mau/Tin-tức/empty-section",
        ]
        later = NOW + timedelta(days=4)
        assert kinds(data, now=later) == ["gap/mau/Tin-tức/empty-section"]

    def test_a_damaged_archive_is_named_by_its_file(self, data: Path) -> None:
        first, second = next((data / WARC_FOLDER).iterdir()), night(data)
        with first.open("ab") as file:
            file.write(b"x")
        assert kinds(data) == [f"damaged/{first.name}"]
        first.unlink()
        assert kinds(data) == [f"damaged/{first.name}"]
        assert second.state == "done"

    def test_a_disk_with_room_for_few_nights(
        self, data: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from archive import checkup

        with closing(connect_readonly(data)) as db:
            nightly = checkup.disk(db, data).nightly
        assert nightly > (data / DATABASE).stat().st_size
        usage = type("Usage", (), {"free": nightly * 30 - 1})
        monkeypatch.setattr(checkup.shutil, "disk_usage", lambda _: usage)
        assert kinds(data) == ["disk/"]
        assert kinds(data, Alerts(disk_nights=29)) == []

    def test_a_site_silent_for_long_unless_it_rests(self, data: Path) -> None:
        with sqlite3.connect(data / DATABASE) as db:
            db.execute(
                "INSERT INTO site_runs(run_id, site, started_at) SELECT id, 'mau', ? FROM runs",
                ((NOW - timedelta(days=90)).isoformat(),),
            )
            db.execute("UPDATE urls SET found_at = ?", ((NOW - timedelta(days=40)).isoformat(),))
        db.close()
        assert kinds(data) == ["silent/mau"]
        assert kinds(data, Alerts(silent_days=41)) == []
        with Archive(data, "decide") as archive:
            archive.begin_run((), (), kind="decide")
            archive.decide("pause", "mau", "dời máy chủ")
            archive.finish_run("done")
        assert kinds(data) == []


def rhythm(data: Path, every: int, silent: int, nights: int = 4) -> None:
    """Give the site articles ``every`` so many days, the last one ``silent`` days ago, and
    as many good nights since."""
    with sqlite3.connect(data / DATABASE) as db:
        for back in range(nights):
            at = (NOW - timedelta(days=back)).isoformat()
            run = f"{back:08}"
            db.execute(
                "INSERT INTO runs(id, kind, trigger, started_at, state, missed, version)"
                " VALUES (?, 'crawl', 'manual', ?, 'done', '[]', '')",
                (run, at),
            )
            db.execute(
                "INSERT INTO site_runs(run_id, site, started_at) VALUES (?, 'mau', ?)", (run, at)
            )
        db.execute("UPDATE urls SET found_at = ?, day = ''", ((NOW - timedelta(400)).isoformat(),))
        for n in range(40):
            day = (NOW - timedelta(days=silent + n * every)).date().isoformat()
            db.execute(
                "INSERT INTO urls(url, site, role, found_at, day)"
                " VALUES (?, 'mau', 'article', ?, ?)",
                (f"https://mau.example/{n}", f"{day}T00:00:00+00:00", day),
            )
    db.close()


class TestSilence:
    """Whether a site has been silent for too long is told by its own rhythm."""

    @pytest.mark.parametrize(
        ("every", "silent", "told"),
        [
            (1, 6, False),
            (1, 10, True),  # a daily paper: a week and no more
            (7, 20, False),
            (7, 23, True),
            (20, 45, False),  # a ward's page that speaks every three weeks
            (20, 63, True),
        ],
    )
    def test_by_default_it_is_the_site_s_own(
        self, data: Path, every: int, silent: int, told: bool
    ) -> None:
        rhythm(data, every, silent)
        assert kinds(data) == (["silent/mau"] if told else [])

    def test_a_number_takes_its_place_either_way(self, data: Path) -> None:
        rhythm(data, every=1, silent=10, nights=60)
        assert kinds(data) == ["silent/mau"]
        assert kinds(data, Alerts(silent_days=11)) == []
        assert kinds(data, Alerts(silent_days=9)) == ["silent/mau"]

    def test_the_gap_that_says_so_too_is_not_told_twice(self, data: Path) -> None:
        rhythm(data, every=1, silent=10, nights=60)
        night(data, Gap("mau", "site-silent", "{}"), state="gaps")
        assert kinds(data) == ["silent/mau"]
        assert kinds(data, Alerts(silent_days=11)) == []


class TestDigest:
    def test_one_digest_says_what_is_new_and_only_once(self, data: Path, service: Service) -> None:
        config = Config(data=data, alerts=Alerts(urls=(service.url,)))
        report = night(data, GAP, state="gaps")
        aftermath(Say("vi"), config, report)
        assert len(service.taken) == 1
        sent = service.taken[0]
        assert sent["title"].startswith("làm theo: 1 việc cần xem")
        assert "khoảng trống mới: mau · Tin tức: chuyên mục trả lời nhưng" in sent["message"]
        aftermath(Say("vi"), config, night(data, GAP, state="gaps"))
        assert len(service.taken) == 1  # the same gap is no news
        aftermath(Say("en"), config, night(data, GAP, replace(GAP, cause="dns"), state="gaps"))
        assert len(service.taken) == 2
        assert "lamtheo: 1 things to look at" in service.taken[1]["title"]
        assert "And 1 more that were told before." in service.taken[1]["message"]

    def test_what_stands_is_told_again_after_a_week(self, tmp_path: Path, service: Service) -> None:
        gap = Concern("gap", "a", {})
        heard: list[tuple[int, int, int]] = []

        def compose(new: Any, again: Any, old: Any) -> tuple[str, str]:
            heard.append((len(new), len(again), len(old)))
            return "t", "b"

        def tell(days: float, *found: Concern) -> bool | None:
            now = NOW + timedelta(days=days)
            return alerts.tell([service.url], tmp_path, found, compose, now)

        assert [tell(0, gap), tell(6.9, gap), tell(7, gap), tell(8)] == [True, None, True, None]
        assert tell(9, gap) is True  # it went away and came back
        assert heard == [(1, 0, 0), (0, 1, 0), (1, 0, 0)]

    def test_a_reminder_says_since_when_and_not_that_it_is_new(
        self, data: Path, service: Service
    ) -> None:
        night(data, GAP, state="gaps")
        config = Config(data=data, alerts=Alerts(urls=(service.url,)))
        aftermath(Say("vi"), config, night(data, GAP, state="gaps"))
        memory = json.loads((data / alerts.MEMORY).read_text("utf-8"))
        memory["told"] = {key: (NOW - alerts.REMIND).isoformat() for key in memory["told"]}
        (data / alerts.MEMORY).write_text(json.dumps(memory), "utf-8")
        aftermath(Say("vi"), config, night(data, GAP, state="gaps"))
        first, second = (sent["message"] for sent in service.taken)
        assert "khoảng trống mới" in first
        today = f"{NOW.astimezone(VIETNAM):%d/%m/%Y}"
        assert f"khoảng trống chưa xử lý từ {today}" in second
        assert "mới:" not in second

    @pytest.mark.parametrize(
        ("state", "said"),
        [
            ("done", "lỡ 2 đêm, đã thu thập bù: 20/11/2026, 21/11/2026"),
            ("gaps", "lỡ 2 đêm, đã thu thập bù: 20/11/2026, 21/11/2026"),
            ("failed", "lỡ 2 đêm, chưa thu thập bù được"),
            ("interrupted", "lỡ 2 đêm, chưa thu thập bù được"),
        ],
    )
    def test_missed_nights_are_made_up_for_by_a_run_that_ended_well(
        self, data: Path, service: Service, state: str, said: str
    ) -> None:
        report = night(data, state=state, missed=("2026-11-20", "2026-11-21"))
        config = Config(data=data, alerts=Alerts(urls=(service.url,)))
        aftermath(Say("vi"), config, report)
        assert said in service.taken[0]["message"]
        assert service.taken[0]["message"].count("lỡ 2 đêm") == 1

    def test_a_run_that_fails_is_told_with_its_error(self, data: Path, service: Service) -> None:
        night(data, state="failed")
        config = Config(data=data, alerts=Alerts(urls=(service.url,)))
        aftermath(Say("vi"), config, OSError(28, "No space left on device"))
        assert len(service.taken) == 1
        message = service.taken[0]["message"]
        assert "thất bại: OSError: [Errno 28] No space left on device" in message
        assert message.count("thất bại") == 1

    def test_a_database_that_cannot_be_read_is_told(self, tmp_path: Path, service: Service) -> None:
        (tmp_path / DATABASE).write_bytes(b"no database, only some bytes " * 40)
        config = Config(data=tmp_path, alerts=Alerts(urls=(service.url,)))
        aftermath(Say("vi"), config, sqlite3.DatabaseError("file is not a database"))
        assert "không đọc được cơ sở dữ liệu" in service.taken[0]["message"]

    def test_a_long_digest_is_counted_not_listed(self) -> None:
        gap = {"site": "mau", "section": "", "cause": "dns", "detail": "…"}
        many = [Concern("gap", str(n), gap) for n in range(SHOWN + 5)]
        _, text = digest(Say("vi"), many, [], [], NOW)
        assert text.count("khoảng trống mới") == SHOWN
        assert "và 5 việc nữa" in text


class TestFailure:
    def test_a_digest_that_does_not_arrive_is_tried_once_more_and_never_fails_a_run(
        self, data: Path, service: Service, caplog: pytest.LogCaptureFixture
    ) -> None:
        config = Config(data=data, alerts=Alerts(urls=(service.url,)))
        service.status = 500
        aftermath(Say("vi"), config, night(data, GAP, state="gaps"))
        assert alerts.waiting(data)
        assert "tried again after the next run" in caplog.text
        service.status = 200
        aftermath(Say("vi"), config, night(data, GAP, state="gaps"))
        assert len(service.taken) == 2
        assert not alerts.waiting(data)
        service.status = 500
        for _ in range(4):
            night(data, replace(GAP, cause="dns"), state="gaps")
            aftermath(Say("vi"), config, night(data, state="gaps"))
        assert len(service.taken) == 4  # twice, then given up
        assert "given up" in caplog.text
        assert "mat-khau" not in caplog.text

    def test_nobody_there_and_no_such_service(
        self, data: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        urls = ("json://ai-do:mat-khau@127.0.0.1:9/", "khongco://bi-mat@a.vn")
        config = Config(data=data, alerts=Alerts(urls=urls))
        aftermath(Say("vi"), config, night(data, GAP, state="gaps"))
        assert alerts.waiting(data)
        assert "service 1 of 2" in caplog.text
        assert "service 2 of 2" in caplog.text
        assert not {"mat-khau", "bi-mat"} & set(caplog.text.replace("@", ":").split(":"))
        assert alerts.unusable(urls) == [2]

    def test_a_spoilt_memory_costs_one_digest(self, tmp_path: Path, service: Service) -> None:
        gap = Concern("gap", "a", {})
        for text in ("{", "[]", '{"told": {"gap/a": "hôm qua"}, "failed": 0}'):
            (tmp_path / alerts.MEMORY).write_text(text)
            told = alerts.tell([service.url], tmp_path, [gap], lambda *_: ("t", "b"), NOW)
            assert told is True

    def test_without_addresses_nothing_is_said_or_remembered(self, data: Path) -> None:
        aftermath(Say("vi"), Config(data=data), night(data, GAP, state="gaps"))
        assert not (data / alerts.MEMORY).exists()

    def test_a_wrong_address_is_refused_without_being_shown(self, tmp_path: Path) -> None:
        file = tmp_path / "lamtheo.toml"
        file.write_text('[alerts]\nurls = ["mat-khau-khong-co-dau"]\n')
        with pytest.raises(ConfigError) as caught:
            load(file)
        assert "alerts.urls" in str(caught.value)
        assert "mat-khau" not in str(caught.value)


class TestLog:
    @pytest.fixture
    def root(self) -> Iterator[logging.Logger]:
        root = logging.getLogger()
        before, level = list(root.handlers), root.level
        root.setLevel(logging.DEBUG)
        yield root
        root.setLevel(level)
        for handler in set(root.handlers) - set(before):
            root.removeHandler(handler)
            handler.close()

    def test_each_line_is_one_json_object(self, root: logging.Logger, tmp_path: Path) -> None:
        path = tmp_path / "sổ" / "lamtheo.jsonl"
        logs.to_file(path)
        log = logging.getLogger("crawler.thu")
        log.debug("not kept")
        log.warning("%s: hai\ndòng", "quevo", extra={"facts": {"site": "quevo"}})
        try:
            raise ValueError("hỏng")
        except ValueError:
            log.exception("lỗi")
        said = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        assert [line["level"] for line in said] == ["warning", "error"]
        assert (said[0]["message"], said[0]["site"]) == ("quevo: hai\ndòng", "quevo")
        assert "ValueError" in said[1]["error"]
        assert datetime.fromisoformat(said[0]["time"]).tzinfo == UTC

    def test_it_rotates(
        self, root: logging.Logger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(logs, "MAX_BYTES", 2000)
        monkeypatch.setattr(logs, "KEPT", 2)
        logs.to_file(tmp_path / "lamtheo.jsonl")
        for n in range(200):
            logging.getLogger("crawler.thu").info("dòng %d", n)
        names = {path.name for path in tmp_path.iterdir()}
        assert names == {"lamtheo.jsonl", "lamtheo.jsonl.1", "lamtheo.jsonl.2"}
        assert all(path.stat().st_size <= 2000 for path in tmp_path.iterdir())

    def test_one_that_cannot_be_written_stops_nothing(
        self, root: logging.Logger, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        (tmp_path / "file").touch()
        logs.to_file(tmp_path / "file" / "lamtheo.jsonl")
        assert "cannot be written" in caplog.text
