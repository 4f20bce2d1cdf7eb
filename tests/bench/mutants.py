"""Damaged pages: what servers, editors and proxies do to HTML, at random but repeatable."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from archive.records import Page

_SCRAPS = (
    b"<", b">", b"</div>", b"<p>", b"<!--", b"-->", b"<![CDATA[", b"&", b"&#", b"&#x110000;",
    b"\x00", b"\xff\xfe", b"\xc3", b"<script>", b"</body>", b"<table><tr>", b'"', b"\r\r\n",
    b"99/99/9999 25:61", b"[GMT+7]", b"<h1>", b"\xe2\x80\xae", b"<meta charset=utf-16>",
)  # fmt: skip


def mutants(pages: Sequence[Page], count: int, seed: int = 7) -> Iterator[Page]:
    """``count`` pages, each an original with a few places cut, doubled, swapped or spoilt."""
    dice = random.Random(seed)
    for _ in range(count):
        page = dice.choice(pages)
        body = page.body
        for _ in range(dice.randint(1, 6)):
            body = _spoil(body, dice)
        yield replace(page, body=body)


def _spoil(body: bytes, dice: random.Random) -> bytes:
    if not body:
        return b"<"
    at, other = sorted(dice.randrange(len(body)) for _ in range(2))
    match dice.randrange(7):
        case 0:
            return body[:at] + body[other:]
        case 1:
            return body[:at] + body[at:other] * 2 + body[other:]
        case 2:
            return body[:at]
        case 3:
            return body[other:] + body[at:other] + body[:at]
        case 4:
            return body[:at] + dice.choice(_SCRAPS) * dice.choice((1, 1, 1, 50)) + body[at:]
        case 5:
            spoilt = bytearray(body)
            for _ in range(20):
                spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
            return bytes(spoilt)
        case _:
            return body.replace(b"</p>", b"", dice.randint(1, 5)).replace(b"div", b"span", 3)
