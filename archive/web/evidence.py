"""Why an article was judged as it was, said in the reader's language.

The judge writes its evidence in Vietnamese (``pipelines/judge.py``) and it is kept so; what it
quotes of an article is Vietnamese in any language, and the words around it are put into English
here. A line that the table does not know is shown as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.web.asked import Lang
from archive.web.spans import Piece

QUOTED = "vi"
"""The mark of a piece that is Vietnamese wherever it stands."""

_LINES: tuple[tuple[str, str], ...] = (
    (r"tiêu đề: (“.*”)", "title: {}"),
    (r"mở bài: (“.*”)", "opening: {}"),
    (r"thân bài: (“.*”)", "body: {}"),
    (r"nhắc đến trong (\d+)/(\d+) câu của bài", "spoken of in {} of its {} sentences"),
    (r"(.+) ×(\d+) trong bài", "{} ×{} in the article"),
    (r"không tính (“.*”): ký hiệu của cơ quan khác", "{} not counted: another body's number"),
    (r"không tính (“.*”): văn bản của cơ quan khác", "{} not counted: another body's document"),
    (
        r"không tính (“.*”): văn bản khác, ngày ([\d/]+)",
        "{} not counted: another document, of {}",
    ),
    (
        r"không tính (“.*”): văn bản khác, của khóa (.+)",
        "{} not counted: another document, of congress {}",
    ),
    (
        r"không tính (“.*”): văn bản khác, của Ban Bí thư",
        "{} not counted: another document, of the Secretariat",
    ),
    (
        r"không tính (“.*”): văn bản khác, về việc khác",
        "{} not counted: another document, on something else",
    ),
    (
        r"không tính (“.*”): trong bài không có gì cho biết đó là văn bản của cuộc học tập",
        "{} not counted: nothing in the article tells that it is a document of the campaign",
    ),
)
LINES = tuple((re.compile(line), english) for line, english in _LINES)


def told(line: str, lang: Lang) -> list[Piece]:
    """A line of evidence in pieces, of which those marked :data:`QUOTED` are Vietnamese."""
    if lang == "vi":
        return [Piece(line)]
    for pattern, english in LINES:
        if found := pattern.fullmatch(line):
            return list(_filled(english, found.groups()))
    return [Piece(line, QUOTED)]


def _filled(english: str, said: tuple[str, ...]) -> Iterator[Piece]:
    first, *rest = english.split("{}")
    if first:
        yield Piece(first)
    for value, after in zip(said, rest, strict=True):
        yield Piece(value, "" if re.fullmatch(r"[\d/IVX]+", value) else QUOTED)
        if after:
            yield Piece(after)
