"""What each system does beyond its URLs: how it pages, what its feeds hold, how it shows itself,
which days its URLs tell."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.records import Page, Role
from crawler.families import FAMILIES
from crawler.site import SiteSpider
from tests.family_sites import SAMPLES
from tests.golden.pages import golden


def page(
    site: type[SiteSpider], path: str, body: str, role: Role = "listing", **headers: str
) -> Page:
    told = (("Content-Type", "text/html; charset=utf-8"), *headers.items())
    now = datetime(2026, 3, 1, tzinfo=UTC)
    url = f"https://{site.host}{path}"
    return Page(url, role, site.facts(), 200, told, body.encode(), now)


def turned(name: str, path: str, *links: str) -> str:
    """The path of the page after ``path``, where the page there links ``links``."""
    body = "".join(f'<a href="{link}">{n}</a>' for n, link in enumerate(links))
    site = SAMPLES[name]
    return site.read_links(page(site, path, body)).next_page.removeprefix(f"https://{site.host}")


@pytest.mark.parametrize(
    ("name", "path", "links", "following"),
    [
        ("wordpress", "/tin-tuc/", ["/tin-tuc/page/2/", "/tin-tuc/page/9/"], "/tin-tuc/page/2/"),
        ("wordpress", "/tin-tuc/page/2/", ["/tin-tuc/", "/tin-tuc/page/3"], "/tin-tuc/page/3/"),
        ("wordpress", "/tin-tuc/page/9/", ["/tin-tuc/", "/tin-tuc/page/8/"], ""),
        ("nukeviet", "/vi/news/hoc-bac/", ["page-2/", "page-3/"], "/vi/news/hoc-bac/page-2/"),
        ("drupal", "/vi/xay-dung-dang", ["?page=1", "?page=2"], "/vi/xay-dung-dang?page=1"),
        ("drupal", "/vi/xay-dung-dang?page=1", ["?page=0", "?page=2"], "/vi/xay-dung-dang?page=2"),
        ("drupal", "/vi/xay-dung-dang?page=2", ["?page=0", "?page=1"], ""),
        ("joomla", "/tin-tuc/tin-tong-hop", ["?start=14", "?start=7", "?start=77"],
         "/tin-tuc/tin-tong-hop?start=7"),
        ("joomla", "/tin-tuc/tin-tong-hop?start=7", ["?start=0", "?start=14", "?start=77"],
         "/tin-tuc/tin-tong-hop?start=14"),
        ("joomla", "/tin-tuc/tin-tong-hop?start=77", ["?start=0", "?start=70"], ""),
        ("slug_id", "/chinh-tri/trong-tinh/", ["trang-2.html", "trang-3.html"],
         "/chinh-tri/trong-tinh/trang-2.html"),
        ("slug_id", "/guong-sang.htm", ["/guong-sang-p2.htm"], "/guong-sang-p2.htm"),
        ("slug_id", "/theo-dong-thoi-su", ["/theo-dong-thoi-su/p/2"], "/theo-dong-thoi-su/p/2"),
        ("slug_a", "/van-de-su-kien/?p=4", ["?p=3&d=", "?p=5&d="], "/van-de-su-kien/?p=5"),
        ("mojoportal", "/Article/ViewList.aspx?mid=2542&pageid=379",
         ["?pageid=379&mid=2542&pagenumber=2", "?pageid=379&mid=9&pagenumber=2"],
         "/Article/ViewList.aspx?mid=2542&pageid=379&pagenumber=2"),
        ("by_id", "/?cn=28&gd=4", ["/?gd=4&cn=28&page=2", "/?gd=4&cn=30&page=3"],
         "/?cn=28&gd=4&page=2"),
        ("vnpt", "/Default.aspx?catid=54185&pageid=30342&sid=1277",
         ["/Default.aspx?sid=1277&pageid=30342&catid=54185&catname=a&page=2"],
         "/Default.aspx?catid=54185&page=2&pageid=30342&sid=1277"),
    ],
)  # fmt: skip
def test_a_list_leads_on(name: str, path: str, links: list[str], following: str) -> None:
    assert turned(name, path, *links) == following


@pytest.mark.parametrize(
    ("name", "path", "article"),
    [
        ("wordpress", "/tin-tuc/", "/tin-tuc/{}/"),
        ("drupal", "/vi/xay-dung-dang", "/vi/{}"),
        ("mojoportal", "/Article/ViewList.aspx?mid=2542&pageid=379", "/{}"),
    ],
)
def test_a_short_title_is_known_by_its_place(name: str, path: str, article: str) -> None:
    """Where a URL holds the title and nothing else, "Đường quê" could be a section's name."""
    site = SAMPLES[name]
    slugs = ["duong-que", *(f"chi-bo-thon-{n}-hoc-bac-lam-theo-guong-sang" for n in "abcdefg")]
    items = "".join(
        f"""<li class="item"><h3><a href="{article.format(slug)}">{slug.replace("-", " ")}</a></h3>
        <span class="date">1{n}/05/2024</span><p>Cán bộ, đảng viên trong xã đã có nhiều việc làm
        thiết thực, được bà con ghi nhận trong những năm vừa qua.</p></li>"""
        for n, slug in enumerate(slugs)
    )
    menu = f"""<ul class="menu"><li><a href="{article.format("gioi-thieu")}">Giới thiệu</a></li>
    <li><a href="{article.format("lien-ket")}">Liên kết</a></li></ul>"""
    read = site.read_links(page(site, path, f"<html><body>{menu}<ul>{items}</ul></body></html>"))
    found = {one.url for one in read.links if one.role == "article"}
    assert found == {f"https://{site.host}{article.format(slug)}" for slug in slugs}


REST = "/wp-json/wp/v2/posts?_fields=date_gmt%2Clink%2Ctitle&per_page=100"


def post(slug: str, title: str = "", date: str = "2020-12-19T09:25:00") -> dict[str, object]:
    link = f"http://wordpress.example.vn/tin-tuc/{slug}/"
    return {"date_gmt": date, "link": link, "title": {"rendered": title}}


def test_wordpress_tells_its_posts_over_rest() -> None:
    site = SAMPLES["wordpress"]
    assert REST in site.feeds
    told = [
        post("chi-bo-khu-pho-hoc-bac", "Chi bộ &#8220;học Bác&#8221; <em>lần 2</em>"),
        post("chi-bo-khu-pho-hoc-bac", "Lại lần nữa"),
        post("doan-vien-lam-theo-bac", "Đoàn viên", date=""),
        {"link": None}, "x", {"link": "https://khac.example.vn/hoc-tap-va-lam-theo-bac/"},
    ]  # fmt: skip
    first = page(site, REST, json.dumps(told), "feed", **{"X-WP-TotalPages": "3"})
    read = site.read_links(first)
    start = "https://wordpress.example.vn/tin-tuc"
    assert [(one.url, one.title, one.published_at) for one in read.links] == [
        (f"{start}/chi-bo-khu-pho-hoc-bac/", "Chi bộ “học Bác” lần 2", "2020-12-19T16:25+07:00"),
        (f"{start}/doan-vien-lam-theo-bac/", "Đoàn viên", ""),
    ]
    second = REST.replace("&per", "&page=2&per")
    assert read.next_page == f"https://wordpress.example.vn{second}"
    assert site.role_of(read.next_page) == "feed"
    third = REST.replace("&per", "&page=3&per")
    for path, total in ((third, "3"), (REST, "1"), (REST, "nhiều"), (REST, "")):
        last = page(site, path, "[]", "feed", **{"X-WP-TotalPages": total})
        assert site.read_links(last).next_page == ""


@pytest.mark.parametrize(
    "body", ["", "<html>", '{"code":"rest_disabled"}', "[[]]", "null", "5", "[" * 99_999]
)
def test_a_closed_rest_says_nothing(body: str) -> None:
    site = SAMPLES["wordpress"]
    assert site.read_links(page(site, REST, body, "feed")).links == ()


def test_wordpress_keeps_rss_as_well() -> None:
    site = SAMPLES["wordpress"]
    rss = """<rss version="2.0"><channel><item><title>Tin</title>
    <link>http://m.wordpress.example.vn/hoi-cuu-chien-binh-hoc-bac/?utm_source=rss</link></item>
    </channel></rss>"""
    read = site.read_links(page(site, "/feed/", rss, "feed", **{"X-WP-TotalPages": "9"}))
    assert [one.url for one in read.links] == [
        "https://wordpress.example.vn/hoi-cuu-chien-binh-hoc-bac/"
    ]
    assert read.next_page == ""


def shown(source: str) -> list[str]:
    """The families whose signs are in a page's source."""
    return [
        name
        for name, family in FAMILIES.items()
        if any(sign.search(source) for sign in family.signs)
    ]


@pytest.mark.parametrize(
    ("source", "families"),
    [
        ('<link rel="stylesheet" href="/wp-content/themes/a/style.css?ver=6.1">', ["wordpress"]),
        ('<link rel="https://api.w.org/" href="/wp-json/">', ["wordpress"]),
        ('<meta name="generator" content="NukeViet v4.5">', ["nukeviet"]),
        ('<script>var nv_base_siteurl="/",nv_lang_data="vi";</script>', ["nukeviet"]),
        (
            '<meta name="generator" content="Joomla! - Open Source Content Management" />',
            ["joomla"],
        ),
        ("<script>jQuery.extend(Drupal.settings, {});</script>", ["drupal"]),
        ('<img src="/sites/default/files/a.jpg">', ["drupal"]),
        ("<script>Liferay.ThemeDisplay = {};</script>", ["liferay"]),
        ("<script>var _spPageContextInfo = {};</script>", ["sharepoint"]),
        ('<link href="/Data/Sites/1/skins/a/style.css">', ["mojoportal"]),
        ('<a href="/Default.aspx?sname=a&amp;sid=1277&amp;pageid=30342">Tin</a>', ["vnpt"]),
        ('<a href="/1306/31791/62173/626119/chinh-tri/hop">Tin</a>', ["vnpt"]),
        ('<a href="/huyen/portal/folder/tin-tuc">Tin</a>', ["hatinh"]),
        ('<a href="/chinh-tri/202101/hoc-bac-36780A8">Tin</a>', ["epi"]),
        ('<img src="http://a.vn/dataimages/202012/original/images22_B.jpg">', ["epi"]),
        ('<a href="/hoc-bac-post611400.html">Tin</a>', ["post"]),
        ('<a href="/hoc-bac-a22902.html">Tin</a>', ["slug_a"]),
        ('<a href="/thoi-su/hoc-bac-du99TdQHR.html">Tin</a>', ["base62"]),
        ('<a href="/tin/hop-mat-dau-nam/ct/4829/13670">Tin</a>', ["quangich"]),
        ('<a href="/Trang-chu/post/220731/dang-uy">Tin</a>', ["dcs"]),
        ('<a href="/?gd=4&amp;cn=28&amp;tc=72071">Tin</a>', ["by_id"]),
        ('<a href="/xem-chi-tiet-tin-tuc/id/192341">Tin</a>', ["by_id"]),
        ('<table class="MASTERCMS_TPL_TABLE">', ["dangcongsan"]),
        ('<a href="/tin-tuc/hoc-tap-lam-theo-bac-10520.html">Tin</a>', []),
        ('<a href="/tin-tuc/tin-quang-nghieng.html">Bài viết trên WordPress 6</a>', []),
        ("<p>Đảng bộ huyện Lục Ngạn</p>", []),
    ],
)
def test_a_system_shows_itself_and_no_other(source: str, families: list[str]) -> None:
    assert shown(f"<html><head></head><body>{source}</body></html>") == families


REAL_PAGES = Path(__file__).parents[2] / "shared" / "real-pages"


@pytest.mark.skipif(not REAL_PAGES.exists(), reason="the saved pages are not here")
def test_papers_of_other_systems_show_none_of_ours() -> None:
    """Ten pages of five papers; the front-end prototypes beside them are our systems' own."""
    saved = [file for file in REAL_PAGES.glob("*.html.gz") if not file.name.startswith("proto_")]
    assert saved
    for file in saved:
        assert shown(gzip.decompress(file.read_bytes()).decode("utf-8", "replace")) == []


def test_a_golden_page_shows_at_most_its_own_system() -> None:
    systems = {
        ("laocai", "nhandan"): "post",
        ("angiang", "camau"): "slug_a",
        ("farm-bimson", "sharepoint"): "sharepoint",
        ("farm-quevo", "farm-tuson"): "liferay",
        ("farm-baoquangninh-old", "farm-baoquangninh-new"): "epi",
        ("farm-honglinh",): "hatinh",
        ("dangcongsan",): "dangcongsan",
    }
    own = {layout: name for layouts, name in systems.items() for layout in layouts}
    seen = set()
    for one in golden():
        found = shown(one.page.body.decode("utf-8", "replace"))
        assert found in ([], [own.get(one.layout)]), one.layout
        seen.update(found)
    assert seen == set(own.values())


@pytest.mark.parametrize(
    ("name", "path", "day"),
    [
        ("slug_a", "/tuyen-duong-231-ca-nhan-28052013-a27552.html", "2013-05-28"),
        ("slug_a", "/tuyen-duong-45132013-a27552.html", ""),
        ("slug_id", "/hoc-bac-lam-theo-1602836215000.htm", "2020-10-16"),
        ("slug_id", "/hoc-bac-giua-dem-1602867600000.htm", "2020-10-17"),  # 17:00 in UTC
        ("slug_id", "/chuyen-dang-vien-193281.html", ""),
        ("sharepoint", "/portal/pages/2024-5-7/hoc-bac.aspx", "2024-05-07"),
        ("epi", "/channel/2023/201410/phu-nu-lam-theo-bac-2346757/", "2014-10"),
        ("post", "/channel/1622/202207/doi-thay-5782654/", "2022-07"),
        ("wordpress", "/2020/06/01/hop-ban/", "2020-06-01"),
        ("liferay_guest", "/web/guest/a/-/2018/48642/thuc-hien.aspx", ""),
        ("numbered", "/255/127937/hoi-nghi-so-ket.htm", ""),
        ("base62", "/xay-dung-dang/hop-ban-du2020TdQ.html", ""),
    ],
)
def test_the_day_in_a_url(name: str, path: str, day: str) -> None:
    site = SAMPLES[name]
    assert site.url_day(f"https://{site.host}{path}") == day
