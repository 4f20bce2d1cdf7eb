"""From the bytes on the wire to the bytes of a page: undo Content-Encoding, within bounds."""

from __future__ import annotations

import sys
import zlib
from typing import Any

import brotli

from archive.records import Role

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MAX_DECODED = 16 * 1024 * 1024
"""Bytes that anything may unpack to: a sitemap of the 50,000 URLs that its protocol allows
stays below."""

MAX_PAGE = 4 * 1024 * 1024
"""Bytes of an article or a listing: the largest real one measured has 0.5 MB."""

MAX_TAGS = 60_000
"""Tags of an article or a listing: the page with most of all measured has 9,000. Parsers build
some 500 bytes for each, and a million beside each other take minutes."""
MAX_TAGS_XML = 600_000

MAX_CODINGS = 3
MAX_MEMBERS = 1_000
"""Gzip members or zstd frames of one payload: 900,000 empty ones fit in 18 MB."""

_CHUNK = 1 << 16
# RFC 9659: no zstd frame sent over HTTP needs more than 8 MB of window; without a bound
# a frame of a few bytes has 128 MB set aside for it.
_ZSTD = {int(zstd.DecompressionParameter.window_log_max): 23}


class PayloadError(ValueError):
    """The payload cannot be decoded as its headers claim, or must not be; says why."""


def unpack(payload: bytes, content_encoding: str, role: Role) -> bytes:
    """A page's bytes, fit to be parsed.

    :raises PayloadError: as :func:`decode`, or more of it than a parser should be given.
    """
    page = role in ("article", "listing")
    body = decode(payload, content_encoding, MAX_PAGE if page else MAX_DECODED)
    if role != "asset":
        _bounded(body, MAX_PAGE if page else MAX_DECODED)
        tags, most = body.count(b"<"), MAX_TAGS if page else MAX_TAGS_XML
        if tags > most:
            raise PayloadError(f"{tags} tags, more than the {most} that are parsed")
    return body


def decode(payload: bytes, content_encoding: str, limit: int = MAX_DECODED) -> bytes:
    """Undo the codings of a Content-Encoding header, last applied first (RFC 9110 §8.4).

    :raises PayloadError: an unknown coding, damaged data, or more than ``limit`` bytes.
    """
    named = [coding.strip().lower() for coding in content_encoding.split(",")]
    codings = [coding for coding in named if coding and coding != "identity"]
    if len(codings) > MAX_CODINGS:
        raise PayloadError(f"{len(codings)} content codings, one upon the other")
    for coding in reversed(codings):
        try:
            payload = _undo(coding, payload, limit)
        except (zlib.error, brotli.error, zstd.ZstdError, EOFError) as error:
            raise PayloadError(f"damaged {coding} data: {error}") from error
    return payload


def _undo(coding: str, payload: bytes, limit: int) -> bytes:
    if not payload:
        return b""
    match coding:
        case "gzip" | "x-gzip":
            # What follows the last member and is none is padding, as gzip(1) takes it.
            return _members(payload, "gzip", b"\x1f\x8b", limit)
        case "deflate":
            # RFC 9110 says zlib format; servers that send a raw stream are as common.
            try:
                return bytes(_stream(zlib.decompressobj(), payload, 0, coding, limit)[0])
            except zlib.error:
                raw = zlib.decompressobj(-zlib.MAX_WBITS)
                return bytes(_stream(raw, payload, 0, coding, limit)[0])
        case "br":
            return _unbrotli(payload, limit)
        case "zstd":
            return _members(payload, coding, b"\x28\xb5\x2f\xfd", limit)
        case _:
            raise PayloadError(f"unknown content coding {coding!r}")


def _members(payload: bytes, coding: str, magic: bytes, limit: int) -> bytes:
    out, at, count = bytearray(), 0, 0
    while not count or payload.startswith(magic, at):
        count += 1
        if count > MAX_MEMBERS:
            raise PayloadError(f"more than {MAX_MEMBERS} {coding} members")
        stream = (
            zlib.decompressobj(zlib.MAX_WBITS | 16)
            if coding == "gzip"
            else zstd.ZstdDecompressor(options=_ZSTD)
        )
        part, at = _stream(stream, payload, at, coding, limit - len(out))
        out += part
    return bytes(out)


def _stream(stream: Any, payload: bytes, at: int, coding: str, limit: int) -> tuple[bytearray, int]:
    """One stream from byte ``at`` on, by zlib's or zstd's decompressor, and where it ends.

    In pieces, since a decoder copies out whatever it leaves of what it was given.
    """
    out = bytearray()
    while not stream.eof and at < len(payload):
        piece = payload[at : at + _CHUNK]
        out += stream.decompress(piece, limit - len(out) + 1)
        _bounded(out, limit)
        at += len(piece) - len(stream.unused_data)
    _whole(stream.eof, coding)
    return out, at


def _unbrotli(payload: bytes, limit: int) -> bytes:
    decoder, out = brotli.Decompressor(), bytearray()
    out += decoder.process(payload, output_buffer_limit=1 << 20)
    while not decoder.can_accept_more_data() and not decoder.is_finished():
        _bounded(out, limit)
        out += decoder.process(b"", output_buffer_limit=1 << 20)
    _whole(decoder.is_finished(), "br")
    _bounded(out, limit)
    return bytes(out)


def _whole(ended: bool, coding: str) -> None:
    # A server that dies half-way through a close-delimited body looks like success
    # to HTTP: only the coding knows that the page was not all there.
    if not ended:
        raise PayloadError(f"{coding} data ends too early")


def _bounded(out: bytes | bytearray, limit: int) -> None:
    if len(out) > limit:
        raise PayloadError(f"more than {limit} bytes to read")
