"""One base per content system: how it spells its URLs and where its pages keep their parts."""

from __future__ import annotations

from crawler.families.epi import Epi
from crawler.families.generic import Generic
from crawler.families.hatinh import HaTinh
from crawler.families.liferay import Liferay
from crawler.families.sharepoint import SharePoint
from crawler.site import SiteSpider

FAMILIES: dict[str, type[SiteSpider]] = {
    base.family: base for base in (Generic, SharePoint, Epi, HaTinh, Liferay)
}

__all__ = ["FAMILIES", "Epi", "Generic", "HaTinh", "Liferay", "SharePoint"]
