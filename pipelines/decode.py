"""Bytes to text: which characters did the server mean?

Labels lie. Portals of the 2000s declare windows-1252 and send UTF-8, others
declare UTF-8 and send windows-1258, and some have stored UTF-8 that was once
read as windows-1252. The bytes are asked first, the labels after.
"""

from __future__ import annotations

import codecs
import html
import re
import unicodedata
from functools import lru_cache

_META_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
_XML_CHARSET = re.compile(
    rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.IGNORECASE
)
_HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# A page cut in the middle of a letter, or with a stray legacy byte in a
# counter, is still UTF-8: one broken sequence in 50 letters is tolerated.
_TOLERATED = 0.02

# Letters only Vietnamese writes; a wrong guess yields few of them.
_VIETNAMESE = re.compile("[ăđơưĂĐƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
_DEBRIS = re.compile("[\u0080-\u009f¤¦§¨¬¯±¶¸¹¼½¾¿×÷þÞßæøåÆØÅ�]")
# UTF-8 read as windows-1252: "Ä‘áº£ng", "Bá»‡", "Æ°".
_MOJIBAKE = re.compile("[ÃÄÆÐ][\u0080-\u00bf‘’“”•–—˜™š›œžŸ€‚ƒ„…†‡ˆ‰Š‹ŒŽ]|á[º»].|Æ[°¡]")
_RUN = re.compile("[\u0080-\u00ff‘’“”•–—˜™š›œžŸ€‚ƒ„…†‡ˆ‰Š‹ŒŽ]+")
_ENTITY = re.compile(r"&(?:#\d{2,7}|#[xX][\da-fA-F]{2,6}|[a-zA-Z]{2,30}\d{0,2});?")


def decode(body: bytes, content_type: str = "") -> str:
    """The text of a payload, by BOM, by its bytes, then by header and meta charset."""
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(encoding, "replace").replace("\x00", "")
    if b"\x00" in body[:64]:
        even, odd = body[0:400:2].count(0), body[1:400:2].count(0)
        if max(even, odd) > 20:
            return body.decode("utf-16-be" if even > odd else "utf-16-le", "replace")
    text = _as_utf8(body)
    if text is None:
        text = _as_legacy(body, _labels(body, content_type))
    return _undo_mojibake(text).replace("\x00", "")


def unescape(text: str) -> str:
    """``text`` without the entities a second escaping left (``h&amp;#7885;c``)."""
    for _ in range(2):
        if "&" not in text or not _ENTITY.search(text):
            break
        text = html.unescape(text)
    return text


def _as_utf8(body: bytes) -> str | None:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
    letters = len(_VIETNAMESE.findall(text))
    return text if text.count("\ufffd") <= _TOLERATED * letters else None


def _as_legacy(body: bytes, labels: tuple[str, ...]) -> str:
    """The most Vietnamese reading of bytes that are no UTF-8; labels break ties."""
    best, best_score = "", float("-inf")
    for encoding in dict.fromkeys((*labels, "cp1258", "cp1252")):
        text = body.decode(encoding, "replace")
        sample = unicodedata.normalize("NFC", text[:200_000])
        score = len(_VIETNAMESE.findall(sample)) - 2 * len(_DEBRIS.findall(sample))
        if score > best_score:
            best, best_score = text, score
    return best


def _labels(body: bytes, content_type: str) -> tuple[str, ...]:
    found = [match.group(1) for match in _HEADER_CHARSET.finditer(content_type)]
    for pattern in (_XML_CHARSET, _META_CHARSET):
        match = pattern.search(body[:8192])
        if match:
            found.append(match.group(1).decode("ascii"))
    return tuple(name for label in found if (name := _codec(label)))


@lru_cache(maxsize=128)
def _codec(label: str) -> str:
    """Python's name of a text encoding, "" when the label names none."""
    label = {"x-sjis": "shift_jis", "iso-8859-1": "cp1252", "latin1": "cp1252"}.get(
        label.lower(), label
    )
    try:
        info = codecs.lookup(label)
        # A label such as "base64" or "zlib" names a codec that is no charset.
        b"a".decode(info.name)
    except (LookupError, ValueError):
        return ""
    return info.name


def _undo_mojibake(text: str) -> str:
    """UTF-8 that was once read as windows-1252, read again; other text unchanged."""
    if len(_MOJIBAKE.findall(text[:100_000])) < 20 or len(_VIETNAMESE.findall(text)) > 20:
        return text
    return _RUN.sub(_reread, text)


def _reread(match: re.Match[str]) -> str:
    raw = bytearray()
    for char in match.group():
        try:
            raw += char.encode("cp1252")
        except UnicodeEncodeError:
            raw += char.encode("latin-1", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return match.group()
