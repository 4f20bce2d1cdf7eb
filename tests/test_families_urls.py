"""Every family's URLs, by table and by generated spellings: one page has one URL, and
whatever the spelling, an article is one and a trap is none."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from time import process_time
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.settings import Settings

from archive.records import Page
from crawler.families import FAMILIES
from crawler.sites import Sites
from tests.family_sites import LISTS, SAMPLES, Row, rows
from tests.pages import CAPTURED

ROWS = rows()
ARTICLES = [row for row in ROWS if row.role == "article"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.sample}:{row.url}")
def test_the_table(row: Row) -> None:
    assert row.site.role_of(row.url) == row.role
    canonical = row.site.canonical(row.url)
    assert row.site.canonical(canonical) == canonical
    if row.role:
        assert canonical == row.canonical
        assert row.site.role_of(canonical) == row.role


def test_the_table_tells_each_family_from_its_neighbours() -> None:
    assert {name for name in FAMILIES if name not in LISTS} == set()
    told = Counter((row.sample, row.role) for row in ROWS)
    for name in FAMILIES:
        assert all(told[name, role] for role in ("article", "listing", None)), name


spellings = st.fixed_dictionaries(
    {
        "scheme": st.sampled_from(["http", "https", "HTTPS"]),
        "front": st.sampled_from(["", "m.", "beta.", "www."]),
        "session": st.sampled_from(["", ";jsessionid=0AF3.node1", "%3BJSESSIONID=A1"]),
        "track": st.lists(
            st.sampled_from(
                ["utm_source=zalo", "fbclid=x1", "zarsrc=30", "_gl=1*a", "PHPSESSID=z"]
            ),
            unique=True,
        ),
        "fragment": st.sampled_from(["", "#top", "#respond"]),
        "port": st.booleans(),
    }
)


@given(row=st.sampled_from(ARTICLES), how=spellings)
def test_no_spelling_hides_an_article_or_doubles_it(row: Row, how: dict[str, object]) -> None:
    parts = urlsplit(row.canonical)
    port = (":443" if str(how["scheme"]).lower() == "https" else ":80") if how["port"] else ""
    query = "&".join(filter(None, [parts.query, *how["track"]]))  # type: ignore[misc]
    url = f"{how['scheme']}://{how['front']}{parts.netloc}{port}{parts.path}{how['session']}"
    url += (f"?{query}" if query else "") + str(how["fragment"])
    assert row.site.role_of(url) == "article"
    assert row.site.canonical(url) == row.canonical


words = st.text("abcđĐạ0129AZ-_.%~ ", max_size=12)
marks = st.sampled_from(
    [
        *("savefile", "print", "amp", "index.php", "page", "-", "vi", "web", "guest", "news"),
        *("post", "ct", "channel", "202012", "2018", "5559", "portal", "Pages", "id", "node"),
        *("hoc-tap-va-lam-theo-bac-ho", "hoc-tap-va-lam-theo-bac-12345.html", "trang-2.html"),
        *("Default.aspx", "ViewList.aspx", "a%CC%81n", "wp-json/wp/v2/posts", "..", "%2F"),
    ]
)
paths = st.lists(words | marks, max_size=6).map("/".join)
names = st.sampled_from(
    [
        *("id", "p", "q", "page", "start", "op", "nv", "option", "view", "sid", "catid", "d", "tc"),
        *("UserKey", "dDocName", "_afrLoop", "ItemID", "pagenumber", "print", "_101_cur"),
    ]
)
values = words | st.sampled_from(
    ["12", "0", "com_content", "article", "news", "savefile/a/b-c-d-e-12", "/../x?y#z", "12:a"]
)
queries = st.lists(st.tuples(names, values), max_size=4)


@pytest.mark.parametrize("name", SAMPLES)
@given(path=paths, query=queries, alias=st.sampled_from(["", "m.", "beta."]))
def test_canonical_is_idempotent_and_keeps_the_role(
    name: str, path: str, query: list[tuple[str, str]], alias: str
) -> None:
    site = SAMPLES[name]
    asked = "&".join(f"{key}={value}" for key, value in query)
    url = f"http://{alias}{site.host}/{path}?{asked}"
    once = site.canonical(url)
    assert site.canonical(once) == once
    assert site.role_of(once) == site.role_of(url)


@pytest.mark.parametrize("name", SAMPLES)
@given(number=st.integers(1, 5000))
def test_a_page_of_a_list_is_told_from_its_url(name: str, number: int) -> None:
    site = SAMPLES[name]
    for section in site.sections:
        start = (
            f"{section.url}?_101_INSTANCE_q_cur=9" if name.startswith("liferay") else section.url
        )
        url = site.pager.turn(start, number)
        assert site.pager.split(url) == (section.url, number)
        assert site.canonical(url) == url
        assert site.section_of(url) == section


@pytest.mark.parametrize("name", SAMPLES)
def test_a_long_path_takes_no_longer_than_it_is(name: str) -> None:
    """A pattern that tries every way to cut a path would not come back from these."""
    site = SAMPLES[name]
    started = process_time()
    for path in ("a-" * 1000, "a" * 2000, "1-" * 1000, "/a-b-c-d-e" * 200, "-" * 2000):
        for ending in ("!", "-", "-x/y/z/w/v/u", ".htmlx"):
            site.role_of(f"https://{site.host}/{path}{ending}")
    assert process_time() - started < 5  # 1.4 s for the slowest of them


ODD = (
    *("?page=²", "?page=%C2%B2", "?id=²", "?start=٣", "/a?cur=%E2%91%A1", "?_101_cur=²", "?tc=②"),
    *("/trang-²", "/tin/page/٣", "/tin²", "/x-p².html", "?page=99999999999999999999", "?page="),
    *("//[::1", "/\ud800", "/%", "?sid=²&id=²", "/a;jsessionid=²", "?PAGE=²"),
)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_digit_that_is_no_number_counts_nothing(name: str) -> None:
    site = SAMPLES[name]
    anchors = "".join(f'<a href="{href}">{text}</a>' for href in ODD for text in ("2", "»", "²"))
    body = f"<ul><li>{anchors}</li></ul>".encode("utf-8", "surrogatepass")
    for section in site.sections:
        for asked in ("", "?page=2", "?page=²", "²", "?id=²"):
            page = Page(section.url + asked, "listing", site.facts(), 200, (), body, CAPTURED)
            assert "²" not in unquote(site.read_links(page).next_page)


REAL = Path(__file__).parents[2] / "shared" / "domain" / "sites.csv"
# The examples of sites.csv that are front pages, lists, tags, standing pages, a print view, or
# (laocaitv.vn) page 14 of what stands below an article.
NO_ARTICLES = {
    *("baodantoc.vn", "baokontum.com.vn", "baolaocai.vn", "baotayninh.vn"),
    *("bandantoc.ninhthuan.gov.vn", "baotravinh.vn", "baovinhphuc.com.vn", "caobang.gov.vn"),
    *("congdoanhatinh.org.vn", "dangbokhoininhbinh.vn", "dienbien.dcs.vn", "hoinhabaonghean.vn"),
    *("hdndtuyenquang.gov.vn", "m.baohaiduong.vn", "nghean.dcs.vn", "thaibinh.gov.vn"),
    *("thiduakhenthuong.langson.gov.vn", "thuanthanh.bacninh.gov.vn", "tinhuyquangtri.vn"),
    *(
        "laocaitv.vn",
        "truyenhinhthanhhoa.vn",
        "tuyengiaohungyen.vn",
        "tuyengiaotiengiang.vnpttiengiang.vn",
    ),
}


@pytest.mark.skipif(not REAL.exists(), reason="the table of real sites is not here")
def test_the_articles_of_real_sites() -> None:
    """Every example that is an article's is one to the site that has its host, and stays one."""
    sites = Sites.from_settings(Settings({"SPIDER_MODULES": ["spiders"]}))
    missed = []
    with REAL.open(encoding="utf-8") as lines:
        examples = {row["domain"]: row["example_url"] for row in csv.DictReader(lines)}
    for domain, url in examples.items():
        found = sites.of(url)
        if found is None or found[1] != "article":
            missed.append(domain)
            continue
        site = found[0]
        assert site.canonical(site.canonical(url)) == site.canonical(url)
        assert site.role_of(site.canonical(url)) == "article"
    assert set(missed) <= NO_ARTICLES
