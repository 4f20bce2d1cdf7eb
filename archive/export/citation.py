"""What every citation says, in whatever format: the words, and the copy that was read."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from archive.export.records import Record
from archive.records import VIETNAM


def line(text: str) -> str:
    """A text on one line, without control characters: what a field of a citation can hold.

    >>> line("Một\\r\\nhai\\0 ba")
    'Một hai ba'
    """
    spaced = (" " if char.isspace() else char for char in text)
    plain = "".join(char for char in spaced if unicodedata.category(char) not in ("Cc", "Cs"))
    return " ".join(plain.split())


def date_parts(published_at: str | None) -> list[int]:
    """Year, month and day as far as they are known; [] for no date.

    >>> date_parts("2020-12-19T16:25+07:00"), date_parts("2020-12"), date_parts(None)
    ([2020, 12, 19], [2020, 12], [])
    """
    return [int(part) for part in re.findall(r"\d+", (published_at or "")[:10])]


def access_day(record: Record) -> str:
    """The day the copy was taken, in Viet Nam as every other date of a citation: ISO 8601."""
    return datetime.fromisoformat(record.captured_at).astimezone(VIETNAM).date().isoformat()


def web_url(url: str) -> str:
    """An address with every character spelt out that would end or open something in the
    formats it stands in: braces, backslashes, white space and what is no character."""
    return "".join(
        "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))
        if char in "{}\\" or char.isspace() or unicodedata.category(char) in ("Cc", "Cs")
        else char
        for char in url
    )


def copy_note(record: Record) -> str:
    """Which copy was read: revision, capture, where it lies and what it weighs."""
    return (
        f"{record.archive_url}, revision {record.revision} of {record.revisions},"
        f" captured {record.captured_at}, {record.warc_file}:{record.warc_offset},"
        f" payload {record.capture_digest or '-'}, text sha256:{record.text_digest},"
        f" capture urn:uuid:{record.capture_id}, reader {record.reader_version or '-'}"
    )


def capture_note(record: Record) -> str:
    """Which copy a feed or a harvest speaks of. No offset: to erase another record of its file
    moves it, and its reader would be told of a change that is none."""
    return (
        f"urn:uuid:{record.capture_id}, captured {record.captured_at}, {record.warc_file},"
        f" payload {record.capture_digest or '-'}"
    )


def authors(record: Record) -> list[str]:
    """The names as printed; Vietnamese ones begin with the family's and are kept whole."""
    return [name for name in map(line, record.authors) if name]
