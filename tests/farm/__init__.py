"""A loopback farm of sample sites: real hosts' names, our own words, a manifest of the truth."""

from tests.farm.farm import Farm, FarmSite
from tests.farm.manifest import Manifest, Truth
from tests.farm.server import Request

__all__ = ["Farm", "FarmSite", "Manifest", "Request", "Truth"]
