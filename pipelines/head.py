"""What a page tells machines: meta tags, JSON-LD and microdata."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from archive.text import normalise
from pipelines.decode import unescape
from pipelines.markup import Element

_ARTICLE_TYPES = re.compile(r"(?:News|Blog|Report|Scholarly)?(?:Article|Posting)$|^WebPage$")
_LONGEST_JSON = 200_000
_LONGEST_TEXT = 2_000


@dataclass(slots=True)
class Head:
    """Machine statements as found, unjudged; texts normalised, dates as written.

    ``titles`` and ``authors`` in order of trust; ``crumbs`` are the names of a breadcrumb.
    """

    titles: list[str] = field(default_factory=list)
    description: str = ""
    published: list[tuple[str, str]] = field(default_factory=list)
    modified: list[tuple[str, str]] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    section: str = ""
    crumbs: list[str] = field(default_factory=list)
    site_name: str = ""


_PUBLISHED = frozenset(
    "article:published_time datepublished pubdate publishdate published_time dc.date.issued "
    "date dc.date citation_publication_date publish-date publication_date og:published_time".split()
)
_MODIFIED = frozenset(
    "article:modified_time datemodified lastmod last-modified og:updated_time "
    "dc.date.modified".split()
)


def read_head(tree: Element) -> Head:
    """Everything ``tree`` says of itself in its head and in microdata."""
    head = Head()
    for statement in _json_ld(tree):
        _read_json_ld(statement, head)
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        content = meta.get("content") or ""
        if name and content.strip():
            _read_meta(name, (meta.get("itemprop") or "").lower(), _text(content), head)
    title = tree.find(".//title")
    if title is not None and title.text:
        head.titles.append(_text(title.text))
    for element in tree.xpath("//*[@itemprop='datePublished' or @itemprop='dateModified']"):
        value = element.get("content") or element.get("datetime") or ""
        if value and element.tag != "meta":
            found = head.published if element.get("itemprop") == "datePublished" else head.modified
            found.append((value, f"microdata {element.get('itemprop')}"))
    return head


def _text(raw: str) -> str:
    return normalise(" ".join(unescape(raw[:_LONGEST_TEXT]).split()))


def _read_meta(name: str, itemprop: str, content: str, head: Head) -> None:
    if name in ("og:title", "twitter:title", "headline", "dc.title"):
        head.titles.append(content)
    elif name in ("description", "og:description"):
        head.description = head.description or content
    elif name == "og:site_name":
        head.site_name = content
    elif name in ("article:section", "articlesection"):
        head.section = head.section or content
    elif name in ("article:author", "dable:author", "author", "dc.creator", "citation_author"):
        head.authors.append(content)
    if name in _PUBLISHED or itemprop == "datepublished":
        head.published.append((content, f"meta {name}"))
    elif name in _MODIFIED or itemprop == "datemodified":
        head.modified.append((content, f"meta {name}"))
    if itemprop == "articlesection" and name != itemprop:
        head.section = head.section or content


def _json_ld(tree: Element) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        raw = (script.text or "").strip()
        if not raw or len(raw) > _LONGEST_JSON:
            continue
        try:
            data = json.loads(raw, strict=False)
        except (ValueError, RecursionError):
            continue
        queue = [data]
        for _ in range(50):
            if not queue:
                break
            item = queue.pop(0)
            if isinstance(item, list):
                queue.extend(item[:20])
            elif isinstance(item, dict):
                yield item
                if isinstance(item.get("@graph"), list):
                    queue.extend(item["@graph"][:20])


def _crumbs(items: Any) -> list[str]:
    """The names of a breadcrumb's steps; some templates wrap each step in a list of its own."""
    names: list[str] = []
    for item in (items if isinstance(items, list) else [items])[:20]:
        step = item[0] if isinstance(item, list) and item else item
        if not isinstance(step, dict):
            continue
        page = step.get("item")
        name = step.get("name") or (page.get("name") if isinstance(page, dict) else "")
        if isinstance(name, str) and (text := _text(name)):
            names.append(text)
    return names


def _read_json_ld(item: dict[str, Any], head: Head) -> None:
    kind = item.get("@type")
    if kind == "BreadcrumbList":
        head.crumbs = head.crumbs or _crumbs(item.get("itemListElement"))
    kinds = kind if isinstance(kind, list) else [kind]
    if not any(isinstance(name, str) and _ARTICLE_TYPES.search(name) for name in kinds):
        return
    for key, found in (("datePublished", head.published), ("dateModified", head.modified)):
        if isinstance(item.get(key), str) and item[key].strip():
            found.append((item[key], f"JSON-LD {key}"))
    for key in ("headline", "name"):
        if isinstance(item.get(key), str) and item[key].strip():
            head.titles.append(_text(item[key]))
    if isinstance(item.get("articleSection"), str):
        head.section = head.section or _text(item["articleSection"])
    people = item.get("author")
    for person in people if isinstance(people, list) else [people]:
        name = person.get("name") if isinstance(person, dict) else person
        organisation = isinstance(person, dict) and person.get("@type") == "Organization"
        if isinstance(name, str) and not organisation:
            head.authors.append(_text(name))
