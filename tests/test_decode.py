"""Text from bytes whose labels lie."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.decode import decode, unescape

TEXT = (
    "Đảng bộ phường Mẫu đẩy mạnh học tập và làm theo Bác; mỗi đảng viên một việc thiết thực. " * 3
)
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def in_windows_1258(text: str) -> bytes:
    """Vietnamese as Windows 9x wrote it: letters with their hat, the tone behind."""
    out = bytearray()
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tone = "".join(mark for mark in parts if mark in _TONES)
        letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
        out += (letter + tone).encode("cp1258")
    return bytes(out)


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    "label",
    [
        "",
        "text/html",
        "text/html; charset=utf-8",
        "text/html; charset=windows-1252",
        "text/html; charset=iso-8859-1",
        "text/html; charset=utf-16",
        "text/html; charset=no-such",
    ],
)
def test_utf8_is_known_by_its_bytes_whatever_the_label(label: str) -> None:
    page = b'<meta charset="windows-1252">' + TEXT.encode()
    assert decode(page, label).endswith(TEXT)


@pytest.mark.parametrize(
    "label",
    [
        "",
        "text/html; charset=utf-8",
        "text/html; charset=windows-1258",
        "text/html; charset=windows-1252",
    ],
)
def test_windows_1258_is_known_by_its_letters(label: str) -> None:
    assert nfc(decode(in_windows_1258(TEXT), label)) == TEXT


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_marks_and_nulls_tell_unicode(encoding: str) -> None:
    assert decode(("<html>" + TEXT).encode(encoding)) == "<html>" + TEXT


def test_utf8_once_read_as_windows_1252_is_read_again() -> None:
    damaged = "".join(
        bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in TEXT.encode()
    )
    assert decode(damaged.encode()) == TEXT


def test_a_page_cut_in_a_letter_is_still_utf8() -> None:
    assert decode(TEXT.encode() + "ệ".encode()[:2]).startswith(TEXT)


def test_french_is_not_mojibake() -> None:
    text = "Déjà vu à l'été, où l'œuvre naît. " * 20
    assert decode(text.encode()) == text
    assert decode(text.encode("cp1252"), "text/html; charset=windows-1252") == text


@given(st.binary(max_size=400), st.text(max_size=40))
def test_any_bytes_and_label_give_text(body: bytes, label: str) -> None:
    assert isinstance(decode(body, label), str)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff"), max_size=200))
def test_utf8_comes_back(text: str) -> None:
    assert decode(("áđ" * 9 + text).encode()) == "áđ" * 9 + text


def test_entities_escaped_twice() -> None:
    assert unescape("h&amp;#7885;c t&#7853p theo B&aacute;c, AT&T") == "học tập theo Bác, AT&T"
