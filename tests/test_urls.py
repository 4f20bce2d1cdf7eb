"""The one URL of a page: spellings that mean nothing go, what tells pages apart stays."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.paging import PathPager, QueryPager, next_page
from crawler.urls import LONGEST, absolute, clean, keep_params, set_param
from tests.test_sites import NAMES, site

PAGER = QueryPager(("page", "trang"))


@pytest.mark.parametrize(
    ("spelling", "expected"),
    [
        ("https://A.vn:443/a/#top", "https://a.vn/a/"),
        ("http://a.vn", "http://a.vn/"),
        ("https://a.vn//b///c", "https://a.vn/b/c"),
        ("https://a.vn/a/../b/./c", "https://a.vn/b/c"),
        ("https://a.vn/x;jsessionid=0A1B.node1", "https://a.vn/x"),
        ("https://a.vn/x%3Bjsessionid=0A1B?b=1", "https://a.vn/x?b=1"),
        ("https://a.vn/x?utm_source=zalo&id=7&fbclid=k", "https://a.vn/x?id=7"),
        ("https://a.vn/x?b=2&a=1&a=0", "https://a.vn/x?a=0&a=1&b=2"),
        ("https://a.vn/x?sid=1277&cid=5", "https://a.vn/x?cid=5&sid=1277"),
        ("https://a.vn/học bác", "https://a.vn/h%E1%BB%8Dc%20b%C3%A1c"),
        ("https://a.vn/h%e1%bb%8dc", "https://a.vn/h%E1%BB%8Dc"),
        ("https://a.vn:8443/x", "https://a.vn:8443/x"),
    ],
)
def test_clean(spelling: str, expected: str) -> None:
    assert clean(spelling) == expected


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "#",
        "mailto:a@b.vn",
        "javascript:void(0)",
        "ftp://a.vn/x",
        "https://",
        "https://u@a.vn/",
        "http://a.vn:99999/",
        "http://[::1",
        "tin-tuc/x.html",
    ],
)
def test_what_is_no_url_of_a_page_is_nothing(nonsense: str) -> None:
    assert clean(nonsense) == ""


def test_a_url_is_no_longer_than_a_sitemap_may_name() -> None:
    longest = "https://a.vn/".ljust(LONGEST, "x")
    assert clean(longest) == longest
    assert clean(longest + "x") == ""
    assert clean(f"{longest}?utm_source={'z' * 900}") == longest
    assert clean("https://a.vn/" + "đ" * 400) == ""  # six characters each, once encoded
    assert clean("https://a.vn/" + "x/../" * 4000) == ""


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("b.html", "https://a.vn/tin/b.html"),
        ("/b.html", "https://a.vn/b.html"),
        ("//c.vn/b", "https://c.vn/b"),
        (" \n/b\n.html ", "https://a.vn/b.html"),
        ("?page=2", "https://a.vn/tin/?page=2"),
        ("HTTPS://a.vn/b", "https://a.vn/b"),
        ("javascript:window.print()", ""),
        ("mailto:toasoan@a.vn", ""),
        ("tel:0203000", ""),
        ("#top", ""),
        ("", ""),
        ("http://[", ""),
    ],
)
def test_absolute(href: str, expected: str) -> None:
    assert absolute("https://a.vn/tin/", href) == expected


def test_params() -> None:
    assert keep_params("https://a.vn/?a=1&b=2", {"b"}.__contains__) == "https://a.vn/?b=2"
    assert set_param("https://a.vn/?b=2", "a", "1") == "https://a.vn/?a=1&b=2"
    assert set_param("https://a.vn/?a=1&b=2", "a", "") == "https://a.vn/?b=2"


words = st.text("abcxyzđĐạ0129-_.%~ ", min_size=0, max_size=12)
parts = st.sampled_from(["", ".", "..", "portal", "Pages", "news", "-", "details"])
paths = st.lists(words | parts, max_size=6).map("/".join)
queries = st.lists(
    st.tuples(
        st.sampled_from(
            ["id", "page", "utm_source", "p_p_id", "_101_INSTANCE_a_cur", "print", "q"]
        ),
        words,
    ),
    max_size=4,
).map(lambda pairs: "&".join(f"{name}={value}" for name, value in pairs))


@given(path=paths, query=queries, session=st.booleans(), fragment=words)
def test_clean_is_idempotent(path: str, query: str, session: bool, fragment: str) -> None:
    url = f"https://A.vn/{path}{';jsessionid=AB12' if session else ''}?{query}#{fragment}"
    once = clean(url)
    assert clean(once) == once
    assert "jsessionid" not in once
    assert "#" not in once


OF_FAMILY = defaultdict(list)
for _name in NAMES:
    OF_FAMILY[site(_name).family].append(site(_name))


@pytest.mark.parametrize("family", sorted(OF_FAMILY))
@given(data=st.data(), path=paths, query=queries)
def test_a_sites_canonical_is_idempotent_and_keeps_the_role(
    family: str, data: st.DataObject, path: str, query: str
) -> None:
    cls = data.draw(st.sampled_from(OF_FAMILY[family]))
    start = data.draw(st.sampled_from([section.url for section in cls.entrances()]))
    host = data.draw(st.sampled_from(cls.hosts()))
    scheme = data.draw(st.sampled_from(["http", "https"]))
    tail = data.draw(st.sampled_from(["", "/", f"/{path}", "/3.html"]))
    spelling = f"{scheme}://{host}/{start.split('/', 3)[3]}{tail}?{query}"
    once = cls.canonical(spelling)
    assert cls.canonical(once) == once
    assert cls.role_of(spelling) == cls.role_of(once)


@pytest.mark.parametrize("family", sorted(OF_FAMILY))
@given(data=st.data(), number=st.integers(1, 5000))
def test_a_listing_page_is_told_from_its_own_url(
    family: str, data: st.DataObject, number: int
) -> None:
    cls = data.draw(st.sampled_from(OF_FAMILY[family]))
    for section in cls.sections:
        if section.role == "listing":
            spelling = section.url
            if cls.family == "liferay":
                spelling += "?p_p_id=101_INSTANCE_q&_101_INSTANCE_q_cur=9"
            url = cls.pager.turn(spelling, number)
            assert cls.pager.split(url) == (section.url, number)
            assert cls.canonical(url) == url
            assert cls.section_of(url) == section


def test_the_next_page_must_be_linked_to() -> None:
    url = "https://a.vn/tin?page=3"
    assert next_page(url, [], PAGER) == ""
    assert next_page(url, ["https://a.vn/tin", "https://a.vn/tin?page=2"], PAGER) == ""
    assert next_page(url, ["https://a.vn/khac?page=4"], PAGER) == ""
    assert next_page(url, ["https://a.vn/tin?page=4"], PAGER) == "https://a.vn/tin?page=4"


def test_a_pager_that_points_at_itself_or_wraps_ends_the_walk() -> None:
    linked = [f"https://a.vn/tin?page={number}" for number in range(1, 5)]
    assert next_page("https://a.vn/tin?page=4", linked, PAGER) == ""
    assert next_page("https://a.vn/tin?page=9", linked, PAGER) == ""


def test_a_pager_that_names_only_its_end_proves_the_pages_between() -> None:
    linked = ["https://a.vn/tin?trang=40"]
    assert next_page("https://a.vn/tin", linked, PAGER) == "https://a.vn/tin?trang=2"


def test_numbers_that_are_none_are_the_first_page() -> None:
    for value in ("0", "-1", "abc", "", "9999999999", "²"):
        assert PAGER.split(f"https://a.vn/tin?page={value}") == ("https://a.vn/tin", 1)


def test_a_path_pager_counts_from_the_bare_path() -> None:
    pager = PathPager(re.compile(r"/trang-(?P<n>\d+)\.htm$"), "/trang-{n}.htm")
    assert pager.split("https://a.vn/tin/trang-3.htm") == ("https://a.vn/tin", 3)
    assert pager.turn("https://a.vn/tin/trang-3.htm", 4) == "https://a.vn/tin/trang-4.htm"
    assert pager.turn("https://a.vn/tin/trang-3.htm", 1) == "https://a.vn/tin"
