"""CSL-JSON, which Zotero, pandoc and citeproc read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from archive.export.citation import access_day, authors, copy_note, date_parts
from archive.export.origin import Origin
from archive.export.records import Record


def write(records: Iterable[Record], origin: Origin) -> Iterator[bytes]:
    """An array of items, one an article."""
    before = "["
    for record in records:
        text = json.dumps(item(record, origin), ensure_ascii=False, indent=1)
        yield f"{before}\n{text}".encode()
        before = ","
    yield b"\n]\n" if before == "," else b"[]\n"


def item(record: Record, origin: Origin) -> dict[str, Any]:
    """An article as CSL 1.0.2 knows it. Names are literal: Vietnamese ones begin with the
    family's. What CSL has no name for is under ``custom``, as its schema wants."""
    said: dict[str, Any] = {
        "id": f"lamtheo:{record.id}",
        "type": "article-newspaper",
        "title": record.title,
        "author": [{"literal": name} for name in authors(record)],
        "container-title": record.organisation,
        "publisher": record.organisation,
        "section": record.section,
        "issued": _date(date_parts(record.published_at)),
        "accessed": _date(date_parts(access_day(record))),
        "URL": record.url,
        "abstract": record.lead or record.excerpt,
        "keyword": ", ".join(record.document_numbers),
        "language": "vi",
        "archive": "lamtheo",
        "archive_location": record.archive_url,
        "note": copy_note(record),
        "custom": {
            "captured_at": record.captured_at,
            "capture_id": record.capture_id,
            "capture_digest": record.capture_digest,
            "text_digest": f"sha256:{record.text_digest}",
            "warc_file": record.warc_file,
            "warc_offset": record.warc_offset,
            "revision": record.revision,
            "revisions": record.revisions,
            "reader_version": record.reader_version,
            "rights": record.rights,
            "export": origin.document(),
        },
    }
    return {key: value for key, value in said.items() if value}


def _date(parts: list[int]) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [parts]} if parts else None
