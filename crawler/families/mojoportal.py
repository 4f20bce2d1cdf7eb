"""mojoPortal, on ASP.NET: tinhuyquangtri.vn.

Articles have slugs at the root, with nothing to tell them from the pages of the menu but
their length; ``/Article/View….aspx?pageid=&mid=&ItemID={id}`` is the page behind each, and none of
its own. Lists are
``/Article/ViewList.aspx?mid=&pageid=&pagenumber={n}``: ``mid`` is the module on the page
``pageid``, and both belong to the list. Dates print a day only, in brackets.

Signs: every site's files lie under ``/Data/Sites/{n}/``, its scripts are one ``mojocombined``.
"""

from __future__ import annotations

from archive.records import Layout
from crawler.families.shapes import BY_QUERY, is_campaign, one_of, slug
from crawler.site import SiteSpider


class MojoPortal(SiteSpider):
    """A site on mojoPortal."""

    family = "mojoportal"
    pager = BY_QUERY
    articles = one_of(rf"/{slug(6)}(?:\.aspx)?")
    signs = one_of(r"/Data/Sites/\d+/", r"\bmojo(?:combined|Portal)\b", r"/Article/ViewList\.aspx")
    layouts = (
        Layout(
            title=".articletitle",
            body=".articlecontent",
            date=".articledate",
            section=".breadcrumbs a:last-of-type",
            remove=(".articlelinks", ".othernews"),
        ),
    )

    @classmethod
    def learns(cls) -> bool:
        """A title of two words looks like a section's name; its place on a list tells."""
        return True

    @classmethod
    def is_article(cls, url: str) -> bool:
        return super().is_article(url) and not is_campaign(url)
