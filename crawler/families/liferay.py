"""Provincial portals on Liferay, where one host serves every unit under ``/web/{unit}/``.

Any host of the province serves any unit (thuanthanh.bacninh.gov.vn also answers for
``/web/tx-tu-son``), so a site is its path, not its host. The unit that a host is for may go
without its path: tapchicongsan.org.vn links ``/{page}/-/2018/…`` and
``/web/guest/{page}/-/2018/…`` for one article. Articles:

- ``/web/{unit}/{page}/-/details/{group}/{slug}-{id}`` (bacninh.gov.vn); slugs drop Đ ("ang-khoa")
- ``/-/2018/{id}/{slug}.aspx`` (tapchicongsan.org.vn); 2018 is the same in all, and no year
- ``/-/asset_publisher/{instance}/content/id/{id}`` or ``…/content/{slug}``
  (caolanh.dongthap.gov.vn); ``plidlayout`` and the rest of the query may go

Page n of a list is asked of the portlet that shows it: ``?p_p_id={portlet}&_{portlet}_cur={n}``;
the other ``p_p_*`` parameters the pager writes are Liferay's defaults and tell no pages apart.
Sessions travel in the path (``;jsessionid=``), languages by ``/c/portal/update_language``.

Parts: ``journal-content-article`` is Liferay's own (bacgiang, thainguyen.gov.vn),
``article-summary`` and ``metadata-publish-date`` those of its asset publisher.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from archive.records import Layout
from crawler.families.shapes import SURVEYED, one_of, with_path
from crawler.paging import is_number
from crawler.site import SiteSpider
from crawler.urls import params, path_of

_CURSOR = re.compile(r"_(?P<portlet>\w+?)_cur")
_LANGUAGE = re.compile(r"^/vi(?:_VN)?(?=/web/)")
_GUEST = "/web/guest/"
_UNIT = re.compile(r"/web/[^/]+/")
_ARTICLE = re.compile(
    r"(?:/[^/]+)*/-/(?:details/\d+/[^/]*-?\d+|asset_publisher/\w+/content/(?:id/\d+|[^/]+)"
    r"|\d+/\d+/[^/]+\.aspx)"
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
            if match and is_number(value) and int(value):
                return match["portlet"], int(value)
        return "", 1


class Liferay(SiteSpider):
    """One unit of a portal; ``web`` is its name in the path, "" where its sections tell."""

    family = "liferay"
    web: str = ""
    pager = LiferayPager()
    signs = one_of(
        r"\bLiferay\.(?:ThemeDisplay|Browser|Portlet|AUI|on)\b",
        r"\bp_p_id=\w+_INSTANCE_\w+",
        r"/c/portal/(?:login|update_language|layout)\b",
    )
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
            since=SURVEYED,
        ),
    )

    @classmethod
    def identity(cls, url: str) -> str:
        return super().identity(with_path(url, cls._path))

    @classmethod
    def _path(cls, path: str) -> str:
        path = _LANGUAGE.sub("", path)
        # "/-/" marks what is behind it as asked of a portlet on the page before it.
        bare = cls._home() == _GUEST and "/-/" in path and not path.startswith("/web/")
        return f"{_GUEST[:-1]}{path}" if bare else path

    @classmethod
    def is_article(cls, url: str) -> bool:
        home, path = cls._home(), path_of(url)
        return path.startswith(home) and bool(_ARTICLE.fullmatch(path, len(home) - 1))

    @classmethod
    def is_trap(cls, url: str) -> bool:
        path, home = path_of(url), cls._home()
        # The unit a host is for also has pages without "/web/".
        others = path.startswith("/web/") or home != _GUEST
        return (others and not path.startswith(home)) or super().is_trap(url)

    @classmethod
    def _home(cls) -> str:
        """Where the unit's pages lie; "/" where neither the site nor its sections say."""
        if cls.web:
            return f"/web/{cls.web}/"
        found = (_UNIT.match(path_of(section.url)) for section in cls.sections)
        units = {match.group() for match in found if match}
        return units.pop() if len(units) == 1 else "/"
