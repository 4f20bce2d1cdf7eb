"""A sheet of paper for one written page: the story, its byline, pictures and furniture.

A layout prints a sheet; whatever it prints that is not the article goes through
:meth:`Sheet.aside`, so that the truth knows every line no body may hold.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from html import escape

from tests.golden.story import COMMUNES, DISTRICTS, Story, Unit, bare

VN = timezone(timedelta(hours=7))
DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
PEN_NAMES = (
    "Thu Hà,Ngọc Lan,Minh Đức,Hoàng Long,Khánh Linh,Quốc Tuấn,Thanh Thủy,Văn Toàn,Mai Anh,"
    "Hải Yến,Trúc Phương,Xuân Trường,Hồng Nhung,Đức Thắng,Bảo Trân,Lê Ngân"
).split(",")
RELATED = (
    "Chi bộ bản Nà Tâu gương mẫu làm theo lời Bác",
    "Nâng cao chất lượng sinh hoạt chuyên đề ở Đảng bộ Khối Doanh nghiệp",
    "Thực hiện Chỉ thị 05: Những cách làm hay từ cơ sở",
    "Khởi công xây dựng cầu qua sông Lô Giang",
    "Tăng cường kiểm soát hàng giả dịp cuối năm",
    "Hội thi giọng hát hay người làm báo năm thứ ba",
    "Sơ kết hai năm thực hiện Kết luận 01-KL/TW tại Đảng bộ Quân sự",
    "Giá cà phê trong nước tăng ba phiên liên tiếp",
    "Học Bác từ những điều giản dị ở trường tiểu học Kim Liên 2",
)
CAPTIONS = (
    "Quang cảnh buổi làm việc.",
    "Người dân tham gia làm đường giao thông nông thôn. Ảnh: {pen}",
    "Các đại biểu tham quan gian trưng bày sản phẩm. (Ảnh: {pen})",
    "Một góc khu dân cư kiểu mẫu hôm nay. Ảnh: CTV",
    "Ban tổ chức trao quà lưu niệm cho các đơn vị.",
    "Đoàn viên, thanh niên ra quân dọn vệ sinh môi trường. ẢNH: {PEN}",
)


@dataclass
class Sheet:
    layout: str
    number: int
    story: Story
    when: datetime
    seen: datetime
    rng: random.Random
    lead: str = ""
    captions: list[str] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)

    def aside(self, text: str) -> str:
        """Text that is no part of the article, escaped for the page."""
        self.furniture.append(text)
        return escape(text, quote=False)

    def asides(self, *texts: str, around: str = "<li><a href='/x'>{}</a></li>") -> str:
        return "".join(around.format(self.aside(text)) for text in texts)

    def related(self, count: int = 3, around: str = "<li><a href='/tin-{}'>{}</a></li>") -> str:
        start = self.rng.randrange(len(RELATED))
        titles = [RELATED[(start + i) % len(RELATED)] for i in range(count)]
        return "".join(around.format(i, self.aside(title)) for i, title in enumerate(titles))

    def pen(self) -> str:
        return self.rng.choice(PEN_NAMES)

    def place(self) -> str:
        return self.rng.choice(COMMUNES)

    def district(self) -> str:
        return self.rng.choice(DISTRICTS)

    def picture(self) -> str:
        """A caption line, noted as one."""
        pen = self.pen()
        left = [line for line in CAPTIONS if line.split(".")[0] not in "".join(self.captions)]
        line = self.rng.choice(left).format(pen=pen, PEN=pen.upper())
        self.captions.append(line)
        return self.aside(line)

    @property
    def day(self) -> str:
        return DAYS[self.when.weekday()]

    @property
    def title(self) -> str:
        return escape(self.story.title, quote=False)

    @property
    def slug(self) -> str:
        words = "".join(ch if ch.isalnum() else " " for ch in bare(self.story.title).lower())
        return "-".join(words.split())[:90].strip("-")

    @property
    def serial(self) -> int:
        return self.rng.randrange(10_000, 900_000)

    def say_lead(self, prefix: str = "") -> str:
        """The lead, printed where the page marks it as one."""
        self.lead = self.story.lead
        return escape(prefix + self.story.lead, quote=False)

    def flow(
        self,
        p: str = "<p>{}</p>",
        h: str = "<p><strong>{}</strong></p>",
        li: str = "<p>- {}</p>",
        q: str = "<p><strong>{}</strong></p>",
        *,
        lead: bool = False,
        prefix: str = "",
        pictures: Sequence[Callable[[], str]] = (),
    ) -> str:
        """The body, noted as such. ``lead`` prints the story's lead as the first paragraph
        like any other; ``prefix`` opens the first paragraph and is no part of it."""
        units = list(self.story.units)
        if lead and self.story.lead:
            units.insert(0, Unit("p", self.story.lead))
        shapes = {"p": p, "h": h, "li": li, "q": q, "verse": p}
        out: list[str] = []
        rows: list[str] = []
        waiting = list(pictures)
        for place, unit in enumerate(units):
            self.body.append(unit.text.replace("|", " ") if unit.kind == "row" else unit.text)
            text = escape(unit.text, quote=False)
            if unit.kind == "row":
                cells = "".join(f"<td><p>{cell.strip()}</p></td>" for cell in text.split("|"))
                rows.append(f"<tr>{cells}</tr>")
                continue
            if rows:
                out.append(f"<table border='1'><tbody>{''.join(rows)}</tbody></table>")
                rows = []
            lead_in = prefix if place == 0 else ""
            out.append(shapes[unit.kind].format(lead_in + text.replace("\n", "<br>")))
            if waiting and place % 2 == 0:
                out.append(waiting.pop(0)())
        out += [draw() for draw in waiting]
        return "\n".join(out)


@dataclass(frozen=True, slots=True)
class Signed:
    line: str
    authors: tuple[str, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """One page as a layout printed it. ``title`` and ``source`` where they are not the
    story's and the byline's."""

    url: str
    html: str
    organisation: str
    published_at: str | None
    by: Signed
    section: str | None = None
    modified_at: str | None = None
    title: str = ""
    source: str | None = None
    raw: bytes = b""
    content_type: str = "text/html; charset=utf-8"


def minute(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M+07:00")


PAPERS = ("Báo Nhân Dân", "TTXVN", "Báo Quân đội nhân dân", "Tạp chí Xây dựng Đảng")


def signed(sheet: Sheet, habits: str) -> Signed:
    """The byline line this page prints; ``habits`` is one letter a page number.

    n name · u upper case · t two names · b "Bài, ảnh:" · s "(tổng hợp)" · i initials ·
    x reprint "Theo …" · g name and "Nguồn:" · p name and place · c "CTV:" · r role before
    the name · 0 none.
    """
    one = sheet.pen()
    two = PEN_NAMES[(PEN_NAMES.index(one) + 5) % len(PEN_NAMES)]
    paper = sheet.rng.choice(PAPERS)
    initials = f"{one[0]}.{one.split()[1].upper()}"
    place = sheet.place()
    made = {
        "0": Signed(""),
        "n": Signed(one, (one,)),
        "u": Signed(one.upper(), (one.upper(),)),
        "t": Signed(f"{one} - {two}", (one, two)),
        "b": Signed(f"Bài, ảnh: {one}", (one,)),
        "s": Signed(f"{one} (tổng hợp)", (one,)),
        "i": Signed(initials, (initials,)),
        "x": Signed(f"Theo {paper}", (), paper),
        "g": Signed(f"{one} (Nguồn: {paper})", (one,), paper),
        "p": Signed(f"{one} ({place})", (one,)),
        "c": Signed(f"CTV: {one} – {two}", (one, two)),
        "r": Signed(f"Tin, ảnh: {one}, {two}", (one, two)),
    }[habits[sheet.number % len(habits)]]
    if made.line:
        sheet.furniture.append(made.line)
    return made
