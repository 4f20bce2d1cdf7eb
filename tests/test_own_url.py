"""The URL that a page calls its own: found with its links on every site, in the one spelling
that the archive has it under, so that a print view is no second article."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from archive import rebuild
from archive.articles import Rules
from archive.documents import catalogue
from archive.records import Link, Page
from archive.warc import Exchange
from archive.writer import DATABASE, Archive
from crawler.families import SlugId
from crawler.replay import Replay
from crawler.site import Section
from crawler.sites import Sites
from pipelines.read import read, reader_version
from tests.pages import CAPTURED

HOME = "https://mau.example.vn"
ARTICLE = f"{HOME}/hoc-bac-tu-viec-nho-10001.html"
PRINTED = f"{HOME}/in/hoc-bac-tu-viec-nho-10001.html"
HTML = (("Content-Type", "text/html; charset=utf-8"),)


class Mau(SlugId):
    name = "mau"
    host = "mau.example.vn"
    aliases = ("m.mau.example.vn",)
    organisation = "Trang mẫu"
    level = "huyen"
    home = f"{HOME}/"
    sections = (Section(f"{HOME}/xay-dung-dang", "Xây dựng Đảng"),)


def source(canonical: str, more: str = "") -> bytes:
    text = "".join(
        f"<p>Đảng bộ xã thực hiện Chỉ thị 05-CT/TW của Bộ Chính trị về đẩy mạnh học tập và làm"
        f" theo tư tưởng, đạo đức, phong cách Hồ Chí Minh, phần việc thứ {n} là góp công.</p>"
        for n in range(5)
    )
    named = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    return (
        f"<html><head><title>Học Bác từ việc nhỏ</title>{named}</head><body>"
        f"<h1>Học Bác từ việc nhỏ</h1><p>19/05/2023</p>{text}{more}</body></html>"
    ).encode()


SPELLINGS = (
    ARTICLE,
    ARTICLE.replace("https://", "http://"),
    ARTICLE.replace("mau.", "www.mau.", 1),
    ARTICLE.replace("mau.", "m.mau.", 1) + "?utm_source=in#top",
    "/hoc-bac-tu-viec-nho-10001.html",
)


@pytest.mark.parametrize("canonical", SPELLINGS)
def test_a_declared_sites_article_is_found_to_name_itself(canonical: str) -> None:
    assert not Mau.discovers()
    page = Page(PRINTED, "article", Mau.facts(), 200, HTML, source(canonical), CAPTURED)
    assert Mau.read_links(page).links == (Link(ARTICLE, "article"),)
    understood = read(Mau.read_links(page))
    assert understood.reading is not None
    assert understood.reading.url == ARTICLE


@pytest.mark.parametrize(
    "canonical",
    ["", PRINTED, "https://noikhac.vn/a-10001.html", f"{HOME}/", Mau.sections[0].url,
     f"{HOME}/tim-kiem?q=a", "http://[::1", "javascript:x"],
)  # fmt: skip
def test_what_is_no_other_page_of_the_site_is_not_believed(canonical: str) -> None:
    page = Page(PRINTED, "article", Mau.facts(), 200, HTML, source(canonical), CAPTURED)
    assert Mau.read_links(page).links == ()


@pytest.mark.parametrize("canonical", SPELLINGS)
def test_a_print_view_with_a_paragraph_more_is_no_second_article(
    canonical: str, tmp_path: Path
) -> None:
    sites, rules = Sites([Mau]), Rules(reader_version())
    again = Replay(sites, read).page
    more = "<p>Bản này in ra để đọc tại buổi sinh hoạt chi bộ thôn theo kế hoạch tháng.</p>"
    with Archive(tmp_path, "crawl", rules) as archive:
        archive.begin_run([Mau.facts()], catalogue().documents)
        for hour, (url, body) in enumerate(
            ((ARTICLE, source("")), (PRINTED, source(canonical, more)))
        ):
            when = CAPTURED + timedelta(hours=hour)
            exchange = Exchange(url, "mau", when, status=200, headers=HTML, payload=body)
            capture = archive.keep(exchange)
            page = Page(url, "article", Mau.facts(), 200, HTML, body, when, capture=capture)
            archive.ingest(read(Mau.read_links(page)))
        archive.commit()
        stored = archive.db.execute("SELECT url FROM articles").fetchall()
        assert stored == [(ARTICLE,)]
        aliases = archive.db.execute("SELECT alias, kind FROM url_aliases").fetchall()
        assert aliases == [(PRINTED, "duplicate")]
        archive.finish_run("done")
    target = tmp_path / "again.db"
    rebuild.rebuild(tmp_path, target, sites.facts(), catalogue().documents, again, reader_version())
    assert list(rebuild.differences(tmp_path / DATABASE, target)) == []
