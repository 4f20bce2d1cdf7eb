"""The gate: it may let anything pass, and must never turn away what the judge would keep."""

from __future__ import annotations

import html
import html.entities
import json
import re
import time
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.documents import catalogue
from archive.records import Page, Role, Site
from archive.text import normalise
from pipelines.gate import SEAM, GateStop, _texts, can_be_ours, gate
from pipelines.judge import judge_text
from pipelines.skeleton import REACH, as_bones, as_letters, bones, groups, letters, needles, rows

LABELLED = Path(__file__).parent / "data" / "labelled.jsonl"
ROWS = [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]
KEPT = [
    text
    for row in ROWS
    if row["verdict"] != "irrelevant"
    for text in (row["title"], *row["text"].split(". "))
    if text and judge_text("", "", text, None).verdict != "irrelevant"
]
SITE = Site(name="x", organisation="x", level="xa", host="x.vn", family="generic")
FILLER = "<p>Giá lúa tăng, trời nắng. <a href='/a?b=1&amp;c=2'>Xem thêm</a></p>\n"


def page(body: bytes, role: Role = "article", status: int = 200) -> Page:
    return Page(
        url="http://x.vn/1", role=role, site=SITE, status=status, headers=(), body=body,
        captured_at=datetime(2024, 1, 1, tzinfo=UTC),
    )  # fmt: skip


def decimal(text: str) -> str:
    return "".join(ch if ch.isascii() else f"&#{ord(ch)};" for ch in text)


def hexadecimal(text: str) -> str:
    return "".join(ch if ch.isascii() else f"&#x{ord(ch):X};" for ch in text)


def everything(text: str) -> str:
    return "".join(f"&#{ord(ch)};" for ch in text)


def unclosed(text: str) -> str:
    return "".join(ch if ch.isascii() else f"&#{ord(ch)}" for ch in text)


def named(text: str) -> str:
    """Named entities where HTML has one for the letter, the letter itself elsewhere."""
    return "".join(
        f"&{html.entities.codepoint2name[ord(ch)]};"
        if not ch.isascii() and ord(ch) in html.entities.codepoint2name
        else ch
        for ch in text
    )


def split_tags(text: str) -> str:
    return " ".join(f"<b class='x>y' title=\"5 > 3\">{word}</b>" for word in text.split(" "))


def split_letters(text: str) -> str:
    return "<i></i>".join(text)


def commented(text: str) -> str:
    return text.replace(" ", " <!-- a > b --> ").replace("ả", "ả<wbr>")


def scripted(text: str) -> str:
    return text.replace(" ", " <script>if (a < b) { show('x') }</script><style>p > a {}</style>")


def in_json(text: str) -> str:
    return f'<script type="application/ld+json">{json.dumps({"headline": text})}</script>'


def html_in_json(text: str) -> str:
    inner = json.dumps({"body": split_tags(text)}).replace("</", "<\\/").replace("<", "\\u003c")
    return f"<script>var data = {inner};</script>"


def in_attribute(text: str) -> str:
    return f'<meta property="og:title" content="{html.escape(text)}">'


def title_in_attribute(text: str) -> str:
    return f"<img alt='{html.escape(text)}'>"


def eth(text: str) -> str:
    return text.replace("Đ", "Ð").replace("đ", "ð")


def nbsp(text: str) -> str:
    return text.replace(" ", "&nbsp;")


def old_tones(text: str) -> str:
    return text.replace("hóa", "hoá").replace("ủy", "uỷ").replace("khóa", "khoá")


def vni(text: str) -> str:
    """Base letters followed by a byte for their marks, as VNI and windows-1258 write them."""
    return "".join(
        ch if not unicodedata.combining(ch) else "\u00f8"
        for ch in unicodedata.normalize("NFD", text)
    )


DISGUISES: list[Callable[[str], str]] = [
    str, str.upper, str.lower, decimal, hexadecimal, everything, unclosed, named, split_tags,
    split_letters, commented, scripted, in_json, html_in_json, in_attribute, title_in_attribute,
    eth, nbsp, old_tones, vni,
    lambda text: html.escape(named(text)),
    lambda text: html.escape(html.escape(decimal(text))),
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: decimal(split_tags(text)).replace("<", "&lt;").replace(">", "&gt;"),
    lambda text: f"<![CDATA[{split_tags(text)}]]>",
]  # fmt: skip


def tcvn(text: str) -> bytes:
    """Every Vietnamese letter one high byte, as TCVN3 fonts keep them."""
    return bytes(ord(ch) if ch.isascii() else 0xA1 + ord(ch) % 0x5E for ch in text)


def windows_1258(text: str) -> bytes:
    out = b""
    for ch in text:
        try:
            out += ch.encode("cp1258")
        except UnicodeEncodeError:
            base = unicodedata.normalize("NFD", ch)
            out += base.encode("cp1258", "ignore")
    return out


ENCODINGS: list[Callable[[str], bytes]] = [
    lambda text: text.encode("utf-8"),
    lambda text: b"\xef\xbb\xbf" + text.encode("utf-8"),
    lambda text: text.encode("utf-16"),
    lambda text: text.encode("utf-16-le"),
    lambda text: text.encode("utf-16-be"),
    lambda text: text.encode("utf-8").decode("latin-1").encode("utf-8"),
    tcvn,
    windows_1258,
]


@given(st.sampled_from(KEPT), st.sampled_from(DISGUISES), st.sampled_from(ENCODINGS))
@settings(deadline=None, max_examples=600)
def test_what_the_judge_keeps_passes_in_every_disguise(
    text: str, disguise: Callable[[str], str], encode: Callable[[str], bytes]
) -> None:
    whole = f"<html><body>{FILLER}<div>{disguise(text)}</div>{FILLER}</body></html>"
    assert can_be_ours(encode(whole))


@pytest.mark.parametrize("disguise", DISGUISES, ids=lambda row: row.__name__)
@pytest.mark.parametrize(
    "text",
    [
        "Chỉ thị số 05-CT/TW",
        "Chỉ thị 05 của Bộ Chính trị",
        "05-TW/CT",
        "Kết luận số 01 -KL/T.Ư",
        "Directive No.05-CT/TW",
        "đạo đức, phong cách Hồ Chí Minh",
        "Không gian văn hóa Hồ Chí Minh",
        "noi gương Bác",
    ],
)
def test_each_disguise_of_the_short_forms_passes(text: str, disguise: Callable[[str], str]) -> None:
    for encode in ENCODINGS:
        assert can_be_ours(encode(f"{FILLER}{disguise(text)}{FILLER}")), encode


def test_every_phrase_s_needle_stands_in_its_letters() -> None:
    book = catalogue()
    for phrase in (*book.names, *book.former, *book.wordings):
        shortest = " ".join(
            word.split("|")[0] for word in re.sub(r"\[[^\]]*\]", "", phrase).split()
        )
        raw = shortest.encode()
        assert any(needle in bones(raw) for needle in needles(phrase)), phrase
        assert re.search(as_letters(phrase).encode(), letters(raw)), phrase
        assert re.search(as_bones(phrase).encode(), bones(raw)), phrase


def plainly(body: bytes) -> bool:
    """The gate without its quick looks: every pattern over all the letters."""
    known = rows(catalogue())
    return any(row.letters.search(letters(text)) for text in _texts(body) for row in known)


WORDS = sorted({word for row in ROWS for word in row["text"].split()} | {"05-CT/TW", "CT", "0005"})


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(KEPT)), max_size=40))
@settings(deadline=None, max_examples=400)
def test_the_quick_looks_turn_away_nothing_that_stands_there(words: list[str]) -> None:
    body = " ".join(words).encode()
    assert can_be_ours(body) == plainly(body)


CUES = [
    as_letters(phrase)
    for book in [catalogue()]
    for phrase in (*book.names, *book.former, *book.wordings, *sum(book.cues.values(), ()))
]


@given(st.data())
@settings(deadline=None, max_examples=400)
def test_every_way_to_say_a_phrase_passes_the_quick_looks(data: st.DataObject) -> None:
    """Each pattern is played back as letters, with marked ones there or gone."""
    said = data.draw(st.from_regex(re.compile(data.draw(st.sampled_from(CUES))), fullmatch=True))
    body = f"xin {said} het".encode()
    assert plainly(body)
    assert can_be_ours(body)


def test_a_group_s_look_sees_each_of_its_needles_and_no_phrase_outreaches_its_window() -> None:
    for group in groups(catalogue()):
        for row in group.rows:
            for needle in row.needles:
                assert group.stands(b"xxx" + needle + b"xxx"), needle
            longest = re._parser.parse(row.bones.pattern.decode()).getwidth()[1]  # type: ignore[attr-defined]
            assert longest <= REACH or b"0*" in row.bones.pattern
            letters_of_it = re._parser.parse(row.letters.pattern.decode()).getwidth()[1]  # type: ignore[attr-defined]
            assert letters_of_it < SEAM or b"0*" in row.letters.pattern
    assert sum(len(group.rows) for group in groups(catalogue())) == len(rows(catalogue()))


def test_a_number_after_very_many_noughts_passes() -> None:
    assert can_be_ours(f"Chỉ thị số {'0' * 500}5 của Bộ Chính trị".encode())
    assert not can_be_ours(f"Chỉ thị số {'0' * 500}8 của Bộ Chính trị".encode())


PHRASE = "Học tập và làm theo Bác"
SHEET = "p > a { color: red } " * 400


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        (f"<style>{SHEET}</style><p>{PHRASE}</p><style>{SHEET}</style>", True),
        (f"<style>{SHEET}<p>{PHRASE}</p>", True),  # never ends
        (f"<!-- <style> --><p>{PHRASE}</p><style></style>", True),
        (f"<style><!-- {SHEET} --></style><p>{PHRASE}</p>", True),
        (f"<script>w('<style>');</script><p>{PHRASE}</p><style>{SHEET}</style>", True),
        (f"<script>var a = '<style>', b = '{PHRASE}';</script><style>{SHEET}</style>", True),
        (f"<script>var a = 1;</script><style>{SHEET}</style><script>b('{PHRASE}')</script>", True),
        (f"<p>Học tập và <style>{SHEET}</style>làm theo Bác</p>", True),
        (f"<STYLE type='a'>{SHEET}</Style ><p title='{PHRASE}'>", True),
        (f"<style>{SHEET} .hoc-tap-va-lam-theo-bac {{}}</style><p>Giá lúa</p>", False),
    ],
)
def test_style_sheets_are_not_looked_at_and_hide_nothing(text: str, passes: bool) -> None:
    assert can_be_ours(text.encode()) is passes


@pytest.mark.parametrize("distance", [0, SEAM - 300, SEAM, 5 * SEAM])
def test_a_phrase_cut_by_tags_in_a_long_script_is_found(distance: int) -> None:
    code = "x=1;" * (5 * SEAM)
    told = "Học tập <b>và</b> làm <i>theo</i> Bác"
    script = f"{code}<b>y</b>{'z' * distance} {told} {'z' * distance}<b>y</b>{code}"
    assert can_be_ours(f"<script>{script}</script>".encode())


def test_pages_without_the_campaign_are_turned_away() -> None:
    body = f"<html><title>Giá lúa tăng</title>{FILLER * 50}</html>".encode()
    told = gate(page(body)).gate
    assert told is not None
    assert (told.passed, told.reason) == (False, "no campaign words in the page")


@pytest.mark.parametrize(
    "text",
    [
        "bác bỏ kháng cáo", "Thành phố Hồ Chí Minh", "Bộ Chính trị",
        "Nghị quyết số 19-NQ/TW", "05 đối tượng, 01 tháng", "tổ chức báo cáo",
    ],
)  # fmt: skip
def test_common_words_alone_do_not_pass(text: str) -> None:
    assert not can_be_ours(f"{FILLER}<p>{text}</p>{FILLER}".encode())


@pytest.mark.parametrize("body", [b"", b" \r\n\t"])
def test_an_empty_body_is_named(body: bytes) -> None:
    told = gate(page(body)).gate
    assert told is not None
    assert (told.passed, told.reason) == (False, "empty body")


@pytest.mark.parametrize(
    ("role", "status"), [("listing", 200), ("feed", 200), ("article", 404), ("article", 301)]
)
def test_only_fetched_articles_are_looked_at(role: Role, status: int) -> None:
    other = page(b"<html></html>", role, status)
    assert gate(other) is other
    assert GateStop().process_item(other) is other
    assert GateStop().process_item("anything") == "anything"


def test_the_page_itself_is_left_as_it_was() -> None:
    before = page("<h1>Học và làm theo Bác</h1>".encode())
    after = gate(before)
    assert after.gate is not None
    assert after.gate.passed
    assert replace(after, gate=None) == before


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_any_bytes_are_looked_at(body: bytes) -> None:
    assert gate(page(body)).gate is not None


@pytest.mark.parametrize(
    "body",
    [b"<" * 60_000, b"<a =" * 15_000, b'<a b="' * 10_000, b"<script>" * 8_000, b"<!--" * 15_000,
     b"&" * 60_000, b"&amp;" * 12_000, b"\\" * 60_000, b"&#" * 30_000, b"<style>" * 9_000,
     b"<style></script>" * 9_000, "Hồ Chí Minh. ".encode() * 40_000, b"bac bc " * 90_000,
     b"<style>--></style><style>" * 9_000],
)  # fmt: skip
def test_broken_markup_does_not_stall_it(body: bytes) -> None:
    started = time.process_time()
    can_be_ours(body)
    assert time.process_time() - started < 1


def test_normalise_and_gate_agree_on_what_is_invisible() -> None:
    text = "Ch\u200bỉ thị s\u00adố 05 của Bộ Chính trị"
    assert judge_text("", "", normalise(text), None).documents == ("CT05",)
    assert can_be_ours(text.encode())
