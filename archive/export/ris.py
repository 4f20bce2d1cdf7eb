"""RIS, which every reference manager reads: a news piece an entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.export.citation import access_day, authors, copy_note, date_parts, line, web_url
from archive.export.origin import Origin
from archive.export.records import Record


def write(records: Iterable[Record], origin: Origin) -> Iterator[bytes]:
    """One entry an article; where it is from is a note (N1) of each, as RIS has no comments."""
    for record in records:
        yield "".join(f"{tag}  - {value}\r\n" for tag, value in _tags(record, origin)).encode()


def _tags(record: Record, origin: Origin) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS"
    yield from (("AU", name) for name in authors(record))
    day = date_parts(record.published_at)
    said = [
        ("TI", record.title),
        ("T2", record.organisation),
        ("PB", record.organisation),
        ("PY", f"{day[0]:04d}" if day else ""),
        ("DA", "/".join(f"{part:02d}" for part in day) if day else ""),
        ("AB", record.lead or record.excerpt),
        *(("KW", number) for number in record.document_numbers),
        ("LA", "vi"),
        ("UR", web_url(record.url)),
        ("L2", web_url(record.archive_url)),
        ("Y2", access_day(record).replace("-", "/")),
        ("DB", "lamtheo"),
        ("AN", record.id),
        ("C1", record.rights),
        ("N1", copy_note(record)),
        ("N1", origin.line()),
    ]
    for tag, value in said:
        if value := line(value):
            yield tag, value
    yield "ER", ""
