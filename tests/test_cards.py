"""Boxes that announce another article, told by their links, and what must not be taken for one."""

from __future__ import annotations

from lxml import html

from pipelines.cards import cards
from pipelines.clean import read_article
from tests.pages import BODY, ONE, THREE, TITLE, TWO, article, page, paragraphs

HOME = "https://baomau.vn/bai-viet-123.html"
OTHER = "Xóm Bãi giữ nếp sinh hoạt đầu tháng"
BLURB = "Mồng năm hằng tháng, cả xóm lại ngồi cùng nhau và bàn một việc cho thật kỹ."


def found(inside: str) -> list[str]:
    body = html.fragment_fromstring(f"<div>{inside}</div>")
    return sorted(str(card.get("id")) for card in cards(body, HOME))


def test_a_card_is_a_picture_and_a_title_that_lead_to_one_place() -> None:
    card = (
        f'<div id="the"><div><a href="/khac-9.html"><img src="k.jpg"></a></div>'
        f'<div><a href="/khac-9.html">{OTHER}</a><span>{BLURB}</span></div></div>'
    )
    assert found(f"<p>{ONE}</p>{card}<p>{TWO}</p>") == ["the"]
    assert read_article(page(article(paragraphs(ONE, TWO) + card + paragraphs(THREE)))).body == BODY


def test_a_link_around_a_whole_card_is_one() -> None:
    card = (
        f'<a id="ca" href="/khac-9.html"><img src="k.jpg"><h4>{OTHER}</h4>'
        f"<time>02/10/2017</time><p>{BLURB}</p></a>"
    )
    assert found(card) == ["ca"]
    reading = read_article(page(article(paragraphs(ONE) + card + paragraphs(TWO, THREE))))
    assert reading.body == BODY
    assert reading.published_at is None


def test_no_card_is_made_of_the_article_itself() -> None:
    """Its own picture enlarged, its caption linked, its sign for a document, a link to itself."""
    title = "Con đường hoa của thôn Đồng Tâm"
    for target in ("/anh/duong-hoa.jpg", "/tep/ke-hoach.pdf", HOME, "javascript:void(0)"):
        link = f'<a href="{target}"><img src="a.jpg"></a><a href="{target}">{title}</a>'
        assert found(f'<div id="x">{link}</div>') == [], target
    figure = (
        f'<figure id="x"><a href="/album"><img src="a.jpg"></a>'
        f'<a href="/album">{title}</a></figure>'
    )
    assert found(figure) == []


def test_a_long_box_is_no_card() -> None:
    links = f'<a href="/khac-9.html"><img src="k.jpg"></a><a href="/khac-9.html">{OTHER}</a>'
    assert found(f'<div id="x">{links}{paragraphs(ONE, TWO, ONE, TWO, ONE, TWO)}</div>') == []


def test_a_columnist_signs_with_a_card() -> None:
    columnist = (
        '<div class="box"><a href="/tac-gia/7"><img src="chan-dung.jpg"></a>'
        '<h3><a href="/tac-gia/7">Đặng Thu Bình</a></h3>'
        "<div>Giảng viên Trường Chính trị, người viết đều đặn cho chuyên mục từ lâu.</div></div>"
    )
    html_ = article(paragraphs(ONE, TWO, THREE), title=f"<h1>{TITLE}</h1>{columnist}")
    reading = read_article(page(html_))
    assert reading.authors == ("Đặng Thu Bình",)
    assert reading.body == BODY
    assert "Giảng viên" not in reading.lead
