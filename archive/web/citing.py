"""How an article is cited: in words, and in the head of its page, where Zotero looks.

Formats to download are registered by whoever makes them (:func:`offer`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from archive.export.origin import Origin
from archive.web.asked import Lang
from archive.web.show import Show
from archive.web.words import word

_FORMATS: dict[str, str] = {}


def offer(ending: str, name: str) -> None:
    """Say that ``/bai/{id}.ENDING`` answers with a citation in the format ``name``."""
    _FORMATS[ending] = name


def formats() -> list[tuple[str, str]]:
    """The endings that answer, with the names of their formats."""
    return list(_FORMATS.items())


@dataclass(frozen=True, slots=True)
class Source:
    """What a citation says: the article, and the copy of it that was read."""

    id: str
    url: str
    archive_url: str
    title: str
    lead: str
    authors: tuple[str, ...]
    organisation: str
    source: str
    section: str
    published_at: str
    modified_at: str
    captured_at: str
    digest: str
    reader_version: str = ""


def plain_citation(source: Source, lang: Lang) -> str:
    """A citation as a bibliography prints it, with the copy's time, address and digest."""
    show = Show(lang)
    who = ", ".join(source.authors) or source.organisation
    day = show.day(source.published_at) if source.published_at else word("undated", lang)
    first = f"{who} ({day}). “{source.title}”. {source.organisation}. {source.url}."
    copy = word("cite.copy", lang).format(
        when=show.when(source.captured_at), url=source.archive_url, digest=source.digest
    )
    return f"{first} {copy}"


def meta(source: Source) -> list[tuple[str, str]]:
    """What Zotero reads in the head of a page. Highwire's ``citation_*`` names alone would make it
    a journal's article, and ``citation_journal_title`` whatever else is said: so its kind is
    told in Zotero's own name and Dublin Core's, and its newspaper in PRISM's."""
    said = [
        ("z:itemType", "newspaperArticle"),
        ("DC.type", "newspaperArticle"),
        ("citation_title", source.title),
        *(("citation_author", author) for author in source.authors),
        ("citation_publication_date", source.published_at[:10].replace("-", "/")),
        ("prism.publicationName", source.organisation),
        ("citation_publisher", source.organisation),
        ("citation_public_url", source.url),
        ("citation_abstract_html_url", source.archive_url),
        ("citation_language", "vi"),
    ]
    return [(name, value) for name, value in said if value]


def schema(source: Source, told: Origin, *, open_text: bool) -> dict[str, Any]:
    """The article as schema.org's NewsArticle, for JSON-LD; ``told`` is the archive it is in."""
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": source.title,
        "url": source.url,
        "inLanguage": "vi",
        "author": [{"@type": "Person", "name": name} for name in source.authors],
        "publisher": {"@type": "Organization", "name": source.organisation},
        "datePublished": source.published_at,
        "dateModified": source.modified_at,
        "articleSection": source.section,
        "description": source.lead if open_text else "",
        "archivedAt": source.archive_url,
        "identifier": [
            {"@type": "PropertyValue", "propertyID": name, "value": value}
            for name, value in (
                ("lamtheo", source.id),
                ("capture_digest", source.digest),
                ("reader_version", source.reader_version),
            )
            if value
        ],
        "isPartOf": {
            "@type": "Dataset",
            "name": "làm theo",
            "identifier": told.archive,
            "version": told.newest_run,
        },
        "sdDatePublished": source.captured_at,
    }
    return {key: value for key, value in said.items() if value}
