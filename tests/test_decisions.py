"""What a human decides: a row, a WARC record, and what follows from it; computed again alike."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from archive import decisions, rebuild, warc
from archive.decisions import CLOSE_GAP, ENROL, PAUSE, PERMIT, RESUME, RETIRE, Decision, Standing
from archive.documents import catalogue
from archive.migrations import migrate
from archive.records import Gap
from archive.writer import DATABASE, WARC_FOLDER, Archive, connect_readonly
from crawler.replay import Replay
from crawler.run import choose, project_settings
from crawler.sites import Sites
from pipelines.read import read, reader_version
from tests.small_archive import SITE, alone, answer, small_archive, told

ROOT = Path(__file__).parent.parent


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    alone(tmp_path, monkeypatch)
    return small_archive(tmp_path / "data")


def rows(data: Path) -> list[tuple[Any, ...]]:
    with closing(connect_readonly(data)) as db:
        sql = "SELECT kind, target, reason, detail FROM decisions ORDER BY made_at"
        return [tuple(row) for row in db.execute(sql)]


def again(data: Path, target: Path) -> list[rebuild.Difference]:
    """What a rebuild from the WARC files alone would change."""
    replay = Replay(Sites.from_settings(project_settings()), read)
    rebuild.rebuild(data, target, [SITE], catalogue().documents, replay.page, reader_version())
    found = rebuild.differences(data / DATABASE, target)
    return [difference for difference in found if difference.table == "decisions"]


def records(data: Path) -> list[warc.Stored]:
    paths = sorted((data / WARC_FOLDER).glob("*.warc.gz"))
    return [r for path in paths for r in warc.scan(path) if decisions.of(r) is not None]


class TestRecord:
    @settings(max_examples=25, deadline=None)
    @given(target=st.text(min_size=1), reason=st.text(), by=st.text(min_size=1), document=st.text())
    def test_a_decision_reads_back_as_it_was_written(
        self, tmp_path_factory: pytest.TempPathFactory, **said: str
    ) -> None:
        folder = tmp_path_factory.mktemp("any")
        with Archive(folder, "decide") as archive:
            archive.begin_run((), (), kind="decide")
            detail = {"by": said["by"], "document": said["document"]}
            made = archive.decide(PERMIT, said["target"], said["reason"], detail)
            archive.finish_run("done")
        found = [decisions.of(record) for record in records(folder)]
        assert found == [made]
        assert all(ord(char) < 128 for char in records(folder)[0].url)

    def test_a_record_from_elsewhere_may_hold_anything(self) -> None:
        moment = datetime(2026, 11, 22, tzinfo=UTC)
        for detail in ("", "[1]", "{", "null"):
            record = warc.Stored(
                "a.warc.gz", 0, 1, "id", "metadata", "urn:lamtheo:decision:pause:x", moment,
                fields={"detail": detail},
            )  # fmt: skip
            found = decisions.of(record)
            assert found is not None
            assert found.detail == {}
        failure = warc.Stored("a", 0, 1, "id", "metadata", "https://a.vn/", moment)
        assert decisions.of(failure) is None


def at(minute: int, kind: str, target: str = "quevo", **detail: str) -> Decision:
    moment = datetime(2026, 11, 22, 1, minute, tzinfo=UTC)
    return Decision(f"id{minute}", moment, kind, target, f"lý do {minute}", detail)


class TestStanding:
    @pytest.fixture
    def db(self) -> sqlite3.Connection:
        database = Database(memory=True)
        migrate(database)
        return database.conn

    def test_the_latest_decision_wins_in_whatever_order_they_come(
        self, db: sqlite3.Connection
    ) -> None:
        for made in (
            at(3, RETIRE, successor="moi.vn"),
            at(1, PAUSE),
            at(2, RESUME),
            at(4, PERMIT, by="UBND"),
            at(5, PAUSE, "tuson"),
            at(6, RESUME, "tuson"),
        ):
            decisions.enter(db, made)
        found = decisions.standings(db)
        since = "2026-11-22T01:03:00+00:00"
        assert found["quevo"] == Standing("retired", since, "lý do 3", "moi.vn")
        decisions.enter(db, at(7, ENROL, host="bacninh.gov.vn"))
        tried = {"trial": "2026-11-22T01:07:00+00:00", "trial_host": "bacninh.gov.vn"}
        retired = decisions.standings(db)["quevo"]
        assert retired == Standing("retired", since, "lý do 3", "moi.vn", **tried)
        assert found["quevo"].rests
        assert not found["tuson"].rests
        assert decisions.permissions(db)["quevo"].detail == {"by": "UBND"}

    def test_a_decision_known_already_changes_nothing(self, db: sqlite3.Connection) -> None:
        decisions.enter(db, at(1, PAUSE))
        decisions.enter(db, at(1, PAUSE))
        assert db.execute("SELECT count(*) FROM decisions").fetchone() == (1,)

    def test_no_run_visits_a_site_that_rests(self) -> None:
        sites = Sites.from_settings(project_settings())
        tried = {"trial": "2026-11-20T01:00:00+00:00", "trial_host": "bacninh.gov.vn"}
        decided = {name: Standing("active", **tried) for name in ("quevo", "tuson")}
        assert choose(sites, None, decided, "vi") == ["quevo", "tuson"]
        paused = Standing("paused", "2026-11-22T01:00:00+00:00", "dời máy chủ", **tried)
        decided["quevo"] = paused
        assert choose(sites, None, decided, "vi") == ["tuson"]
        assert choose(sites, ["tuson"], decided, "vi") == ["tuson"]
        back = {"quevo": Standing("active", "2026-11-22T02:00:00+00:00")}
        assert choose(sites, ["quevo"], back, "vi") == ["quevo"]


class TestCommands:
    def test_a_paused_site_is_not_visited_even_when_named(
        self, data: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        at_data = ("--data", data)
        code, out, _ = told(capsys, *at_data, "site", "pause", "quevo", "--reason", "dời  máy\nchủ")
        assert (code, out) == (0, "Đã tạm dừng quevo.\n")
        code, out, err = told(capsys, *at_data, "crawl", "quevo")
        assert (code, out) == (2, "")
        assert "quevo đang tạm dừng" in err
        assert "dời máy chủ" in err
        assert "site resume quevo" in err
        sites = {one["name"]: one for one in answer(capsys, *at_data, "site", "list", "--json")}
        assert sites["quevo"]["state"] == "paused"
        assert sites["quevo"]["reason"] == "dời máy chủ"
        assert sites["quevo"]["enrolled"] is False
        assert sites["tuson"]["state"] == "active"
        assert "tạm dừng" in told(capsys, *at_data, "site", "list")[1]
        assert answer(capsys, *at_data, "status", "--json")["resting"]["quevo"]["since"]
        assert "dời máy chủ" in told(capsys, *at_data, "status")[1]
        assert told(capsys, *at_data, "site", "pause", "quevo", "--reason", "lại")[0] == 2
        answer(capsys, *at_data, "site", "resume", "quevo", "--reason", "xong", "--json")
        sites = {one["name"]: one for one in answer(capsys, *at_data, "site", "list", "--json")}
        assert sites["quevo"]["state"] == "active"

    def test_a_retired_site_names_its_successor_and_a_permission_its_document(
        self, data: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        at_data = ("--data", data, "site")
        told(capsys, *at_data, "retire", "tuson", "--reason", "sáp nhập", "--successor", "moi.vn")
        code, _, err = told(
            capsys, *at_data, "permit", "quevo", "--by", "UBND phường", "--date", "01/02/2026",
            "--document", "12/CV-UBND",
        )  # fmt: skip
        assert code == 0, err
        sites = {one["name"]: one for one in answer(capsys, *at_data, "list", "--json")}
        assert (sites["tuson"]["state"], sites["tuson"]["successor"]) == ("retired", "moi.vn")
        permission = {"by": "UBND phường", "date": "2026-02-01", "document": "12/CV-UBND"}
        assert sites["quevo"]["permission"] == permission
        assert sites["quevo"]["state"] == "active"
        screen = told(capsys, *at_data, "list")[1]
        assert "kế tiếp: moi.vn" in screen
        assert "01/02/2026 (12/CV-UBND)" in screen

    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [
            (["site", "pause", "queva", "--reason", "x"], 2, "quevo"),
            (["site", "pause", "quevo", "--reason", "  "], 2, "--reason"),
            (["site", "pause", "quevo"], 2, "REASON"),
            (["site", "resume", "quevo", "--reason", "x"], 2, "đang thu thập"),
            (["gap", "close", "quevo/-/dns", "--reason", "x"], 1, "quevo/-/dns"),
        ],
    )
    def test_what_cannot_be_decided_is_said_and_leaves_nothing(
        self, data: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int, said: str
    ) -> None:
        before = sorted((data / WARC_FOLDER).iterdir())
        got, out, err = told(capsys, "--data", data, *words)
        assert (got, out) == (code, "")
        assert said in err
        assert len(err.splitlines()) == 1
        assert sorted((data / WARC_FOLDER).iterdir()) == before
        assert rows(data) == []

    def test_a_site_may_be_paused_before_its_first_night(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        alone(tmp_path, monkeypatch)
        assert told(capsys, "site", "pause", "quevo", "--reason", "chưa được phép")[0] == 0
        assert told(capsys, "crawl", "quevo")[0] == 2


class TestGap:
    GAP = Gap(SITE.name, "empty-section", "https://mau.example/tin", "Tin tức")
    IDENT = "mau/Tin-tức/empty-section"

    def see(self, data: Path) -> None:
        with Archive(data) as archive:
            archive.begin_run([SITE], catalogue().documents)
            archive.gap(self.GAP)
            archive.finish_run("gaps")

    def test_a_closed_gap_stays_closed_until_its_cause_is_seen_again(
        self, data: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.see(data)
        status = ("--data", data, "status", "--json")
        assert [gap["id"] for gap in answer(capsys, *status)["gaps"]] == [self.IDENT]
        assert self.IDENT in told(capsys, *status[:-1])[1]
        close = ("--data", data, "gap", "close", self.IDENT, "--reason", "chuyên mục đã bỏ")
        assert told(capsys, *close)[0] == 0
        assert answer(capsys, *status)["gaps"] == []
        assert rows(data)[0][:3] == (CLOSE_GAP, self.IDENT, "chuyên mục đã bỏ")
        with closing(connect_readonly(data)) as db:
            by = db.execute("SELECT closed_by FROM gaps").fetchone()[0]
            assert by == "decision " + db.execute("SELECT id FROM decisions").fetchone()[0]
        assert told(capsys, *close)[0] == 1  # it is open no more
        self.see(data)
        assert [gap["id"] for gap in answer(capsys, *status)["gaps"]] == [self.IDENT + "#2"]

    def test_an_old_decision_read_again_closes_no_later_gap(self, data: Path) -> None:
        self.see(data)
        early = Decision("x", datetime(2020, 1, 1, tzinfo=UTC), CLOSE_GAP, self.IDENT, "cũ")
        with Archive(data) as archive:
            decisions.enter(archive.begin(), early)
            archive.commit()
            assert archive.db.execute("SELECT state FROM gaps").fetchall() == [("open",)]


class TestRebuild:
    def decide(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        for words in (
            ["pause", "quevo", "--reason", "một: hai\nba “bốn”"],
            ["resume", "quevo", "--reason", "xong"],
            ["retire", "tuson", "--reason", "sáp nhập", "--successor", "moi.vn"],
        ):
            assert told(capsys, "--data", data, "site", *words)[0] == 0

    def test_decisions_are_computed_again_from_warc(
        self, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.decide(data, capsys)
        assert [row[0] for row in rows(data)] == [PAUSE, RESUME, RETIRE]
        assert again(data, tmp_path / "again.db") == []
        with sqlite3.connect(data / DATABASE) as db:
            db.execute("DELETE FROM decisions WHERE kind = 'pause'")
        db.close()
        lost = again(data, tmp_path / "second.db")
        assert [one.kind for one in lost] == ["added"]

    def test_a_decision_killed_between_warc_and_row_is_read_by_the_next_run(
        self, data: Path
    ) -> None:
        dies = (
            "import os, signal, sys\n"
            "from pathlib import Path\n"
            "from archive.writer import Archive\n"
            "archive = Archive(Path(sys.argv[1]), 'decide')\n"
            "archive.begin_run((), (), kind='decide')\n"
            "archive.decide('pause', 'quevo', 'dời')\n"
            "archive._warc.sync()\n"
            "os.kill(os.getpid(), signal.SIGKILL)\n"
        )
        killed = subprocess.run([sys.executable, "-c", dies, str(data)], cwd=ROOT, check=False)
        assert killed.returncode == -9
        assert rows(data) == []
        replay = Replay(Sites.from_settings(project_settings()), read)
        for _ in range(2):
            with Archive(data) as archive:
                archive.begin_run([SITE], catalogue().documents)
                replay.into(archive, archive.unread())
                archive.settle()
                archive.finish_run("done")
            assert [row[:3] for row in rows(data)] == [(PAUSE, "quevo", "dời")]
            assert not list((data / WARC_FOLDER).glob("*.open"))

    def test_a_rebuild_that_would_forget_a_decision_is_not_applied(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        alone(tmp_path, monkeypatch)
        data = tmp_path / "bare"
        self.decide(data, capsys)
        # By content: files of runs begun within one second sort by chance.
        lost = next(one for one in records(data) if "retire" in one.fields.values())
        (data / WARC_FOLDER / lost.warc_file).unlink()
        again(data, tmp_path / "again.db")
        with pytest.raises(rebuild.LostCaptures, match="retire tuson"):
            rebuild.apply(data / DATABASE, tmp_path / "again.db")
        assert len(rows(data)) == 3

    def test_warc_tools_find_nothing_wrong_with_the_record(
        self, data: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        from warcio.checker import Checker

        self.decide(data, capsys)
        for record in records(data):
            path = data / WARC_FOLDER / record.warc_file
            checker = Checker(type("Command", (), {"inputs": [str(path)], "verbose": False})())
            checker.process_all()
            assert checker.exit_value == 0
            assert json.loads(record.fields["detail"]) == {"successor": "moi.vn"} or record.fields[
                "decision"
            ] in (PAUSE, RESUME)
