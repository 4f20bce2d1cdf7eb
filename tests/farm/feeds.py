"""What a site announces for machines: RSS per section, a sitemap of every article."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import format_datetime

from tests.farm.ink import attr, ink
from tests.farm.nights import url_of
from tests.farm.sites import SampleSection, SampleSite
from tests.farm.stories import Story

FEED_ITEMS = 20


def rss(site: SampleSite, section: SampleSection, stories: Sequence[Story]) -> str:
    """The newest stories of a section; one that is dated no finer than a day has no pubDate."""
    items = "\n".join(_item(site, story) for story in stories[:FEED_ITEMS])
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>\n'
        f"<title>{ink(section.name)} - {ink(site.organisation)}</title>\n"
        f"<link>{site.scheme}://{site.host}/</link>\n"
        f"<description>{ink(section.name)}</description>\n{items}\n</channel></rss>\n"
    )


def _item(site: SampleSite, story: Story) -> str:
    url = attr(url_of(site, story.path))
    date = ""
    if story.published and story.precision == "minute":
        date = f"<pubDate>{format_datetime(story.published)}</pubDate>"
    return (
        f"<item><title>{ink(story.title)}</title><link>{url}</link><guid>{url}</guid>"
        f"<description><![CDATA[{ink(story.lead)}]]></description>{date}</item>"
    )


def sitemap(site: SampleSite, stories: Sequence[Story]) -> str:
    rows = "\n".join(
        f"<url><loc>{attr(url_of(site, story.path))}</loc>{_lastmod(story)}</url>"
        for story in stories
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}\n</urlset>\n'
    )


def _lastmod(story: Story) -> str:
    if story.published is None or story.precision != "minute":
        return ""
    return f"<lastmod>{story.published:%Y-%m-%dT%H:%M:00+07:00}</lastmod>"
