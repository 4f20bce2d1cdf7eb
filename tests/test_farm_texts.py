"""Plain-text articles on the farm: taken apart rightly, served raw, dated by nobody."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html as lxml_html

from tests.farm import Farm
from tests.farm.orders import VN
from tests.farm.texts import choose, opening, parse
from tests.farm_client import page

NOON = datetime(2026, 11, 5, 12, 0, tzinfo=VN)
HEADED = "Phường Đông Ngàn trồng cây\n\nĐoạn một của bài về Từ Sơn.\n\n\u00a0\n\nPhản hồi\n"
BARE = (
    "Ngày 2/9, phường Ba Đình dọn rác ven sông rất sớm và rất đông người dân đã tới. Rồi về.\n"
    "Bỉm Sơn đẹp hơn & sạch hơn <hẳn>.\nLan Chi |\nNguồn tin: Thị ủy Bỉm Sơn |\nFile đính kèm |"
)
DATED = (
    "Chuyện làng\n\nCây cầu mới\n\nThứ Năm, 07/03/2019, 08:05 [GMT+7]\n.\n.\n\nMở đầu.\n\n"
    "Ảnh cầu. Ảnh: A\nẢnh cầu. Ảnh: A\n\nHà Linh\n\nTin liên quan\n\n.\n."
)


def test_texts_are_taken_apart() -> None:
    headed = parse(HEADED)
    assert (headed.title, headed.date) == ("Phường Đông Ngàn trồng cây", "")
    assert headed.lines == ("Đoạn một của bài về Từ Sơn.", "\u00a0", "Phản hồi")
    bare = parse(BARE)
    assert bare.title.startswith("Ngày 2/9, phường Ba Đình")
    assert len(bare.title.split()) <= 15
    assert bare.lines[0].startswith(bare.title)
    dated = parse(DATED)
    assert (dated.section, dated.title) == ("Chuyện làng", "Cây cầu mới")
    assert dated.date == "Thứ Năm, 07/03/2019, 08:05 [GMT+7]"
    assert dated.lines[:2] == (".", ".")
    assert opening("Một hai. Ba bốn năm.") == "Một hai"
    assert choose("không tên nào", 3).name == "quevo"


def test_texts_are_served_raw_and_undated(tmp_path: Path) -> None:
    for name, text in {"a": HEADED, "b": BARE, "c": DATED}.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    with Farm(texts=tmp_path, clock=lambda: NOON) as farm:
        urls = farm.manifest.texts
        assert urlsplit(urls["a"]).path.startswith("/web/tx-tu-son/news/-/details/")
        assert re.fullmatch(
            r"https://bimson\.thanhhoa\.gov\.vn/portal/pages/[^/]+\.aspx", urls["b"]
        )
        assert "/201903/" in urls["c"]
        bare = page(farm, urls["b"])
        assert '<p class="ms-rteElement-P">Lan Chi |</p>' in bare
        assert "sạch hơn &lt;hẳn&gt;" in bare
        assert "PostDate" not in bare
        dated = page(farm, urls["c"])
        assert '<div class="date">Thứ Năm, 07/03/2019, 08:05 [GMT+7]</div>' in dated
        assert ">Chuyện làng</a></div>" in dated
        assert dated.count("Ảnh cầu. Ảnh: A") == 2
        for key, name in {"a": "tuson", "b": "bimson", "c": "baoquangninh"}.items():
            first = farm.manifest.listings[name][1]
            items = lxml_html.document_fromstring(page(farm, first)).xpath(
                "//*[@class='NewsItem' or @class='item' or @class='asset-abstract'][1]"
            )
            assert urlsplit(urls[key]).path[:40] in lxml_html.tostring(items[0]).decode()
        assert not set(urls.values()) & {*farm.manifest.by_url}


def test_a_folder_without_texts_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=re.escape(str(tmp_path))):
        Farm(texts=tmp_path)
