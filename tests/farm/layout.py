"""Where everything of one site lies on one night: its paths, listings and link variants."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import quote

from tests.farm.compose import section_of
from tests.farm.ink import ink, listing_date
from tests.farm.markup import epi, hatinh, liferay, sharepoint
from tests.farm.markup.base import PER_PAGE, ArticlePage, ListingPage, Teaser, document
from tests.farm.nights import Edition, url_of
from tests.farm.sites import SampleSection, SampleSite
from tests.farm.stories import Story

_ARTICLE: Mapping[str, Callable[[ArticlePage], str]] = {
    "epi": epi.article,
    "sharepoint": sharepoint.article,
    "hatinh": hatinh.article,
    "liferay": liferay.article,
}
_LISTING: Mapping[str, Callable[[ListingPage], str]] = {
    "epi": epi.listing,
    "sharepoint": sharepoint.listing,
    "hatinh": hatinh.listing,
    "liferay": liferay.listing,
}
CROSS_LISTED = (9, 23)
"""On the Hà Tĩnh portal these numbers also appear under a second category, at a second URL."""
SETTLED = 30
"""The oldest stories, those that sidebars and related boxes are made of."""


class SiteLayout:
    """One site's pages. ``articles`` maps every path that shows an article to its story."""

    def __init__(self, site: SampleSite, edition: Edition, texts: tuple[Story, ...]) -> None:
        self.site = site
        self.stories = (*texts, *edition.stories[site.name])
        self._sections: dict[str, SampleSection] = {}
        self.articles: dict[str, Story] = {}
        self.also_at: dict[str, tuple[str, ...]] = {}
        for story in self.stories:
            self._place(story)
        # Boxes beside the text are the same on both nights: they never hold news.
        settled = [s for s in edition.stories[site.name] if s.number <= SETTLED]
        self._settled = sorted(settled, key=lambda s: (s.number * 37) % 101)

    def _place(self, story: Story) -> None:
        self.articles[story.path] = story
        others: list[str] = []
        if story.generation == "old":
            self.articles[story.path.rstrip("/")] = story
            others.append(story.path.rstrip("/"))
        if self.site.family == "hatinh" and story.number in CROSS_LISTED:
            others.append(self.second_path(story))
            self.articles[others[-1]] = story
        if others:
            url = url_of(self.site, story.path)
            self.also_at[url] = tuple(url_of(self.site, path) for path in others)

    def second_path(self, story: Story) -> str:
        section = self.site.sections[1 if story.section == self.site.sections[0].key else 0]
        slug = story.path.rsplit("/", 1)[1].removesuffix(".html")
        return hatinh.article_path(section, slug)

    def section_path(self, section: SampleSection, page: int = 1) -> str:
        match self.site.family:
            case "epi":
                return epi.section_path(section, page)
            case "sharepoint":
                return sharepoint.section_path(section, page)
            case "hatinh":
                return hatinh.section_path(section, page)
            case _:
                return liferay.section_path(self.site, section, page)

    def feed_path(self, section: SampleSection) -> str:
        match self.site.family:
            case "epi":
                return f"/rss/{section.key}.rss"
            case "hatinh":
                return f"/{section.unit}/portal/rss/{section.key}"
            case _:
                return ""

    @property
    def fronts(self) -> set[str]:
        """Paths of front pages: the host's, the units', the sub-site's."""
        units = {f"/{section.unit}" for section in self.site.sections if section.unit}
        return {"/", "/portal/pages/default.aspx", f"/web/{self.site.web}", *units}

    @property
    def topics(self) -> set[str]:
        """Paths of tag and topic pages: links to the campaign, in menus of every page."""
        paths = {f"/{s.unit}/portal/folder/van-ban" for s in self.site.sections if s.unit}
        if self.site.family == "epi":
            paths = {"/tag/chi-thi-05", "/tag/bac-ho"}
        return paths | ({f"/web/{self.site.web}/chi-thi-05"} if self.site.web else set())

    def listing_at(
        self, path: str, query: Mapping[str, list[str]]
    ) -> tuple[SampleSection, int] | None:
        """The section and page number a URL lists."""
        for section in self.site.sections:
            first = self.section_path(section)
            if path == first:
                return section, _number(query, section)
            if self.site.family == "hatinh" and path.startswith(f"{first}/"):
                number = path.removeprefix(f"{first}/").removesuffix(".html")
                return (section, int(number)) if number.isdigit() else None
        return None

    def in_section(self, section: SampleSection) -> list[Story]:
        return [
            story
            for story in self.stories
            if (story.section, story.unit) == (section.key, section.unit)
        ]

    def _listed(self, section: SampleSection) -> list[tuple[Story, str]]:
        """The stories of a listing, each with the path this listing gives it."""
        rows = []
        for story in self.stories:
            if (story.section, story.unit) == (section.key, section.unit):
                rows.append((story, story.path))
            elif self.also_at and self.site.family == "hatinh" and story.number in CROSS_LISTED:
                second = self.second_path(story)
                if second == hatinh.article_path(section, second.rsplit("/", 1)[1][:-5]):
                    rows.append((story, second))
        return rows

    def listing(self, section: SampleSection, number: int, *, empty: bool = False) -> str:
        rows = [] if empty else self._listed(section)
        last = max(1, -(-len(rows) // PER_PAGE))
        shown = rows[(number - 1) * PER_PAGE : number * PER_PAGE]
        page = ListingPage(
            site=self.site,
            section=section,
            teasers=tuple(self._teaser(story, path) for story, path in shown),
            sidebar=() if empty else self._box(3, 5),
            number=number,
            last=last,
            section_path=self.section_path,
        )
        return _LISTING[self.site.family](page)

    def article(self, path: str) -> str:
        story = self.articles[path]
        section = section_of(self.site, story)
        if story.section_text:
            section = replace(section, name=story.section_text)
        page = ArticlePage(
            site=self.site,
            section=section,
            story=story,
            related=self._box(story.number, 4),
            sidebar=self._box(3, 5),
        )
        return _ARTICLE[self.site.family](page)

    def front(self) -> str:
        links = "".join(
            f'<li><a href="{self.section_path(s)}">{ink(s.name)}</a></li>'
            for s in self.site.sections
        )
        return document(ink(self.site.organisation), f"<h1>Trang chủ</h1><ul>{links}</ul>")

    def topic(self) -> str:
        links = "".join(
            f'<li><a href="{story.path}">{ink(story.title)}</a></li>'
            for story in self._settled
            if story.kind == "campaign"
        )
        return document("Chỉ thị 05", f"<h1>Chỉ thị số 05-CT/TW</h1><ul>{links}</ul>")

    def _box(self, start: int, size: int) -> tuple[Teaser, ...]:
        picked = [self._settled[(start + i) % len(self._settled)] for i in range(size)]
        return tuple(Teaser(href=story.path, title=story.title) for story in picked)

    def _teaser(self, story: Story, path: str) -> Teaser:
        date = listing_date(story)
        if self.site.name == "tuson" and story.number % 2 and story.dated_by == "page":
            date = ""
        picture = f"/anh/{self.site.name}/{story.number}-1.jpg" if story.number % 4 != 3 else ""
        href = self._variant(story, path)
        return Teaser(href, story.title, date, story.lead, picture, thumb=path)

    def _variant(self, story: Story, path: str) -> str:
        """The same article under another URL, as these systems link to it."""
        if self.site.family == "liferay":
            session = f"{path};jsessionid={story.number * 7919:032X}.node1"
            back = quote(f"/web/{self.site.web}", safe="")
            return {
                3: session,
                5: f"{path}?p_p_auth=k3Jd{story.number}&redirect={back}",
                7: f"https://{self.site.mirrors[0]}{path}",
            }.get(story.number % 9, path)
        if story.generation == "old" and story.number % 5 == 0:
            return path.rstrip("/")
        return path


def _number(query: Mapping[str, list[str]], section: SampleSection) -> int:
    for name in ("page", f"_101_INSTANCE_{section.instance}_cur"):
        value = query.get(name, ["1"])[0]
        if value.isdigit() and int(value) > 1:
            return int(value)
    return 1
