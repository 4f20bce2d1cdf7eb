"""What of an article may be shown to everybody: the text only where its site allows it.

The owner of an archive reads everything; these rules are for what others are given
(``serve --public``, its feeds and replay, exports made to be passed on).

**Not allowed unless said.** The Law on Intellectual Property of Viet Nam (50/2005/QH11, article
15) leaves mere news of the day and the texts of official documents unprotected, but what
these sites print of people and their deeds is written work, and no program can tell one from
the other: an article that quotes a decision is not that decision. So a site's full text is
open when its ``rights`` are one of the licences below and nothing more, and for no other reason:
words beside a licence may take it back in more ways than a program knows. A permission that a
person recorded (``lamtheo site permit … --full-text``) is written into ``rights`` in words of its
own (:func:`granted`), so that whoever reads the table need not know of decisions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

FULL_TEXT = "full_text"
"""In the detail of a permission: that it allows the full text to be shown to everybody."""

_VERSION = r"(?:[ -]\d\.\d)?(?:[ -](?:vn|viet ?nam|international|quốc tế|unported|igo))?"
_LICENCE = re.compile(
    rf"\s*(?:cc0(?:[ -]1\.0)?|cc[ -]by(?:[ -]sa)?{_VERSION}|public domain|thuộc về công chúng"
    rf"|creative commons attribution(?:[ -]share[ -]?alike)?{_VERSION})"
    r"(?:[ ,(]+https?://creativecommons\.org/(?:licenses/by(?:-sa)?|publicdomain/(?:zero|mark))"
    r"/\d\.\d/?(?:deed\.\w+)?\)?)?[\s.]*",
    re.IGNORECASE,
)
"""``rights`` under which the full text may be passed on. NC and ND open nothing: a research archive
cannot answer for who takes the text further."""

_GRANT = re.compile(r"Toàn văn: «[^«»]*» cho phép \([^()]*\)\.")
_QUOTES = str.maketrans("«»()", "‹›[]")

_BOUND = re.compile(
    r"\b(?:nc|nd|non-?commercial|no-?deriv\w*|not (?:allowed|permitted)|prohibited|reserved"
    r"|permission|phi thương mại|không phái sinh|không (?:được|cho) phép|không được|cấm"
    r"|xin phép)\b",
    re.IGNORECASE,
)
"""Terms for all others that a permission sets aside."""


def may_show_text(rights: str) -> bool:
    """Whether a site's ``rights`` allow its full text to be shown to everybody.

    >>> may_show_text("CC BY 4.0"), may_show_text("CC BY-NC 4.0"), may_show_text("")
    (True, False, False)
    """
    return bool(_LICENCE.fullmatch(rights) or _GRANT.match(rights))


def restricts(rights: str) -> bool:
    """Whether a site's ``rights`` themselves set terms: where they are silent nobody may say that
    the site refused.

    >>> restricts("CC BY-NC 4.0"), restricts("© Báo Mẫu"), restricts("")
    (True, False, False)
    """
    return _BOUND.search(rights) is not None


def stated(rights: str, organisation: str) -> str:
    """A site's ``rights`` as they go with a row; where it states none, whose the text is.

    >>> stated("", "Báo Mẫu")
    '© Báo Mẫu; trang không ghi điều kiện sử dụng (the site states no terms of use)'
    """
    unsaid = "trang không ghi điều kiện sử dụng (the site states no terms of use)"
    return rights or f"© {organisation}; {unsaid}"


def granted(rights: str, permission: Mapping[str, str] | None) -> str:
    """A site's ``rights`` as its file states them, behind the permission to show its full text
    where one stands; ``permission`` is the detail of the latest decision.

    >>> granted("© Báo Mẫu", {"full_text": "yes", "by": "UBND", "document": "1/CV", "date": "…"})
    'Toàn văn: «UBND» cho phép (1/CV, …). © Báo Mẫu'
    """
    if not permission or not permission.get(FULL_TEXT):
        return rights
    said = {"by": "?", "document": "?", "date": "?"} | dict(permission)
    said = {key: value.translate(_QUOTES) for key, value in said.items()}
    whole = f"Toàn văn: «{said['by']}» cho phép ({said['document']}, {said['date']})."
    return whole if _BOUND.search(rights) else f"{whole} {rights}".strip()
