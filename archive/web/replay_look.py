"""How the replay's own pages look: in the colours and letters of the archive, from its one style.

The replay is an origin of its own: what it takes of the style it says in its pages, whose policy
names them by their digests, and the letters it serves itself.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

_STATIC = Path(__file__).with_name("static")
_CSS = (_STATIC / "lamtheo.css").read_text(encoding="utf-8")

_WHOLE = re.DOTALL | re.MULTILINE
_TOKENS = "".join(re.findall(r"^:root \{.*?^\}|^@media[^{]*\{ :root \{.*?^\} \}", _CSS, _WHOLE))
_FACES = "".join(
    face for face in re.findall(r"^@font-face \{.*?\}$", _CSS, _WHOLE) if "italic" not in face
)
_LETTERS = tuple(re.findall(r'url\("([\w-]+\.woff2)"\)', _FACES))

_RULES = (
    "html,body{height:100%;margin:0}*{box-sizing:border-box}"
    "body{display:flex;flex-direction:column;font:400 .95rem/1.55 var(--sans);color:var(--ink);"
    "background:var(--paper);overflow-wrap:break-word}"
    "header,main,.about{padding:.8rem clamp(1rem,4vw,2rem);width:100%}"
    "header,.about{background:var(--sheet)}header{padding-bottom:0}.about{padding-top:.2rem}"
    "main{max-width:60rem}"
    ".shown{flex:1;display:flex;flex-direction:column;max-width:none;padding:0}"
    "nav{display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;align-items:baseline;font-size:.9rem}"
    ".name{font:700 1.3rem/1.2 var(--serif);color:var(--red);text-decoration:none;"
    "margin-right:auto}"
    "h1{font:600 1.2rem/1.3 var(--serif);margin:.5rem 0 .3rem}"
    "dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.1rem 1rem;margin:0;"
    "font-size:.84rem}"
    "dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}"
    "summary{cursor:pointer;color:var(--red);font-size:.84rem;padding:.2rem 0}"
    "p{margin:.45rem 0 0;font-size:.86rem;max-width:60rem}"
    ".far{overflow-wrap:anywhere;color:var(--soft)}"
    "a{color:var(--red);text-underline-offset:.18em}"
    ":focus-visible{outline:3px solid var(--gold);outline-offset:2px;border-radius:3px}"
    # An archived page was made for white paper and knows of no dark screens.
    "iframe{flex:1;min-height:26rem;width:100%;border:0;border-top:3px solid var(--red);"
    "background:#fff;color-scheme:light}"
)

FRAMED = _TOKENS + _RULES
"""The style of a page in the frame: a locked frame may fetch nothing, letters included."""
STYLE = re.sub(r'url\("', 'url("/letters/', _FACES) + FRAMED


def named(style: str) -> str:
    """A style as a policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


@cache
def letters(name: str) -> bytes | None:
    """A file of letters by its name; None for any that the style does not name."""
    return (_STATIC / name).read_bytes() if name in _LETTERS else None
