"""Sections, articles and next pages, told by how a page is set; and when to stop asking."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from archive.records import Link, Page, Section
from crawler import robots
from crawler.anchors import parse_html, read_anchors
from crawler.budget import BARREN, BARREN_OF_A_KIND, Proposed, is_hopeless
from crawler.families import Generic
from crawler.paging import learned_next
from crawler.sections import feeds_among, sections_among
from crawler.urls import clean, front_folder, shape
from tests.pages import CAPTURED, ONE, THREE, TWO, paragraphs

HOME = "http://cong.example.vn"


class Cong(Generic):
    name = host = "cong.example.vn"
    home = f"{HOME}/"


class Declared(Generic):
    name = host = "cong.example.vn"
    sections = (Section(f"{HOME}/tin-tuc", "Tin tức"),)


class Known(Generic):
    """A one-off platform whose file says what its articles are."""

    name = host = "cong.example.vn"
    home = f"{HOME}/"
    articles = (re.compile(r"/T/[^/]+"),)


MENU = """<ul class="menu"><li><a href="/">Trang chủ</a></li>
<li><a href="/gioi-thieu">Giới thiệu</a></li><li><a href="/tin-tuc">Tin tức</a></li>
<li><a href="/hoc-tap-va-lam-theo-tu-tuong-dao-duc">
Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh</a></li></ul>"""
TITLES = (
    "Xã nhà có đường mới",
    "Hội thi kể chuyện ở thôn Đông",
    "Chi bộ ba họp",
    "Mùa lúa ở Bình An",
)


def items(*urls: str, date: str = "19/05/2024") -> str:
    return "".join(
        f'<div class="item"><h3><a href="{url}">{title}</a></h3><span>{date}</span></div>'
        for url, title in zip(urls, TITLES, strict=False)
    )


def listing(html: str, url: str = f"{HOME}/tin-tuc", **more: object) -> Page:
    cls = more.pop("cls", Cong)
    page = Page(
        url=url,
        role=more.pop("role", "listing"),  # type: ignore[arg-type]
        site=cls.facts(),  # type: ignore[attr-defined]
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body=f"<html><body>{html}</body></html>".encode(),
        captured_at=CAPTURED,
        section="Tin tức",
    )
    return cls.read_links(replace(page, **more))  # type: ignore[attr-defined, no-any-return, arg-type]


def urls(page: Page, role: str) -> list[str]:
    return [link.url.removeprefix(HOME) for link in page.links if link.role == role]


@pytest.mark.parametrize(
    "found",
    [
        ["/T/a", "/T/b", "/T/c", "/T/d"],
        ["/thongtintonghop/97", "/thongtintonghop/98", "/thongtintonghop/99"],
        ["/duong-moi", "/hoi-thi", "/chi-bo", "/mua-lua"],
        ["/?p=12", "/?p=15", "/?p=19"],
        ["/chi-mot-bai"],
    ],
)
def test_what_a_list_of_titles_and_dates_shows_are_articles_whatever_their_urls(
    found: list[str],
) -> None:
    page = listing(MENU + f'<div class="list">{items(*found)}</div>')
    assert urls(page, "article") == found
    assert {link.section for link in page.links if link.role == "article"} == {"Tin tức"}
    assert page.links[0].title == TITLES[0]
    assert page.links[0].published_at == "2024-05-19"


def test_a_list_shows_itself_by_summaries_as_well() -> None:
    rows = "".join(
        f'<li><a href="/T/{n}">{title}</a><p>{ONE}</p></li>' for n, title in enumerate(TITLES)
    )
    assert urls(listing(MENU + f"<ul>{rows}</ul>"), "article") == [f"/T/{n}" for n in range(4)]
    bare = "".join(f'<li><a href="/T/{n}">{title}</a></li>' for n, title in enumerate(TITLES))
    assert urls(listing(MENU + f"<ul>{bare}</ul>"), "article") == []


def test_what_stands_alone_is_an_article_if_its_url_is_of_their_kind() -> None:
    lead = '<h2 class="lead"><a href="/tin/12">Lễ ra quân ở xã nhà</a></h2>'
    other = '<h2 class="lead2"><a href="/trang/lien-ket-web">Liên kết các trang khác</a></h2>'
    page = listing(MENU + lead + other + items("/tin/7", "/tin/8", "/tin/9"))
    assert urls(page, "article") == ["/tin/12", "/tin/7", "/tin/8", "/tin/9"]


def test_a_menu_is_no_list_of_articles_however_long_its_names() -> None:
    page = listing(MENU + f'<div class="list">{items("/T/a", "/T/b")}</div>')
    assert "/hoc-tap-va-lam-theo-tu-tuong-dao-duc" not in urls(page, "article")
    assert urls(page, "listing") == ["/hoc-tap-va-lam-theo-tu-tuong-dao-duc", "/gioi-thieu"]


def test_headings_of_boxes_are_sections_and_what_stands_below_them_articles() -> None:
    boxes = "".join(
        f'<div class="box"><h2><a href="/muc-{n}">Chuyên mục {n}</a></h2>'
        f"{items(f'/x{n}a', f'/x{n}b')}</div>"
        for n in "abc"
    )
    page = listing(boxes, url=f"{HOME}/")
    assert urls(page, "listing") == ["/muc-a", "/muc-b", "/muc-c"]
    assert urls(page, "article") == ["/xaa", "/xab", "/xba", "/xbb", "/xca", "/xcb"]


def test_a_file_that_declares_its_listings_is_taken_at_its_word() -> None:
    page = listing(MENU + items("/T/a", "/T/b", "/T/c"), cls=Declared)
    assert urls(page, "article") == ["/T/a", "/T/b", "/T/c"]
    assert urls(page, "listing") == []


def test_a_file_that_says_what_its_articles_are_is_taken_at_its_word() -> None:
    page = listing(MENU + items("/T/a", "/khac/b-nay-co-ten-dai-nhu-mot-bai-viet-that"), cls=Known)
    assert urls(page, "article") == ["/T/a"]


ARTICLE = f"<h1>{TITLES[1]}</h1><p>19/05/2024</p>{paragraphs(ONE, TWO, THREE, ONE, TWO)}"


def test_a_listing_that_turns_out_to_be_an_article_is_read_as_one() -> None:
    page = listing(MENU + ARTICLE, url=f"{HOME}/hoi-thi")
    assert page.role == "article"
    assert page.links == ()


def test_an_article_that_turns_out_to_be_a_listing_is_read_as_one() -> None:
    html = MENU + items("/a", "/b", "/c", "/d") + items("/e", "/f") + '<a href="?page=2">2</a>'
    assert listing(html, role="article").role == "listing"
    assert listing(html, role="article").next_page == f"{HOME}/tin-tuc?page=2"
    bare = html.removeprefix(MENU)
    assert listing(bare, role="article").role == "listing"
    assert listing(bare.replace("?page=2", "/khac"), role="article").role == "article"
    # Without a next page it is one by its own place in the menu.
    assert listing(MENU + items("/a", "/b", "/c", "/d") + items("/e"), role="article").role == (
        "listing"
    )


def test_an_article_stays_one_whatever_stands_beside_it() -> None:
    beside = f'<div class="related">{items("/a", "/b", "/c", "/d")}{items("/e", "/f")}</div>'
    for html in (ARTICLE + beside, MENU + ARTICLE + beside, "<h1>Tên bài</h1>" + beside):
        assert listing(html, url=f"{HOME}/mot-bai", role="article").role == "article"


def test_neither_the_front_page_nor_a_declared_section_changes_its_role() -> None:
    assert listing(ARTICLE, url=f"{HOME}/").role == "listing"
    assert listing(ARTICLE, cls=Declared).role == "listing"


def test_an_article_says_which_url_is_its_own() -> None:
    head = f'<link rel="canonical" href="{HOME}/hoi-thi">'
    page = listing(head + ARTICLE, url=f"{HOME}/node/7", role="article")
    assert page.links == (Link(f"{HOME}/hoi-thi", "article"),)
    assert listing(head + ARTICLE, url=f"{HOME}/hoi-thi", role="article").links == ()


def candidates(html: str) -> list[str]:
    root = parse_html(html.encode(), "text/html")
    assert root is not None
    links = read_anchors(root, f"{HOME}/", clean)
    return [one.name for one in sections_among(links, lambda url: url.startswith(HOME), ())]


def test_the_campaign_comes_first_and_what_has_no_news_last() -> None:
    names = ("Liên hệ", "Văn hóa", "Tin tức", "Xây dựng Đảng", "Học tập và làm theo Bác")
    html = "".join(f'<a href="/{n}">{name}</a>' for n, name in enumerate(names))
    assert candidates(html) == [*names[:1:-1], "Văn hóa", "Liên hệ"]


@pytest.mark.parametrize(
    "name", ["Xem thêm", "Đọc tiếp »", "2", "Trang sau", "Tất cả", ">>", "Chi tiết", "In trang"]
)
def test_a_word_of_passage_is_no_section(name: str) -> None:
    assert candidates(f'<a href="/x">{name}</a>') == []
    assert candidates(f'<a href="/x">{name}</a><a href="/x">Thời sự</a>') == ["Thời sự"]


def test_a_splash_page_leads_on_by_its_picture_its_frame_or_by_itself() -> None:
    assert candidates('<a href="/vao"><img src="x.jpg"></a>') == [""]
    head = '<meta http-equiv="Refresh" content="0; URL=\'/trang-chu\'">'
    for html in (head, '<frameset><frame src="/trang-chu"></frameset>'):
        root = parse_html(f"<html><head>{html}</head></html>".encode(), "text/html")
        assert root is not None
        found = sections_among(read_anchors(root, HOME, clean), lambda _: True, ())
        assert [one.url for one in found] == [f"{HOME}/trang-chu"]


def test_feeds_are_those_a_page_names_but_not_of_comments() -> None:
    html = """<link rel="alternate" type="application/rss+xml" href="/feed/">
    <link rel="alternate" type="application/rss+xml" href="/comments/feed/">
    <link rel="alternate" hreflang="en" href="/en"><a href="/rss/chinh-tri.rss">Chính trị</a>"""
    root = parse_html(html.encode(), "text/html")
    assert root is not None
    found = feeds_among(read_anchors(root, f"{HOME}/", clean))
    assert found == (f"{HOME}/feed/", f"{HOME}/rss/chinh-tri.rss")


def test_a_page_of_feeds_asked_for_as_a_feed_gives_them() -> None:
    html = '<a href="/rss/tin-tuc.rss">Tin tức</a><a href="/khac">Khác</a>'
    page = listing(html, url=f"{HOME}/rss", role="feed")
    assert [(link.role, link.url) for link in page.links] == [("feed", f"{HOME}/rss/tin-tuc.rss")]


@pytest.mark.parametrize(
    ("here", "linked", "following"),
    [
        ("/tin", [("/tin?page=2", "2"), ("/tin?page=3", "3")], "/tin?page=2"),
        ("/tin?page=2", [("/tin", "1"), ("/tin?page=3", "3"), ("/tin?page=9", "9")], "/tin?page=3"),
        ("/tin", [("/tin?page=1", "2"), ("/tin?page=2", "3")], "/tin?page=1"),  # Drupal
        ("/tin?page=1", [("/tin", "1"), ("/tin?page=2", "3")], "/tin?page=2"),
        ("/tin", [("/tin?start=10", "2"), ("/tin?start=20", "3")], "/tin?start=10"),  # Joomla
        ("/tin?start=10", [("/tin", "1"), ("/tin?start=20", "Tiếp theo")], "/tin?start=20"),
        ("/tin/", [("/tin/page/2/", "Trang sau"), ("/tin/page/9/", "9")], "/tin/page/2/"),
        ("/tin/page/2", [("/tin", "«"), ("/tin/page/3", "»")], "/tin/page/3"),
        ("/a/b", [("/a/b/trang-2.html", "2")], "/a/b/trang-2.html"),
        ("/a/b", [("/a/b/2.html", "[2]"), ("/a/b/3.html", "[3]")], "/a/b/2.html"),
        ("/tin", [("/tin/page/2", "Trang 2")], "/tin/page/2"),
        ("/guong.htm", [("/guong-p2.htm", "2")], "/guong-p2.htm"),
        ("/kinh-te-p2", [("/kinh-te-p3", "3"), ("/kinh-te-p1", "1")], "/kinh-te-p3"),
        ("/muc/2", [("/muc/2/2", "2")], "/muc/2/2"),
        ("/muc/2/2", [("/muc/2/3", "3")], "/muc/2/3"),
        ("/hue/p", [("/hue/p/2", "2")], "/hue/p/2"),
        ("/x?id=7", [("/x?PageIndex=2&id=7", "2"), ("/x?id=8", "8")], "/x?PageIndex=2&id=7"),
        ("/tin", [("/List.aspx?mid=5&pagenumber=2", "2")], "/List.aspx?mid=5&pagenumber=2"),
        # The last page wraps to the first; a pager that points at itself; other listings.
        ("/tin?page=3", [("/tin?page=1", "1"), ("/tin", "Trang sau"), ("/tin?page=3", "»")], ""),
        ("/muc-97", [("/muc-98", "Văn hóa"), ("/muc-2", "2 bài")], ""),
        ("/tin", [("/khac?page=2", "Trang hai"), ("/tin?view=2", "Xem")], ""),
        ("/tin", [("/tim?page=2&q=bac", "2"), ("/seek/?m=news&page=2", "»")], ""),
        ("/tin", [("https://khac.example.vn/tin?page=2", "2")], ""),
    ],
)
def test_the_next_page_is_learned_from_the_pager_at_hand(
    here: str, linked: list[tuple[str, str]], following: str
) -> None:
    named = [(url if "//" in url else HOME + url, text) for url, text in linked]
    assert learned_next(HOME + here, named) == (HOME + following if following else "")


def test_urls_of_one_kind_have_one_shape() -> None:
    days = {shape(f"{HOME}/lich/2024/{n}?ngay={n}") for n in range(1, 32)}
    assert len(days) == 1
    kinds = ["/tin-tuc", "/T/a", "/tin-tuc-123.html", "/tin/97", "/tin?loc=2"]
    assert len({shape(HOME + kind) for kind in kinds}) == len(kinds)


def barren(count: int, kind: str = "loc") -> list[Proposed]:
    return [Proposed(f"{HOME}/{kind}?nam={n}", visited=True, fruitful=False) for n in range(count)]


def test_a_kind_of_page_that_shows_nothing_is_left_alone_in_time() -> None:
    url = f"{HOME}/loc?nam=99"
    assert not is_hopeless(url, barren(BARREN_OF_A_KIND - 1))
    assert is_hopeless(url, barren(BARREN_OF_A_KIND))
    assert not is_hopeless(f"{HOME}/tin-tuc", barren(BARREN_OF_A_KIND))
    # One that showed something buys its kind another try; one not yet visited says nothing.
    good = Proposed(f"{HOME}/loc?nam=98", visited=True, fruitful=True)
    assert not is_hopeless(url, [*barren(BARREN_OF_A_KIND), good])
    waiting = [replace(one, visited=False) for one in barren(99)]
    assert not is_hopeless(url, waiting)


def test_a_site_that_shows_nothing_anywhere_is_left_alone_too() -> None:
    many = [one for n in range(BARREN // 5) for one in barren(5, f"muc{chr(97 + n)}/x")]
    assert is_hopeless(f"{HOME}/tin-tuc", many)


def test_a_trap_is_known_by_its_name_with_marks_too() -> None:
    traps = ["t%C3%ACm-ki%E1%BA%BFm?q=b%C3%A1c", "l%E1%BB%8Bch/th%C3%A1ng/202609", "2026/09/"]
    traps += ["lich-cong-tac?m=9", "author/admin/", "wp-login.php", "tin?print=1", "tin?print"]
    traps += ["component/mailto/?link=267a", "tin/7?tmpl=component"]
    traps += ["tin?_101_keywords=b%C3%A1c"]
    for path in traps:
        assert Cong.is_trap(clean(f"{HOME}/{path}")), path
    fine = ["lich-su-dang", "lich-cong-tac-tuan-15-123.html", "tin?_101_keywords=&_101_cur=2"]
    fine += ["in/2026/9/19/bai", "tin-tuc/2026/bai-viet"]
    for path in fine:
        assert not Cong.is_trap(clean(f"{HOME}/{path}")), path


def test_a_front_page_within_a_portal_keeps_to_its_folder() -> None:
    class unit(Generic):  # noqa: N801
        name, host = "u", "tinh.example.vn"
        home = "https://tinh.example.vn/web/huyen-a"

    top = "https://tinh.example.vn"
    assert unit.role_of(f"{top}/web/huyen-a") == "listing"
    assert unit.may_be(f"{top}/web/huyen-a/tin-tuc")
    for path in ("/web/huyen-b/tin-tuc", "/web/huyen-ab", "/tin-tuc", "/"):
        assert not unit.may_be(top + path)
    assert unit.role_of(f"{top}/robots.txt") == "robots"
    assert unit.guesses() == ()
    folders = {
        "/": "",
        "/vi/": "",
        "/vi/trang-chu": "",
        "/portal/pages/default.aspx": "/portal/pages/",
    }
    assert {path: front_folder(path) for path in folders} == folders


def test_a_site_answers_with_and_without_www() -> None:
    assert Cong.canonical("https://www.cong.example.vn/tin?b=1&a=2") == f"{HOME}/tin?a=2&b=1"

    class with_www(Generic):  # noqa: N801
        name, host = "w", "www.w.example.vn"

    assert with_www.canonical("http://w.example.vn/") == with_www.front()


def test_a_night_begins_at_the_front_page_where_no_listing_is_declared() -> None:
    feed = Section(f"{HOME}/rss/tin.rss", "Tin", "feed")

    class fed(Generic):  # noqa: N801
        name, host, home = "f", "cong.example.vn", HOME
        sections = (feed,)

    assert [one.url for one in Cong.entrances()] == [f"{HOME}/"]
    assert [one.url for one in fed.entrances()] == [f"{HOME}/", feed.url]
    assert Declared.entrances() == Declared.sections
    guessed = {one.url: one.role for one in Cong.guesses()}
    assert guessed == {
        f"{HOME}/rss": "feed",
        f"{HOME}/feed": "feed",
        f"{HOME}/sitemap.xml": "sitemap",
    }
    assert Declared.guesses() == ()


def test_a_front_page_that_redirects_is_followed_and_a_declared_section_is_not() -> None:
    headers = (("Location", "/vi/trang-chu"), ("Content-Type", "text/html"))
    moved = listing("", url=f"{HOME}/", status=302, headers=headers)
    assert [(link.url, link.role) for link in moved.links] == [(f"{HOME}/vi/trang-chu", "listing")]
    assert listing("", cls=Declared, status=302, headers=headers).links == ()
    away = (("Location", "https://khac.example.vn/"),)
    assert listing("", url=f"{HOME}/", status=302, headers=away).links == ()


def test_robots_txt_names_sitemaps_to_a_site_that_declares_no_listing() -> None:
    body = f"User-agent: *\nSitemap: {HOME}/a.xml\nSitemap: https://khac.example.vn/b.xml\n"
    page = Page(f"{HOME}/robots.txt", "robots", Cong.facts(), 200, (), body.encode(), CAPTURED)
    assert robots.read_links(page).links == (Link(f"{HOME}/a.xml", "sitemap"),)
    assert robots.read_links(replace(page, site=Declared.facts())).links == ()
    assert robots.read_links(replace(page, status=404)).links == ()
