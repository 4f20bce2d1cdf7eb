"""An archive made by hand for the tests of the web: sites in both maps, reposts, edits, a gap."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from lxml import html

from archive import warc
from archive.documents import catalogue
from archive.questions import questions
from archive.records import (
    Gap,
    Gate,
    Image,
    Judgement,
    Link,
    Mention,
    Page,
    PlaceName,
    Reading,
    Site,
    Verdict,
)
from archive.web.app import Options, build
from archive.writer import DATABASE, Archive
from pipelines.dedupe import signature


def site(name: str, organisation: str, before: str, after: str, **more: Any) -> Site:
    return Site(
        *(name, organisation, "tinh", f"{name}.example", "generic"),
        province_before=before,
        province_after=after,
        **more,
    )


SITES = (
    site("hagiang", "Báo Hà Giang", "Hà Giang", "Tuyên Quang", verified="2026-10-02"),
    site("tuyenquang", "Báo Tuyên Quang", "Tuyên Quang", "Tuyên Quang", rights="CC BY 4.0"),
    site("ninhbinh", "Báo Ninh Bình", "Ninh Bình", "Ninh Bình", status="live"),
    site("phuong", "Trang phường mới", "", "Ninh Bình"),  # of no province of the 63
    site("hue", "Báo Huế", "", "Huế"),  # one province in both maps
    site("trunguong", "Tạp chí Trung ương", "", ""),
)
OLD, NEW = "a1a1a1a1a1a1", "b2b2b2b2b2b2"
NIGHTS: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    # start (UTC), reader, software, layout of each site visited
    ("2026-03-01T18:30:00+00:00", "", "lamtheo/0.1", {"hagiang": ""}),
    ("2026-03-02T18:30:00+00:00", OLD, "lamtheo/0.1", {"hagiang": "l1", "hue": "l1"}),
    # 31 May by UTC, 1 June in Viet Nam
    ("2026-05-31T18:30:00+00:00", NEW, "lamtheo/0.1", {"hue": "l2", "ninhbinh": "l0"}),
    ("2026-06-03T18:30:00+00:00", "", "", {"hagiang": "", "hue": ""}),  # a decision: no reader
    ("2026-08-02T18:30:00+00:00", NEW, "lamtheo/0.2", {"hagiang": "l1", "hue": "l2"}),
    (
        "2026-09-02T18:30:00+00:00",
        NEW,
        "lamtheo/0.2",
        dict.fromkeys([one.name for one in SITES], "l1") | {"ninhbinh": "l3"},
    ),
    (
        "1970-01-01T00:00:00+00:00",
        "zzz",
        "zzz",
        {"trunguong": "zzz"},
    ),  # a clock that lost its battery
)
BODY = (
    "Sáng nay, Đảng ủy phường sơ kết một năm thực hiện {document}. Hơn ba trăm đảng viên dự.\n\n"
    "Ông Lê An, tổ trưởng tổ {n}, kể lại việc gom {n} chiếc xe đạp cũ cho học trò nghèo.\n\n"
    "Ban chỉ đạo đẩy mạnh việc đọc sách và giữ sạch {n} con ngõ. Bà con góp {n} ngày công."
)
SYLLABLES = (
    "ba be bi bo bu ca co da de do ga go la le lo ma me mo na no ra so ta te to va xa xe".split()
)
NAMES = {"CT05": "Chỉ thị 05-CT/TW", "KL01": "Kết luận 01-KL/TW"}


def body_of(document: str, n: int) -> str:
    """A text like no other but for its first words: no two of different ``n`` are a repost."""
    words = Random(n).choices(SYLLABLES, k=90)
    return BODY.format(document=NAMES[document], n=n) + "\n\n" + " ".join(words) + "."


class Maker:
    """Puts articles into an archive as a crawl would, one a minute."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.now = datetime(2026, 11, 1, 18, 0, tzinfo=UTC)
        self.made = 0

    def put(
        self,
        where: Site,
        title: str,
        when: str | None = "2023-05-19T08:00+07:00",
        *,
        document: str = "CT05",
        body: str = "",
        url: str = "",
        verdict: Verdict = "relevant",
        **more: Any,
    ) -> str:
        """An article; its URL."""
        self.made += 1
        named = NAMES[document]
        body = body or body_of(document, self.made)
        url = url or f"https://{where.host}/bai-{self.made}.html"
        at = body.find(named)
        mentions = (Mention(document, "body", at, at + len(named), named),) if at >= 0 else ()
        precision = {None: "none", 7: "month", 10: "day"}.get(when and len(when), "minute")
        fields: dict[str, Any] = {"lead": "", "authors": ("Lê An",)} | more
        reading = Reading(
            *(url, title),
            body=body,
            published_at=when,
            published_precision=precision,  # type: ignore[arg-type]
            published_reason="printed under the title",
            **fields,
        )
        judged = Judgement(verdict, (document,), mentions, ("tiêu đề",), 0.9, "nói về")
        self.page(where, url, gate=Gate(True, ""), reading=reading, judgement=judged,
                  signature=signature(body))  # fmt: skip
        return url

    def other(self, where: Site, when: str) -> None:
        """A page on something else, of which a listing told the day."""
        self.made += 1
        url = f"https://{where.host}/khac-{self.made}.html"
        listing = f"https://{where.host}/tin.html"
        link = Link(url, "article", "Thời sự", "", when, "day")
        self.page(where, listing, role="listing", links=(link,))
        judged = Judgement("irrelevant", (), (), (), 0.0, "chuyện khác")
        reading = Reading(url, "Khác", "", "…", published_at=when, published_precision="day")
        self.page(where, url, gate=Gate(True, ""), reading=reading, judgement=judged)

    def page(self, where: Site, url: str, status: int = 200, **more: Any) -> None:
        self.now += timedelta(minutes=1)
        payload = f"{url} {self.now}".encode()
        role = more.pop("role", "article")
        exchange = warc.Exchange(url, where.name, self.now, status=status, payload=payload)
        capture = self.archive.keep(exchange)
        self.archive.ingest(Page(url, role, where, status, (), payload, self.now, capture, **more))


def web_archive(folder: Path) -> Path:
    """28 articles on six sites; a text on three of them, one edited, one gone, one mention."""
    hagiang, _, ninhbinh, _, hue, trunguong = SITES
    with Archive(folder) as archive:
        archive.begin_run(SITES, catalogue().documents, info={"software": "lamtheo/0.1"})
        make = Maker(archive)
        for number, (where, year) in enumerate(
            (where, year) for where in SITES for year in (2017, 2021, 2024, 2026)
        ):
            title = f"Học tập và làm theo Bác: chuyện thứ {number + 1}"
            named = "KL01" if year > 2021 else "CT05"
            make.put(where, title, f"{year}-05-{number % 27 + 1:02}T08:05+07:00", document=named)
            make.other(where, f"{year}-05-02")
            make.other(where, f"{year}-06-02")
        story = body_of("KL01", 777)
        for where, when in ((hagiang, "2024-03-01"), (ninhbinh, "2024-03-02"), (hue, "2024-03-05")):
            make.put(where, "Tấm gương ở tổ dân phố", when, document="KL01", body=story)
        place = PlaceName("phường Nam Hồng", "subject", "Hà Tĩnh", "Hà Tĩnh", "title, named 2×")
        image = Image("https://hagiang.example/anh.jpg", "Toàn cảnh hội nghị", "Thanh Hà")
        said: dict[str, Any] = {"places": (place,), "images": (image,), "lead": "Mở bài."}
        before = body_of("CT05", 900)
        after = before.replace("xe đạp cũ", "xe đạp mới tinh")
        url = make.put(hagiang, "Đẩy mạnh việc học tập", None, body=before, **said)
        make.put(hagiang, "Đẩy mạnh việc học tập", None, body=after, url=url, **said)
        make.put(trunguong, "Bài nhắc qua", "2025-08", verdict="mention")
        gone = make.put(ninhbinh, "Bài sắp mất", "2025-07-01")
        make.page(ninhbinh, gone, status=404)
        archive.gap(Gap("hue", "empty-section", "{}", "Xây dựng Đảng", "2026-10-30", "2026-10-31"))
        archive.finish_run("gaps")
    return folder


def lived(folder: Path) -> Path:
    """An archive to which nights came: sites were added, the reader and a layout changed."""
    db = sqlite3.connect(folder / DATABASE)
    db.execute("UPDATE runs SET started_at = '2026-03-01T18:00:00+00:00', version = ''")
    for at, reader, software, layouts in NIGHTS:
        db.execute(
            "INSERT INTO runs(id, kind, started_at, state, version, reader_version)"
            " VALUES (?1, 'crawl', ?1, 'done', ?2, ?3)",
            (at, software, reader),
        )
        db.executemany(
            "INSERT INTO site_runs(run_id, site, started_at, layout) VALUES (?1, ?2, ?1, ?3)",
            [(at, site, layout) for site, layout in layouts.items()],
        )
    db.commit()
    db.close()
    return folder


class Reader:
    """Asks a web as a browser would, from tests that are not async."""

    def __init__(self, folder: Path, options: Options | None = None) -> None:
        self.loop = asyncio.new_event_loop()
        self.web = build(folder, options or Options(words=WORDS))

    def get(self, path: str, **more: Any) -> Any:
        return self.loop.run_until_complete(self.web.client.get(path, **more))

    def close(self) -> None:
        for database in self.web.databases.values():
            database.close()
        self.web.executor.shutdown()
        self.loop.close()


WORDS: Mapping[str, Mapping[str, str]] = {
    "vi": {"cause.empty-section": "chuyên mục không có bài nào"},
    "en": {"cause.empty-section": "the section lists nothing"},
}


def one(db: sqlite3.Connection, sql: str, *values: object) -> Any:
    return db.execute(sql, values).fetchone()[0]


def pages(db: sqlite3.Connection) -> list[str]:
    edited = one(db, "SELECT article_id FROM revisions GROUP BY 1 HAVING count(*) > 1")
    gone = one(db, "SELECT id FROM articles WHERE gone_at IS NOT NULL")
    cluster = one(db, "SELECT id FROM clusters WHERE size = 3")
    return [
        *("/", "/tim", "/tim?q=dao+duc", "/tim?q=đẩy+mạnh&map=63&province=Hà+Giang"),
        *("/tim?q=chuyen&document=kl01&year=2024&verdict=all&site=hue", "/tim?q=khongcogi"),
        *(f"/bai/{edited}", f"/bai/{gone}", f"/bai/{edited}/phien-ban", f"/nhom/{cluster}"),
        *("/dong-thoi-gian", "/dong-thoi-gian?by=document&measure=count&name=KL01"),
        *("/dong-thoi-gian?by=site&name=hue", "/ban-do", "/ban-do?map=63&measure=share"),
        *("/ban-do?document=KL01", "/do-phu", "/do-phu?by=site", "/lan-toa", "/trang"),
        *("/trang/hue", "/gioi-thieu", "/archive", "/archive/articles?_facet=site"),
        *("/archive/sites/hue", "/archive?sql=select+1+as+a", "/archive?sql=select+nothing"),
        *(f"/archive/{query.name}" for query in questions()),
    ]


def tree(response: Any) -> Any:
    return html.document_fromstring(response.text)
