"""What a fault does to a page that is otherwise right: each takes and gives HTML or XML."""

from __future__ import annotations

import base64
import re

import lxml.html

_ITEMS = (
    "//*[contains(@class, 'NewsItem') or contains(@class, 'news-item')"
    " or contains(@class, 'asset-abstract') or self::li[contains(@class, 'item')]]"
)
_DATES = re.compile(
    r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{4}-\d{2}-\d{2}(?:T[\d:+]*)?"
    r"|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?|\d{1,2}\s+tháng\s+\d{1,2},?\s+\d{4}",
    re.IGNORECASE,
)
_BODY = re.compile(r"(<body[^>]*>)(.*)(</body>)", re.DOTALL | re.IGNORECASE)
_ITEM = re.compile(r"<item>.*?</item>", re.DOTALL)


def by_script(page: str) -> str:
    """The text now comes by script: what is sent is a menu, a footer and a blob."""
    blob = base64.b64encode(page.encode()).decode()
    shell = (
        "<nav><a href='/'>Trang chủ</a><a href='/lien-he'>Liên hệ</a></nav><div id='root'></div>"
        f"<script>window.__STATE__='{blob}'</script><footer>Bản quyền của Cổng thông tin.</footer>"
    )
    return f"<!DOCTYPE html><html><head><title>Cổng</title></head><body>{shell}</body></html>"


def most_items_missing(page: str) -> str:
    """Of each list only every fourth item, and no boxes beside it."""
    root = lxml.html.document_fromstring(page)
    for number, item in enumerate(root.xpath(_ITEMS)):
        if number % 4:
            item.drop_tree()
    for box in root.xpath("//*[contains(@class, 'sidebar')] | //aside"):
        box.drop_tree()
    return str(lxml.html.tostring(root, encoding="unicode", doctype="<!DOCTYPE html>"))


def undated(page: str) -> str:
    """No date in any form."""
    return _BODY.sub(lambda m: m[1] + _DATES.sub("", m[2]) + m[3], page)


def letters_lost(page: str) -> str:
    """Through a Latin-1 column and back: each Vietnamese letter is a question mark."""
    return page.encode("latin-1", "replace").decode("latin-1").encode("ascii", "replace").decode()


def newest_missing(page: str) -> str:
    """A feed whose twelve newest entries never came."""
    return _ITEM.sub("", page, count=12) if "<item>" in page else page
