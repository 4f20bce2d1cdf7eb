"""What of an article may be shown to everybody: the text only where its site allows it.

The owner of an archive reads everything; these rules are for what others are given
(``serve --public``, its feeds and replay, exports made to be passed on).

**Not allowed unless said.** The Law on Intellectual Property of Viet Nam (50/2005/QH11, article
15) leaves mere news of the day and the texts of official documents unprotected, but what
these sites print of people and their deeds is written work, and no program can tell one from
the other: an article that quotes a decision is not that decision. So a site's full text is
open when its ``rights`` begin with words of the list below, and for no other reason. A
permission that a person recorded (``lamtheo site permit … --full-text``) is written into
``rights`` in such words (:func:`granted`), so that whoever reads the table need not know of
decisions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

FULL_TEXT = "full_text"
"""In the detail of a permission: that it allows the full text to be shown to everybody."""

_FREE = re.compile(
    r"\s*(?:cc0\b|cc[ -]by(?:[ -]sa)?(?!-?[a-z])|creative commons attribution\b|public domain\b"
    r"|thuộc về công chúng\b|full text\b|toàn văn(?::| được phép\b))",
    re.IGNORECASE,
)
"""How ``rights`` begin where the full text may be passed on."""

_BOUND = re.compile(
    r"\b(?:nc|nd|non-?commercial|no-?deriv\w*|not (?:allowed|permitted)|prohibited"
    r"|phi thương mại|không phái sinh|không (?:được|cho) phép|không được|cấm)\b",
    re.IGNORECASE,
)
"""What takes that back. A licence with NC or ND opens nothing: a research archive cannot
answer for who takes the text further."""


def may_show_text(rights: str) -> bool:
    """Whether a site's ``rights`` allow its full text to be shown to everybody.

    >>> may_show_text("CC BY 4.0"), may_show_text("CC BY-NC 4.0"), may_show_text("")
    (True, False, False)
    """
    return _FREE.match(rights) is not None and _BOUND.search(rights) is None


def granted(rights: str, permission: Mapping[str, str] | None) -> str:
    """A site's ``rights`` as its file states them, behind the permission to show its full text
    where one stands; ``permission`` is the detail of the latest decision.

    >>> granted("© Báo Mẫu", {"full_text": "yes", "by": "UBND", "document": "1/CV", "date": "…"})
    'Toàn văn: UBND cho phép (1/CV, …). © Báo Mẫu'
    """
    if not permission or not permission.get(FULL_TEXT):
        return rights
    said = {"by": "?", "document": "?", "date": "?"} | dict(permission)
    said = {key: _BOUND.sub("…", value) for key, value in said.items()}
    whole = f"Toàn văn: {said['by']} cho phép ({said['document']}, {said['date']})."
    # Terms for all others, which the permission sets aside, would take it back.
    return whole if _BOUND.search(rights) else f"{whole} {rights}".strip()
