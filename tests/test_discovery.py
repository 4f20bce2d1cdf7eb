"""What captured listings, feeds, sitemaps and robots.txt say of the URLs they name."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import robots
from crawler.anchors import Links, decode_html, parse_html, read_anchors
from crawler.discovery import read_feed, read_sitemap
from crawler.listing import Announced, Listing, announce
from crawler.printed import feed_date, printed_date
from crawler.urls import clean

HOME = "https://bao.example.vn/chinh-tri"


def links(html: str) -> Links:
    root = parse_html(html.encode(), "text/html")
    assert root is not None
    return read_anchors(root, HOME, clean)


def listing(html: str) -> Listing:
    return announce(links(html), lambda url: url.endswith(".html"))


def row(number: int, *, date: str = "", summary: str = "Một đoạn tóm tắt đủ dài cho bài.") -> str:
    return (
        f'<div class="item"><a href="/bai-{number}.html"><img src="{number}.jpg"></a>'
        f'<a href="/bai-{number}.html">Bài số {number}</a><span>{date}</span><p>{summary}</p></div>'
    )


def main(found: Listing) -> list[str]:
    return [one.url.rpartition("/")[2] for one in found.announced if one.main]


def beside(found: Listing) -> list[str]:
    return [one.url.rpartition("/")[2] for one in found.announced if not one.main]


def test_thumbnail_and_title_are_one_link() -> None:
    found = listing(f"<body><div id=l>{row(1, date='19/12/2020 16:25')}{row(2)}</div></body>")
    assert found.announced == (
        Announced(
            "https://bao.example.vn/bai-1.html",
            "Bài số 1",
            "2020-12-19T16:25+07:00",
            "minute",
            main=True,
        ),
        Announced("https://bao.example.vn/bai-2.html", "Bài số 2", "", "none", main=True),
    )


def test_a_linked_summary_is_not_the_title() -> None:
    html = """<ul><li><h3><a href="/a.html">Tiêu đề</a></h3>
    <p><a href="/a.html">Tóm tắt dài hơn tiêu đề rất nhiều chữ.</a></p></li>
    <li><h3><a href="/b.html">Bài khác</a></h3></li></ul>"""
    assert [one.title for one in listing(html).announced] == ["Tiêu đề", "Bài khác"]


def test_a_picture_speaks_where_no_text_does() -> None:
    html = """<ul><li><a href="/a.html"><img alt="Lễ phát động"></a></li>
    <li><a href="/b.html" title="Tên bài"><img></a></li></ul>"""
    assert [one.title for one in listing(html).announced] == ["Lễ phát động", "Tên bài"]


BOXES = {
    "an aside": "<aside><ul>{}</ul></aside>",
    "a class": '<div class="col-right"><ul>{}</ul></div>',
    "an id": '<div id="sidebar"><ul>{}</ul></div>',
    "a heading before": "<div><h3>Đọc nhiều nhất</h3><ul>{}</ul></div>",
    "a heading inside a link": '<div><h3><a href="/hot">Tin mới</a></h3><ul>{}</ul></div>',
    "a heading in another box": "<div><div><b>Xem nhiều</b></div><div><ul>{}</ul></div></div>",
    "unmarked, only shorter": "<div><ul>{}</ul></div>",
    "the footer": "<footer><ul>{}</ul></footer>",
    "the masthead": "<header><ul>{}</ul></header>",
}


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES.keys())
@pytest.mark.parametrize("first", [True, False])
def test_a_box_beside_the_list_is_not_of_the_section(box: str, first: bool) -> None:
    links = "".join(f'<li><a href="/cu-{n}.html">Bài cũ {n}</a></li>' for n in range(3))
    side = box.format(links)
    middle = f'<div class="list">{"".join(row(n) for n in range(5))}</div>'
    html = f"<body>{side}{middle}</body>" if first else f"<body>{middle}{side}</body>"
    found = listing(html)
    assert main(found) == [f"bai-{n}.html" for n in range(5)]
    assert beside(found) == [f"cu-{n}.html" for n in range(3)]


def test_the_last_page_with_one_article_is_not_outnumbered_by_its_sidebar() -> None:
    links = "".join(f'<li><a href="/cu-{n}.html">Bài cũ số {n}</a></li>' for n in range(9))
    found = listing(f"<div><div>{row(1)}</div><aside><h4>Đọc nhiều</h4>{links}</aside></div>")
    assert main(found) == ["bai-1.html"]


def test_an_article_in_both_belongs_to_the_list() -> None:
    html = f"""<aside><a href="/bai-1.html">Bài số 1</a><a href="/x.html">X</a></aside>
    <div class="list">{row(1)}{row(2)}</div>"""
    found = listing(html)
    assert main(found) == ["bai-1.html", "bai-2.html"]
    assert found.announced[0].url.rpartition("/")[2] == "bai-1.html"


def test_a_list_cut_in_two_and_its_lead_story_are_one_list() -> None:
    html = f"""<body><div class="col"><div class="lead">{row(0)}</div>
    <div class="list">{row(1)}{row(2)}</div><p>Quảng cáo</p>
    <div class="list more">{row(3)}{row(4)}</div></div></body>"""
    assert main(listing(html)) == [f"bai-{n}.html" for n in range(5)]


def test_a_frame_named_after_its_sidebar_hides_nothing() -> None:
    html = f'<div class="with sidebar"><div class="list">{row(1)}{row(2)}</div></div>'
    assert main(listing(html)) == ["bai-1.html", "bai-2.html"]


@pytest.mark.parametrize(
    ("printed", "summary", "expected"),
    [
        ("19-12-2020", "", ("2020-12-19", "day")),
        ("Thứ Bảy, 19/12/2020, 16:25 [GMT+7]", "", ("2020-12-19T16:25+07:00", "minute")),
        ("2020-12-19T09:25:00Z", "", ("2020-12-19T16:25+07:00", "minute")),
        ("(01/06/2020)", "", ("2020-06-01", "day")),
        ("12/2020", "", ("2020-12", "month")),
        ("", "Ngày 15/5/2016, Bộ Chính trị ban hành chỉ thị về học tập Bác.", ("", "none")),
        ("Lượt xem: 41", "Hội nghị diễn ra sáng 9-5.", ("", "none")),
    ],
)
def test_the_date_beside_a_link(printed: str, summary: str, expected: tuple[str, str]) -> None:
    one = listing(row(1, date=printed, summary=summary) + row(2)).announced[0]
    assert (one.published_at, one.precision) == expected


def test_a_time_element_says_it_best_and_a_title_never_does() -> None:
    html = """<ul><li><time datetime="2023-05-19T08:00:00+07:00">hôm qua</time>
    <a href="/a.html">Kỷ niệm ngày 19/5/1890 sinh Bác</a></li>
    <li><a href="/b.html">Chỉ thị ngày 15/5/2016</a></li>
    <li><a href="/c.html">Lễ ra quân (01/06/2020)</a></li></ul>"""
    assert [one.published_at for one in listing(html).announced] == [
        "2023-05-19T08:00+07:00",
        "",
        "2020-06-01",
    ]


def test_base_and_rel_next() -> None:
    html = """<head><base href="https://bao.example.vn/tin/"><link rel="next" href="?p=2"></head>
    <a href="a.html">A</a>"""
    assert listing(html).announced[0].url == "https://bao.example.vn/tin/a.html"
    assert links(html).rel_next == "https://bao.example.vn/tin/?p=2"


def test_bytes_are_believed_before_headers() -> None:
    text = "Học tập và làm theo Bác"
    assert decode_html(text.encode(), "text/html; charset=iso-8859-1") == text
    assert decode_html(b"\xef\xbb\xbf" + text.encode(), "") == text
    assert decode_html("café".encode("latin-1"), "text/html; charset=iso-8859-1") == "café"


@given(st.binary(max_size=300))
def test_no_bytes_break_a_reader(body: bytes) -> None:
    parse_html(body, "text/html")
    read_sitemap(body, HOME)
    robots.sitemaps(body, HOME)


@given(st.text(max_size=60))
def test_no_text_breaks_a_date(text: str) -> None:
    for found, precision in (printed_date(text), feed_date(text)):
        assert len(found) == {"minute": 22, "day": 10, "month": 7, "none": 0}[precision]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("10:54, Chủ Nhật, 02/09/2018 (GMT+7)", "2018-09-02T10:54+07:00"),
        ("08:33 | Thứ Bảy, 13/11/2021", "2021-11-13T08:33+07:00"),
        ("Cập nhật: 18-07-2015 | 10:10:14", "2015-07-18T10:10+07:00"),
        ("Thứ hai, 18/12/2023 - 14:40'", "2023-12-18T14:40+07:00"),
        ("12/06/2019 10:56:00 SA", "2019-06-12T10:56+07:00"),
        ("12/06/2019 02:56:00 CH", "2019-06-12T14:56+07:00"),
        ("12/06/2019 12:05 AM", "2019-06-12T00:05+07:00"),
        ("Đăng ngày 17 - 05 - 2024", "2024-05-17"),
        ("16h25 ngày 19 tháng 12 năm 2020", "2020-12-19T16:25+07:00"),
        ("số 05/2020/NQ-HĐND", ""),
        ("31/02/2020", ""),
        ("1.234.567 lượt", ""),
        ("Kỳ họp 40/13/2020, đăng 19/05/2021", "2021-05-19"),  # the first is no day
    ],
)
def test_printed_dates(printed: str, expected: str) -> None:
    assert printed_date(printed)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sat, 19 Dec 2020 16:25:00 +0700", ("2020-12-19T16:25+07:00", "minute")),
        ("Sat, 19 Dec 2020 09:25:00 GMT", ("2020-12-19T16:25+07:00", "minute")),
        ("Sat, 19 Dec 2020 23:30:00 GMT", ("2020-12-20T06:30+07:00", "minute")),
        ("Sat, 19 Dec 2020 16:25:00 GMT+7", ("2020-12-19T16:25+07:00", "minute")),
        ("Sat, 19 Dec 2020 16:25:00", ("2020-12-19T16:25+07:00", "minute")),
        ("Sat, 19 Dec 2020 00:00:00 +0700", ("2020-12-19", "day")),
        ("2020-12-19T16:25:00+07:00", ("2020-12-19T16:25+07:00", "minute")),
        ("2020-12-19T00:00:00+07:00", ("2020-12-19", "day")),
        ("2020-12-19", ("2020-12-19", "day")),
        ("19/12/2020 16:25", ("2020-12-19T16:25+07:00", "minute")),
        ("hôm qua", ("", "none")),
    ],
)
def test_feed_dates(text: str, expected: tuple[str, str]) -> None:
    assert feed_date(text) == expected


RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>T</title>
<item><title>Đảng viên &amp;amp; nhân dân <![CDATA[<b>học Bác</b>]]></title><link>/a-1.html</link>
<pubDate>Sat, 19 Dec 2020 16:25:00 +0700</pubDate></item>
<item><title>Không ngày</title><guid>https://bao.example.vn/b-2.html</guid></item>
<item><title>Không địa chỉ</title><guid isPermaLink="false">77</guid></item>
<item><title>Bài cuối</title><link>https://bao.example.vn/c-3.html</link>"""


def test_rss_cut_off_in_transfer_gives_what_it_holds() -> None:
    found = read_feed(RSS.encode(), "https://bao.example.vn/rss/chinh-tri.rss")
    assert [(one.url, one.published_at) for one in found[:2]] == [
        ("https://bao.example.vn/a-1.html", "2020-12-19T16:25+07:00"),
        ("https://bao.example.vn/b-2.html", ""),
    ]
    assert found[0].title == "Đảng viên & nhân dân học Bác"
    assert all("bao.example.vn/" in one.url for one in found)


def test_atom() -> None:
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title>
    <link href="https://bao.example.vn/a-1.html"/><published>2020-12-19T09:25:00Z</published>
    <updated>2021-01-01T00:00:00Z</updated></entry></feed>"""
    (one,) = read_feed(atom, HOME)
    assert (one.url, one.published_at) == (
        "https://bao.example.vn/a-1.html",
        "2020-12-19T16:25+07:00",
    )


def test_a_feed_that_is_a_file_name_opens_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "feed.xml"
    secret.write_text(RSS)
    assert read_feed(str(secret).encode(), HOME) == ()


SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://bao.example.vn/a-1.html
</loc><lastmod>2024-01-01</lastmod></url>
<url><loc>https://bao.example.vn/b-2.html</loc><news:news><news:title>B</news:title>
<news:publication_date>2020-12-19T16:25:00+07:00</news:publication_date></news:news></url>"""


def test_a_sitemap_even_cut_off_and_lastmod_is_no_publication() -> None:
    found = read_sitemap(SITEMAP, HOME)
    assert [(one.url, one.title, one.published_at) for one in found] == [
        ("https://bao.example.vn/a-1.html", "", ""),
        ("https://bao.example.vn/b-2.html", "B", "2020-12-19T16:25+07:00"),
    ]
    assert read_sitemap(gzip.compress(SITEMAP + b"</urlset>"), HOME) == found


def test_the_pictures_of_a_sitemap_are_no_articles_and_say_no_title() -> None:
    pictured = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
    xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><image:image>
    <image:loc>https://bao.example.vn/a.jpg</image:loc><image:title>Anh</image:title>
    <image:publication_date>2001-01-01</image:publication_date></image:image>
    <loc>https://bao.example.vn/a.html</loc><news:news><news:publication><news:title>Bao
    </news:title></news:publication><news:title>Bai</news:title></news:news></url>
    <url><loc>https://bao.example.vn/b.html</loc><image:image><image:title>Anh</image:title>
    </image:image></url><url><image:loc>https://bao.example.vn/c.jpg</image:loc></url></urlset>"""
    assert [(one.url, one.title, one.published_at) for one in read_sitemap(pictured, HOME)] == [
        ("https://bao.example.vn/a.html", "Bai", ""),
        ("https://bao.example.vn/b.html", "", ""),
    ]


def test_a_sitemap_index_names_sitemaps() -> None:
    index = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap>
    <loc>https://bao.example.vn/sitemap-2020.xml</loc></sitemap></sitemapindex>"""
    (one,) = read_sitemap(index, HOME)
    assert one.is_sitemap
    assert one.url == "https://bao.example.vn/sitemap-2020.xml"


def test_a_plain_text_sitemap() -> None:
    found = read_sitemap(
        b"https://bao.example.vn/a.html\r\n\r\n# x\nhttps://bao.example.vn/b\n", HOME
    )
    assert [one.url for one in found] == [
        "https://bao.example.vn/a.html",
        "https://bao.example.vn/b",
    ]


def test_a_sitemap_reads_no_file_and_expands_no_entity(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("https://bao.example.vn/secret.html")
    evil = f"""<?xml version="1.0"?><!DOCTYPE u [<!ENTITY f SYSTEM "file://{secret}">
    <!ENTITY a "https://bao.example.vn/long">]>
    <urlset><url><loc>&f;</loc></url><url><loc>&a;</loc></url></urlset>"""
    assert not any("secret" in one.url for one in read_sitemap(evil.encode(), HOME))


def test_robots_names_its_sitemaps_once() -> None:
    body = b"User-agent: *\nSitemap: /sitemap.xml\nSITEMAP: https://bao.example.vn/sitemap.xml\n"
    assert list(robots.sitemaps(body, HOME)) == ["https://bao.example.vn/sitemap.xml"]


REAL = Path(__file__).parents[2] / "shared" / "real-pages"


@pytest.mark.skipif(not REAL.exists(), reason="the saved real pages are not here")
@pytest.mark.parametrize(
    ("name", "articles", "of_the_section", "ending"),
    [
        ("cafef", 30, 20, ".chn"),
        ("vnexpress", 45, 35, ".html"),
        ("baochinhphu", 30, 15, ".htm"),
    ],
)
def test_saved_listings(name: str, articles: int, of_the_section: int, ending: str) -> None:
    root = parse_html(gzip.decompress((REAL / f"{name}_list.html.gz").read_bytes()), "text/html")
    assert root is not None

    def numbered(url: str) -> bool:
        return url.endswith(ending) and sum(map(str.isdigit, url)) >= 6

    found = announce(read_anchors(root, f"https://{name}.vn/", clean), numbered)
    assert len(found.announced) >= articles
    assert len(main(found)) >= of_the_section
    assert all(one.title for one in found.announced)
