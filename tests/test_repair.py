"""A layout that changed three weeks ago is mended from captures alone, without one request."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from archive.records import Layout, Page, Site
from pipelines.clean import read_article
from pipelines.frame import of_day
from spiders.quevo import Quevo
from tests.farm.farm import Farm
from tests.farm.faults import FAULTS, Fault
from tests.mended import CHANGED, MENDED, SINCE
from tests.night import crawl, rows
from tests.small_archive import alone, answer, told

DAY = 86_400


def relaid(page: str) -> str:
    """An article as the new system prints it: what was the text's element is a widget's now,
    the text has another, the date stands in a sentence; and a third of a megabyte of styles."""
    root = lxml.html.document_fromstring(page)
    old = {
        part: found[0]
        for part, css in (("title", ".header-title"), ("date", ".metadata-publish-date"),
                          ("body", ".journal-content-article"))
        if (found := root.cssselect(css))
    }  # fmt: skip
    if len(old) < 3:
        return page
    old["body"].attrib.clear()
    lead = root.cssselect(".article-summary")
    summary = f'<p class="tom-tat">{lead[0].text_content()}</p>' if lead else ""
    body = lxml.html.tostring(old["body"], encoding="unicode")
    rng = random.Random(7)
    styles = "".join(f".k{rng.randrange(10**9)}{{color:#{n:06x}}}" for n in range(14_000))
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">
<title>{old["title"].text_content()}</title><style>{styles}</style></head><body>
<h1 class="bai-ten">{old["title"].text_content()}</h1>
<div class="journal-content-article"><script>show({{{"'ngay': 'hom-nay', " * 20}}})</script></div>
<div class="khung-tin">{summary}{body}</div>
<p>Trang này lưu lúc <span class="moc">{old["date"].text_content()}</span> theo quy chế của Cổng
thông tin điện tử, do ban biên tập kiểm duyệt trước khi đưa lên phục vụ bạn đọc xa gần.</p>
</body></html>"""


FAULTS["relaid"] = Fault("articles have a new layout", roles=("article",), spoil=relaid)


@dataclass(frozen=True)
class Scene:
    farm: Farm
    data: Path


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """A night before the change, and one of the changed site a day after it. It lives on from
    test to test."""
    data = tmp_path_factory.mktemp("repair") / "data"
    with Farm(night=1) as farm:
        names = ("quevo", "tuson")
        crawl(data, farm, names, clock=[(1, -(CHANGED + 2) * DAY)])
        farm.set_night(2)
        farm._faults.put(["relaid:quevo"])
        clock = [(1, -(CHANGED - 1) * DAY)]
        report = crawl(data, farm, names, clock=clock, revisit_now=True)
        assert "layout-changed" in {gap["cause"] for gap in report["gaps"]}
        yield Scene(farm, data)


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone(tmp_path, monkeypatch)


def truth(scene: Scene) -> dict[str, tuple[str, str, str | None]]:
    return {
        one.url: (one.title, one.body, one.published_at)
        for one in scene.farm.manifest.articles
        if one.site == "quevo" and one.expected == "archived"
    }


def kept(scene: Scene, site: str) -> dict[str, tuple[Any, ...]]:
    found = rows(
        scene.data,
        "SELECT url, title, body, published_at FROM articles WHERE site = ? AND gone_at IS NULL",
        site,
    )
    return {row[0]: row[1:] for row in found}


def wrong(scene: Scene) -> list[str]:
    found = kept(scene, "quevo")
    return [url for url, said in truth(scene).items() if found.get(url) != said]


def test_the_loop_from_misread_to_mended(
    lived: Scene, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ("--data", lived.data)
    lived.farm.log.clear()
    misread = wrong(lived)
    assert misread
    other = kept(lived, "tuson")
    # The maintainer looks at one capture, as it is read and as it should be.
    [(capture,)] = rows(lived.data, "SELECT capture_id FROM urls WHERE url = ?", misread[0])
    assert not answer(capsys, *at, "read", "--capture", capture, "--json")["body"]
    monkeypatch.setattr(Quevo, "layouts", (*Quevo.layouts, MENDED))
    said = answer(capsys, *at, "read", "--capture", capture, "--json")
    assert (said["title"], said["body"]) == truth(lived)[misread[0]][:2]
    into = lived.data.parent / "sites"
    pair = answer(capsys, *at, "site", "fixture", "quevo", "--capture", capture, "--into", into,
                  "--json")  # fmt: skip
    assert len(json.loads(Path(pair["expectation"]).read_text())["body"]) == (
        said["body"].count("\n\n") + 1
    )
    # What would change is shown, and nothing is changed.
    # What a rebuild that was killed has left goes; not what one that runs still needs.
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    left = [lived.data / f".rebuild-{gone.pid}.db{suffix}" for suffix in ("", "-wal")]
    runs = lived.data / f".rebuild-{os.getppid()}.db"
    for path in (*left, runs):
        path.touch()
    found = json.loads(told(capsys, *at, "doctor", "--json")[1])["checks"]
    said = {one["check"]: one["said"] for one in found}
    assert left[0].name in said["leftovers"]
    assert runs.name not in said["leftovers"]
    part = ("rebuild", "--site", "quevo", "--since", SINCE, "--json")
    shown = answer(capsys, *at, *part)
    assert shown["applied"] is False
    assert {"articles", "visits"} <= {one["table"] for one in shown["differences"]}
    assert list(lived.data.glob(".rebuild-*")) == [runs]
    runs.unlink()
    assert wrong(lived) == misread
    applied = answer(capsys, *at, *part, "--apply")
    assert applied["differences"] == shown["differences"]
    assert wrong(lived) == []
    assert kept(lived, "tuson") == other
    # What was captured before was left as it was read, and says by which layout.
    left_so = answer(capsys, *at, "rebuild", "--json")["differences"]
    assert {(one["table"], *one["fields"]) for one in left_so} == {("articles", "reader_version")}
    of_quevo = {row[0] for row in rows(lived.data, "SELECT id FROM articles WHERE site = 'quevo'")}
    assert {one["key"] for one in left_so} < of_quevo
    assert lived.farm.log == []
    assert not list(lived.data.glob(".rebuild-*"))


def test_the_next_night_closes_the_gap_by_what_it_reads(lived: Scene) -> None:
    """After the test above, with the site's file as it is mended."""
    opened = "SELECT cause FROM gaps WHERE state = 'open' AND site = 'quevo'"
    assert ("layout-changed",) in rows(lived.data, opened)
    lived.farm.log.clear()
    crawl(lived.data, lived.farm, ["quevo"], spiders=["tests.mended"], revisit_now=True)
    assert ("layout-changed",) not in rows(lived.data, opened)
    assert wrong(lived) == []


def test_since_needs_a_site(lived: Scene, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = told(capsys, "--data", lived.data, "rebuild", "--since", "2026-01-01")
    assert (code, out) == (2, "")
    assert "--site" in err
    code, _, err = told(capsys, "--data", lived.data, "rebuild", "--site", "queva")
    assert (code, "quevo" in err) == (2, True)


class TestLayoutsOfADay:
    OLD = Layout(body=".cu", until="2021-06-30")
    NEW = Layout(body=".moi", since="2021-07-01")
    ANY = Layout(body=".nao-cung-duoc")

    @pytest.mark.parametrize(
        ("day", "order"),
        [
            ("2021-06-30", "OLD ANY NEW"),
            ("2021-07-01", "NEW ANY OLD"),
            ("", "ANY NEW OLD"),
        ],
    )
    def test_those_of_the_day_come_first(self, day: str, order: str) -> None:
        found = of_day((self.ANY, self.NEW, self.OLD), day)
        assert found == [getattr(self, name) for name in order.split()]

    def test_of_two_that_fit_a_day_the_one_that_began_last_comes_first(self) -> None:
        """A family's layout that has been there for years must not hide the one it became."""
        mended = Layout(body=".sua", since="2026-11-01")
        given = (self.ANY, self.NEW, mended)
        assert of_day(given, "2026-11-22") == [mended, self.NEW, self.ANY]
        assert of_day(given, "2026-10-31") == [self.NEW, self.ANY, mended]

    @pytest.mark.parametrize(
        ("moment", "body"),
        [
            # 00:30 on 1 July in Viet Nam, and half an hour before it.
            (datetime(2021, 6, 30, 17, 30, tzinfo=UTC), "Bài"),
            (datetime(2021, 6, 30, 16, 30, tzinfo=UTC), "Giới"),
        ],
    )
    def test_the_wrong_one_matches_too(self, moment: datetime, body: str) -> None:
        text = "kể chuyện về việc làm theo Bác ở khu dân cư, có tám đội dự thi và nhiều người xem. "
        html = f"""<html><body><h1>Hội thi kể chuyện ở phường</h1>
<div class="cu"><p>Giới thiệu: {text * 2}</p></div><div class="moi"><p>Bài: {text * 2}</p></div>
</body></html>"""
        site = Site("mau", "Báo Mẫu", "tinh", "baomau.vn", "generic", layouts=(self.OLD, self.NEW))
        page = Page(
            "https://baomau.vn/bai-123.html", "article", site, 200, (), html.encode(), moment
        )
        reading = read_article(page)
        assert reading.body.startswith(body)
        assert ("Bài:" in reading.body) != ("Giới thiệu:" in reading.body)
