"""What each family makes of its URLs, and of the traps among them."""

# ruff: noqa: E501 (a table of URLs is read a row at a time)

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cssselect import HTMLTranslator

from archive.records import Page, Role, Section
from crawler.families import FAMILIES, Epi, Generic, HaTinh, Liferay, SharePoint
from crawler.site import SiteSpider
from tests.farm.farm import Farm


class Portal(SharePoint):
    name = host = "portal.example.vn"
    sections = (
        Section("https://portal.example.vn/portal/pages/hoc-tap-va-lam-theo-bac.aspx", "B"),
    )


class Paper(Epi):
    name = host = "bao.example.vn"
    aliases = ("www.bao.example.vn", "bao.example.com.vn")
    sections = (
        Section("https://bao.example.vn/chinh-tri", "Chính trị"),
        Section("https://bao.example.vn/rss/chinh-tri.rss", "Chính trị", "feed"),
        Section("https://bao.example.vn/sitemap.xml", role="sitemap"),
    )


class District(HaTinh):
    name = host = "huyen.example.vn"
    sections = (
        Section("http://huyen.example.vn/huyen/portal/folder/tin-tuc", "Tin tức"),
        Section("http://huyen.example.vn/phuong/portal/folder/tin-tuc", "Tin phường"),
    )


class Unit(Liferay):
    name = host = "tinh.example.vn"
    aliases = ("khac.tinh.example.vn",)
    web = "huyen-a"
    sections = (Section("https://tinh.example.vn/web/huyen-a/tin-tuc", "Tin tức"),)


class Any(Generic):
    name = host = "any.example.vn"
    sections = (Section("https://any.example.vn/tin-tuc", "Tin tức"),)


P = "https://portal.example.vn/portal/pages"
B = "https://bao.example.vn"
D = "http://huyen.example.vn"
U = "https://tinh.example.vn/web/huyen-a"
A = "https://any.example.vn"
LIST = f"{U}/tin-tuc?_101_INSTANCE_q_cur=2&p_p_id=101_INSTANCE_q"


@pytest.mark.parametrize(
    ("site", "url", "role", "canonical"),
    [
        (Portal, f"{P}/2024-5-7/hoc-bac-hvbq96.aspx", "article", ""),
        (Portal, f"{P.replace('pages', 'Pages')}/2024-5-7/Hoc-Bac-hvbq96.aspx?a=1#x", "article",
         f"{P}/2024-5-7/Hoc-Bac-hvbq96.aspx"),
        (Portal, f"{P}/mot-bai-viet-khong-co-ngay-ab12cd.aspx", "article", ""),
        (Portal, f"{P}/hoc-tap-va-lam-theo-bac.aspx?page=3", "listing", ""),
        (Portal, f"{P}/hoc-tap-va-lam-theo-bac.aspx?page=1", "listing", f"{P}/hoc-tap-va-lam-theo-bac.aspx"),
        (Portal, f"{P}/print.aspx?p=27996", None, ""),
        (Portal, f"{P}/default.aspx", None, ""),
        (Portal, "https://portal.example.vn/_layouts/15/authenticate.aspx", None, ""),
        (Portal, "https://portal.example.vn/tai-lieu/ke-hoach.pdf", "asset", ""),
        (Paper, f"{B}/chinh-tri/202012/suc-lan-toa-2512345/", "article", ""),
        (Paper, f"{B}/chinh-tri/202012/suc-lan-toa-2512345", "article",
         f"{B}/chinh-tri/202012/suc-lan-toa-2512345/"),
        (Paper, "http://www.bao.example.com.vn/chinh-tri/202012/x-1", None, ""),
        (Paper, "http://bao.example.com.vn/chinh-tri/202012/x-y-36780A8", "article",
         f"{B}/chinh-tri/202012/x-y-36780A8/"),
        (Paper, f"{B}/vang-vong-loi-bac-3239662.html?utm_source=zalo", "article",
         f"{B}/vang-vong-loi-bac-3239662.html"),
        (Paper, f"{B}/chinh-tri/?page=2", "listing", f"{B}/chinh-tri?page=2"),
        (Paper, f"{B}/chinh-tri?page=2&page=3&zarsrc=30", "listing", f"{B}/chinh-tri?page=3"),
        (Paper, f"{B}/rss/chinh-tri.rss", "feed", ""),
        (Paper, f"{B}/sitemap.xml", "sitemap", ""),
        (Paper, f"{B}/sitemap-2020.xml.gz", "sitemap", ""),
        (Paper, f"{B}/sitemap-bai-viet-thang-nam-2020.xml", "sitemap", ""),
        (Paper, f"{B}/robots.txt", "robots", ""),
        (Paper, f"{B}/tag/chi-thi-05", None, ""),
        (Paper, f"{B}/tim-kiem?q=bac", None, ""),
        (Paper, f"{B}/van-hoa", None, ""),
        (Paper, f"{B}/anh/suc-lan-toa-2512345.jpg", None, ""),
        (Paper, "https://dai-hoi.bao.example.vn/vang-vong-loi-bac-3239662.html", None, ""),
        (District, f"{D}/huyen/portal/read/tin-tuc/news/hoi-nghi-so-ket-c.html", "article", ""),
        (District, f"{D.replace('http', 'https')}/phuong/portal/read/tin-tuc/news/a.html?print=1",
         "article", f"{D}/phuong/portal/read/tin-tuc/news/a.html"),
        (District, f"{D}/xa-khac/portal/read/tin-tuc/news/hoi-nghi.html", None, ""),
        (District, f"{D}/huyen/portal/folder/tin-tuc/4.html", "listing", ""),
        (District, f"{D}/huyen/portal/folder/tin-tuc/1.html", "listing", f"{D}/huyen/portal/folder/tin-tuc"),
        (District, f"{D}/huyen/portal/folder/van-ban", None, ""),
        (Unit, f"{U}/news/-/details/20874949/dai-hoi-ang-bo-55241616", "article", ""),
        (Unit, f"{U}/news/-/details/20874949/dai-hoi-1;jsessionid=0AF3.node1?redirect=%2Fweb",
         "article", f"{U}/news/-/details/20874949/dai-hoi-1"),
        (Unit, f"{U}/news/-/details/20874949/dai-hoi-1?p_p_state=pop_up&viewMode=print",
         "article", f"{U}/news/-/details/20874949/dai-hoi-1"),
        (Unit, "http://khac.tinh.example.vn/vi/web/huyen-a/news/-/details/1/dai-hoi-1", "article",
         f"{U}/news/-/details/1/dai-hoi-1"),
        (Unit, f"{U}/x/-/asset_publisher/1mOzUrGkrdAE/content/id/1410279?plidlayout=3", "article",
         f"{U}/x/-/asset_publisher/1mOzUrGkrdAE/content/id/1410279"),
        (Unit, "https://tinh.example.vn/web/huyen-ab/news/-/details/20874949/dai-hoi-1", None, ""),
        (Unit, f"{U}/tin-tuc?p_p_id=101_INSTANCE_q&p_p_lifecycle=0&p_p_state=normal&p_p_mode=view"
         "&p_p_col_id=column-2&_101_INSTANCE_q_delta=12&_101_INSTANCE_q_cur=2", "listing", LIST),
        (Unit, f"{LIST[:-len('&p_p_id=101_INSTANCE_q')].replace('=2', '=1')}", "listing", f"{U}/tin-tuc"),
        (Unit, "https://tinh.example.vn/c/portal/update_language?redirect=%2Fweb", None, ""),
        (Unit, "https://tinh.example.vn/c/portal/login", None, ""),
        (Unit, f"{U}/tim-kiem", None, ""),
        (Any, f"{A}/theo-guong-bac/suc-lan-toa-tu-viec-hoc-bac/160759.htm", "article", ""),
        (Any, f"{A}/tin-tuc?page=7", "listing", ""),
        (Any, f"{A}/chinh-sach-va-cuoc-song/chinh-sach-moi.htm", None, ""),
        (Any, f"{A}/xay-dung-nong-thon-moi", None, ""),
        (Any, f"{A}/dien-hinh-hoc-bac-lam-theo-tag29867.html", None, ""),
        (Any, f"{A}/Default.aspx?sid=1277&pageid=30342&id=297449", "article",
         f"{A}/Default.aspx?id=297449&pageid=30342&sid=1277"),
        (Any, f"{A}/calendar/2020/12/", None, ""),
    ],
)  # fmt: skip
def test_roles(site: type[SiteSpider], url: str, role: Role | None, canonical: str) -> None:
    assert site.role_of(url) == role
    if role is not None:
        assert site.canonical(url) == (canonical or url)
        assert site.role_of(site.canonical(url)) == role


@pytest.mark.parametrize(
    ("site", "url", "day"),
    [
        (Portal, f"{P}/2024-5-7/hoc-bac-hvbq96.aspx", "2024-05-07"),
        (Portal, f"{P}/mot-bai-viet-khong-co-ngay-ab12cd.aspx", ""),
        (Paper, f"{B}/chinh-tri/202012/suc-lan-toa-2512345/", "2020-12"),
        (Paper, f"{B}/vang-vong-loi-bac-3239662.html", ""),
        (Paper, f"{B}/chinh-tri/202099/suc-lan-toa-2512345/", ""),
        (Any, f"{A}/hoc-bac/d20211105082556877.htm", "2021-11-05"),
        (Any, f"{A}/tin-20260307075519174.htm", "2026-03-07"),
        (Any, f"{A}/2020/06/01/tin.html", "2020-06-01"),
    ],
)
def test_the_day_in_a_url(site: type[SiteSpider], url: str, day: str) -> None:
    assert site.url_day(url) == day


def page(
    site: type[SiteSpider], url: str, body: str, role: Role = "listing", status: int = 200
) -> Page:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    return Page(
        url, role, site.facts(), status, (("Content-Type", "text/html"),), body.encode(), now
    )


def test_sharepoint_listing() -> None:
    body = f"""<div id="leftcol"><b>Tin đọc nhiều</b><a href="/portal/pages/2020-1-2/cu-000000.aspx">
    Cũ</a></div><div class="NewsList"><div class="NewsItem"><a href="/portal/Pages/2024-5-7/moi-a1b2c3.aspx">
    Mới</a> <span>(07-05-2024)</span></div><div class="NewsItem"><a href="{P}/2024-5-6/hai-a1b2c4.aspx">
    Hai</a></div></div><a href="?page=2">2</a>"""
    read = Portal.read_links(page(Portal, Portal.sections[0].url, body))
    assert [(link.url, link.section, link.published_at) for link in read.links] == [
        (f"{P}/2020-1-2/cu-000000.aspx", "", ""),
        (f"{P}/2024-5-7/moi-a1b2c3.aspx", "B", "2024-05-07"),
        (f"{P}/2024-5-6/hai-a1b2c4.aspx", "B", ""),
    ]
    assert read.next_page == f"{Portal.sections[0].url}?page=2"


def test_both_epi_generations_on_one_listing_whatever_the_spelling() -> None:
    body = """<ul><li><a href="/chinh-tri/202012/cu-2512345">Bài cũ</a></li>
    <li><a href="https://bao.example.com.vn/chinh-tri/202012/cu-2512345/">Bài cũ hơn</a></li>
    <li><a href="/bai-moi-3100053.html?utm_source=x">Bài mới</a></li></ul>"""
    read = Paper.read_links(page(Paper, f"{B}/chinh-tri", body))
    assert [(link.url, link.title) for link in read.links] == [
        (f"{B}/chinh-tri/202012/cu-2512345/", "Bài cũ hơn"),
        (f"{B}/bai-moi-3100053.html", "Bài mới"),
    ]
    assert read.next_page == ""


def test_the_unit_of_a_hatinh_listing_has_its_own_pager() -> None:
    body = f"""<a href="{D}/phuong/portal/folder/tin-tuc/2.html">2</a>
    <a href="/huyen/portal/folder/tin-tuc/2.html">[2]</a><a href="/huyen/portal/folder/tin-tuc/3.html">[3]</a>"""
    first = f"{D}/huyen/portal/folder/tin-tuc"
    assert District.read_links(page(District, first, body)).next_page == f"{first}/2.html"
    assert (
        District.read_links(page(District, f"{first}/2.html", body)).next_page == f"{first}/3.html"
    )
    assert District.read_links(page(District, f"{first}/3.html", body)).next_page == ""


def test_liferay_turns_the_pages_of_the_portlet_it_is_in() -> None:
    def cursor(portlet: str, number: int) -> str:
        return (
            f'<a href="/web/huyen-a/tin-tuc?p_p_id={portlet}&amp;p_p_lifecycle=0&amp;p_p_col_count=1'
            f'&amp;_{portlet}_delta=12&amp;_{portlet}_cur={number}">{number}</a>'
        )

    body = (
        cursor("101_INSTANCE_side", 3) + cursor("101_INSTANCE_q", 2) + cursor("101_INSTANCE_q", 3)
    )
    read = Unit.read_links(page(Unit, LIST, body))
    assert read.next_page == LIST.replace("cur=2", "cur=3")


def test_an_empty_page_amid_paging_still_leads_on_and_an_error_page_does_not() -> None:
    body = '<p>Không có bài.</p><a href="/chinh-tri?page=3">3</a>'
    assert (
        Paper.read_links(page(Paper, f"{B}/chinh-tri?page=2", body)).next_page
        == f"{B}/chinh-tri?page=3"
    )
    failed = page(Paper, f"{B}/chinh-tri?page=2", body, status=500)
    assert Paper.read_links(failed) == failed


def test_rel_next_counts_as_a_pager() -> None:
    body = '<link rel="next" href="https://www.bao.example.vn/chinh-tri?page=2"><a href="/x-12345.html">X</a>'
    assert (
        Paper.read_links(page(Paper, f"{B}/chinh-tri", body)).next_page == f"{B}/chinh-tri?page=2"
    )


def test_feeds_and_sitemaps_keep_to_the_site() -> None:
    feed = f"""<rss version="2.0"><channel><item><title>A</title><link>{B}/a-12345.html?utm_medium=rss
    </link></item><item><title>A</title><link>http://bao.example.com.vn/a-12345.html</link></item>
    <item><title>Khác</title><link>https://khac.example.vn/b-12345.html</link></item></channel></rss>"""
    read = Paper.read_links(page(Paper, f"{B}/rss/chinh-tri.rss", feed, "feed"))
    assert [(link.url, link.section, link.title) for link in read.links] == [
        (f"{B}/a-12345.html", "Chính trị", "A")
    ]
    index = f"""<sitemapindex><sitemap><loc>{B}/sm/2020.xml</loc></sitemap>
    <sitemap><loc>https://khac.example.vn/sitemap.xml</loc></sitemap></sitemapindex>"""
    read = Paper.read_links(page(Paper, f"{B}/sitemap.xml", index, "sitemap"))
    assert [(link.url, link.role) for link in read.links] == [(f"{B}/sm/2020.xml", "sitemap")]


def test_articles_and_robots_announce_nothing() -> None:
    body = f'<a href="{B}/a-12345.html">A</a>'
    for role in ("article", "robots"):
        one = page(Paper, f"{B}/b-12345.html", body, role)
        assert Paper.read_links(one) is one


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES.keys())
def test_every_hint_is_a_selector(family: type[SiteSpider]) -> None:
    for layout in family.layouts:
        hints = [layout.title, layout.lead, layout.body, layout.date, layout.authors, layout.source]
        for hint in (*hints, layout.section, *layout.remove):
            assert not hint or HTMLTranslator().css_to_xpath(hint)


def guess(site_host: str) -> type[SiteSpider]:
    class Guess(Generic):
        name = host = site_host

    return Guess


def test_the_generic_family_knows_every_article_of_the_farm() -> None:
    with Farm() as farm:
        for truth in farm.manifest.articles:
            host = urlsplit(truth.url).netloc
            assert guess(host).role_of(truth.url) == "article", truth.url


SITES = Path(__file__).parents[2] / "shared" / "domain" / "sites.csv"


@pytest.mark.skipif(not SITES.exists(), reason="the table of real sites is not here")
def test_the_generic_family_knows_the_articles_of_real_sites() -> None:
    """129 of 147 URLs when written; most of the rest are front pages, tags and listings."""
    with SITES.open(encoding="utf-8") as rows:
        urls = [
            row["example_url"]
            for row in csv.DictReader(rows)
            if row["example_url"].startswith("http") and row["article_url_pattern"]
        ]
    known = sum(guess(urlsplit(url).netloc).role_of(url) == "article" for url in urls)
    assert known / len(urls) >= 0.9
