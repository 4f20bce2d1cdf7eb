"""Which page answers which URL on one night, as bytes; no sockets here."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qs, unquote, urlsplit

from tests.farm.faults import Role
from tests.farm.feeds import rss, sitemap
from tests.farm.ink import CLOCK, COUNT, ink
from tests.farm.layout import SiteLayout
from tests.farm.markup.base import document
from tests.farm.nights import Edition
from tests.farm.orders import NOW
from tests.farm.sites import SITES, SampleSite
from tests.farm.stories import Story

Headers = tuple[tuple[str, str], ...]
_PIXEL = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300"
    + "ff" * 64
    + "ffc0000b080001000101011100ffc40014000100000000000000000000000000000000"
    + "ffc40014100100000000000000000000000000000000ffda0008010100003f0037ffd9"
)
_FORMS = ("/c/portal/login", "/_layouts/15/authenticate.aspx")


@dataclass(frozen=True, slots=True)
class Answer:
    """A response before it goes out. ``ticking`` ones hold a clock or a counter."""

    status: int
    body: bytes
    content_type: str = "text/html; charset=utf-8"
    headers: Headers = ()
    role: Role = "other"
    etag: str = ""
    modified: datetime | None = None
    ticking: bool = False


@dataclass
class Web:
    """One night's pages. Safe to ask from many threads: a page made twice is the same page."""

    edition: Edition
    texts: Mapping[str, tuple[Story, ...]]
    layouts: dict[str, SiteLayout] = field(init=False)
    _made: dict[tuple[str, str], Answer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.layouts = {
            site.name: SiteLayout(site, self.edition, self.texts.get(site.name, ()))
            for site in SITES
        }

    def site_at(self, host: str, path: str) -> SampleSite | None:
        """The site a URL belongs to; on Bắc Ninh's portal the path says which."""
        found = [site for site in SITES if host in site.hosts]
        for site in found:
            if site.web and path.startswith(f"/web/{site.web}"):
                return site
        return found[0] if found else None

    def answer(self, site: SampleSite, target: str, *, empty: bool = False) -> Answer:
        """The page at a path with query; ``empty`` lists no items."""
        key = (site.name, target)
        if not empty and key in self._made:
            return self._made[key]
        made = _finished(self._make(site, target, empty))
        # A listing's query may be anything: only what the farm links to is kept.
        if not empty and len(self._made) < 5000:
            self._made[key] = made
        return made

    def role(self, site: SampleSite, target: str) -> Role:
        path = _path(target)
        layout = self.layouts[site.name]
        if path == "/robots.txt":
            return "robots"
        if layout.listing_at(path, {}) is not None:
            return "listing"
        return "article" if path in layout.articles else "other"

    def page(self, site: SampleSite, target: str) -> int:
        """Which page of a listing a path with query is; 1 when it is none."""
        query = parse_qs(urlsplit(target).query)
        spot = self.layouts[site.name].listing_at(_path(target), query)
        return spot[1] if spot else 1

    def _make(self, site: SampleSite, target: str, empty: bool) -> Answer:
        path, query = _path(target), parse_qs(urlsplit(target).query)
        layout = self.layouts[site.name]
        if path == "/robots.txt":
            rules = "User-agent: *\nDisallow: /tim-kiem\nDisallow: /c/portal/login\n"
            where = f"{site.scheme}://{site.host}/sitemap.xml"
            rules += f"Sitemap: {where}\n" if site.family == "epi" else ""
            return Answer(200, rules.encode(), "text/plain; charset=utf-8", role="robots")
        if (site.name, path) in self.edition.redirects:
            return moved(self.edition.redirects[(site.name, path)])
        if path in layout.articles:
            story = layout.articles[path]
            return Answer(
                200,
                layout.article(path).encode(),
                _content_type(story),
                role="article",
                modified=story.published or NOW,
            )
        spot = layout.listing_at(path, query)
        if spot is not None:
            page = layout.listing(*spot, empty=empty)
            return Answer(200, page.encode(), role="listing", modified=NOW)
        return self._other(site, layout, path, query)

    def _other(
        self, site: SampleSite, layout: SiteLayout, path: str, query: dict[str, list[str]]
    ) -> Answer:
        for section in site.sections:
            if path == layout.feed_path(section):
                feed = rss(site, section, layout.in_section(section))
                return Answer(200, feed.encode(), "application/rss+xml; charset=utf-8")
        if path == "/sitemap.xml" and site.family == "epi":
            stories = self.edition.stories[site.name]
            return Answer(200, sitemap(site, stories).encode(), "application/xml; charset=utf-8")
        if path == "/style.css":
            return Answer(200, b"body{font-family:serif}", "text/css")
        if path.startswith("/anh/"):
            return Answer(200, _PIXEL, "image/jpeg")
        if path == "/c/portal/update_language":
            return moved(query.get("redirect", ["/"])[0], 302)
        if path in layout.topics:
            return Answer(200, layout.topic().encode(), modified=NOW)
        if path in _FORMS or path.endswith("/tim-kiem"):
            form = document("Đăng nhập - Tìm kiếm", "<form><input name='q'></form>")
            return Answer(200, form.encode(), modified=NOW)
        if path in layout.fronts:
            return Answer(200, layout.front().encode(), modified=NOW)
        return Answer(404, _not_found(site).encode())


def moved(location: str, status: int = 301) -> Answer:
    return Answer(status, b"", headers=(("Location", location),))


def _path(target: str) -> str:
    """The path alone, without a session id, as the servers' routers see it."""
    return unquote(re.sub(r";jsessionid=[^/?]*", "", urlsplit(target).path)) or "/"


def _content_type(story: Story) -> str:
    if story.charset == "lying-header":
        return "text/html; charset=iso-8859-1"
    if story.charset == "lying-both":
        return "text/html; charset=windows-1252"
    return "text/html; charset=utf-8" if story.charset == "utf-8" else "text/html"


def _not_found(site: SampleSite) -> str:
    return document(
        "Không tìm thấy trang",
        f"<h1>404</h1><p>Không tìm thấy trang trên {ink(site.organisation)}.</p>",
    )


def _finished(made: Answer) -> Answer:
    """With its validators, unless it shows the time or counts its visitors."""
    if CLOCK.encode() in made.body or COUNT.encode() in made.body:
        return Answer(
            made.status, made.body, made.content_type, made.headers, made.role, ticking=True
        )
    tag = hashlib.sha1(made.body, usedforsecurity=False).hexdigest()[:16]
    etag = f'"{tag}"' if made.status == 200 else ""
    return Answer(
        made.status, made.body, made.content_type, made.headers, made.role, etag, made.modified
    )
