"""What the tests of whole nights share: the farm, a night in a child process, rows to compare."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from archive.writer import connect_readonly

ROOT = Path(__file__).parent.parent


class Served(Protocol):
    """Sites on loopback: the farm, or a town of platforms."""

    ca_pem: str

    @property
    def resolve(self) -> dict[str, tuple[str, int]]: ...


def order(data: Path, farm: Served, names: Sequence[str], **more: Any) -> str:
    """The JSON that ``tests.child`` takes."""
    ca = data.parent / "farm-ca.pem"
    ca.write_text(farm.ca_pem)
    resolve = {name: f"{host}:{port}" for name, (host, port) in farm.resolve.items()}
    return json.dumps(
        {"data": str(data), "ca": str(ca), "resolve": resolve, "names": list(names)} | more
    )


def start(data: Path, farm: Served, names: Sequence[str], **more: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.child", order(data, farm, names, **more)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def crawl(data: Path, farm: Served, names: Sequence[str], **more: Any) -> dict[str, Any]:
    """A whole night; its report."""
    child = start(data, farm, names, **more)
    out, err = child.communicate(timeout=120)
    assert child.returncode == 0, err[-3000:]
    report: dict[str, Any] = json.loads(out)
    return report


def rows(data: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    db = connect_readonly(data)
    try:
        return [tuple(row) for row in db.execute(sql, values)]
    finally:
        db.close()


def story(data: Path) -> list[tuple[Any, ...]]:
    """What an archive knows, without when and where it lies: equal for equal nights."""
    return rows(
        data,
        "SELECT a.id, a.url, a.title, a.lead, a.body, a.authors, a.source, a.section,"
        " a.published_at, a.verdict, a.documents, a.cluster_id, a.gone_at IS NOT NULL,"
        " (SELECT count(*) FROM revisions r WHERE r.article_id = a.id),"
        " (SELECT group_concat(document || field || start) FROM"
        "   (SELECT * FROM mentions m WHERE m.article_id = a.id ORDER BY field, start))"
        " FROM articles a ORDER BY a.id",
    )


def assert_sound(data: Path) -> None:
    """SQLite's own checks, and no capture read twice."""
    db = sqlite3.connect(data / "archive.db")
    try:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        db.execute("INSERT INTO articles_fts(articles_fts) VALUES ('integrity-check')")
        places = db.execute("SELECT warc_file, offset FROM captures").fetchall()
        assert len(places) == len(set(places))
    finally:
        db.close()
