"""Provincial portals on Liferay, where one host serves every unit under ``/web/{unit}/``.

Any host of the province serves any unit (thuanthanh.bacninh.gov.vn also answers for
``/web/tx-tu-son``), so a site is its path, not its host. An article is
``/web/{unit}/{page}/-/details/{group}/{slug}-{id}``; slugs drop Đ ("ang-khoa"). Page n of a list
is asked of the portlet that shows it: ``?p_p_id={portlet}&_{portlet}_cur={n}``; the other
``p_p_*`` parameters the pager writes are Liferay's defaults and tell no pages apart.
Sessions travel in the path (``;jsessionid=``), languages by ``/c/portal/update_language``.

Parts: ``journal-content-article`` is Liferay's own (bacgiang, thainguyen.gov.vn),
``article-summary`` and ``metadata-publish-date`` those of its asset publisher.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from archive.records import Layout
from crawler.site import SiteSpider
from crawler.urls import params, path_of

_CURSOR = re.compile(r"_(?P<portlet>\w+?)_cur")
_LANGUAGE = re.compile(r"^/vi(?:_VN)?(?=/web/)")
_ARTICLE = re.compile(
    r"/[^/]+/-/(?:details/\d+/[^/]*-?\d+|asset_publisher/\w+/content/(?:id/\d+|[^/]+))"
)


@dataclass(frozen=True, slots=True)
class LiferayPager:
    """The cursor of the portlet that shows a list."""

    def split(self, url: str) -> tuple[str, int]:
        return urlunsplit(urlsplit(url)._replace(query="")), self._cursor(url)[1]

    def turn(self, url: str, number: int) -> str:
        portlet, _ = self._cursor(url)
        query = f"_{portlet}_cur={number}&p_p_id={portlet}" if portlet and number > 1 else ""
        return urlunsplit(urlsplit(url)._replace(query=query))

    @staticmethod
    def _cursor(url: str) -> tuple[str, int]:
        for name, value in params(url).items():
            match = _CURSOR.fullmatch(name)
            if match and value.isascii() and value.isdigit() and 0 < int(value[:7]) < 1_000_000:
                return match["portlet"], int(value[:7])
        return "", 1


class Liferay(SiteSpider):
    """One unit of a portal; ``web`` is its name in the path."""

    family = "liferay"
    web: str = ""
    pager = LiferayPager()
    layouts = (
        Layout(
            title=".header-title",
            lead=".article-summary",
            body=".journal-content-article",
            date=".metadata-publish-date, .meta-data-date",
            authors=".article-author",
            source=".article-source",
            section=".breadcrumb li:last-child a",
            remove=(
                ".lfr-asset-tools",
                ".portlet-comments",
                ".portlet-related",
                ".portlet-latest",
                ".portlet-links",
            ),
        ),
    )

    @classmethod
    def identity(cls, url: str) -> str:
        parts = urlsplit(url)
        return super().identity(urlunsplit(parts._replace(path=_LANGUAGE.sub("", parts.path))))

    @classmethod
    def is_article(cls, url: str) -> bool:
        home, path = cls._home(), path_of(url)
        return path.startswith(home) and bool(_ARTICLE.fullmatch(path, len(home) - 1))

    @classmethod
    def is_trap(cls, url: str) -> bool:
        return not path_of(url).startswith(cls._home()) or super().is_trap(url)

    @classmethod
    def _home(cls) -> str:
        return f"/web/{cls.web}/"
