"""A page with other words: markup, labels, dates and document names stay, what people wrote
and who they are does not.

Only such a page is committed as a sample: the article belongs to its publisher. Pure: the
source goes in and comes out, tag for tag.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.documents import catalogue
from archive.places import province_name
from archive.records import Page, Reading
from archive.text import normalise
from crawler.commands.wordbook import WORD, digits_in_place_of, stand_in
from pipelines.dates import date_line, stamps
from pipelines.decode import decode
from pipelines.furniture import is_box, is_furniture, is_tail
from pipelines.naming import find
from pipelines.phrases import comparable, phrases

LABEL = 6
"""Words up to which a line that is not the article's is a label of the page ("Xây dựng Đảng",
"Tin cùng chuyên mục"); what is longer is somebody's sentence or headline."""

RUN = 4
"""Words in a row of an article, by which it would be known again."""

_PIECE = re.compile(
    r"(?P<comment><!--.*?-->)"
    r"|(?P<script><script\b[^>]*>)(?P<code>.*?)(?=</script|\Z)"
    r"|(?P<style><style\b.*?</style[^>]*>)"
    r"|(?P<tag><[/!?a-zA-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>)"
    r"|(?P<text>[^<]+|<)",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([\w:@.-]+)(\s*=\s*)("[^"]*"|'[^']*')""")
_SPOKEN = frozenset("alt title content placeholder summary value aria-label label".split())
_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"|\'((?:[^\'\\\n]|\\.)*)\'')
_BLOB = re.compile(r"[A-Za-z0-9+/=_-]{200,}")
_ESCAPED = re.compile(r"&lt;/?(?:p|div|br|span|strong|em|b|i|table|img|a)\b", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@(?=[\w-]+\.[\w.]+)")
_LONG_NUMBER = re.compile(r"(?<![\w/.-])\+?\(?\d(?:[\s().-]?\d){6,}(?![\w/])")
_SIGNED = re.compile(
    r"^(?P<label>[\s(]*(?:(?:tin|bài|ảnh|hình|clip|video|thực hiện|tác giả|người viết|nguồn ảnh"
    r"|photo|by|theo|phóng viên|biên tập|tổng biên tập|chịu trách nhiệm[^:]{0,30}"
    r"|trưởng ban[^:]{0,30}|giám đốc|người đăng|đăng bởi)[\s,/&và-]*)+[:：]\s*)(?P<who>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_CAPITAL = r"[A-ZÀ-ÝĂĐƠƯẠ-Ỹ]"
_SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô|Dương|Lý|Đinh|Đoàn|Lâm|Mai|Trịnh"
    "|Đào|Tô|Cao|Châu|Lương|Tạ|Quách|Thái|Kiều|Tăng|Trương|Vương|Lưu|Phùng|Chu|Nông|Ma|Hà|Hồ|Đàm"
)
_PERSON = re.compile(
    rf"\b(?:{_SURNAMES}|{_SURNAMES.upper()})(?:\s+{_CAPITAL}[\w’'-]*){{1,4}}", re.UNICODE
)
_LEADER = re.compile(r"(?:chủ tịch\s+)?hồ\s+chí\s+minh", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """What is told apart on a page: the article's own words, and the names to keep."""

    article: str
    people: tuple[str, ...]
    kept: frozenset[str]
    headlines: frozenset[str]
    source: str
    salt: str


def anonymise(page: Page, headlines: Iterable[str] = ()) -> str:
    """The source of a page that was read, with other words in it. UTF-8 whatever it was.

    ``headlines`` are the texts of links to articles, since one of four words looks like a
    label. Links keep their addresses, so a slug keeps the words of its title.

    :raises ValueError: an article page without a reading.
    """
    reading = page.reading
    if reading is None and page.role == "article":
        raise ValueError(f"{page.url}: a page that was not read cannot be told from its labels")
    reading = reading or Reading(page.url, "", "", "")
    captions = " ".join(f"{image.caption}" for image in reading.images)
    said = Said(
        _bare(" ".join((reading.title, reading.lead, reading.body, captions))),
        tuple(sorted(reading.authors, key=len, reverse=True)),
        frozenset(
            _bare(name)
            for name in (
                reading.section,
                reading.source,
                page.site.organisation,
                *(section.name for section in page.site.sections),
            )
            if name
        ),
        frozenset(map(_bare, headlines)),
        reading.source or "",
        page.url,
    )
    source = decode(page.body, page.header("content-type"))
    return "".join(_pieces(source, said))


def leaks(page: Page, anonymised: str) -> list[str]:
    """The article's runs of :data:`RUN` words that an anonymised source still holds, outside
    phrases of the campaign, document names and dates."""
    reading = page.reading
    if reading is None:
        return []
    site = page.site
    own = {*_bare(f"{site.organisation} {site.district} {reading.section or ''}").split()}
    held = " " + _bare(html.unescape(re.sub(r"<[^>]+>|\\n", " ", _unescaped(anonymised)))) + " "
    found = []
    for part in (reading.title, reading.lead, *reading.body.split("\n\n")):
        text = normalise(part)
        kept = _kept(text)
        words = [(m.start(), m.end()) for m in WORD.finditer(text)]
        for at in range(len(words) - RUN + 1):
            run = words[at : at + RUN]
            told = [
                end - start > 1 and not any(a <= start and end <= b for a, b in kept)
                for start, end in run
            ]
            if sum(told) < 2:  # a phrase of the campaign with one word beside it tells nothing
                continue
            phrase = _bare(text[run[0][0] : run[-1][1]])
            if f" {phrase} " in held and not own.issuperset(phrase.split()):
                found.append(text[run[0][0] : run[-1][1]])
    return list(dict.fromkeys(found))


def _unescaped(source: str) -> str:
    """What scripts write as ``\\u1ed9`` as the letter it is."""
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), source)


def _pieces(source: str, said: Said) -> Iterator[str]:
    for found in _PIECE.finditer(source):
        kind = found.lastgroup
        if kind == "code":
            yield _tag(found["script"], said) + _script(found["code"], said)
        elif kind == "tag":
            yield _tag(found[0], said)
        elif kind == "text":
            yield _text(found[0], said)
        elif kind == "comment":
            # Some hold a template's markup, and a word to whoever reads the source.
            yield "<!--" + "".join(_pieces(found[0][4:-3], said)) + "-->"
        else:
            yield found[0]


def _tag(tag: str, said: Said) -> str:
    def write(found: re.Match[str]) -> str:
        name, quote, value = found[1].lower(), found[3][0], found[3][1:-1]
        if (name in _SPOKEN and " " in value) or (name.startswith("data-") and not value.isascii()):
            value = _string(value, said) if value[:1] in "{[" else _text(value, said)
            value = value.replace(quote, "&quot;" if quote == '"' else "&#39;")
        return found[1] + found[2] + quote + value + quote

    return _ATTRIBUTE.sub(write, tag)


def _script(code: str, said: Said) -> str:
    code = _BLOB.sub(
        lambda found: ("bGFtdGhlbw" * (len(found[0]) // 10 + 1))[: len(found[0])], code
    )
    return _string(code, said)


def _string(code: str, said: Said) -> str:
    """A script or JSON, its strings of several words written anew."""

    def write(found: re.Match[str]) -> str:
        raw = found[1] if found[1] is not None else found[2]
        quote = found[0][0]
        try:
            text = json.loads(f'"{raw}"') if quote == '"' else raw
        except ValueError:
            text = raw
        following = code[found.end() : found.end() + 1]
        if " " not in text.strip() or following == ":" or text.startswith(("http://", "https://")):
            return found[0]
        anew = "".join(_pieces(text, said)) if "<" in text else _run(text, said)
        if quote == "'":
            return "'" + anew.replace("'", "’") + "'"
        return json.dumps(anew, ensure_ascii=raw.isascii()).replace("</", "<\\/")

    return _STRING.sub(write, code)


def _text(raw: str, said: Said) -> str:
    """A run of text as it stands in the source, entities and all."""
    if not WORD.search(raw):
        return raw
    if len(_ESCAPED.findall(raw)) > 1:
        return html.escape("".join(_pieces(html.unescape(raw), said)), quote=False)
    text = unicodedata.normalize("NFC", html.unescape(raw))
    anew = _run(text, said)
    if text == raw:
        return anew
    written = html.escape(anew, quote=False).replace("\xa0", "&nbsp;")
    return written.encode("ascii", "xmlcharrefreplace").decode() if raw.isascii() else written


def _run(text: str, said: Said) -> str:
    """One run of text: a title beside the site's name is two, and each is judged alone."""
    parts = re.split(r"(\s+[|»›]\s+|\s+[–—-]\s+|\n\s*\n)", text)
    return "".join(part if n % 2 else _part(part, said) for n, part in enumerate(parts))


def _part(text: str, said: Said) -> str:
    bare = _bare(text)
    if not bare or bare in said.kept:
        return text
    words = bare.count(" ") + 1
    own = bare in said.headlines or (words > 1 and f" {bare} " in f" {said.article} ")
    line = " ".join(text.split())
    if date_line(normalise(line)):
        return _names(text, said)
    if not own and (is_furniture(line) or is_box(line) or is_tail(line)):
        return _numbers(_names(text, said), said)
    if own or words > LABEL:
        spans = _kept(text)
        if said.source:  # "(QBĐT) -" opens a text with it
            spans += [found.span() for found in re.finditer(re.escape(said.source), text)]
        return _numbers(_words(text, said, spans), said)
    signed = _SIGNED.match(text)
    if signed and _bare(signed["who"]) not in said.kept:
        return signed["label"] + _words(signed["who"], said, ())
    return _numbers(_names(text, said), said)


def _words(text: str, said: Said, kept: Iterable[tuple[int, int]]) -> str:
    spans = tuple(kept)

    def write(found: re.Match[str]) -> str:
        if any(a <= found.start() and found.end() <= b for a, b in spans):
            return found[0]
        return stand_in(found[0], said.salt)

    return WORD.sub(write, text)


def _names(text: str, said: Said) -> str:
    """A label with the people in it renamed."""
    for name in said.people:
        if name in text:
            text = text.replace(name, _words(name, said, ()))

    def write(found: re.Match[str]) -> str:
        name = found[0]
        if province_name(name) or _LEADER.fullmatch(name) or (name.isupper() and " " not in name):
            return name
        return _words(name, said, ())

    return _PERSON.sub(write, text)


def _numbers(text: str, said: Said) -> str:
    text = _EMAIL.sub("thu@", text)
    days = [(start, end) for _, start, end in stamps(text)]

    def write(found: re.Match[str]) -> str:
        if any(start < found.end() and found.start() < end for start, end in days):
            return found[0]
        return digits_in_place_of(found[0], said.salt)

    return _LONG_NUMBER.sub(write, text)


def _kept(text: str) -> list[tuple[int, int]]:
    """Where a normalised text speaks of the campaign, names a document or says a day."""
    book = catalogue()
    spans = [(one.start, one.end) for one in phrases(text, book)]
    spans += [(one.start, one.end) for one in find(text, "", book)]
    spans += [(start, end) for _, start, end in stamps(text)]
    spans += [(found.start(), found.end()) for found in _CONTEXT.finditer(comparable(text))]
    return spans


# What a document's name is made of, with or without its number, and how days are said.
_CONTEXT = re.compile(
    (
        r"\b(?:chỉ thị|kết luận|nghị quyết|quy định|kế hoạch|hướng dẫn|công văn) (?:số )?\d[\w/.-]*"
        r"(?: của (?:bộ chính trị|ban bí thư|ban chấp hành trung ương|trung ương|ban thường vụ))?"
        r"|\b(?:bộ chính trị|khóa [xvi]+|hồ chí minh|bác hồ|học tập|làm theo|nêu gương)\b"
        r"|\b(?:ngày|tháng|năm|thứ) \d[\d/.-]*"
        # And the labels that a signature is told by.
        r"|\b(?:nguồn|ảnh|tin|bài|tác giả|theo)(?=\s*:)"
    ).replace(" ", r"\s+")
)


def _bare(text: str) -> str:
    """A text as its words alone, in lower case: what two spellings of a line share."""
    return " ".join(WORD.findall(unicodedata.normalize("NFC", text).casefold()))
