"""What a page of links says by how it is set: real listing pages, measured; and their kinds."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import lxml.html
import pytest

from archive.records import Page, Section
from crawler import finding
from crawler.anchors import parse_html, read_anchors
from crawler.families import Generic
from tests.pages import CAPTURED

REAL = Path(__file__).parents[2] / "shared" / "real-pages"
needs_real_pages = pytest.mark.skipif(not REAL.exists(), reason="the saved real pages are not here")


def site(host: str) -> type[Generic]:
    return type(host, (Generic,), {"name": host, "host": host, "home": f"https://{host}/"})


# What an article's URL looks like on each, from reading the pages: topics (/chu-de/), event
# pages (-e1999) and sections with long names are none.
LISTS = {
    "baochinhphu": ("/chinh-sach-va-cuoc-song/chinh-sach-moi.htm", r"/[^/]+-102\d{12,}\.htm", 34),
    "cafef": ("/thi-truong-chung-khoan.chn", r"/[^/]+-188\d{12,}\.chn", 34),
    "tuoitre": ("/kinh-doanh.htm", r"/[^/]+-(?:20|100)\d{12,}\.htm", 15),
    "vnexpress": ("/kinh-doanh", r"/[^/]+-\d{7}\.html", 50),
}
HOSTS = {"vnexpress": "vnexpress.net"}


def measure(name: str, spelling: Callable[[str], str] = lambda url: url) -> tuple[float, float]:
    """Precision and recall on a real list; ``spelling`` rewrites its URLs."""
    path, pattern, count = LISTS[name]
    cls = site(HOSTS.get(name, f"{name}.vn"))
    root = parse_html(gzip.decompress((REAL / f"{name}_list.html.gz").read_bytes()), "text/html")
    assert root is not None
    written: dict[str, str] = {}

    def canonical(url: str) -> str:
        url = cls.canonical(url)
        ours = urlsplit(url).netloc == cls.host and urlsplit(url).path != "/"
        return written.setdefault(url, spelling(url)) if ours else url

    links = read_anchors(root, f"https://{cls.host}{path}", canonical)
    articles = finding._articles(cls, canonical(f"https://{cls.host}{path}"), links)
    linked = {anchor.url for anchor in links.anchors}
    truth = {
        there
        for url, there in written.items()
        if re.fullmatch(pattern, urlsplit(url).path) and there in linked
    }
    assert len(truth) == count
    found = articles & truth
    return len(found) / len(articles), len(found) / len(truth)


@needs_real_pages
@pytest.mark.parametrize("name", LISTS)
def test_the_articles_of_a_real_listing_and_no_others(name: str) -> None:
    """Measured: precision 0.97, 1.00, 0.88 and 1.00, recall 1.00. What is taken for an article
    and is none (a section with a long name, two event pages) is settled by its own page."""
    precision, recall = measure(name)
    assert recall == 1.0
    assert precision >= 0.88


@needs_real_pages
@pytest.mark.parametrize("name", LISTS)
def test_the_articles_of_a_real_listing_without_a_word_from_their_urls(name: str) -> None:
    """Every URL of the site replaced by one word, menu and articles alike: what is left is
    how the page is set. Measured: precision 0.87 to 1.00, recall 0.97 to 1.00."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    seen: dict[str, int] = {}

    def opaque(url: str) -> str:
        n = seen.setdefault(url, len(seen))
        parts = urlsplit(url)
        return f"https://{parts.netloc}/{letters[n // 26]}{letters[n % 26]}"

    precision, recall = measure(name, opaque)
    assert recall >= 0.97
    assert precision >= 0.86


@needs_real_pages
@pytest.mark.parametrize(("name", "count"), [("proto_baolaocai", 37), ("proto_tuyengiao", 31)])
def test_the_stories_of_a_vendors_prototype(name: str, count: int) -> None:
    """A prototype's links lead nowhere ("#"): each gets a URL that says nothing, all of one
    story the same. Measured: precision and recall 1.00 on both."""
    root = parse_html(gzip.decompress((REAL / f"{name}_list.html.gz").read_bytes()), "text/html")
    assert root is not None
    truth = number(root)
    cls = site("mau.example.vn")
    links = read_anchors(root, "https://mau.example.vn/muc", cls.canonical)
    assert len(truth) == count
    assert finding._articles(cls, "https://mau.example.vn/muc", links) == truth


@pytest.mark.parametrize(
    ("section", "following"),
    [
        ("/tag/chi-thi-05", "/tag/chi-thi-05/page/2"),
        ("/tag/chi-thi-05", "/tag/chi-thi-05?page=2"),
        ("/tac-gia/ban-tuyen-giao", "/tac-gia/ban-tuyen-giao/page/2"),
        ("/tin-tuc", "/tin-tuc/page/2"),
    ],
)
def test_a_section_that_the_file_names_is_paged_wherever_it_lies(
    section: str, following: str
) -> None:
    host = "mau.example.vn"
    at = f"https://{host}{section}"
    sections = (Section(at, "Chỉ thị 05"),)
    cls: type[Generic] = type(host, (Generic,), {"name": host, "host": host, "home": f"https://{host}/",
                                  "more_sections": True, "sections": sections})  # fmt: skip
    items = "".join(f'<li><a href="/chuyen-ve-nguoi-giu-rung-{n}.html">Chuyện về người giữ rừng '
                    f"thứ {n}</a></li>" for n in range(10_001, 10_010))  # fmt: skip
    html = f"<ul>{items}</ul><div class='pager'><a href='{following}'>2</a></div>"
    page = Page(at, "listing", cls.facts(), 200, (), html.encode(), CAPTURED)
    assert cls.read_links(page).next_page == f"https://{host}{following}"


def number(root: lxml.html.HtmlElement) -> set[str]:
    """Give each link of a prototype a URL; those of its stories."""
    urls: dict[lxml.html.HtmlElement, str] = {}
    stories = set()
    for anchor in root.iter("a"):
        around = (up for up in anchor.iterancestors() if "story" in up.get("class", "").split())
        story = next(around, anchor)
        n = len(urls)
        url = urls.setdefault(
            story, f"https://mau.example.vn/{chr(97 + n // 26)}{chr(97 + n % 26)}"
        )
        anchor.set("href", url)
        if story is not anchor:
            stories.add(url)
    return stories
