"""The section an article stands in: by breadcrumb, label, menu, or what machines are told."""

from __future__ import annotations

import json

import pytest

from pipelines.clean import read_article
from tests.pages import ONE, THREE, TITLE, TWO, article, page, paragraphs

TEXT = paragraphs(ONE, TWO, THREE)


def section(above: str = "", head: str = "") -> str | None:
    title = f"{above}<h1>{TITLE}</h1>"
    return read_article(page(article(TEXT, title=title, head=head))).section


@pytest.mark.parametrize(
    "crumbs",
    [
        '<a href="/">Trang chủ</a> » <a href="/x">Xây dựng Đảng</a>',
        '<a href="/">Trang chủ</a> <a href="/x">Xây dựng Đảng</a>',
        f'<a href="/">Trang chủ</a> / <a href="/x">Xây dựng Đảng</a> / {TITLE}',
        '<ul><li><a href="/x">Xây dựng Đảng</a></li></ul>'
        '<div class="breadcrumb__time">Chủ Nhật, 04/08/2024 - 07:54</div>',
    ],
    ids=["arrows", "bare links", "with the title", "with the date"],
)
def test_the_last_step_of_a_breadcrumb(crumbs: str) -> None:
    assert section(f'<div class="breadcrumb">{crumbs}</div>') == "Xây dựng Đảng"


def test_a_label_may_be_marked_by_the_item_around_it() -> None:
    assert section('<ul><li class="main-cate"><a href="/m"><h2>Ảnh</h2></a></li></ul>') == "Ảnh"


def test_the_line_above_the_title_that_the_menu_holds_too() -> None:
    """tests.pages' menu has "Chính trị"; a slogan above the title is in no menu."""
    assert section('<div class="fs16"><a href="/chinh-tri">Chính trị</a></div>') == "Chính trị"
    assert section('<div class="fs16">Chính trị</div><p>19/12/2020 16:25</p>') == "Chính trị"
    assert section('<div class="fs16">Vì một thôn xanh</div>') is None


def test_a_breadcrumb_told_to_machines_comes_last() -> None:
    steps = [("Trang chủ", "/"), ("Xã hội", "/x"), ("Nông thôn", "/n"), (TITLE, "/bai")]
    items = [
        {"@type": "ListItem", "position": n, "item": {"@id": url, "name": name}}
        for n, (name, url) in enumerate(steps)
    ]
    for listed in (items, [[item] for item in items], items[:-1]):
        data = {"@type": "BreadcrumbList", "itemListElement": listed}
        script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
        assert section(head=script) == "Nông thôn"
        assert section('<div class="breadcrumb"><a href="/d">Đời sống</a></div>', script) == (
            "Đời sống"
        )
    for broken in ("[]", "{}", "null", '{"@type": "BreadcrumbList", "itemListElement": [1, []]}'):
        assert section(head=f'<script type="application/ld+json">{broken}</script>') is None


def test_a_label_of_two_links_names_the_inner_section() -> None:
    for hint in ("cat", "bx-cat", "tieude_cm"):
        links = '<a href="/xa-hoi">Xã hội</a> <a href="/nong-thon">Nông thôn</a>'
        assert section(f'<div class="{hint}">{links}</div>') == "Nông thôn"
