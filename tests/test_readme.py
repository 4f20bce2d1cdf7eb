"""README's generated parts say what the code says."""

from __future__ import annotations

import os
import re
from pathlib import Path

from archive.records import Site
from crawler.run import project_settings
from crawler.sites import Sites

README = Path(__file__).parent.parent / "README.md"
TABLE = re.compile(r"(<!-- sites:.*?-->\n)(.*?)(<!-- /sites -->)", re.DOTALL)


def row(site: Site) -> str:
    host = site.host if site.host_confirmed else f"{site.host} (unconfirmed)"
    cells = (
        f"`{site.name}`",
        site.organisation,
        site.province_before,
        site.province_after,
        site.family,
        host,
        site.verified,
    )
    return "| " + " | ".join(cells) + " |\n"


def test_the_table_of_sites_is_the_sites() -> None:
    """With UPDATE_README=1 in the environment it is written instead."""
    text = README.read_text(encoding="utf-8")
    found = TABLE.search(text)
    assert found
    head = "".join(found[2].splitlines(keepends=True)[:2])
    facts = Sites.from_settings(project_settings()).facts()
    wanted = head + "".join(row(site) for site in facts)
    if os.environ.get("UPDATE_README"):
        README.write_text(text.replace(found[2], wanted), encoding="utf-8")
        return
    assert found[2] == wanted, "run UPDATE_README=1 pytest tests/test_readme.py"
