"""Which layout a site is read by: a name for what its file says of where pages keep their parts.

The rules' own version (``pipelines.read.reader_version``) is of the rules alone; by another
layout the same rules read another text from the same page.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from hashlib import sha256

from archive.records import Layout, Site

OF = "+"
"""What stands between the version of the rules and the layout in ``articles.reader_version``."""


def layout_of(site: Site) -> str:
    """Eight hexadecimal digits of the SHA-256 of a site's layouts, in their order; of none too."""
    return _digest(site.layouts)


@cache
def _digest(layouts: tuple[Layout, ...]) -> str:
    # Only what is said: a new part of Layout, empty everywhere, is no change of any site.
    said = [{key: value for key, value in asdict(one).items() if value} for one in layouts]
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:8]
