"""What ``lamtheo status`` says is due: the same condition by which a night owes revisits."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive import frontier
from archive.writer import DATABASE, connect_readonly
from tests.small_archive import SITE, alone, answer, small_archive

DAYS = (1, 7, 30, 180)


@pytest.mark.parametrize("age", [0.5, 1.5, 6, 8, 29, 31, 400])
def test_what_is_counted_as_due_is_what_a_night_would_owe(tmp_path: Path, age: float) -> None:
    data = small_archive(tmp_path)
    with sqlite3.connect(data / DATABASE) as db:
        seen = db.execute("SELECT max(first_seen_at) FROM articles").fetchone()[0]
        now = datetime.fromisoformat(seen) + timedelta(days=age)
        for budget in (1, 1000):
            due = frontier.revisits_due(db, now, DAYS).get(SITE.name, 0)
            owed = frontier.owe_revisits(db, SITE.name, now, DAYS, budget)
            assert owed == min(due, budget)
        assert frontier.revisits_due(db, now, DAYS) == {}  # what is owed is due no more
    db.close()
    assert due == 0 if age < 1 else due >= 0


def test_status_shows_the_revisits_due(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    alone(tmp_path, monkeypatch)
    data = small_archive(tmp_path / "data")
    with sqlite3.connect(data / DATABASE) as db:
        db.execute(
            "INSERT INTO site_runs(run_id, site, started_at) SELECT id, 'mau', started_at FROM runs"
        )
        db.execute("UPDATE articles SET first_seen_at = '2024-01-01T00:00:00+00:00'")
        db.execute("UPDATE urls SET visited_at = '2024-01-01T00:00:01+00:00'")
    db.close()
    with closing(connect_readonly(data)) as db:
        due = frontier.revisits_due(db, datetime.now(UTC), DAYS)["mau"]
    assert due > 0
    said = answer(capsys, "status", "--json")
    assert [site["revisits_due"] for site in said["sites"]] == [due]
    assert said["disk"]["free"] > 0
    assert said["sites"][0]["state"] == "active"
