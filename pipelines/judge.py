"""Whether an article is about the campaign, only names it, or neither; and why.

The score is how much of the article the campaign fills, put together from
three places that each may settle it: the title, the opening, and the share of
sentences. It is monotone in the verdict, so that a researcher can draw the
lines elsewhere: below 0.2 irrelevant, from 0.5 relevant, a mention between.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from archive.documents import Catalogue, catalogue
from archive.records import Field, Judgement, Mention, Page, Verdict
from archive.text import normalise
from pipelines.naming import Name, find
from pipelines.phrases import Phrase, comparable, phrases

MENTION, RELEVANT = 0.2, 0.5
"""The scores from which an article is a mention, and relevant."""

# What one place weighs when it speaks of the campaign. A title settles it even in the
# words that only point to the campaign; an opening does when it is what happened.
_TITLE = {"strong": 0.85, "weak": 0.62}
_OPENING = {"event": 0.55, "plain": 0.42, "aside": 0.12}
# A third of all sentences, and three of them or half of a short text, is an article about it.
_BODY, _FULL_SHARE, _FULL_COUNT = 0.6, 0.3, 3
# Words that only point to it weigh more where they come back.
_WEAK, _WEAK_AGAIN, _ASIDE = 0.6, 0.85, 0.4

_SENTENCE = re.compile(r"(?:[.!?…]+[”\"')]*(?=\s|[A-ZÁÀÂĂẤĐÊÍÓÔỔƠỞÚỦƯÝ])|\n|;)\s*")
_EVENT = re.compile(
    r"\b(?:sơ kết|tổng kết|quán triệt|triển khai|tuyên truyền|hội thi|cuộc thi|kể chuyện|"
    r"biểu dương|tuyên dương|khen thưởng|vinh danh|tôn vinh|gặp mặt|giao lưu|tọa đàm|hội thảo|"
    r"sinh hoạt|chuyên đề|điển hình|tấm gương|gương sáng|mô hình|phát động|ra quân|thi đua|"
    r"kiểm tra|giám sát|năm thực hiện|tháng thực hiện|việc thực hiện|thực hiện hiệu quả|"
    r"khánh thành|ra mắt|trao giải|review|preliminary|honou?r|commend)"
)
_ASIDE_BEFORE = re.compile(
    r"\b(?:gắn với|gắn việc|cùng với|bên cạnh|song song với|kết hợp(?: với)?|lồng ghép|"
    r"trong đó có|ngoài ra|đồng thời|nhất là|in addition to|along with)[^.;\n]{0,60}$"
)
# "Học tập và làm theo Bác, ông …", "Sau hai năm thực hiện Chỉ thị 05, xã …": the sentence
# is told under that heading.
_FRAME_BEFORE = re.compile(
    r"\W*(?:(?:thực hiện|triển khai|quán triệt|hưởng ứng|đẩy mạnh|tiếp tục|theo|từ|nhờ|với|để|"
    r"việc|tinh thần|phong trào|cuộc vận động|(?:sau|qua)[\w ]{1,12}(?:năm|tháng))\W+)*"
)
_NUMBERED = re.compile(
    r"\b(?:nghị quyết|chỉ thị|kết luận|quy định|nghị định|kế hoạch|quyết định|luật)\b"
)
_YEAR = re.compile(r"(?<![\d/.,-])(?:\d{1,2}[-/.]\d{1,2}[-/.])?((?:19|20)\d\d)(?![\d.,]*\d)")
_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_LONGEST_HEADING = 160


@dataclass(frozen=True, slots=True)
class _Signal:
    """One place where the article speaks of the campaign.

    ``kind`` is document, names, former or wordings; ``key`` the document's.
    """

    start: int
    end: int
    kind: str
    key: str = ""

    @property
    def strong(self) -> bool:
        return self.kind != "wordings"


@dataclass(frozen=True, slots=True)
class _Article:
    """The three fields as one text, so that a name in the lead explains one in the body."""

    text: str
    starts: tuple[tuple[Field, int, int], ...]
    heading: tuple[int, int]
    opening: tuple[int, int]

    def place(self, start: int) -> tuple[Field, int]:
        """The field a position falls in, and the offset inside it."""
        for name, begin, end in reversed(self.starts):
            if begin <= start <= end:
                return name, start - begin
        raise ValueError(start)


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


def _judge(article: _Article, published_at: str | None, book: Catalogue) -> Judgement:
    match = _ISO.match(published_at or "")
    day = match.group() if match else ""
    names = find(article.text, day, book)
    spoken = phrases(article.text, book)
    mentions = tuple(_mention(name, article) for name in names)
    documents = tuple(dict.fromkeys(name.document for name in names))
    signals = _signals(names, spoken, book)
    score, evidence = _weigh(article, signals)
    verdict, score, reason = _settle(score, signals, documents, article, day, book)
    evidence += tuple(
        f"{_called(key, book)} ×{sum(name.document == key for name in names)} trong bài"
        for key in documents
    )
    return Judgement(verdict, documents, mentions, evidence, round(score, 3), reason)


# -- the text and its signals ----------------------------------------------------------------


def _article(title: str, lead: str, body: str) -> _Article:
    text, starts = "", []
    fields: tuple[tuple[Field, str], ...] = (("title", title), ("lead", lead), ("body", body))
    for name, value in fields:
        if value:
            text += "\n\n" if text else ""
            starts.append((name, len(text), len(text) + len(value)))
            text += value
    heading = _heading(title, text)
    begin = heading[1]
    close = next((end for name, _, end in starts if name == "lead"), 0) or _opened(text, begin)
    return _Article(text, tuple(starts), heading, (begin, close))


def _opened(text: str, begin: int) -> int:
    """Where a text without a lead has opened: after two sentences of its first paragraph."""
    start = begin + len(text[begin:]) - len(text[begin:].lstrip())
    paragraph = text.find("\n", start)
    end = len(text) if paragraph < 0 else paragraph
    stops = [match.end() for match in _SENTENCE.finditer(text, start, end)]
    return stops[1] if len(stops) > 1 else end


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
) -> tuple[_Signal, ...]:
    """Names of campaign documents and their predecessors, and the phrases, in order."""
    signals = [_Signal(row.start, row.end, row.rank) for row in spoken]
    for name in names:
        role = book.document(name.document).role
        if role != "neighbour":
            kind = "document" if role == "campaign" else "former"
            signals.append(_Signal(name.start, name.end, kind, name.document))
    return tuple(sorted(signals, key=lambda signal: signal.start))


def _mention(name: Name, article: _Article) -> Mention:
    field, start = article.place(name.start)
    length = name.end - name.start
    text = article.text[name.start : name.end]
    return Mention(name.document, field, start, start + length, text)


def _called(key: str, book: Catalogue) -> str:
    row = book.document(key)
    return f"{row.kind} số {row.number}"


# -- the score -------------------------------------------------------------------------------


def _weigh(article: _Article, signals: Sequence[_Signal]) -> tuple[float, tuple[str, ...]]:
    """How much of the article the campaign fills, and the evidence for it."""
    if not signals:
        return 0.0, ()
    lower = comparable(article.text)
    quote = {signal: f"“{article.text[signal.start : signal.end]}”" for signal in signals}
    evidence: list[str] = []

    titled = [row for row in signals if row.start < article.heading[1]]
    title = 0.0
    if titled:
        best = max(titled, key=lambda row: row.strong)
        title = _TITLE["strong" if best.strong else "weak"]
        evidence.append(f"tiêu đề: {quote[best].replace(chr(10), ' ')}")

    sentences = _sentences(article)
    manner = {
        row: _manner(lower, row, signals, (start, end))
        for start, end in sentences
        for row in signals
        if start <= row.start < end
    }
    weak = _WEAK_AGAIN if sum(not row.strong for row in signals) > 1 else _WEAK
    opening = 0.0
    for row in signals:
        if row not in manner or not article.opening[0] <= row.start < article.opening[1]:
            continue
        weight = _OPENING[manner[row]] * (1.0 if row.strong else weak)
        if weight > opening:
            if not opening:
                evidence.append(f"mở bài: {quote[row].replace(chr(10), ' ')}")
            opening = weight

    # What the title is about, an opening that speaks of something else is not.
    if article.heading[1] and not titled:
        opening *= 0.85

    heard = 0.0
    count = 0
    for start, end in sentences:
        here = [row for row in signals if start <= row.start < end]
        if here:
            count += 1
            heard += max(
                (1.0 if row.strong else weak) * (_ASIDE if manner[row] == "aside" else 1.0)
                for row in here
            )
    body = 0.0
    if sentences:
        share = heard / len(sentences)
        enough = min(_FULL_COUNT, max(1.0, len(sentences) / 2))
        body = _BODY * min(1.0, share / _FULL_SHARE) * min(1.0, heard / enough)
        if count:
            evidence.append(f"nhắc đến trong {count}/{len(sentences)} câu của bài")
    return 1 - (1 - title) * (1 - opening) * (1 - body), tuple(evidence)


def _sentences(article: _Article) -> list[tuple[int, int]]:
    """The sentences after the heading, as spans; scraps of under three words are none."""
    spans, start = [], article.heading[1]
    for match in _SENTENCE.finditer(article.text, start):
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(article.text)))
    return [(a, b) for a, b in spans if article.text.count(" ", a, b) >= 2]


def _manner(lower: str, row: _Signal, signals: Sequence[_Signal], sentence: tuple[int, int]) -> str:
    """How a sentence speaks of the campaign: as what happens, plainly, or among other things."""
    begin, end = sentence
    before, after = lower[begin : row.start], lower[row.end : end]
    # The campaign's own names bring commas and "Chỉ thị" with them: they are no list.
    rest = list(lower[begin:end])
    for signal in signals:
        if begin <= signal.start < end:
            rest[signal.start - begin : min(signal.end, end) - begin] = " " * (
                min(signal.end, end) - signal.start
            )
    others = "".join(rest)
    items = others.count(",") >= 4 and before.count(",") >= 2
    listed = items or len(_NUMBERED.findall(others)) >= 3
    clause = re.split(r"[,:]", before)[-1]
    if (listed and not _EVENT.search(clause)) or _ASIDE_BEFORE.search(before):
        return "aside"
    if _EVENT.search(before) or _EVENT.search(after[:80]) or _FRAME_BEFORE.fullmatch(before):
        return "event"
    return "plain"


# -- the verdict -----------------------------------------------------------------------------


def _settle(
    score: float,
    signals: Sequence[_Signal],
    documents: Sequence[str],
    article: _Article,
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
    if score >= RELEVANT:
        return "relevant", min(score, 1.0), "cuộc học tập là nội dung chính của bài"
    return "mention", max(score, MENTION), "cuộc học tập chỉ được nhắc trong bài về việc khác"


def _dmy(day: str) -> str:
    return "/".join(reversed(day.split("-")))
