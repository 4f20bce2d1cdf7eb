"""Golden pairs: a page of a site with other words in it, and what is read from it.

``tests/sites/NAME/PAGE.html.gz`` is the page, ``PAGE.json`` beside it the expectation: its
address, the day it was captured and every field. A field that is empty counts as one
that was not found, unless ``empty`` names it: then somebody has looked at the page.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from archive.records import VIETNAM, Page, Role
from crawler.anchors import parse_html, read_anchors
from crawler.commands.anonymise import anonymise, leaks
from crawler.commands.read import understand
from crawler.site import SiteSpider

ROOT = Path(__file__).resolve().parents[2] / "tests" / "sites"

WANTED: dict[str, tuple[str, ...]] = {
    "article": (
        "title",
        "lead",
        "body",
        "published_at",
        "authors",
        "source",
        "section",
        "documents",
        "verdict",
    ),
    "listing": ("announced",),
}
"""Fields by role that must hold something, or be named in ``empty``."""


_KEPT = ("published_at", "modified_at", "source", "section", "images", "documents", "verdict")


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A field that is not as expected; ``page`` is the fixture's name."""

    page: str
    field: str
    wanted: Any
    found: Any


class Leak(ValueError):
    """A page with other words that still holds runs of its own; ``runs`` are they."""

    def __init__(self, runs: list[str]) -> None:
        super().__init__("; ".join(runs[:3]))
        self.runs = runs


def of_site(name: str, root: Path = ROOT) -> list[Path]:
    """The pages kept of a site, in order of their names."""
    return sorted((root / name).glob("*.html.gz"))


def expectation_of(path: Path) -> Path:
    return path.with_name(path.name.removesuffix(".html.gz") + ".json")


def read_again(site: type[SiteSpider], page: Page) -> Page:
    """A page as it is read today, whatever it is about."""
    page = site.read_links(replace(page, links=(), next_page="", reading=None, judgement=None))
    return understand(page) if page.role == "article" else page


def said_of(page: Page) -> dict[str, Any]:
    """What an expectation states of a page that was read."""
    said: dict[str, Any] = {
        "url": page.url,
        "role": page.role,
        "captured_on": page.captured_at.astimezone(VIETNAM).date().isoformat(),
        "content_type": "text/html; charset=utf-8",
    }
    if page.role != "article":
        announced = [asdict(link) for link in page.links if link.role == "article"]
        kept = ("url", "section", "title", "published_at")
        said["announced"] = [{key: link[key] for key in kept} for link in announced]
        said["next_page"] = page.next_page
        return said
    reading, judged = page.reading, page.judgement
    assert reading is not None
    assert judged is not None
    return said | {
        "title": reading.title,
        "lead": reading.lead,
        "body": reading.body.split("\n\n") if reading.body else [],
        "published_at": reading.published_at,
        "modified_at": reading.modified_at,
        "authors": list(reading.authors),
        "source": reading.source,
        "section": reading.section,
        "images": len(reading.images),
        "documents": list(judged.documents),
        "verdict": judged.verdict,
    }


def write(
    folder: Path, name: str, site: type[SiteSpider], page: Page
) -> tuple[Path, list[Mismatch]]:
    """Write the golden pair of a page that was read; where it lies, and the fields that are
    read otherwise now that its words are others.

    :raises Leak: some of its own words were still in it: nothing is written.
    """
    source = anonymise(page, headlines(site, page))
    if left := leaks(page, source):
        raise Leak(left)
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    stand_in = read_again(site, replace(page, body=source.encode(), headers=headers))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.html.gz"
    # No time stamp and no name in the header: the same page is the same file.
    path.write_bytes(gzip.compress(source.encode(), 9, mtime=0))
    if stand_in.role == "article" and stand_in.reading is None:
        return path, [Mismatch(name, "reading", "", None)]
    write_expectation(path, said_of(stand_in))
    return path, differing(name, shape_of(page), shape_of(stand_in))


def headlines(site: type[SiteSpider], page: Page) -> list[str]:
    """The texts of a page's links to articles."""
    root = parse_html(page.body, page.header("content-type"))
    if root is None:
        return []
    anchors = read_anchors(root, page.url, site.canonical).anchors
    announced = {link.url for link in page.links if link.role == "article"}
    return [
        anchor.text
        for anchor in anchors
        if anchor.url in announced or site.role_of(anchor.url) == "article"
    ]


def write_expectation(path: Path, said: dict[str, Any]) -> None:
    text = json.dumps(said | {"empty": []}, ensure_ascii=False, indent=1)
    expectation_of(path).write_text(text + "\n", encoding="utf-8")


def shape_of(page: Page) -> dict[str, Any]:
    """What other words must leave as it was."""
    said = said_of(page)
    if page.role != "article":
        announced = [(one["url"], one["published_at"]) for one in said["announced"]]
        return {"announced": announced, "next_page": said["next_page"]}
    return {
        "body": len(said["body"]),
        "authors": len(said["authors"]),
        "lead": bool(said["lead"]),
        **{key: said[key] for key in _KEPT},
    }


def differing(name: str, wanted: dict[str, Any], found: dict[str, Any]) -> list[Mismatch]:
    return [
        Mismatch(name, key, value, found.get(key))
        for key, value in wanted.items()
        if found.get(key) != value
    ]


def check(path: Path, site: type[SiteSpider]) -> Iterator[Mismatch]:
    """Where a kept page is read otherwise than its expectation says. A missing expectation is
    written, and is a mismatch too: nobody has looked at it yet."""
    name = path.name.removesuffix(".html.gz")
    beside = expectation_of(path)
    if not beside.exists():
        yield Mismatch(name, "expectation", str(beside), None)
        return
    said: dict[str, Any] = json.loads(beside.read_text(encoding="utf-8"))
    page = read_again(site, load(path, site, said))
    if page.role == "article" and page.reading is None:
        yield Mismatch(name, "reading", said.get("title"), None)
        return
    found = said_of(page)
    empty = said.pop("empty", [])
    for key in WANTED.get(page.role, ()):
        if not said.get(key) and key not in empty:
            yield Mismatch(name, f"{key} (empty)", said.get(key), found.get(key))
    yield from differing(name, said, found)


def load(path: Path, site: type[SiteSpider], said: dict[str, Any]) -> Page:
    role: Role = said["role"]
    return Page(
        url=said["url"],
        role=role,
        site=site.facts(),
        status=200,
        headers=(("Content-Type", said["content_type"]),),
        body=gzip.decompress(path.read_bytes()),
        captured_at=datetime.fromisoformat(said["captured_on"]).replace(hour=12, tzinfo=UTC),
    )
