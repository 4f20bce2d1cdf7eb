"""The tables of sites in README and docs/ say what the site files say.

``python -m tests.test_readme --write`` writes them.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from archive.places import provinces_after, provinces_before, provinces_within
from archive.records import Site
from archive.text import vietnamese
from crawler.run import project_settings
from crawler.sites import Sites
from tests.farm.sites import SITES as SAMPLES
from tests.golden.pages import written
from tests.platforms.every import PLATFORMS

ROOT = Path(__file__).parent.parent
LEVELS = {"trung_uong": "trung ương", "tinh": "tỉnh", "huyen": "huyện", "xa": "xã"}


@cache
def facts() -> tuple[Site, ...]:
    """All sites: those of the centre last, others by province of today, level and organisation."""
    order = list(LEVELS)
    return tuple(
        sorted(
            Sites.from_settings(project_settings()).facts(),
            key=lambda site: (
                not site.province_after,
                vietnamese(site.province_after),
                order.index(site.level),
                vietnamese(site.organisation),
            ),
        )
    )


@cache
def layouts_of_hosts() -> dict[str, set[str]]:
    """The golden set's layouts by the host whose markup they show."""
    found = defaultdict(set)
    for golden in written():
        found[golden.page.url.split("/")[2]].add(golden.layout)
    return found


def held_by(site: Site) -> str:
    """What in the tests shows this site's markup, the closest first: pages saved of it, pages in
    its markup in the golden set, its sample on the farm, else its family's platform; the
    generic family is tried on all."""
    if any(sample.name == site.name for sample in SAMPLES):
        return "sample site"
    if saved := len(list((ROOT / "tests" / "sites" / site.name).glob("*.html.gz"))):
        return f"saved pages: {saved}"
    if layouts := set().union(*(layouts_of_hosts()[h] for h in (site.host, *site.aliases))):
        return "golden " + ", ".join(f"`{layout}`" for layout in sorted(layouts))
    if site.family == "generic":
        return "every platform"
    platforms = [platform.name for platform in PLATFORMS if platform.family == site.family]
    return "platform " + ", ".join(f"`{name}`" for name in platforms) if platforms else ""


def table(head: str, rows: Iterable[Iterable[object]]) -> str:
    lines = [head, "|" + "---|" * head.count(" | ") + "---|"]
    lines += ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def by_province() -> str:
    """README's table: one row a province of today."""
    groups = defaultdict(list)
    for site in facts():
        groups[site.province_after].append(site)
    confirmed = [site for site in facts() if site.host_confirmed]
    before = {site.province_before for site in confirmed} - {""}
    said = (
        f"{len(facts())} sites in all {len(groups) - 1} provinces of today: {len(confirmed)} under"
        f" hosts seen in public crawls, in {len(before)} of the {len(provinces_before())} provinces"
        f" until 30/6/2025; {sum(bool(site.evidence) for site in facts())} by a page that shows the"
        " campaign. [Every site](docs/sites.md).\n\n"
    )
    rows = []
    for province in (*sorted(provinces_after(), key=vietnamese), ""):
        sites = groups[province]
        levels = Counter(site.level for site in sites)
        rows.append(
            (
                province or "*trung ương*",
                ", ".join(provinces_within(province)),
                *(levels[level] or "" for level in ("tinh", "huyen", "xa")),
                len(sites),
                sum(bool(site.evidence) for site in sites),
                sum(site.verified != "never" for site in sites),
            )
        )
    head = "| province now | formed from | tỉnh | huyện | xã | sites | with evidence | verified |"
    return said + table(head, rows)


def every_site() -> str:
    """The table of docs/sites.md."""
    head = (
        "| site | organisation | level | until 30/6/2025 | now | family | host | evidence"
        " | held by | status | verified |"
    )
    return table(head, (cells(site) for site in facts()))


def cells(site: Site) -> Iterator[str]:
    yield f"[`{site.name}`](../spiders/{site.name}.py)"
    yield site.organisation
    yield LEVELS[site.level]
    yield site.province_before
    yield site.province_after
    yield site.family
    yield site.host if site.host_confirmed else f"{site.host} (unconfirmed)"
    yield (
        f"[page]({site.evidence.replace('(', '%28').replace(')', '%29')})" if site.evidence else ""
    )
    yield held_by(site)
    yield f"{site.status} → {site.successor}" if site.successor else site.status
    yield site.verified


PARTS: tuple[tuple[Path, str, Callable[[], str]], ...] = (
    (ROOT / "README.md", "provinces", by_province),
    (ROOT / "docs" / "sites.md", "sites", every_site),
)


def marked(name: str) -> re.Pattern[str]:
    return re.compile(rf"(<!-- {name}:.*?-->\n)(.*?)(<!-- /{name} -->)", re.DOTALL)


@pytest.mark.parametrize(("path", "name", "content"), PARTS)
def test_the_tables_say_what_the_sites_say(
    path: Path, name: str, content: Callable[[], str]
) -> None:
    found = marked(name).search(path.read_text(encoding="utf-8"))
    assert found
    assert found[2] == content(), "run python -m tests.test_readme --write"


def test_every_site_is_held_by_pages_in_its_markup() -> None:
    assert [site.name for site in facts() if not held_by(site)] == []


def write() -> None:
    for path, name, content in PARTS:
        text = path.read_text(encoding="utf-8")
        found = marked(name).search(text)
        assert found
        path.write_text(text[: found.start(2)] + content() + text[found.end(2) :], encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        raise SystemExit(__doc__)
    write()
