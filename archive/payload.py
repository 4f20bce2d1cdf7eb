"""From the bytes on the wire to the bytes of a page: undo Content-Encoding, within bounds."""

from __future__ import annotations

import sys
import zlib
from typing import TypeVar

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_Bytes = TypeVar("_Bytes", bytes, bytearray)

MAX_DECODED = 64 * 1024 * 1024
"""A page that unpacks to more is a bomb: the largest real page measured is 0.5 MB."""


class PayloadError(ValueError):
    """The payload cannot be decoded as its headers claim; says which coding and why."""


def decode(payload: bytes, content_encoding: str, limit: int = MAX_DECODED) -> bytes:
    """Undo the codings of a Content-Encoding header, last applied first (RFC 9110 §8.4).

    :raises PayloadError: an unknown coding, damaged data, or more than ``limit`` bytes.
    """
    codings = [coding.strip().lower() for coding in content_encoding.split(",")]
    for coding in reversed([coding for coding in codings if coding and coding != "identity"]):
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
            return _gunzip(payload, limit)
        case "deflate":
            # RFC 9110 says zlib format; servers that send a raw stream are as common.
            try:
                return _inflate(payload, zlib.MAX_WBITS, limit)[0]
            except zlib.error:
                return _inflate(payload, -zlib.MAX_WBITS, limit)[0]
        case "br":
            return _unbrotli(payload, limit)
        case "zstd":
            decoder = zstd.ZstdDecompressor()
            out = decoder.decompress(payload, limit + 1)
            _whole(decoder.eof or len(out) > limit, coding)
        case _:
            raise PayloadError(f"unknown content coding {coding!r}")
    return _bounded(out, limit)


def _gunzip(payload: bytes, limit: int) -> bytes:
    """Every member; what follows the last and is none is padding, as gzip(1) takes it."""
    out, rest = bytearray(), payload
    while rest is payload or rest.startswith(b"\x1f\x8b"):
        part, rest = _inflate(rest, zlib.MAX_WBITS | 16, limit - len(out))
        out += part
    return bytes(out)


def _inflate(payload: bytes, wbits: int, limit: int) -> tuple[bytes, bytes]:
    """One stream, and the bytes after it."""
    inflater = zlib.decompressobj(wbits)
    out = inflater.decompress(payload, limit + 1)
    _bounded(out, limit)
    _whole(inflater.eof, "gzip" if wbits > zlib.MAX_WBITS else "deflate")
    return out, inflater.unused_data


def _whole(ended: bool, coding: str) -> None:
    # A server that dies half-way through a close-delimited body looks like success
    # to HTTP: only the coding knows that the page was not all there.
    if not ended:
        raise PayloadError(f"{coding} data ends too early")


def _unbrotli(payload: bytes, limit: int) -> bytes:
    decoder, out = brotli.Decompressor(), bytearray()
    out += decoder.process(payload, output_buffer_limit=1 << 20)
    while not decoder.can_accept_more_data() and not decoder.is_finished():
        _bounded(out, limit)
        out += decoder.process(b"", output_buffer_limit=1 << 20)
    _whole(decoder.is_finished(), "br")
    return bytes(_bounded(out, limit))


def _bounded(out: _Bytes, limit: int) -> _Bytes:
    if len(out) > limit:
        raise PayloadError(f"more than {limit} bytes after decoding")
    return out
