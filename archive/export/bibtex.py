"""BibTeX in UTF-8 (biber, and BibTeX since 2010 under inputenc): a @misc an article.

Not @online, which biblatex alone knows: it reads @misc as well, and with it BibTeX, pybtex and
citeproc do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archive.export.citation import access_day, authors, copy_note, date_parts, line, web_url
from archive.export.origin import Origin
from archive.export.records import Record

_SPECIAL = str.maketrans(
    {
        # \{ would leave the braces unbalanced: BibTeX counts them before TeX reads anything. A
        # space ends each name, since citeproc-py takes braces within braces away.
        "\\": r"{\textbackslash }",
        "{": r"{\textbraceleft }",
        "}": r"{\textbraceright }",
        "~": r"{\textasciitilde }",
        "^": r"{\textasciicircum }",
        **{char: "\\" + char for char in "$&#_%"},
    }
)


def write(records: Iterable[Record], origin: Origin) -> Iterator[bytes]:
    """A comment that says where it is from, then one entry an article."""
    yield f"@comment{{{escape(origin.line()).replace('@', '(at)')}}}\n".encode()
    for record in records:
        fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(record) if value)
        yield f"\n@misc{{{key(record)},\n{fields}}}\n".encode()


def escape(text: str) -> str:
    """A text as TeX sets it letter for letter, on one line."""
    return line(text).translate(_SPECIAL)


def key(record: Record) -> str:
    """Site, year and id: what a person recognises, and unique."""
    year = (record.published_at or "")[:4]
    return re.sub(r"[^A-Za-z0-9-]", "", f"{record.site}{year}-{record.id}")


def _fields(record: Record) -> Iterator[tuple[str, str]]:
    # Braces around a whole name or title: a Vietnamese name begins with the family's, and
    # a title keeps its capitals whatever the style does.
    yield "author", " and ".join(f"{{{escape(name)}}}" for name in authors(record))
    yield "title", f"{{{escape(record.title)}}}"
    yield "organization", f"{{{escape(record.organisation)}}}"
    yield "journal", escape(record.organisation)
    day = date_parts(record.published_at)
    yield "date", "-".join(f"{part:02d}" for part in day)
    yield "year", f"{day[0]:04d}" if day else ""
    yield "month", str(day[1]) if len(day) > 1 else ""
    yield "howpublished", escape(record.organisation)
    yield "url", web_url(record.url)
    yield "urldate", access_day(record)
    yield "abstract", escape(record.lead or record.excerpt)
    yield "keywords", ", ".join(escape(number) for number in record.document_numbers)
    yield "langid", "vietnamese"
    yield "note", escape(copy_note(record))
    yield "rights", escape(record.rights)
