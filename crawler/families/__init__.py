"""One base per content system: how it spells its URLs and where its pages keep their parts."""

from __future__ import annotations

from crawler.families.base62 import Base62
from crawler.families.by_id import ById
from crawler.families.dangcongsan import DangCongSan
from crawler.families.dcs import Dcs
from crawler.families.drupal import Drupal
from crawler.families.epi import Epi
from crawler.families.generic import Generic
from crawler.families.hatinh import HaTinh
from crawler.families.joomla import Joomla
from crawler.families.liferay import Liferay
from crawler.families.mojoportal import MojoPortal
from crawler.families.nukeviet import NukeViet
from crawler.families.numbered import Numbered
from crawler.families.post import Post
from crawler.families.quangich import QuangIch
from crawler.families.sharepoint import SharePoint
from crawler.families.slug_a import SlugA
from crawler.families.slug_id import SlugId
from crawler.families.vnpt import Vnpt
from crawler.families.wordpress import WordPress
from crawler.site import SiteSpider

# Systems that say their name first, then those known by their URLs' shape, then the rest.
FAMILIES: dict[str, type[SiteSpider]] = {
    base.family: base
    for base in (
        WordPress,
        NukeViet,
        Joomla,
        Drupal,
        Liferay,
        SharePoint,
        MojoPortal,
        Vnpt,
        HaTinh,
        Epi,
        Post,
        DangCongSan,
        SlugA,
        Base62,
        QuangIch,
        Dcs,
        ById,
        Numbered,
        SlugId,
        Generic,
    )
}

__all__ = [
    "FAMILIES",
    "Base62",
    "ById",
    "DangCongSan",
    "Dcs",
    "Drupal",
    "Epi",
    "Generic",
    "HaTinh",
    "Joomla",
    "Liferay",
    "MojoPortal",
    "NukeViet",
    "Numbered",
    "Post",
    "QuangIch",
    "SharePoint",
    "SlugA",
    "SlugId",
    "Vnpt",
    "WordPress",
]
