"""A server whose every article is meant to hurt who reads it, for ``tests/test_bombs.py``."""

from __future__ import annotations

import gzip
import socket
import socketserver
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from types import TracebackType
from typing import Any, Self

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

HOST = "honglinh.hatinh.gov.vn"
SECTION = "/honglinh/portal/folder/tin-tuc-su-kien"
UNPACKED = 256 * 1024 * 1024
PAGE = b"<html><head><title>T</title></head><body><h1>T</h1>%s</body></html>"
HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n"


def coded(coding: str, body: bytes) -> list[bytes]:
    head = f"{HEAD}Content-Encoding: {coding}\r\nContent-Length: {len(body)}\r\n\r\n"
    return [head.encode(), body]


def plain(body: bytes) -> list[bytes]:
    return [f"{HEAD}Content-Length: {len(body)}\r\n\r\n".encode(), body]


def plain_head(more: str) -> list[bytes]:
    return [f"{HEAD}{more}\r\n<p>x".encode()]


@cache
def zeros() -> bytes:
    return b"\0" * UNPACKED


def deflated(wbits: int, data: bytes) -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, wbits)
    return packer.compress(data) + packer.flush()


def for_ever(head: str, piece: bytes, pause: float = 0.0) -> Iterator[bytes]:
    yield head.encode()
    while True:
        yield piece
        if pause:
            time.sleep(pause)


def wide_window() -> bytes:
    """A zstd frame of a few bytes that asks its reader for two gigabytes."""
    options = {zstd.CompressionParameter.window_log: 31}
    packer = zstd.ZstdCompressor(options=options)
    return packer.compress(b"x" * 100_000) + packer.flush()


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]><html><body><h1>T</h1><p>&a9;</p></body></html>"
).encode()
CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n"

BOMBS: dict[str, Callable[[], Iterable[bytes]]] = {
    "gzip": lambda: coded("gzip", deflated(31, zeros())),
    "gzip-nested": lambda: coded("gzip, gzip", gzip.compress(deflated(31, zeros()))),
    "gzip-members": lambda: coded("gzip", gzip.compress(b"", mtime=0) * 900_000),
    "gzip-padding": lambda: coded("gzip", gzip.compress(b"<p>x", mtime=0) + b"\0" * 18_000_000),
    "deflate-zlib": lambda: coded("deflate", deflated(15, zeros())),
    "deflate-raw": lambda: coded("deflate", deflated(-15, zeros())),
    "br": lambda: coded("br", brotli.compress(zeros(), quality=1)),
    "zstd": lambda: coded("zstd", zstd.compress(zeros(), 1)),
    "zstd-frames": lambda: coded("zstd", zstd.compress(b"") * 1_500_000),
    "zstd-window": lambda: coded("zstd", wide_window()),
    "codings": lambda: coded(", ".join(["gzip"] * 200), gzip.compress(b"x" * 100_000)),
    "all-codings": lambda: coded("br, gzip, zstd, deflate", deflated(15, zeros())),
    "chunked-endless": lambda: for_ever(CHUNKED, b"10000\r\n" + b"x" * 65_536 + b"\r\n"),
    "chunks-of-one": lambda: for_ever(CHUNKED, b"1\r\nx\r\n" * 10_000),
    "chunk-extension": lambda: for_ever(CHUNKED + "1;", b"x" * 65_536),
    "trailers": lambda: for_ever(CHUNKED + "1\r\nx\r\n0\r\n", b"X-A: b\r\n" * 8_000),
    "header-long": lambda: for_ever(HEAD + "X-Long: ", b"x" * 65_536),
    "header-flood": lambda: for_ever(HEAD, b"X-A: b\r\n" * 8_000),
    "status-long": lambda: for_ever("HTTP/1.1 200 ", b"x" * 65_536),
    "continue-endless": lambda: for_ever("", b"HTTP/1.1 100 Continue\r\n\r\n" * 2_000),
    "drip": lambda: for_ever(HEAD + "\r\n", b"x", 0.2),
    "drip-header": lambda: for_ever(HEAD + "X-A: ", b"x", 0.2),
    "length-too-long": lambda: plain_head(f"Content-Length: {10**12}\r\n"),
    "length-endless": lambda: for_ever(f"{HEAD}Content-Length: {10**12}\r\n\r\n", b"x" * 65_536),
    "length-twice": lambda: plain_head("Content-Length: 1\r\nContent-Length: 9\r\n"),
    "tags-nested": lambda: plain(PAGE % (b"<div>" * 1_000_000)),
    "tags-beside": lambda: plain(PAGE % (b"<p>Chi thi 05-CT/TW</p>" * 500_000)),
    "tags-tiny": lambda: plain(PAGE % (b"<b>" * 6_000_000)),
    "links": lambda: plain(PAGE % (b"<a href=/x>Chi thi 05-CT/TW</a>" * 400_000)),
    "attributes": lambda: plain(
        PAGE % (b"<p " + b"".join(b"a%d=b " % n for n in range(1_000_000)) + b">Chi thi 05-CT/TW")
    ),
    "text": lambda: plain(PAGE % ("Chỉ thị 05-CT/TW học tập ".encode() * 500_000)),
    "entities": lambda: plain(PAGE % (b"&amp;" * 3_000_000)),
    "laughs": lambda: plain(LAUGHS),
}  # fmt: skip


def one_list(links: int) -> bytes:
    """A listing of as many articles as a page's tags allow, beside each other in one list."""
    entry = '<a href="/tin/mot-hai-ba-bon-nam-{n}.html">Một hai ba bốn năm sáu {n}</a>'
    return PAGE % "".join(entry.format(n=n) for n in range(10_000, 10_000 + links)).encode()


def article(name: str) -> str:
    return f"/honglinh/portal/read/tin-tuc-su-kien/news/{name}.html"


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        try:
            path = self.rfile.readline().split()[1].decode()
            while self.rfile.readline().strip():
                pass
            self.server.asked.append(path)  # type: ignore[attr-defined]
            for piece in self.server.pieces(path):  # type: ignore[attr-defined]
                self.wfile.write(piece)
        except (OSError, IndexError):
            pass  # whoever asked has had enough


class Bombs(socketserver.ThreadingTCPServer):
    """Serves one listing that links to each bomb; a context manager."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[str] = []
        self._thread = threading.Thread(target=self.serve_forever, daemon=True)

    @property
    def resolve(self) -> dict[str, str]:
        host, port = self.server_address[:2]
        return {f"{HOST}:80": f"{host!s}:{port}"}

    def pieces(self, path: str) -> Iterable[bytes]:
        name = path.rsplit("/", 1)[1].removesuffix(".html")
        if name in BOMBS:
            return self._made.get(name) or BOMBS[name]()
        if path == SECTION:
            links = "".join(f'<li><a href="{article(n)}">Bài {n} số</a></li>' for n in BOMBS)
            return plain(PAGE % f"<ul class='list'>{links}</ul>".encode())
        return [b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"]

    def get_request(self) -> tuple[socket.socket, Any]:
        request, address = super().get_request()
        request.settimeout(20)
        return request, address

    def __enter__(self) -> Self:
        # Made before anybody waits for them, and without what they were made of.
        self._made = {name: made for name in BOMBS if isinstance(made := BOMBS[name](), list)}
        zeros.cache_clear()
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.shutdown()
        self.server_close()
