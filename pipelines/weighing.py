"""How much of an article the campaign fills, and what in it says so.

Three places each may settle it: the title, the opening, and the share of sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive.records import Field
from pipelines.phrases import comparable, worn

# What one place weighs when it speaks of the campaign. A title settles it even in the
# words that only point to the campaign; an opening does when it is what happened.
_TITLE = {"strong": 0.85, "weak": 0.62}
_OPENING = {"frame": 0.55, "event": 0.55, "plain": 0.46, "aside": 0.12}
# A lead of its own is the editor's word for what the article is about, however it is put.
_LEAD = {"frame": 0.65, "event": 0.65, "plain": 0.62, "aside": 0.12}
# A third of all sentences, and three of them or half of a short text, is an article about it.
_BODY, _FULL_SHARE, _FULL_COUNT = 0.6, 0.3, 3
# Words that only point to it weigh more where they come back.
_WEAK, _WEAK_AGAIN, _ASIDE = 0.6, 0.85, 0.4

_SENTENCE = re.compile(r"(?:[.!?…]+[”\"')]*(?=\s|[A-ZÁÀÂĂẤĐÊÍÓÔỔƠỞÚỦƯÝ])|\n|;)\s*")
_EVENT = re.compile(
    worn(
        r"\b(?:sơ kết|tổng kết|quán triệt|triển khai|tuyên truyền|hội thi|cuộc thi|kể chuyện|"
        r"biểu dương|tuyên dương|khen thưởng|vinh danh|tôn vinh|gặp mặt|giao lưu|tọa đàm|hội thảo|"
        r"sinh hoạt|chuyên đề|điển hình|tấm gương|gương sáng|mô hình|phát động|ra quân|thi đua|"
        r"kiểm tra|giám sát|năm thực hiện|tháng thực hiện|việc thực hiện|thực hiện hiệu quả|"
        r"điều làm nên|bí quyết|bắt nguồn từ|xuất phát từ|khánh thành|ra mắt|"
        r"trao giải|review|preliminary|honou?r|commend)"
    )
)
_ASIDE_BEFORE = re.compile(
    worn(
        r"\b(?:gắn với|gắn việc|cùng với|bên cạnh|song song với|kết hợp(?: với)?|lồng ghép|"
        r"trong đó|ngoài ra|đồng thời|nhất là|in addition to|along with)[^.;\n]{0,60}$"
    )
)
# "Học tập và làm theo Bác, ông …", "Sau hai năm thực hiện Chỉ thị 05, xã …": the sentence
# is told under that heading.
_FRAME_BEFORE = re.compile(
    worn(
        r"\W*(?:(?:thực hiện|triển khai|quán triệt|hưởng ứng|đẩy mạnh|tiếp tục|theo|từ|nhờ|với|để|"
        r"việc|tinh thần|phong trào|cuộc vận động|(?:sau|qua)[\w ]{1,12}(?:năm|tháng))\W+)*"
    )
)
_NUMBERED = re.compile(
    worn(r"\b(?:nghị quyết|chỉ thị|kết luận|quy định|nghị định|kế hoạch|quyết định|luật)\b")
)
# What stands around a document in a list of documents: its kind, number and date, no sentence.
_LISTED_DATE = re.compile(
    worn(r"\bngày \d[\d/.-]*|\bcăn cứ\b|\bcủa bộ chính trị\b|\bkhóa [ivx]+\b|[\W\d_]+")
)


@dataclass(frozen=True, slots=True)
class Signal:
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
class Article:
    """The three fields as one text, so that a name in the lead explains one in the body.

    ``led``: the opening is a lead of its own, not the text's first sentences.
    """

    text: str
    starts: tuple[tuple[Field, int, int], ...]
    heading: tuple[int, int]
    opening: tuple[int, int]
    second: int
    led: bool = False

    def place(self, start: int) -> tuple[Field, int]:
        """The field a position falls in, and the offset inside it."""
        for name, begin, end in reversed(self.starts):
            if begin <= start <= end:
                return name, start - begin
        raise ValueError(start)


def opened(text: str, begin: int) -> tuple[int, int]:
    """Where a text without a lead has opened, and where its second sentence ends.

    It has opened, within its first paragraph, after a quarter of its sentences, four at most.
    """
    start = begin + len(text[begin:]) - len(text[begin:].lstrip())
    paragraph = text.find("\n", start)
    end = len(text) if paragraph < 0 else paragraph
    quarter = -(-len(_sentences(text, start)) // 4)
    stops = [stop for _, stop in _sentences(text[:end], start)] or [end]
    return stops[min(quarter, 4, len(stops)) - 1], stops[:2][-1]


def weigh(article: Article, signals: Sequence[Signal]) -> tuple[float, tuple[str, ...]]:
    """How much of the article the campaign fills, and the evidence for it."""
    if not signals:
        return 0.0, ()
    lower = comparable(article.text)
    quote = {
        signal: f"“{article.text[signal.start : signal.end]}”".replace("\n", " ")
        for signal in signals
    }
    evidence: list[str] = []

    titled = [row for row in signals if row.start < article.heading[1]]
    title = 0.0
    if titled:
        best = max(titled, key=lambda row: row.strong)
        title = _TITLE["strong" if best.strong else "weak"]
        evidence.append(f"tiêu đề: {quote[best]}")

    sentences = _sentences(article.text, article.heading[1])
    manner = {
        row: _manner(lower, row, signals, (start, end))
        for start, end in sentences
        for row in signals
        if start <= row.start < end
    }
    weak = _WEAK_AGAIN if sum(not row.strong for row in signals) > 1 else _WEAK
    opening, begin = 0.0, article.opening[0]
    for row in signals:
        # A second sentence opens an article only where it is told under the campaign's heading.
        close = article.second if manner.get(row) == "frame" else 0
        if row not in manner or not begin <= row.start < max(close, article.opening[1]):
            continue
        scale = _LEAD if article.led else _OPENING
        # Words that only point to the campaign, in a lead, are explained by a text that names it.
        named = row.strong or (article.led and any(other.strong for other in signals))
        weight = scale[manner[row]] * (1.0 if named else weak)
        if weight > opening:
            if not opening:
                evidence.append(f"mở bài: {quote[row]}")
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
        if count and not titled and not opening:
            first = min(manner, key=lambda row: row.start)
            evidence.append(f"thân bài: {quote[first]}")
        if count:
            evidence.append(f"nhắc đến trong {count}/{len(sentences)} câu của bài")
    return 1 - (1 - title) * (1 - opening) * (1 - body), tuple(evidence)


def _sentences(text: str, start: int) -> list[tuple[int, int]]:
    """The sentences from ``start`` on, as spans; scraps of under three words are none."""
    spans = []
    for match in _SENTENCE.finditer(text, start):
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    return [(a, b) for a, b in spans if text.count(" ", a, b) >= 2]


def _manner(lower: str, row: Signal, signals: Sequence[Signal], sentence: tuple[int, int]) -> str:
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
    # Long lists have commas all about; in a short one it stands between two.
    between = before.rstrip().endswith(",") and "," in after[:20]
    items = before.count(",") >= 2 and (others.count(",") >= 4 or between)
    listed = items or len(_NUMBERED.findall(others)) >= 3
    clause = re.split(r"[,:]", before)[-1]
    if items or (listed and not _EVENT.search(clause)) or _ASIDE_BEFORE.search(before):
        return "aside"
    if row.kind == "document" and len(_LISTED_DATE.sub(" ", others).split()) < 2:
        return "aside"
    if _FRAME_BEFORE.fullmatch(before):
        return "frame"
    if _EVENT.search(before) or _EVENT.search(after[:80]):
        return "event"
    return "plain"
