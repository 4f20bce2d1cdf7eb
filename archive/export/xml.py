"""XML written by hand, for answers of a few elements each."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(value: str) -> str:
    """A text that no parser trips over: XML 1.0 forbids control characters, even as references.

    >>> text("a\\0 < b")
    'a &lt; b'
    """
    return escape(_FORBIDDEN.sub("", value))


def tag(name: str, value: str = "", /, **attributes: str) -> str:
    """An element of text, "" when it would hold nothing at all."""
    if not value and not attributes:
        return ""
    said = "".join(f" {key}={quoteattr(_FORBIDDEN.sub('', attributes[key]))}" for key in attributes)
    return f"<{name}{said}>{text(value)}</{name}>\n"
