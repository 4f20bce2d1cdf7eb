"""Pictures with what is printed under them, wherever a template puts it."""

from __future__ import annotations

import pytest

from pipelines.clean import read_article
from tests.pages import BODY, LEAD, ONE, THREE, TITLE, TWO, article, page, paragraphs

SAID = "Đường hoa thôn Đồng Tâm sau một tháng"


@pytest.mark.parametrize(
    "picture",
    [
        f'<div class="full"><img src="/a.jpg">{SAID}</div>',
        f'<p><img src="/a.jpg" alt="{SAID}"></p><p>{SAID}</p>',
        f'<img src="/a.jpg"><div class="fig">{SAID}</div>',
        f'<p><img src="/a.jpg"></p><p class="text-center">{SAID}</p>',
        f'<table><tr><td><img src="/a.jpg"></td></tr><tr><td>{SAID}</td></tr></table>',
    ],
    ids=["its own division", "its alternative text", "fig", "centred", "table"],
)
def test_a_caption_is_no_paragraph(picture: str) -> None:
    reading = read_article(page(article(paragraphs(ONE) + picture + paragraphs(TWO, THREE))))
    assert reading.body == BODY
    assert [image.caption for image in reading.images] == [SAID]


def test_text_that_runs_in_one_division_with_its_picture_is_text() -> None:
    inside = f'<img src="/a.jpg">{ONE}<br><br>{TWO}<br><br>{THREE}'
    assert read_article(page(article(inside))).body == BODY


def test_flexbox_classes_centre_no_text() -> None:
    inside = f'<div class="items-center"><img src="/a.jpg"><p>{ONE}</p></div>'
    assert read_article(page(article(inside + paragraphs(TWO, THREE)))).body == BODY


def test_the_cover_between_title_and_text() -> None:
    cover = (
        '<figure class="avatar"><img src="/bia.jpg" alt=""><figcaption>'
        f"{SAID}. Ảnh: Hải Lê</figcaption></figure>"
    )
    title = f'<h1>{TITLE}</h1>{cover}<div class="sapo">{LEAD}</div>'
    reading = read_article(page(article(paragraphs(ONE, TWO, THREE), title=title)))
    assert (reading.lead, reading.body) == (LEAD, BODY)
    [image] = reading.images
    assert (image.url, image.caption, image.credit) == (
        "https://baomau.vn/bia.jpg",
        f"{SAID}.",
        "Hải Lê",
    )


def test_portraits_and_logos_under_a_title_are_no_cover() -> None:
    title = (
        f'<h1>{TITLE}</h1><div class="author"><img src="/chan-dung.jpg" alt="Thu Hường">'
        '<a href="/tac-gia/1">Thu Hường</a></div><time>19/12/2020 16:25</time>'
    )
    reading = read_article(page(article(paragraphs(ONE, TWO, THREE), title=title)))
    assert reading.images == ()
    assert reading.published_at == "2020-12-19T16:25+07:00"
    named = f'<h1>{TITLE}</h1><img src="/bia.jpg" alt="{TITLE}">'
    reading = read_article(page(article(paragraphs(ONE, TWO, THREE), title=named)))
    assert [image.url for image in reading.images] == ["https://baomau.vn/bia.jpg"]


def test_a_paragraph_printed_twice_stays_once() -> None:
    assert len(TWO) > 100
    long = f"{TWO} {THREE} {TWO}"
    body = read_article(page(article(paragraphs(ONE, long, long, THREE)))).body
    assert body == "\n\n".join((ONE, long, THREE))
