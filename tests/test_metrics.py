"""The figures for Prometheus: a file its own parser takes, written whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from archive.records import Gap
from archive.writer import DATABASE, connect_readonly
from crawler import metrics
from crawler.commands.aftermath import aftermath
from crawler.commands.say import Say
from crawler.config import Config
from tests.small_archive import small_archive
from tests.test_alerts import night

Figures = dict[tuple[str, ...], float]
"""By name and label values, labels in the order of their names."""


def figures(path: Path) -> Figures:
    return {
        (sample.name.removeprefix("lamtheo_"), *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(path.read_text("utf-8"))
        for sample in family.samples
    }


def test_the_file_says_how_the_archive_stands(tmp_path: Path) -> None:
    data, path = small_archive(tmp_path / "data"), tmp_path / "số liệu" / "lamtheo.prom"
    report = night(data, Gap("mau", "dns", "…"), state="gaps")
    with sqlite3.connect(data / DATABASE) as db:
        db.execute(
            "INSERT INTO site_runs(run_id, site, started_at, requests, bytes, outcomes)"
            " VALUES (?, 'mau', '2026-11-22T00:00:00+00:00', 7, 900, ?)",
            (report.run, '{"archived": 2, "gone": 1}'),
        )
    db.close()
    aftermath(Say("vi"), Config(data=data, metrics=path), report)
    found = figures(path)
    assert found["last_run_state", "gaps"] == 1
    assert found["last_run_state", "failed"] == 0
    assert abs(found["last_run_timestamp_seconds",] - datetime.now(UTC).timestamp()) < 60
    assert found["site_outcomes", "archived", "mau"] == 2
    assert found["site_outcomes", "gone", "mau"] == 1
    assert (found["site_requests", "mau"], found["site_bytes", "mau"]) == (7, 900)
    assert found["gaps_open", "dns", "mau"] == 1
    with closing(connect_readonly(data)) as db:
        counts = db.execute("SELECT count(*), max(first_seen_at) FROM articles").fetchone()
    assert found["articles", "mau", "relevant"] == counts[0]
    newest = found["newest_article_timestamp_seconds", "mau"]
    assert newest == datetime.fromisoformat(counts[1]).timestamp()
    assert found["archive_bytes", "warc"] > 1000
    assert found["disk_free_bytes",] > 0
    assert [one.name for one in path.parent.iterdir()] == ["lamtheo.prom"]  # no draft left


def test_an_archive_without_a_night_has_figures_too(tmp_path: Path) -> None:
    small_archive(tmp_path)
    with sqlite3.connect(tmp_path / DATABASE) as db:
        db.execute("DELETE FROM runs")
    db.close()
    with closing(connect_readonly(tmp_path)) as db:
        metrics.write(db, tmp_path, tmp_path / "lamtheo.prom")
    found = figures(tmp_path / "lamtheo.prom")
    assert ("last_run_timestamp_seconds",) not in found
    assert found["articles", "mau", "relevant"] > 0


def test_a_file_that_cannot_be_written_fails_no_run(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    data = small_archive(tmp_path / "data")
    (tmp_path / "file").touch()
    config = Config(data=data, metrics=tmp_path / "file" / "lamtheo.prom")
    aftermath(Say("vi"), config, night(data))
    assert "after the run" in caplog.text
