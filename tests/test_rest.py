"""A night when every site rests is a night like any other; Scrapy's own command obeys too."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from archive.writer import Archive
from tests.night import ROOT, rows


def run(data: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=os.environ | {"LAMTHEO_CONTACT": "a@b.vn", "LAMTHEO_DATA": str(data)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.long
def test_a_night_when_every_site_rests_is_done_and_settles_its_night(tmp_path: Path) -> None:
    data = tmp_path / "data"
    listed = run(data, "crawler.commands", "site", "list", "--json")
    hosts = {site["name"]: site["host"] for site in json.loads(listed.stdout)}
    names = list(hosts)
    with Archive(data, "decide") as archive:
        archive.begin_run((), (), kind="decide")
        for name in names:
            archive.decide("enrol", name, "đạt", {"host": hosts[name]})
            archive.decide("pause", name, "chờ văn bản cho phép")
        archive.finish_run("done")
    night = run(data, "crawler.commands", "crawl", "--json", "--due-for", "2026-11-22")
    assert night.returncode == 0, night.stderr
    assert json.loads(night.stdout)["sites"] == []
    found = rows(data, "SELECT state, due_for FROM runs WHERE kind = 'crawl'")
    assert found == [("done", "2026-11-22")]
    scrapy = run(data, "scrapy", "crawl", names[0], "-s", f"LAMTHEO_DATA={data}")
    assert f"{names[0]} đang tạm dừng" in scrapy.stderr
    assert rows(data, "SELECT count(*) FROM captures") == [(0,)]
    assert rows(data, "SELECT count(*) FROM runs WHERE kind = 'crawl'") == [(1,)]
