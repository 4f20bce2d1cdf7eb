"""Every platform, in the order of their names."""

from __future__ import annotations

from tests.platforms import (
    by_id,
    dotnet,
    drupal,
    epi,
    hatinh,
    joomla,
    liferay,
    nukeviet,
    numbered,
    papers,
    party,
    slug_id,
    vendors,
    vnpt,
    wordpress,
)
from tests.platforms.platform import Platform

_FILES = (
    by_id, dotnet, drupal, epi, hatinh, joomla, liferay, nukeviet, numbered, slug_id, papers,
    party, vendors, vnpt, wordpress,
)  # fmt: skip
PLATFORMS: tuple[Platform, ...] = tuple(
    sorted(
        (platform for module in _FILES for platform in module.PLATFORMS),
        key=lambda platform: platform.name,
    )
)
BY_NAME = {platform.name: platform for platform in PLATFORMS}
