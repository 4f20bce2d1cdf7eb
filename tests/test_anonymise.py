"""A page with other words in it: nobody's words are left, and the reader sees the same page."""

# ruff: noqa: E501 - the lines of a page are as they are

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pytest

from archive.records import Page, Site
from crawler.commands.anonymise import anonymise, leaks
from crawler.commands.read import understand
from crawler.commands.wordbook import stand_in
from tests.golden.pages import golden
from tests.golden.truth import Golden

UTF8 = (("Content-Type", "text/html; charset=utf-8"),)
SITE = Site("mau", "Báo Mẫu", "tinh", "baomau.vn", "generic")
STORY = """<!DOCTYPE html><html><head><title>Chi bộ thôn Đông làm đường - Báo Mẫu</title>
<meta property="og:title" content="Chi bộ thôn Đông làm đường">
<meta name="author" content="Nguyễn Thị Hạnh">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Chi bộ thôn Đông làm đường",
"author":{"@type":"Person","name":"Nguyễn Thị Hạnh"},"datePublished":"2023-05-19T08:30:00+07:00"}
</script><script>var state = "S\\u00e1ng nay b\\u00e0 con g\\u00f3p \\u0111\\u1ea5t r\\u1ea5t vui";</script>
</head><body><nav><a href="/xay-dung-dang">Xây dựng Đảng</a> <a href="/van-hoa">Văn hóa</a></nav>
<h1 class="tieu-de">Chi bộ thôn Đông làm đường</h1><p class="ngay">Thứ Sáu, 19/05/2023, 08:30</p>
<div id="noi-dung"><p>S&#225;ng nay b&agrave; con g&oacute;p đất rất vui, theo Chỉ thị số 05-CT/TW của Bộ
Chính trị về học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh.</p>
<p>Ông Trần Văn Bình, số điện thoại 0912 345 678, góp trước 40 mét vuông đất để mở rộng con đường.</p>
<p>Đến nay cả thôn đã góp được gần hai nghìn ngày công cho con đường liên thôn rộng năm mét.</p>
<p class="tac-gia">Bài, ảnh: Nguyễn Thị Hạnh</p></div>
<ul><li><a href="/a-1.html">Phụ nữ xã Tây giữ nếp hũ gạo tình thương đã tám năm liền</a></li></ul>
<footer>Tổng Biên tập: Lê Hữu Phước. Thư: phuoc@baomau.vn</footer></body></html>"""


def page(source: str = STORY) -> Page:
    moment = datetime(2026, 11, 22, tzinfo=UTC)
    url = "https://baomau.vn/chi-bo-thon-dong-lam-duong-123.html"
    return understand(Page(url, "article", SITE, 200, UTF8, source.encode(), moment))


def again(one: Page, source: str) -> Page:
    return understand(replace(one, body=source.encode(), headers=UTF8))


@cache
def sample() -> tuple[Golden, ...]:
    """One page of every layout of the golden set."""
    return tuple({one.layout: one for one in golden()}.values())


@pytest.mark.parametrize("name", [one.name for one in sample()])
def test_the_reader_sees_the_same_page_and_no_run_of_its_words_is_left(name: str) -> None:
    before = understand(next(one.page for one in sample() if one.name == name))
    assert before.reading is not None
    assert before.judgement is not None
    source = anonymise(before)
    assert leaks(before, source) == []
    after = again(before, source)
    assert after.reading is not None
    assert after.judgement is not None
    for field in ("published_at", "published_precision", "section", "source", "body_state"):
        assert getattr(after.reading, field) == getattr(before.reading, field), field
    assert after.reading.body.count("\n\n") == before.reading.body.count("\n\n")
    assert bool(after.reading.lead) == bool(before.reading.lead)
    assert len(after.reading.authors) == len(before.reading.authors)
    assert len(after.reading.images) == len(before.reading.images)
    assert after.judgement.verdict == before.judgement.verdict
    assert after.judgement.documents == before.judgement.documents


def test_names_of_people_go_and_what_belongs_to_everybody_stays() -> None:
    source = anonymise(page())
    for word in ("Hạnh", "Trần Văn Bình", "Lê Hữu Phước", "0912 345 678", "phuoc@", "hũ gạo",
                 "thôn Đông", "g&oacute;p", "con đường"):  # fmt: skip
        assert word not in source, word
    for word in ("Chỉ thị số 05-CT/TW của Bộ\nChính trị", "19/05/2023, 08:30", "- Báo Mẫu",
                 "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh", "Xây dựng Đảng",
                 'href="/a-1.html"', "Tổng Biên tập:", "Bài, ảnh:", "2023-05-19T08:30"):  # fmt: skip
        assert word in source, word


def test_the_same_title_is_the_same_wherever_it_stands() -> None:
    source = anonymise(page())
    heading = re.search(r'<h1 class="tieu-de">(.*?)</h1>', source)
    assert heading
    assert source.count(heading[1]) == 4  # title, og:title, JSON-LD, heading
    data = re.search(r"ld\+json\">(.*?)</script>", source, re.DOTALL)
    assert data
    said = json.loads(data[1])
    assert (said["headline"], said["@type"]) == (heading[1], "NewsArticle")
    assert said["author"]["name"] in source.partition("<body")[2]


def test_markup_is_kept_tag_for_tag() -> None:
    def tags(source: str) -> list[str]:
        return re.findall(r"</?[a-z][a-z0-9]*", source)

    assert tags(anonymise(page())) == tags(STORY)
    assert anonymise(page()) == anonymise(page())


def test_words_keep_their_length_capitals_and_marks() -> None:
    for word in ("Hội", "NGHỊ", "kết", "san", "Facebook", "nghiêng", "Nguyễn"):
        other = stand_in(word, "x")
        assert other != word
        assert len(other) == len(word)
        assert (other.isupper(), other[0].isupper()) == (word.isupper(), word[0].isupper())
        assert other.isascii() == word.isascii()
    assert stand_in("Hội", "x")[1:] == stand_in("hội", "x")[1:]


def test_what_is_left_is_found() -> None:
    one = page()
    assert "góp đất rất vui" in " ".join(leaks(one, STORY))
    source = anonymise(one)
    hidden = source.replace("</body>", '<script>x="g\\u00f3p đất rất vui"</script></body>')
    assert leaks(one, hidden) == ["góp đất rất vui"]


def test_an_article_that_was_not_read_is_not_anonymised() -> None:
    with pytest.raises(ValueError, match="not read"):
        anonymise(replace(page(), reading=None))
