"""An archive made by hand for what leaves it: three sites in two provinces, known to the row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive import warc
from archive.documents import catalogue
from archive.records import (
    Gap,
    Gate,
    Judgement,
    Link,
    Mention,
    Page,
    PlaceName,
    Reading,
    Site,
    Verdict,
)
from archive.writer import Archive

OPEN = Site("mo", "Báo Mở", "tinh", "mo.example", "generic", province_before="Bắc Giang",
            province_after="Bắc Ninh", rights="CC BY 4.0")  # fmt: skip
SHUT = Site("kin", "Huyện ủy Kín & Bạn", "huyen", "kin.example", "generic",
            province_before="Bắc Ninh", province_after="Bắc Ninh", district="Kín",
            rights="© Huyện ủy Kín")  # fmt: skip
FAR = Site("xa", "Phường Xa", "xa", "xa.example", "generic", province_before="Hà Tĩnh",
           province_after="Hà Tĩnh")  # fmt: skip
SITES = (OPEN, SHUT, FAR)
SHARED = "Đồng chí Bí thư kể lại việc tiết kiệm nước theo gương Bác.\n\nAi cũng nhớ."
HOSTILE = '=HYPERLINK("http://x") & <b>{50%}</b> \\ ~ ^ _ # $ "\''


@dataclass(frozen=True, slots=True)
class Story:
    """A page as a site serves it."""

    site: Site
    slug: str
    title: str
    body: str
    published_at: str | None
    precision: str = "day"
    authors: tuple[str, ...] = ()
    documents: tuple[str, ...] = ("CT05",)
    verdict: Verdict = "relevant"
    places: tuple[str, ...] = ()
    signature: int = 0

    @property
    def url(self) -> str:
        return f"https://{self.site.host}/{self.slug}"


FIRST = Story(OPEN, "mot.html", "Làm theo Bác từ việc nhỏ", SHARED, "2021-06-01T07:05+07:00",
              "minute", ("Nguyễn Văn An", "Lê Thị Bình"), ("KL01", "CT05"),
              signature=7)  # fmt: skip
COPY = replace(FIRST, site=SHUT, slug="chep.html", published_at="2021-06-03", precision="day",
               authors=())  # fmt: skip
EDITED = Story(SHUT, "sua.html", "Chi bộ sinh hoạt", "Chi bộ góp 4,2 tỷ.", "2022-05-19",
               authors=("Trần Đức",), places=("Kín",))  # fmt: skip
MONTH = Story(FAR, "thang.html", HOSTILE, f"@cmd {HOSTILE}\n\n-Hết", "2022-05", "month",
              ("=cmd|' /C calc'!A0", "{Ngoặc} & Cộng"), ("KL01",))  # fmt: skip
MOVED = Story(FAR, "cu.html", "Gương sáng phường Xa", "Một bài rất ngắn.", "2023-01-02")
GONE = Story(FAR, "go.html", "Bài sẽ bị gỡ", "Nội dung còn lưu.", None, "none")
PASSING = replace(GONE, site=OPEN, slug="qua.html", title="Chỉ nhắc qua", verdict="mention",
                  published_at="2022-07-01", precision="day", documents=("CT05",))  # fmt: skip
OFF = Story(OPEN, "gia-lua.html", "Giá lúa", "Lúa lên giá.", "2022-08-01", documents=(),
            verdict="irrelevant")  # fmt: skip
STORIES = (FIRST, COPY, EDITED, MONTH, MOVED, GONE, PASSING, OFF)
NEW_PLACE = f"https://{FAR.host}/moi.html"
RELEVANT = 6


def build(folder: Path) -> Path:
    """Write the archive: each story a minute, then one edited, one moved, one gone."""
    with Archive(folder) as archive:
        archive.begin_run(SITES, catalogue().documents, info={"software": "lamtheo/test"})
        clock = iter(datetime(2026, 11, 1, 18, 30, tzinfo=UTC) + timedelta(minutes=n)
                     for n in range(100))  # fmt: skip
        for story in STORIES:
            visit(archive, story, next(clock))
        visit(archive, replace(EDITED, body="Chi bộ góp 4,6 tỷ."), next(clock))
        visit(archive, MOVED, next(clock), status=301, to=NEW_PLACE)
        visit(archive, GONE, next(clock), status=404)
        archive.gap(Gap(SHUT.name, "empty-section", "{}", section="tin"))
        archive.finish_run("done")
    return folder


def visit(
    archive: Archive, story: Story, moment: datetime, status: int = 200, to: str = ""
) -> None:
    """One capture of a story, read and judged as a crawl would have it."""
    payload = f"<h1>{story.title}</h1>{story.body}".encode() if status == 200 else b"-"
    headers = (("Location", to),) if to else (("Content-Type", "text/html; charset=utf-8"),)
    exchange = warc.Exchange(
        *(story.url, story.site.name, moment), status=status, headers=headers, payload=payload
    )
    page = Page(
        *(story.url, "article", story.site, status, headers, payload, moment),
        capture=archive.keep(exchange),
        links=(Link(to, "article"),) if to else (),
    )
    archive.ingest(read(story, page) if status == 200 else page)


def read(story: Story, page: Page) -> Page:
    """The page as it is read and judged."""
    signature = (story.signature,) * 64 if story.signature else ()
    return replace(page, gate=Gate(True, ""), reading=_reading(story), judgement=_judged(story),
                   signature=signature)  # fmt: skip


def add(folder: Path, stories: Iterable[Story]) -> None:
    """More stories, a second apart, in a run of their own."""
    with Archive(folder) as archive:
        archive.begin_run(SITES, catalogue().documents)
        for n, story in enumerate(stories):
            visit(archive, story, datetime(2026, 12, 1, tzinfo=UTC) + timedelta(seconds=n))
        archive.finish_run("done")


def _reading(story: Story) -> Reading:
    places = tuple(
        PlaceName(name, "subject", story.site.province_before, story.site.province_after, name)
        for name in story.places
    )
    return Reading(
        *(story.url, story.title, "", story.body, story.authors),
        published_at=story.published_at,
        published_precision=story.precision,  # type: ignore[arg-type]
        places=places,
    )


def _judged(story: Story) -> Judgement:
    mentions = tuple(
        Mention(key, "body", n, n + 1, story.body[n]) for n, key in enumerate(story.documents)
    )
    return Judgement(story.verdict, story.documents, mentions, ("nêu",), 0.9, "nói về")
