"""Random histories, lived through and computed again: the rows must come out equal."""

from __future__ import annotations

import json
import random
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive import clusters, rebuild, warc
from archive.records import (
    Capture,
    Document,
    Gate,
    Judgement,
    Link,
    Mention,
    Page,
    Reading,
    Role,
    Section,
    Site,
)
from archive.writer import DATABASE, WARC_FOLDER, Archive

HERE = Site(
    "mau",
    "Trang mẫu",
    "huyen",
    "mau.example",
    "generic",
    sections=(Section("https://mau.example/tin", "Tin tức"),),
)
THERE = replace(
    HERE, name="khac", host="khac.example", sections=(Section("https://khac.example/tin", "Tin"),)
)
CT05 = Document("CT05", "05-CT/TW", "Chỉ thị", "…", "2016-05-15", "Bộ Chính trị", "XII", "campaign")
SLOTS = 64


def page_of(db: sqlite3.Connection, record: warc.Stored) -> Page | None:
    """A page whose payload says what a reader would read in it."""
    if record.record_type not in ("response", "revisit", "metadata"):
        return None
    site = HERE if "//mau." in record.url else THERE
    path = record.url.split("example/")[1]
    role: Role = "listing" if path.startswith("tin") else "article"
    failure = record.fields.get("fetch-failure", "")
    capture = Capture(
        record.id, record.url, record.warc_file, record.offset, record.length,
        record.record_type, record.status, record.digest, record.date,  # type: ignore[arg-type]
        record.run_id, site.name, failure=failure,
    )  # fmt: skip
    page = Page(
        record.url, role, site, record.status, record.headers, record.payload, record.date, capture
    )
    if record.status in (301, 302):
        return replace(page, links=(Link(page.header("location"), role),))
    if not record.payload or record.status != 200:
        return page
    said = json.loads(record.payload)
    if role == "listing":
        links = tuple(Link(*link) for link in said["links"])
        return replace(page, links=links, next_page=said["next"])
    if said["text"] == "spoilt":
        raise_at_the_door = Mention("NO-SUCH-DOCUMENT", "body", 0, 1, "s")
        mentions: tuple[Mention, ...] = (raise_at_the_door,)
    else:
        mentions = (Mention("CT05", "body", 0, 3, said["text"][:3]),)
    reading = Reading(
        said["canonical"] or page.url, said["text"][:9], "", said["text"],
        published_at=said["day"], published_precision="day" if said["day"] else "none",
        body_state="ok" if said["text"] else "empty",
    )  # fmt: skip
    judgement = Judgement(said["verdict"], ("CT05",), mentions, ("…",), 0.5, "…")
    return replace(
        page,
        gate=Gate(True, ""),
        reading=reading,
        judgement=judgement,
        signature=tuple(said["signature"]),
    )


def recover(archive: Archive) -> None:
    """What a run does first: read what the one before left unread."""
    for record in sorted(archive.unread(), key=lambda record: record.date):
        page = page_of(archive.db, record)
        if page is not None:
            archive.ingest(page)
    archive.settle()


class Life:
    """One archive, visited at random."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.dice = folder, random.Random(seed)
        self.now = datetime(2026, 11, 1, 18, 30, tzinfo=UTC)
        self.urls = [
            f"https://{host}.example/{n}.html" for host in ("mau", "khac") for n in range(5)
        ]
        self.listings = [
            f"https://{host}.example/tin{page}"
            for host in ("mau", "khac")
            for page in ("", "?page=2", "?page=3")
        ]
        self.stories = [[self.dice.randrange(1 << 57) for _ in range(SLOTS)] for _ in range(3)]
        self.last: dict[str, bytes] = {}

    def night(self, visits: int) -> None:
        with Archive(self.folder) as archive:
            archive.begin_run([HERE, THERE], [CT05])
            recover(archive)
            for _ in range(visits):
                self.visit(archive)
            match self.dice.randrange(4):
                case 0:
                    pass  # killed: nothing since the last commit is in the database
                case 1:
                    archive.keep(self.exchange())  # stopped between fetching and reading
                    archive.finish_run("interrupted")
                case _:
                    archive.finish_run("done")

    def visit(self, archive: Archive) -> None:
        exchange = self.exchange()
        capture = archive.keep(exchange)
        stored = warc.Stored(
            capture.warc_file, capture.offset, capture.length, capture.id, capture.record_type,
            capture.url, capture.fetched_at, capture.digest, capture.status,
            headers=exchange.headers, payload=exchange.payload, run_id=capture.run_id,
            fields={"fetch-failure": capture.failure},
        )  # fmt: skip
        page = page_of(archive.db, stored)
        assert page is not None
        archive.ingest(page)
        if self.dice.random() < 0.3:
            archive.commit()

    def exchange(self) -> warc.Exchange:
        dice = self.dice
        self.now += timedelta(seconds=dice.randrange(1, 90_000))
        url = dice.choice(self.urls if dice.random() < 0.7 else self.listings)
        site = HERE if "//mau." in url else THERE
        answer = warc.Exchange(url, site.name, self.now, status=200, reason="OK")
        kind = dice.choices(
            ("new", "same", 304, 404, 403, 500, "move", "fail"), (10, 4, 2, 2, 1, 1, 2, 1)
        )[0]
        if kind == "fail":
            return replace(answer, status=0, failure="timeout: no\nanswer in 30 s")
        if kind == "move":
            to = dice.choice([other for other in self.urls if site.host in other])
            return replace(answer, status=301, headers=(("Location", to),))
        if isinstance(kind, int):
            return replace(answer, status=kind, payload=b"" if kind == 304 else b"no")
        if kind == "new" or url not in self.last:
            self.last[url] = self.listing(url) if "/tin" in url else self.article(url)
        return replace(answer, payload=self.last[url], headers=(("ETag", '"é\xff"'),))

    def article(self, url: str) -> bytes:
        dice, n = self.dice, self.dice.randrange(3)
        signature = list(self.stories[n])
        for slot in dice.sample(range(SLOTS), dice.choice((0, 5, 15, 25))):
            signature[slot] = dice.randrange(1 << 57)
        text = dice.choice([f"Bài {n}. ", f"Bài {n} bản {dice.randrange(3)}. ", "", "spoilt"])
        said = {
            "text": text,
            "verdict": dice.choice(("relevant", "relevant", "mention", "irrelevant")),
            "signature": signature if dice.random() < 0.8 else [],
            "day": dice.choice((None, "2023-05-19", "2021-02-03")),
            "canonical": dice.choice(("", "", dice.choice(self.urls))),
        }
        return json.dumps(said).encode()

    def listing(self, url: str) -> bytes:
        dice = self.dice
        links = [
            (other, "article", dice.choice(("", "Tin tức")), dice.choice(("", "Tên")),
             dice.choice(("", "2023-05", "2023-05-19")), "day")
            for other in dice.sample(self.urls, 3)
            if other.split("/")[2] in url
        ]  # fmt: skip
        place = self.listings.index(url) % 3
        following = self.listings[self.listings.index(url) + 1] if place < 2 else ""
        return json.dumps({"links": links, "next": following}).encode()


@pytest.mark.parametrize("seed", range(24))
def test_a_random_life_is_computed_again_row_by_row(tmp_path: Path, seed: int) -> None:
    life = Life(tmp_path, seed)
    for _ in range(4):
        life.night(18)
    with Archive(tmp_path) as archive:  # a last run reads what the one before left
        archive.begin_run([HERE, THERE], [CT05])
        recover(archive)
        archive.finish_run("done")
    target = tmp_path / "rebuilt.db"
    rebuild.rebuild(tmp_path, target, [HERE, THERE], [CT05], page_of, "")
    assert list(rebuild.differences(tmp_path / DATABASE, target)) == []
    _assert_clusters_are_the_components(target)
    db = sqlite3.connect(tmp_path / DATABASE)
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.close()


def _assert_clusters_are_the_components(path: Path) -> None:
    """Clusters by brute force, from the signatures alone."""
    db = sqlite3.connect(path)
    signatures = {
        ident: tuple(json.loads(signature))
        for ident, signature in db.execute("SELECT article_id, signature FROM signatures")
    }
    cluster = {ident: ident for ident in signatures}
    for _ in signatures:  # labels spread at least one edge a round
        for a, first in signatures.items():
            for b, second in signatures.items():
                near = clusters.similarity(first, second) >= clusters.THRESHOLD
                if near and set(clusters.bands(first)) & set(clusters.bands(second)):
                    cluster[a] = cluster[b] = min(cluster[a], cluster[b])
    stored = dict(db.execute("SELECT id, cluster_id FROM articles"))
    assert stored == {ident: "c" + least for ident, least in cluster.items()}
    sizes = dict(db.execute("SELECT id, size FROM clusters"))
    assert sizes == {name: list(stored.values()).count(name) for name in set(stored.values())}
    db.close()


def test_a_url_that_is_only_owed_is_no_difference_and_stays_owed(tmp_path: Path) -> None:
    from archive import frontier

    with Archive(tmp_path) as archive:
        archive.begin_run([HERE, THERE], [CT05])
        frontier.owe_section(archive.begin(), "mau", HERE.sections[0], datetime.now(UTC))
        archive.finish_run("interrupted")
    target = tmp_path / "rebuilt.db"
    rebuild.rebuild(tmp_path, target, [HERE, THERE], [CT05], page_of, "")
    assert list(rebuild.differences(tmp_path / DATABASE, target)) == []
    rebuild.apply(tmp_path / DATABASE, target)
    db = sqlite3.connect(tmp_path / DATABASE)
    assert db.execute("SELECT url, owed FROM urls").fetchall() == [
        (HERE.sections[0].url, "section")
    ]
    db.close()


@pytest.mark.parametrize("harm", ["deleted", "truncated"])
def test_a_rebuild_that_would_lose_captures_is_not_applied(tmp_path: Path, harm: str) -> None:
    Life(tmp_path, 5).night(12)
    with Archive(tmp_path) as archive:
        archive.begin_run([HERE, THERE], [CT05])
        archive.settle()
        archive.finish_run("done")
    path = max((tmp_path / WARC_FOLDER).glob("*.warc.gz"), key=lambda path: path.stat().st_size)
    if harm == "deleted":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    before = (tmp_path / DATABASE).read_bytes()
    target = tmp_path / "rebuilt.db"
    rebuild.rebuild(tmp_path, target, [HERE, THERE], [CT05], page_of, "")
    with pytest.raises(rebuild.LostCaptures, match=path.name):
        rebuild.apply(tmp_path / DATABASE, target)
    assert (tmp_path / DATABASE).read_bytes() == before


def test_a_rebuild_brings_its_documents_and_its_sites_facts(tmp_path: Path) -> None:
    Life(tmp_path, 5).night(12)
    with Archive(tmp_path) as archive:
        archive.begin_run([HERE, THERE], [CT05])
        recover(archive)
        archive.finish_run("done")
    newer = replace(CT05, key="KL99", number="99-KL/TW")
    freed = replace(HERE, rights="CC BY 4.0")

    def named_anew(db: sqlite3.Connection, record: warc.Stored) -> Page | None:
        page = page_of(db, record)
        if page is None or page.judgement is None:
            return page
        said = tuple(replace(one, document=newer.key) for one in page.judgement.mentions)
        return replace(page, judgement=replace(page.judgement, mentions=said))

    target = tmp_path / "rebuilt.db"
    rebuild.rebuild(tmp_path, target, [freed, THERE], [CT05, newer], named_anew, "")
    rebuild.apply(tmp_path / DATABASE, target)
    db = sqlite3.connect(tmp_path / DATABASE)
    assert db.execute("SELECT DISTINCT document FROM mentions").fetchall() == [("KL99",)]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert db.execute("SELECT rights FROM sites WHERE name = 'mau'").fetchall() == [("CC BY 4.0",)]
    db.close()
