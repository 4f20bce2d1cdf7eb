"""A small archive made by hand, and commands run in this process, for the tests of the commands."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive import warc
from archive.documents import catalogue
from archive.records import Gate, Judgement, Link, Mention, Page, Reading, Site
from archive.writer import Archive
from crawler.commands import run

SITE = Site("mau", "Trang mẫu", "huyen", "mau.example", "generic", province_before="Hà Tĩnh",
            province_after="Hà Tĩnh")  # fmt: skip
OLD, NEW, GONE = (f"https://mau.example/{name}.html" for name in ("cu", "moi", "go"))
FIRST = "Đoạn một về việc làm theo Bác.\n\nĐoạn hai có 4,2 tỷ đồng.\n\nĐoạn ba."
SECOND = FIRST.replace("4,2 tỷ", "4,6 tỷ")


class Crawl:
    """Puts pages into an archive as a crawl would, one every minute."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.now = datetime(2026, 11, 1, 18, 30, tzinfo=UTC)

    def visit(self, url: str, text: str = "", status: int = 200, to: str = "") -> None:
        self.now += timedelta(minutes=1)
        headers = (("Location", to),) if to else ()
        payload = text.encode()
        exchange = warc.Exchange(
            *(url, SITE.name, self.now), status=status, headers=headers, payload=payload
        )
        page = Page(
            *(url, "article", SITE, status, headers, payload, self.now),
            capture=self.archive.keep(exchange),
            links=(Link(to, "article"),) if to else (),
        )
        if text:
            reading = Reading(url, "Học tập đạo đức Bác", "", text, ("Lê An",), "Báo Mẫu")
            mention = Mention("CT05", "body", 0, 4, text[:4])
            judged = Judgement("relevant", ("CT05",), (mention,), ("…",), 0.9, "nói về")
            page = Page(
                **{name: getattr(page, name) for name in Page.__slots__}
                | {"gate": Gate(True, ""), "reading": reading, "judgement": judged}
            )
        self.archive.ingest(page)


def small_archive(folder: Path) -> Path:
    """An archive of two articles: one edited, then moved; one gone."""
    with Archive(folder) as archive:
        archive.begin_run([SITE], catalogue().documents)
        crawl = Crawl(archive)
        crawl.visit(OLD, FIRST)
        crawl.visit(GONE, "Một bài khác hẳn.")
        crawl.visit(OLD, SECOND)
        crawl.visit(OLD, status=301, to=NEW)
        crawl.visit(GONE, status=404)
        archive.finish_run("done")
    return folder


def alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No lamtheo.toml and no LAMTHEO_ variable of whoever runs the tests."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "200")
    for name in [name for name in os.environ if name.startswith("LAMTHEO_")]:
        monkeypatch.delenv(name)


def told(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a command run in this process."""
    code = run([str(arg) for arg in args])
    out, err = capsys.readouterr()
    return code, out, err


def answer(capsys: pytest.CaptureFixture[str], *args: object) -> Any:
    code, out, err = told(capsys, *args)
    assert code == 0, err
    return json.loads(out)
