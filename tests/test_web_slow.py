"""What cannot be answered in time says so to programs too; an old id leads on as it was asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.documents import catalogue
from archive.records import Link
from archive.web import answering
from archive.writer import Archive, connect_readonly
from tests.web_archive import SITES, Maker, Reader, web_archive


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return web_archive(tmp_path / "data")


@pytest.fixture
def slow(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    monkeypatch.setattr(answering, "LIMIT", -1)
    reader = Reader(folder)
    yield reader
    reader.close()


def test_a_question_without_time_is_later_in_every_format(folder: Path, slow: Reader) -> None:
    ident = connect_readonly(folder).execute("SELECT id FROM articles").fetchone()[0]
    pages = ("/tim?q=a", "/tim.json?q=a", "/do-phu.csv", "/ban-do.json")
    files = ("/tim.csv?q=a", "/feed.atom", "/oai?verb=Identify", f"/bai/{ident}.ris")
    for path in pages:
        assert slow.get(path).status_code == 503, path
    for path in files:
        response = slow.get(path)
        assert response.status_code == 503, path
        assert int(response.headers["retry-after"]) > 0
    assert slow.get("/ban-do.json").json()["status"] == 503


def test_an_id_of_before_leads_on_for_ever_and_in_its_format(tmp_path: Path) -> None:
    hue = SITES[4]
    with Archive(tmp_path) as archive:
        archive.begin_run(SITES, catalogue().documents)
        make = Maker(archive)
        make.put(hue, "Bài A", url="https://hue.example/2.html")
        old, new = (f"https://hue.example/{n}.html" for n in (1, 2))
        make.put(hue, "Bài cũ", url=old)
        make.page(hue, old, 301, links=(Link(new, "article"),))
        archive.finish_run("done")
    db = connect_readonly(tmp_path)
    ident = db.execute("SELECT id FROM articles").fetchone()[0]
    before = db.execute("SELECT old_id FROM url_aliases").fetchone()[0]
    reader = Reader(tmp_path)
    try:
        for ending in ("", ".json", ".csv"):
            response = reader.get(f"/bai/{before}{ending}")
            location = response.headers["location"]
            assert (response.status_code, location) == (301, f"/bai/{ident}{ending}")
    finally:
        reader.close()
