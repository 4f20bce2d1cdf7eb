"""The farm is what it says: the mix, the truth on the page, the nights, the faults, the texts."""

from __future__ import annotations

import gzip
import html
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import feedparser
import pytest
from lxml import html as lxml_html

from archive.text import normalise
from tests.farm import Farm
from tests.farm.ink import slug
from tests.farm.orders import VN
from tests.farm_client import get, of_site, page

NAMES = ("bimson", "baoquangninh", "honglinh", "quevo", "tuson")
NOON = datetime(2026, 11, 5, 12, 0, tzinfo=VN)


@pytest.fixture(scope="module")
def farm() -> Iterator[Farm]:
    with Farm(clock=lambda: NOON) as running:
        yield running


@pytest.mark.parametrize("name", NAMES)
def test_each_site_has_the_mix_asked_for(farm: Farm, name: str) -> None:
    truths = of_site(farm, name)
    verdicts = Counter(truth.verdict for truth in truths)
    kinds = Counter(truth.kind for truth in truths)
    oddities = Counter(oddity for truth in truths for oddity in truth.oddities)
    assert len(truths) >= 60
    assert 0.40 <= verdicts["relevant"] / len(truths) <= 0.50
    assert 0.12 <= verdicts["mention"] / len(truths) <= 0.18
    assert 0.35 <= verdicts["irrelevant"] / len(truths) <= 0.45
    assert kinds["predecessor"] >= 4
    assert kinds["other-number"] >= 4
    assert kinds["bach-khoa"] >= 1
    assert kinds["menu-only"] >= 2
    assert {"nfd", "eth", "entities", "lying-header", "lying-both", "glued"} <= {*oddities}
    assert sum(truth.published_at is None for truth in truths) in (2, 3)
    assert any(truth.precision == "day" for truth in truths)


def test_the_whole_farm_has_what_only_some_sites_have(farm: Farm) -> None:
    truths = farm.manifest.articles
    oddities = {oddity for truth in truths for oddity in truth.oddities}
    assert {"scrambled", "null-title", "breadcrumb-h1", "entities-twice", "upper-title"} <= oddities
    assert any(truth.precision == "month" for truth in truths)
    clusters = Counter(truth.cluster for truth in truths if truth.cluster)
    assert sorted(clusters.values()) == [2, 2, 2, 3]
    sources = {truth.source for truth in truths}
    assert {"BBS", "BQN", "HLO", "BNP", "Thị ủy Bỉm Sơn", "Báo Quảng Ninh", None} <= sources
    old = [t for t in of_site(farm, "baoquangninh") if re.search(r"/\d{6}/[^/]+/$", t.url)]
    assert 26 <= len(old) <= 38
    for truth in truths:
        if truth.kind == "predecessor":
            assert truth.published_at is not None
            assert truth.published_at < "2016-05-15"
            assert truth.documents in (("CT03",), ("CT06",))
        if truth.published_at:
            assert truth.published_at < "2026-11-01"


def _close(text: str) -> str:
    """Without the spaces that a "glued" page loses some of."""
    return re.sub(r"(?<=[.,]) ", "", text)


def test_the_truth_is_on_every_page(farm: Farm) -> None:
    for truth in farm.manifest.articles:
        text = page(farm, truth.url)
        if "entities-twice" in truth.oddities:
            text = html.unescape(text)
        tree = lxml_html.document_fromstring(text)
        shown = normalise(" ".join(tree.text_content().split()))
        assert truth.title in shown, truth.url
        assert truth.lead in shown, truth.url
        if "glued" in truth.oddities:
            assert truth.body.split("\n\n")[0] not in shown
            text = _close(shown)
        for paragraph in truth.body.split("\n\n"):
            if "glued" in truth.oddities:
                assert _close(paragraph) in text, truth.url
            else:
                assert paragraph in shown, truth.url
        for author in truth.authors:
            assert author in shown, truth.url
        assert (truth.source or "") in shown, truth.url
        assert truth.section in shown, truth.url
        assert tree.xpath("string(//link[@rel='canonical']/@href)") == truth.url
        if "scrambled" in truth.oddities:
            assert truth.body == ""


_ORACLE = {
    "CT05": r"chỉ thị (số )?05",
    "KL01": r"kết luận (số )?01",
    "CT03": r"chỉ thị (số )?03",
    "CT06": r"chỉ thị (số )?06",
}


def test_documents_are_those_of_the_text_in_order(farm: Farm) -> None:
    for truth in farm.manifest.articles:
        text = "\n".join((truth.title, truth.lead, truth.body)).lower()
        found = {key: re.search(pattern, text) for key, pattern in _ORACLE.items()}
        places = {key: match.start() for key, match in found.items() if match}
        if truth.kind in ("campaign", "mention", "predecessor"):
            assert truth.documents == tuple(sorted(places, key=places.__getitem__)), truth.url
        else:
            assert truth.documents == ()
            assert "hồ chí minh" not in text
            if truth.kind != "other-number":
                assert not places


def test_no_body_holds_a_furniture_line(farm: Farm) -> None:
    lines = {*farm.manifest.furniture}
    for truth in farm.manifest.articles:
        assert not lines & {*truth.body.split("\n\n")}


def test_printed_dates_say_the_truth(farm: Farm) -> None:
    for truth in farm.manifest.articles:
        if truth.precision != "minute":
            continue
        moment = datetime.fromisoformat(str(truth.published_at))
        text = page(farm, truth.url)
        assert re.search(rf"{moment:%d/%m/%Y}", text), truth.url
        hour = rf"(?:{moment:%H}|{moment.hour % 12 or 12})"
        assert re.search(rf"\b{hour}:{moment:%M}", text), truth.url


def test_undated_pages_have_no_date_but_the_clock(farm: Farm) -> None:
    for truth in farm.manifest.articles:
        if truth.published_at is not None:
            continue
        text = page(farm, truth.url).replace(f"{NOON:%d/%m/%Y}", "")
        # A licence's date in the footer, a directive's in the text: traps, and not its own.
        main = re.sub(r"(Giấy phép|Bản quyền)[^<]*|15[/-]5[/-]2016|18[/-]5[/-]2021", "", text)
        assert not re.search(r"\d{1,2}[/-]\d{1,2}[/-]\d{4}", main), truth.url
        assert not re.search(r"/20\d{4}/|/20\d\d-", truth.url)


def test_paging_reaches_every_article(farm: Farm) -> None:
    for name in NAMES:
        reached: set[str] = set()
        for first in farm.manifest.listings[name]:
            waiting, seen = [first], {first}
            while waiting:
                url = waiting.pop()
                tree = lxml_html.document_fromstring(page(farm, url))
                for href in tree.xpath("//a/@href"):
                    link = urljoin(url, href)
                    reached.add(re.sub(r";jsessionid.*|\?p_p_auth.*|\?redirect.*", "", link))
                    paging = re.search(r"[?&_](page|cur)=\d+$|/\d+\.html$", link)
                    if paging and link.startswith(first) and link not in seen:
                        seen.add(link)
                        waiting.append(link)
            assert len(seen) > 1 or "daulieu" in first
        reached |= {url.replace("thuanthanh.", "") for url in reached}
        stripped = {url.rstrip("/") for url in reached}
        assert {truth.url.rstrip("/") for truth in of_site(farm, name)} <= stripped


@pytest.mark.parametrize("name", NAMES)
def test_listings_are_newest_first_and_of_a_real_size(farm: Farm, name: str) -> None:
    for url in farm.manifest.listings[name][:2]:
        days = re.findall(r"(\d\d)/(\d\d)/(\d{4})\b(?!,)", page(farm, url).split("<footer")[0])
        listed = [f"{y}-{m}-{d}" for d, m, y in days if f"{d}/{m}/{y}" != f"{NOON:%d/%m/%Y}"]
        assert len(listed) >= 4
        assert listed == sorted(listed, reverse=True)


def test_feeds_and_sitemap_parse(farm: Farm) -> None:
    by_url = farm.manifest.by_url
    feeds = farm.manifest.feeds
    assert [name for name in NAMES if feeds[name]] == ["baoquangninh", "honglinh"]
    for url in (*feeds["baoquangninh"][:2], *feeds["honglinh"]):
        parsed = feedparser.parse(get(farm, url)[2])
        assert not parsed.bozo
        assert len(parsed.entries) >= 5
        for entry in parsed.entries:
            truth = by_url[entry.link]
            assert ("published" in entry) == (truth.precision == "minute")
            assert normalise(entry.title) == truth.title
    sitemap = page(farm, "https://baoquangninh.vn/sitemap.xml")
    assert set(re.findall(r"<loc>(.*?)</loc>", sitemap)) == {
        truth.url for truth in of_site(farm, "baoquangninh")
    }


def test_second_urls_show_the_same_article(farm: Farm) -> None:
    doubled = [truth for truth in farm.manifest.articles if truth.also_at]
    assert {truth.site for truth in doubled} == {"baoquangninh", "honglinh"}
    for truth in doubled:
        for url in truth.also_at:
            assert f'rel="canonical" href="{truth.url}"' in page(farm, url)
    liferay = next(t for t in of_site(farm, "tuson") if not t.oddities)
    path = urlsplit(liferay.url).path
    same = page(farm, liferay.url)
    for variant in (
        f"https://bacninh.gov.vn{path};jsessionid=0A1B.node1",
        f"https://bacninh.gov.vn{path}?p_p_state=pop_up&viewMode=print",
        f"https://thuanthanh.bacninh.gov.vn{path}",
    ):
        assert page(farm, variant) == same


def test_hosts_and_schemes_lead_home(farm: Farm) -> None:
    status, headers, _ = get(farm, "https://www.baoquangninh.vn/chinh-tri?page=2")
    assert (status, headers["Location"]) == (301, "https://baoquangninh.vn/chinh-tri?page=2")
    status, headers, _ = get(farm, "http://bacninh.gov.vn/web/quevo/tin-tuc")
    assert (status, headers["Location"]) == (301, "https://bacninh.gov.vn/web/quevo/tin-tuc")
    for site in farm.sites:
        assert get(farm, f"{site.base_url}/robots.txt")[0] == 200
    assert get(farm, "https://bacninh.gov.vn/khong-co")[0] == 404
    assert "Disallow: /tim-kiem" in page(farm, "https://bacninh.gov.vn/robots.txt")


def test_validators_and_compression(farm: Farm) -> None:
    url = of_site(farm, "quevo")[0].url
    _, headers, body = get(farm, url)
    etag, modified = headers["ETag"], headers["Last-Modified"]
    assert get(farm, url, {"If-None-Match": etag})[0] == 304
    assert get(farm, url, {"If-None-Match": '"other"'})[0] == 200
    assert get(farm, url, {"If-Modified-Since": modified})[0] == 304
    _, headers, packed = get(farm, url, {"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed) == body


def test_equal_seeds_are_equal_but_for_clock_and_counters(farm: Farm) -> None:
    later = datetime(2026, 11, 6, 8, 1, tzinfo=VN)
    with Farm(clock=lambda: later) as other:
        assert other.manifest == farm.manifest
        for name in NAMES:
            url = of_site(farm, name)[3].url
            mine, theirs = page(farm, url), page(other, url)
            assert (mine == theirs) == (name not in ("bimson", "baoquangninh"))
            still = re.compile(r"Thứ \w+, \d\d/11/2026, \d\d:\d\d \[GMT\+7\]|[:.] ?\d{3}(?!\d)")
            assert still.sub("", mine) == still.sub("", theirs)
    assert Farm(seed=6).manifest != farm.manifest


def test_the_clock_stands_before_the_articles_date(farm: Farm) -> None:
    for name in ("bimson", "baoquangninh"):
        truth = next(t for t in of_site(farm, name) if t.precision == "minute")
        text = page(farm, truth.url)
        own = datetime.fromisoformat(str(truth.published_at))
        assert text.index(f"{NOON:%d/%m/%Y, %H:%M}") < text.index(f"{own:%d/%m/%Y}")


def test_the_second_night_changes_what_it_says_and_nothing_else() -> None:
    with Farm(clock=lambda: NOON) as farm:
        before = farm.manifest.by_url
        bodies = {url: get(farm, url)[2] for url in before if "bacninh" in url}
        farm.set_night(2)
        after, changes = farm.manifest.by_url, farm.manifest.changes
        (edited,), (deleted,), ((old, new),) = changes.edited, changes.deleted, changes.moved
        assert len(changes.new) == 3
        assert {*after} == ({*before} - {deleted, old}) | {new, *changes.new}
        assert before[edited].body != after[edited].body
        assert "4,2 tỷ" in before[edited].body
        assert "4,6 tỷ" in after[edited].body
        assert after[edited].body.splitlines()[-1] in page(farm, edited)
        assert before[old].body == after[new].body
        assert get(farm, deleted)[0] == 404
        status, headers, _ = get(farm, old)
        assert (status, urljoin(old, headers["Location"])) == (301, new)
        for url, truth in before.items():
            if url not in (edited, deleted, old):
                assert after[url] == truth
        for url, body in bodies.items():
            assert get(farm, url)[2] == body
        listing = "".join(page(farm, url) for url in farm.manifest.listings["honglinh"])
        assert urlsplit(new).path in listing
        assert urlsplit(old).path not in listing


def test_every_request_is_in_the_log(farm: Farm) -> None:
    count = len(farm.log)
    get(farm, "https://bacninh.gov.vn/web/tx-tu-son/tin-tuc", {"User-Agent": "x"})
    (entry,) = farm.log[count:]
    assert (entry.host, entry.site, entry.status) == ("bacninh.gov.vn", "tuson", 200)
    assert dict(entry.headers)["User-Agent"] == "x"


def test_announce_names_where_to_connect(farm: Farm) -> None:
    said = farm.announce()
    assert [site["name"] for site in said["sites"]] == [*NAMES]
    assert said["night"] == 1
    assert Path(said["ca_file"]).read_text() == farm.ca_pem
    assert {*said["resolve"]} >= {"baoquangninh.vn:443", "honglinh.hatinh.gov.vn:80"}


def test_slugs_are_as_the_sites_make_them() -> None:
    assert slug("Đảng khóa XIII", drop_d=True) == "ang-khoa-xiii"
    assert slug("Đảng khóa XIII") == "dang-khoa-xiii"
    assert slug("Đảng bộ", broken=True) == "da-ng-bo"
