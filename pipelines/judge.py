"""Whether an article is about the campaign, only names it, or neither; and why.

The score is how much of the article the campaign fills
(:mod:`pipelines.weighing`). It is monotone in the verdict, so that a researcher can draw the
lines elsewhere: below 0.2 irrelevant, from 0.5 relevant, a mention between.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from archive.documents import Catalogue, catalogue
from archive.records import Field, Judgement, Mention, Page, Verdict
from archive.text import normalise
from pipelines.naming import Name, find, refused
from pipelines.phrases import Phrase, comparable, phrases
from pipelines.weighing import Article, Signal, opened, weigh

MENTION, RELEVANT = 0.2, 0.5
"""The scores from which an article is a mention, and relevant."""

# A page that sells a book names what is in it, and reports nothing.
_FOR_SALE = re.compile(
    r"\b(?:giao hàng|giỏ hàng|đặt hàng|mua ngay|mua kèm|mua cùng|mua từ|đổi trả|bìa mềm|bìa cứng|"
    r"giá bán|giá bìa|còn hàng|hết hàng|miễn phí vận chuyển|add to cart)\b"
)
_YEAR = re.compile(r"(?<![\d/.,-])(?:\d{1,2}[-/.]\d{1,2}[-/.])?((?:19|20)\d\d)(?![\d.,]*\d)")
_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_LONGEST_HEADING = 160
_LONGEST_TEXT = 60_000
"""Characters of a field that are judged, some thirty printed pages: sentences are held against
phrases, and a page of megabytes is made to stall a reader."""


def judge_text(
    title: str,
    lead: str,
    body: str,
    published_at: str | None,
    book: Catalogue | None = None,
) -> Judgement:
    """The judgement of an article's texts.

    Offsets in ``mentions`` refer to each field after ``archive.text.normalise``.
    ``published_at`` is ISO 8601 to any precision; what is not is taken as
    unknown, and an unknown date decides nothing.
    """
    texts = (normalise(title), normalise(lead), normalise(body))
    return _judge(_article(*texts), published_at, book or catalogue())


def judge(page: Page) -> Page:
    """``page`` with the judgement of its reading; unchanged while it has none."""
    reading = page.reading
    if reading is None:
        return page
    # Not normalised again: a reading is, and mentions must point into it as it stands.
    article = _article(reading.title, reading.lead, reading.body)
    return replace(page, judgement=_judge(article, reading.published_at, catalogue()))


class Judge:
    """The stop as Scrapy runs it."""

    def process_item(self, item: Any) -> Any:
        return judge(item) if isinstance(item, Page) and item.role == "article" else item


def _judge(article: Article, published_at: str | None, book: Catalogue) -> Judgement:
    match = _ISO.match(published_at or "")
    day = match.group() if match else ""
    names = find(article.text, day, book)
    spoken = phrases(article.text, book)
    mentions = tuple(_mention(name, article) for name in names)
    documents = tuple(dict.fromkeys(name.document for name in names))
    signals = _signals(names, spoken, book)
    score, evidence = weigh(article, signals)
    verdict, score, reason = _settle(score, signals, documents, article, day, book)
    evidence += tuple(
        f"{_called(key, book)} ×{sum(name.document == key for name in names)} trong bài"
        for key in documents
    )
    evidence += tuple(
        f"không tính “{article.text[row.start : row.end]}”: {row.why}".replace("\n", " ")
        for row in refused(article.text, day, book)
    )
    return Judgement(verdict, documents, mentions, evidence, round(score, 3), reason)


# -- the text and its signals ----------------------------------------------------------------


def _article(title: str, lead: str, body: str) -> Article:
    text, starts = "", []
    fields: tuple[tuple[Field, str], ...] = (("title", title), ("lead", lead), ("body", body))
    for name, whole in fields:
        value = whole[:_LONGEST_TEXT]
        if value:
            text += "\n\n" if text else ""
            starts.append((name, len(text), len(text) + len(value)))
            text += value
    heading = _heading(title, text)
    begin = heading[1]
    close = next((end for name, _, end in starts if name == "lead"), 0)
    first, second = opened(text, begin)
    return Article(
        text, tuple(starts), heading, (begin, close or first), close or second, led=bool(close)
    )


def _heading(title: str, text: str) -> tuple[int, int]:
    """Where the title stands. A bare text opens with it when its first line is no sentence."""
    if title:
        return 0, len(title)
    first = text.split("\n", 1)[0]
    if len(first) == len(text) or len(first) > _LONGEST_HEADING or first[-1:] in ".:;,…|":
        return 0, 0
    return 0, len(first)


def _signals(
    names: Sequence[Name], spoken: Sequence[Phrase], book: Catalogue
) -> tuple[Signal, ...]:
    """Names of campaign documents and their predecessors, and the phrases, in order."""
    signals = [Signal(row.start, row.end, row.rank) for row in spoken]
    for name in names:
        role = book.document(name.document).role
        if role != "neighbour":
            kind = "document" if role == "campaign" else "former"
            signals.append(Signal(name.start, name.end, kind, name.document))
    return tuple(sorted(signals, key=lambda signal: signal.start))


def _mention(name: Name, article: Article) -> Mention:
    field, start = article.place(name.start)
    length = name.end - name.start
    text = article.text[name.start : name.end]
    return Mention(name.document, field, start, start + length, text)


def _called(key: str, book: Catalogue) -> str:
    row = book.document(key)
    return f"{row.kind} số {row.number}"


# -- the verdict -----------------------------------------------------------------------------


def _settle(
    score: float,
    signals: Sequence[Signal],
    documents: Sequence[str],
    article: Article,
    day: str,
    book: Catalogue,
) -> tuple[Verdict, float, str]:
    """The verdict, the score held within it, and the reason in one line."""
    if not signals:
        named = " (chỉ dẫn văn bản khác)" if documents else ""
        return "irrelevant", 0.0, f"không có văn bản hay cụm từ nào của cuộc học tập{named}"
    campaign = any(row.kind == "document" for row in signals)
    today = campaign or any(row.kind == "names" for row in signals)
    former = any(row.kind == "former" for row in signals)
    if day and day < book.since[: len(day)]:
        if campaign:
            reason = (
                f"ngày đăng {day} trước {_dmy(book.since)} nhưng bài dẫn văn bản của cuộc học tập"
            )
            return "mention", min(max(score, MENTION), RELEVANT - 0.01), reason
        reason = f"ngày đăng {day} trước {_dmy(book.since)}: thời kỳ trước Chỉ thị 05"
        return "irrelevant", min(score, MENTION - 0.01) * 0.9, reason
    if former and not campaign and not day:
        years = [int(match[1]) for match in _YEAR.finditer(article.text)]
        latest = max(years, default=0)
        if 2006 <= latest < int(book.since[:4]):
            reason = f"không rõ ngày đăng; năm muộn nhất trong bài là {latest}: thời kỳ trước"
            return "irrelevant", min(score, MENTION - 0.01) * 0.9, reason
    earlier = [key for key in documents if book.document(key).role == "predecessor"]
    if earlier and not today:
        if not day:
            reason = f"chỉ dẫn văn bản thời kỳ trước ({', '.join(earlier)}), không rõ ngày đăng"
            return "irrelevant", min(score, MENTION - 0.01) * 0.9, reason
        reason = f"đăng sau {_dmy(book.since)} nhưng chỉ dẫn văn bản thời kỳ trước"
        return "mention", min(max(score, MENTION), RELEVANT - 0.01), reason
    offers = {match.group() for match in _FOR_SALE.finditer(comparable(article.text))}
    if len(offers) > 1:
        reason = f"trang bán sách ({', '.join(sorted(offers))}), không phải bài về cuộc học tập"
        return "mention", min(max(score, MENTION), RELEVANT - 0.01), reason
    if score >= RELEVANT:
        return "relevant", min(score, 1.0), "cuộc học tập là nội dung chính của bài"
    return "mention", max(score, MENTION), "cuộc học tập chỉ được nhắc trong bài về việc khác"


def _dmy(day: str) -> str:
    return "/".join(reversed(day.split("-")))
