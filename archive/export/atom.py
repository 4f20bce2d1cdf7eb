"""An Atom feed (RFC 4287) of what an archive took in last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from archive.export.citation import capture_note
from archive.export.origin import Origin
from archive.export.records import Record
from archive.export.xml import HEAD, tag

ENTRIES = 50
_DC = "http://purl.org/dc/elements/1.1/"
_NEVER = "1970-01-01T00:00:00Z"
"""When a feed changed that has no entry: Atom wants a moment of every feed."""


def feed(
    records: Sequence[Record],
    origin: Origin,
    changed: Mapping[str, str],
    *,
    address: str,
    page: str,
    lang: str = "vi",
) -> Iterator[bytes]:
    """The feed of ``records``, newest first. ``changed`` says when what is told of each, by its
    id, last changed; ``address`` is the feed's own, ``page`` that of the list it follows.

    It says nothing of the moment it is asked at: whoever asks again is told that it is the same.
    """
    title = f"làm theo{': ' if origin.query else ''}{origin.query}"
    yield (
        f'{HEAD}<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="{_DC}" xml:lang="{lang}">\n'
        + tag("id", address)
        + tag("title", title)
        + tag("link", "", rel="self", type="application/atom+xml", href=address)
        + tag("link", "", rel="alternate", type="text/html", href=page)
        + tag("generator", origin.software)
        + tag("subtitle", f"{origin.version()}; {origin.asked()}")
        + tag("updated", max((changed[record.id] for record in records), default=_NEVER))
    ).encode()
    for record in records:
        yield f"<entry>\n{_entry(record, changed[record.id])}</entry>\n".encode()
    yield b"</feed>\n"


def _entry(record: Record, changed_at: str) -> str:
    names = record.authors or (record.organisation,)
    # A day alone is no moment, and none is invented for it.
    minute = record.published_at if record.published_precision == "minute" else None
    return (
        tag("id", f"lamtheo:{record.id}")
        + tag("title", record.title)
        + tag("link", "", rel="alternate", type="text/html", href=record.archive_url)
        + tag("link", "", rel="via", href=record.url)
        + tag("updated", changed_at)
        + tag("published", f"{minute[:16]}:00{minute[16:]}" if minute else "")
        + "".join(f"<author>{tag('name', name)}</author>\n" for name in names)
        + "".join(tag("category", "", term=key) for key in record.documents)
        + tag("dc:source", capture_note(record))
        + tag("rights", record.rights or record.organisation)
        + tag("summary", record.lead or record.excerpt)
        + (tag("content", record.body, type="text") if record.body else "")
    )
