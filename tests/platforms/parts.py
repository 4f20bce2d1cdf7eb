"""Pieces every system prints in some form: links, feeds, sitemaps, a clock, a calendar."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape

from tests.farm.ink import WEEKDAYS
from tests.farm.orders import VN
from tests.golden.sheet import RELATED, Printed, Sheet
from tests.platforms.nouns import Article, Reply
from tests.platforms.platform import Platform, wire

_LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.DOTALL)


def esc(text: str) -> str:
    return escape(text, quote=False)


def link(path: str, text: str, attrs: str = "") -> str:
    """A link; ``text`` is plain."""
    return f'<a href="{wire(path)}"{" " + attrs if attrs else ""}>{esc(text)}</a>'


def items(platform: Platform, articles: Sequence[Article], around: str = "<li>{}</li>") -> str:
    """Titles only, as "most read" boxes have them."""
    return "".join(around.format(link(platform.path(a), a.title)) for a in articles)


def clock() -> str:
    """What a masthead shows: now."""
    now = datetime.now(VN)
    return f"{WEEKDAYS[now.weekday()]}, {now:%d/%m/%Y, %H:%M} (GMT+7)"


def printed(
    platform: Platform,
    article: Article,
    layout: Callable[[Sheet], Printed],
    *,
    top: str = "",
    bottom: str = "",
    odd: bool = False,
) -> str:
    """An article in a layout of the golden set, its links leading about this platform;
    ``top`` opens the body and ``bottom`` closes it. ``odd`` is for layouts whose odd pages
    are print views."""
    sheet = Sheet(
        layout=f"{platform.name}-{layout.__name__}",
        number=article.number * 2 + odd,
        story=article.story,
        when=article.when,
        seen=datetime.now(VN),
        rng=random.Random(f"{platform.name}-{article.number}"),
    )
    drawn = layout(sheet)
    html = drawn.html.replace(drawn.url, platform.url(platform.path(article)))
    html = _relinked(platform, article, html)
    html = re.sub(r"<body[^>]*>", lambda opening: opening.group() + top, html, count=1)
    return html.replace("</body>", f"{bottom}</body>")


def _relinked(platform: Platform, article: Article, html: str) -> str:
    """The layout's own links are to nowhere: titles become other articles, names of sections
    their listings, and the rest what a menu holds."""
    near = iter(platform.others(article.number, 12))
    shelves = {shelf.name.casefold(): shelf for shelf in platform.shelves}
    static = [path for path, _ in platform.pages] or [platform.home]

    def turned(match: re.Match[str]) -> str:
        text = re.sub(r"<[^>]+>|\s+", " ", match.group(1)).strip()
        if text in {esc(title) for title in RELATED} and (other := next(near, None)):
            inside = match.group(1).replace(text, esc(other.title))
            return f'<a href="{wire(platform.path(other))}">{inside}</a>'
        if shelf := shelves.get(text.casefold()):
            return f'<a href="{wire(platform.shelf_path(shelf))}">{match.group(1)}</a>'
        if text == "Trang chủ":
            return f'<a href="{platform.home}">{match.group(1)}</a>'
        if re.match(r"<a\s+href=['\"]#", match.group()):
            return match.group()
        return f'<a href="{static[len(text) % len(static)]}">{match.group(1)}</a>'

    return _LINK.sub(turned, html)


def rss(platform: Platform, title: str, articles: Sequence[Article], extra: str = "") -> Reply:
    """RSS 2.0 as these systems write it."""
    entries = "\n".join(
        f"<item><title>{esc(a.title)}</title><link>{wire(platform.url(platform.path(a)))}</link>"
        f'<guid isPermaLink="false">{platform.host}-{a.id}</guid>'
        f"<pubDate>{format_datetime(a.when)}</pubDate>"
        f"<description><![CDATA[{esc(a.lead)}]]></description></item>"
        for a in articles
    )
    return Reply(
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" '
        'xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
        f"<title>{esc(title)}</title><link>{platform.url('/')}</link>"
        f"<description>{esc(platform.organisation)}</description>{extra}\n{entries}\n"
        "</channel></rss>\n",
        "feed",
        content_type="application/rss+xml; charset=utf-8",
    )


def urlset(entries: Sequence[tuple[str, str]]) -> Reply:
    """A sitemap of (URL, lastmod or "")."""
    rows = "\n".join(
        f"<url><loc>{wire(url)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>"
        for url, day in entries
    )
    return Reply(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}\n</urlset>\n',
        "feed",
        content_type="application/xml; charset=utf-8",
    )


def sitemap_index(urls: Sequence[str]) -> Reply:
    rows = "\n".join(f"<sitemap><loc>{wire(url)}</loc></sitemap>" for url in urls)
    return Reply(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}\n'
        "</sitemapindex>\n",
        "feed",
        content_type="application/xml; charset=utf-8",
    )


def days_of(articles: Sequence[Article], platform: Platform) -> list[tuple[str, str]]:
    """Articles as :func:`urlset` takes them."""
    return [(platform.url(platform.path(a)), f"{a.when:%Y-%m-%dT%H:%M:%S+07:00}") for a in articles]


def calendar(
    year: int, month: int, day: Callable[[int], str], turn: Callable[[int, int], str]
) -> str:
    """A month's table whose every day is a link, and links to the months beside it, for ever."""
    before = (year - 1, 12) if month == 1 else (year, month - 1)
    after = (year + 1, 1) if month == 12 else (year, month + 1)
    cells = "".join(
        f"<td>{link(day(number), str(number))}</td>" + ("</tr><tr>" if number % 7 == 0 else "")
        for number in range(1, 29)
    )
    return (
        f"<table class='calendar'><caption>Tháng {month}/{year}</caption><tr>{cells}</tr></table>"
        f"{link(turn(*before), '« Tháng trước')} {link(turn(*after), 'Tháng sau »')}"
    )
