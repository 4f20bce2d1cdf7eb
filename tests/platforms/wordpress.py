# ruff: noqa: E501 (markup keeps the line breaks its CMS prints)
"""WordPress with the Twenty Seventeen theme: a district's news site."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC

from tests.golden.portals import wordpress as article_layout
from tests.platforms.nouns import Article, Ask, Reply, Shelf, moved
from tests.platforms.parts import (
    calendar,
    days_of,
    esc,
    items,
    link,
    printed,
    rss,
    sitemap_index,
    urlset,
)
from tests.platforms.platform import Platform, pages_shown


@dataclass(frozen=True)
class WordPress(Platform):
    def path(self, article: Article) -> str:
        return f"/{article.shelf.key}/{article.slug}/"

    def also(self, article: Article) -> tuple[str, ...]:
        path = self.path(article)
        return (
            f"{path}amp/",
            f"{path}?replytocom={article.number + 40}",
            f"{path}?share=facebook",
        )

    def shelf_path(self, shelf: Shelf, page: int = 1) -> str:
        return f"/category/{shelf.key}/" + (f"page/{page}/" if page > 1 else "")

    def feeds(self) -> tuple[str, ...]:
        return ("/feed/", "/wp-sitemap.xml")

    # ---- markup ----

    def article(self, article: Article, ask: Ask) -> str:
        shelf, path = article.shelf, self.path(article)
        older = self.others(article.number, 2)
        html = printed(
            self,
            article,
            article_layout,
            top=self._header(),
            bottom=f"""<footer class="entry-footer"><span class="cat-tags-links"><span class="cat-links">{link(self.shelf_path(shelf), shelf.name, 'rel="category tag"')}</span><span class="tags-links">{link("/tag/chi-thi-05/", "Chỉ thị 05", 'rel="tag"')}, {link(f"/tag/{article.slug[:18].rstrip('-')}/", "tin địa phương", 'rel="tag"')}</span></span></footer>
<nav class="navigation post-navigation"><div class="nav-links"><div class="nav-previous">{link(self.path(older[0]), older[0].title, 'rel="prev"')}</div><div class="nav-next">{link(self.path(older[1]), older[1].title, 'rel="next"')}</div></div></nav>
<div id="comments" class="comments-area"><ol class="comment-list"><li class="comment"><article class="comment-body"><p>Bài viết rất ý nghĩa.</p><div class="reply"><a rel="nofollow" class="comment-reply-link" href="{path}?replytocom={article.number + 40}#respond">Trả lời</a></div></article></li></ol></div>
<div class="sharedaddy"><a rel="nofollow" class="share-facebook" href="{self.url(path)}?share=facebook">Facebook</a> <a href="{path}amp/">AMP</a></div>{self._sidebar(article.number)}{self._footer()}""",
        )
        return html.replace(
            "</head>",
            f'<link rel="canonical" href="{self.url(path)}" />\n'
            f"<link rel='shortlink' href='{self.url('/')}?p={article.id}' />\n"
            f'<link rel="amphtml" href="{self.url(path)}amp/">{self._head()}</head>',
        )

    def listing(self, shelf: Shelf, page: int, shown: Sequence[Article]) -> str:
        return self._archive(
            f"Chuyên mục: {shelf.name}",
            shown,
            page,
            self.last_page(shelf),
            lambda n: self.shelf_path(shelf, n),
        )

    def front(self) -> str:
        return self._blog(1)

    def _blog(self, page: int) -> str:
        listed = [a for a in self.articles if a.place == "listing"]
        start = (page - 1) * self.per_page
        last = -(-len(listed) // self.per_page)
        return self._archive(
            self.organisation,
            listed[start : start + self.per_page],
            page,
            last,
            lambda n: f"/page/{n}/" if n > 1 else "/",
        )

    def _archive(
        self,
        title: str,
        shown: Sequence[Article],
        page: int,
        last: int,
        turn: Callable[[int], str],
    ) -> str:
        posts = "\n".join(self._post(a) for a in shown)
        numbers = "\n".join(
            '<span class="page-numbers dots">&hellip;</span>'
            if n == 0
            else f'<span aria-current="page" class="page-numbers current"><span class="meta-nav screen-reader-text">Trang </span>{n}</span>'
            if n == page
            else f'<a class="page-numbers" href="{self.url(turn(n))}"><span class="meta-nav screen-reader-text">Trang </span>{n}</a>'
            for n in pages_shown(page, last)
        )
        if page < last:
            numbers += f'\n<a class="next page-numbers" href="{self.url(turn(page + 1))}"><span class="screen-reader-text">Trang sau</span></a>'
        if page > 1:
            numbers = f'<a class="prev page-numbers" href="{self.url(turn(page - 1))}"><span class="screen-reader-text">Trang trước</span></a>\n{numbers}'
        nav = f'<nav class="navigation pagination" aria-label="Bài viết"><h2 class="screen-reader-text">Phân trang bài viết</h2><div class="nav-links">{numbers}</div></nav>'
        return f"""<!DOCTYPE html>
<html lang="vi" class="no-js no-svg"><head><meta charset="UTF-8"><title>{esc(title)} &#8211; {esc(self.organisation)}</title>
{self._head()}</head><body class="archive category hfeed has-sidebar">
{self._header()}<div class="site-content-contain"><div id="content" class="site-content"><div class="wrap">
<header class="page-header"><h1 class="page-title">{esc(title)}</h1></header><div id="primary" class="content-area"><main id="main" class="site-main" role="main">
{posts}
{nav if last > 1 else ""}</main></div>{self._sidebar(title)}</div></div></div>{self._footer()}</body></html>"""

    def _post(self, a: Article) -> str:
        path = self.path(a)
        return f"""<article id="post-{a.id}" class="post-{a.id} post type-post status-publish format-standard has-post-thumbnail hentry category-{a.shelf.key}">
<header class="entry-header"><div class="entry-meta"><span class="screen-reader-text">Đã đăng vào</span> <a href="{self.url(path)}" rel="bookmark"><time class="entry-date published" datetime="{a.when:%Y-%m-%dT%H:%M:%S}+07:00">{a.when:%d/%m/%Y}</time></a><span class="byline"> bởi <span class="author vcard"><a class="url fn n" href="{self.url("/author/admin/")}">admin</a></span></span></div><h3 class="entry-title"><a href="{self.url(path)}" rel="bookmark">{esc(a.title)}</a></h3></header>
<div class="post-thumbnail"><a href="{self.url(path)}"><img src="/wp-content/uploads/{a.when:%Y/%m}/anh-{a.id}-300x200.jpg" alt=""></a></div>
<div class="entry-content"><p>{esc(a.lead)} <a href="{self.url(path)}" class="more-link">Đọc tiếp<span class="screen-reader-text"> &#8220;{esc(a.title)}&#8221;</span></a></p></div></article>"""

    def page(self, title: str, text: str) -> str:
        return f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="UTF-8"><title>{esc(title)} &#8211; {esc(self.organisation)}</title>{self._head()}</head><body class="page-template-default page">
{self._header()}<div class="wrap"><main id="main" class="site-main"><article class="page type-page hentry"><header class="entry-header"><h1 class="entry-title">{esc(title)}</h1></header><div class="entry-content">{text}</div></article></main>{self._sidebar(title)}</div>{self._footer()}</body></html>"""

    def trap(self, ask: Ask) -> str:
        day = re.search(r"/(20\d\d)/(\d\d)/", ask.path)
        year, month = (int(day[1]), int(day[2])) if day else (2026, 10)
        tags = " ".join(
            link(f"/tag/{word}-{len(ask.path)}/", word) for word in ("tin", "bac-ho", "van-hoa")
        )
        return self.page(
            "Lưu trữ",
            self._calendar(year, month)
            + f"<div class='tagcloud'>{tags}</div>"
            + items(self, self.others(ask.path, 4)),
        )

    def _calendar(self, year: int, month: int) -> str:
        return calendar(
            year,
            month,
            lambda day: f"/{year}/{month:02}/{day:02}/",
            lambda y, m: f"/{y}/{m:02}/",
        )

    def _head(self) -> str:
        return f"""<link rel="alternate" type="application/rss+xml" title="{esc(self.organisation)} &raquo; Dòng thông tin" href="{self.url("/feed/")}" />
<link rel="alternate" type="application/rss+xml" title="{esc(self.organisation)} &raquo; Dòng bình luận" href="{self.url("/comments/feed/")}" />
<link rel="https://api.w.org/" href="{self.url("/wp-json/")}" /><link rel="EditURI" type="application/rsd+xml" title="RSD" href="{self.url("/xmlrpc.php?rsd")}" />
<meta name="generator" content="WordPress 6.4.3" /><link rel='stylesheet' id='twentyseventeen-style-css' href='{self.url("/wp-content/themes/twentyseventeen/style.css?ver=20231107")}' media='all' />"""

    def _header(self) -> str:
        entries = "".join(
            f'<li id="menu-item-{shelf.id}" class="menu-item menu-item-type-taxonomy menu-item-object-category menu-item-{shelf.id}">{link(self.url(self.shelf_path(shelf)), shelf.name)}</li>'
            for shelf in self.shelves
        )
        static = "".join(
            f'<li class="menu-item menu-item-type-post_type menu-item-object-page">{link(self.url(path), title)}</li>'
            for path, title in self.pages
        )
        return f"""<div id="page" class="site"><a class="skip-link screen-reader-text" href="#content">Chuyển đến phần nội dung</a><header id="masthead" class="site-header"><div class="custom-header"><div class="site-branding"><p class="site-title"><a href="{self.url("/")}" rel="home">{esc(self.organisation)}</a></p></div></div>
<div class="navigation-top"><nav id="site-navigation" class="main-navigation"><ul id="top-menu" class="menu"><li class="menu-item menu-item-home"><a href="{self.url("/")}">Trang chủ</a></li>{entries}<li class="menu-item menu-item-has-children"><a href="#">Thông tin</a><ul class="sub-menu">{static}<li><a href="https://tinh.gov.vn/">Cổng thông tin tỉnh</a></li></ul></li></ul></nav></div></header>"""

    def _sidebar(self, seed: str | int) -> str:
        recent = [a for a in self.articles if a.place == "listing"][:5]
        months = sorted({f"{a.when:%Y/%m}" for a in self.articles}, reverse=True)[:12]
        return f"""<aside id="secondary" class="widget-area"><section class="widget widget_search"><form role="search" method="get" class="search-form" action="{self.url("/")}"><input type="search" name="s"></form></section>
<section id="recent-posts-2" class="widget widget_recent_entries"><h2 class="widget-title">Bài viết mới</h2><ul>{items(self, recent)}</ul></section>
<section class="widget widget_popular"><h2 class="widget-title">Xem nhiều</h2><ul>{items(self, self.others(seed, 5))}</ul></section>
<section class="widget widget_calendar">{self._calendar(2026, 10)}</section>
<section class="widget widget_archive"><h2 class="widget-title">Lưu trữ</h2><ul>{"".join(f"<li>{link(f'/{m}/', f'Tháng {m}')}</li>" for m in months)}</ul></section>
<section class="widget widget_tag_cloud"><h2 class="widget-title">Thẻ</h2><div class="tagcloud">{link("/tag/chi-thi-05/", "Chỉ thị 05")} {link("/tag/lam-theo-bac/", "làm theo Bác")} {link("/tag/bac-ho/", "Bác Hồ")}</div></section>
<section class="widget widget_meta"><ul><li><a href="{self.url("/wp-login.php")}">Đăng nhập</a></li><li><a href="{self.url("/feed/")}">RSS bài viết</a></li><li><a href="{self.url("/comments/feed/")}">RSS bình luận</a></li></ul></section></aside>"""

    def _footer(self) -> str:
        return f"""<footer id="colophon" class="site-footer"><div class="wrap"><p>{esc(self.organisation)}. Giấy phép số 12/GP-TTĐT ngày 4/3/2019.</p><div class="site-info"><a href="https://vi.wordpress.org/" class="imprint">Được hỗ trợ bởi WordPress</a></div></div></footer></div>"""

    # ---- feeds, REST, sitemaps, short links ----

    def extra(self, ask: Ask) -> Reply | None:
        query = ask.query
        if ask.path == "/" and "p" in query:
            found = next((a for a in self.articles if str(a.id) == query["p"]), None)
            return moved(self.url(self.path(found))) if found else None
        if (turn := re.fullmatch(r"/page/(\d+)/", ask.path)) and int(turn[1]) <= -(
            -(len(self.articles) - 2) // self.per_page
        ):
            return Reply(self._blog(int(turn[1])), "listing")
        if ask.path == "/feed/":
            page = int(query.get("paged", "1"))
            chosen = self.articles[(page - 1) * 10 : page * 10]
            if not chosen:
                return Reply(self.page("Không tìm thấy trang", ""), "feed", status=404)
            return rss(self, self.organisation, chosen)
        for shelf in self.shelves:
            if ask.path == f"/category/{shelf.key}/feed/":
                return rss(self, shelf.name, [a for a in self.articles if a.shelf is shelf][:10])
        if ask.path == "/comments/feed/":
            return rss(self, f"Bình luận cho {self.organisation}", [])
        if ask.path.startswith("/wp-json/"):
            return self._rest(ask)
        return self._sitemaps(ask.path)

    def _rest(self, ask: Ask) -> Reply:
        kind = "application/json; charset=UTF-8"
        if not re.fullmatch(r"/wp-json/wp/v2/posts/?", ask.path):
            known = {"name": self.organisation, "namespaces": ["oembed/1.0", "wp/v2"]}
            return Reply(json.dumps(known), "feed", content_type=kind)
        query = ask.query
        size, page = int(query.get("per_page", "10")), int(query.get("page", "1"))
        chosen = self.articles[(page - 1) * size : page * size]
        if not chosen:
            error = {"code": "rest_post_invalid_page_number", "data": {"status": 400}}
            return Reply(json.dumps(error), "feed", status=400, content_type=kind)
        posts = [
            {
                "id": a.id,
                "date": f"{a.when:%Y-%m-%dT%H:%M:%S}",
                "date_gmt": f"{a.when.astimezone(UTC):%Y-%m-%dT%H:%M:%S}",
                "slug": a.slug,
                "type": "post",
                "link": self.url(self.path(a)),
                "title": {"rendered": esc(a.title)},
                "excerpt": {"rendered": f"<p>{esc(a.lead)}</p>\n", "protected": False},
            }
            for a in chosen
        ]
        last = -(-len(self.articles) // size)
        total = (("X-WP-Total", str(len(self.articles))), ("X-WP-TotalPages", str(last)))
        return Reply(json.dumps(posts), "feed", content_type=kind, headers=total)

    def _sitemaps(self, path: str) -> Reply | None:
        home = self.url("")
        match path:
            case "/sitemap.xml":
                return moved(f"{home}/wp-sitemap.xml")
            case "/wp-sitemap.xml":
                names = ("posts-post-1", "posts-page-1", "taxonomies-category-1", "users-1")
                return sitemap_index([f"{home}/wp-sitemap-{name}.xml" for name in names])
            case "/wp-sitemap-posts-post-1.xml":
                return urlset(days_of(self.articles, self))
            case "/wp-sitemap-posts-page-1.xml":
                return urlset([(self.url(page), "") for page, _ in self.pages])
            case "/wp-sitemap-taxonomies-category-1.xml":
                return urlset([(self.url(self.shelf_path(shelf)), "") for shelf in self.shelves])
            case "/wp-sitemap-users-1.xml":
                return urlset([(f"{home}/author/admin/", "")])
        return None

    def robots(self) -> str:
        return (
            "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n\n"
            f"Sitemap: {self.url('/wp-sitemap.xml')}\n"
        )


WORDPRESS = WordPress(
    family="wordpress",
    host="tayson.lamha.gov.vn",
    aliases=("www.tayson.lamha.gov.vn",),
    organisation="Trang thông tin điện tử huyện Tây Sơn",
    shelves=(
        Shelf("tin-tuc", "Tin tức", 52, 11),
        Shelf("xay-dung-dang", "Xây dựng Đảng", 22, 14),
        Shelf("hoc-tap-va-lam-theo-bac", "Học tập và làm theo Bác", 16, 15),
        Shelf("tin-cu-2018", "Tin năm 2018 trở về trước", 10, 22, old=True),
    ),
    count=56,
    has_feed=True,
    first_id=2310,
    traps=(
        r"[?&](?:replytocom|share|s|cat|author)=",
        r"^/tag/",
        r"^/author/",
        r"^/20\d\d/\d\d/",
        r"/wp-(?:login|admin)",
        r"/xmlrpc\.php",
    ),
    pages=(
        ("/gioi-thieu/", "Giới thiệu"),
        ("/co-cau-to-chuc/", "Cơ cấu tổ chức"),
        ("/lien-he/", "Liên hệ"),
        ("/van-ban-chi-dao/", "Văn bản chỉ đạo điều hành"),
    ),
)
PLATFORMS = (WORDPRESS,)
