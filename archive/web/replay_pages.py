"""The replay's own pages: minimal HTML, everything archived in them escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from archive.web.asked import Lang
from archive.web.replay_captures import Found, Gone
from archive.web.show import Show
from archive.web.words import word as web_word
from archive.web.words_replay import WORDS

STYLE = (
    "html,body{height:100%;margin:0}"
    "body{display:flex;flex-direction:column;font:15px/1.5 system-ui,sans-serif;color:#1d1a16;"
    "background:#f6f2ea}"
    "header,main{padding:.8rem 1.2rem;max-width:72rem}"
    "h1{font-size:1.05rem;margin:0 0 .4rem}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:0;"
    "font-size:.85rem}"
    "dt{color:#6b6257}dd{margin:0;overflow-wrap:anywhere}"
    "p{margin:.5rem 0 0;font-size:.85rem;max-width:60rem}"
    "a{color:#8c1d18}"
    "iframe{flex:1;min-height:24rem;width:100%;border:0;border-top:3px solid #8c1d18;"
    "background:#fff}"
)
STYLE_HASH = "sha256-" + base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()


@dataclass(frozen=True, slots=True)
class Door:
    """Whom the replay answers, and where: ``url`` is the origin by which the world sees it,
    ``home`` that of the archive it belongs to, ``contact`` whom to write to; "" for none."""

    lang: Lang = "vi"
    public: bool = False
    url: str = ""
    home: str = ""
    contact: str = ""


def notice(key: str, lang: str, **values: object) -> bytes:
    """One sentence."""
    return _page(lang, f"<main><p>{escape(_word(key, lang).format(**values))}</p></main>")


def gone(found: Gone, lang: str) -> bytes:
    """Why a capture is not shown, and where its page itself is or was; of a withheld one, the
    day and the class of reason alone."""
    if found.stone is None:
        link = _link(Show(_lang(lang), {}).href(found.url), web_word("article.original", lang))
        said = f"<p>{_word(found.why, lang)}</p>{link and f'<p>{link}</p>'}"
        return _page(lang, f"<main>{said}</main>")
    stone, show = found.stone, Show(_lang(lang), {})
    said = _word("withheld", lang).format(
        day=show.day(stone.withheld_at), kind=show("stone", stone.kind)
    )
    if stone.until:
        term = web_word("stone.over" if stone.is_over else "stone.until", lang)
        said += f" {term.format(day=show.day(stone.until))}"
    return _page(lang, f"<main><p>{escape(said)}</p></main>")


def around(found: Found, lang: str, door: Door, *, framed: bool) -> bytes:
    """What a capture is, and the captured page in a locked frame where it can be shown."""
    raw = f'<p><a href="/raw/{found.id}" download>{_word("raw", lang)}</a></p>' if found.raw else ""
    if framed:
        said = f"<p>{_word('safe', lang)}</p>"
    elif found.trouble:
        said = f"<p>{escape(_word('unreadable', lang).format(error=found.trouble))}</p>"
    else:
        said = f"<p>{_word('as_file' if found.raw else 'no_page', lang)}</p>"
    frame = (
        f'<iframe sandbox="" referrerpolicy="no-referrer" src="/{found.id}"'
        f' title="{escape(_word("title", lang))}"></iframe>'
    )
    head = f"<header><h1>{_word('title', lang)}</h1>{_table(found, lang)}{said}{raw}"
    head += f"{_restrict(door, lang)}</header>" if door.public else "</header>"
    return _page(lang, head + (frame if framed else ""))


def _restrict(door: Door, lang: str) -> str:
    """Where to ask for a restriction, as on every public page."""
    said = web_word("footer.restrict", lang)
    if "@" in door.contact:
        return f"<p>{_link(f'mailto:{door.contact}?subject={quote(said)}', said)}</p>"
    return f"<p>{_link(f'{door.home}/gioi-thieu#han-che', said)}</p>" if door.home else ""


def _link(href: str, said: str) -> str:
    return f'<a href="{escape(href)}" rel="noreferrer noopener nofollow">{said}</a>' if href else ""


def facts(found: Found, lang: str) -> bytes:
    """What a capture without a page is."""
    return _page(lang, f"<main>{_table(found, lang)}</main>")


def _table(found: Found, lang: str) -> str:
    rows = "".join(
        f"<dt>{_word(key, lang)}</dt><dd>{escape(value)}</dd>" for key, value in _facts(found, lang)
    )
    return f"<dl>{rows}</dl>"


def _facts(found: Found, lang: str) -> Iterator[tuple[str, str]]:
    show = Show(_lang(lang), {})
    yield "captured", show.when(found.fetched_at)
    yield "url", found.url
    if found.organisation:
        yield "publisher", found.organisation
    if found.rights:
        yield "rights", found.rights
    if found.failure:
        yield "failure", found.failure
    else:
        yield "status", str(found.status)
    for key, value in (
        ("location", found.location),
        ("same", show.when(found.same) if found.same else ""),
        ("type", found.type),
        ("coding", found.coding),
        ("truncated", found.truncated),
    ):
        if value:
            yield key, value
    yield "place", f"{found.warc_file} @ {found.offset}"
    if found.digest:
        yield "digest", found.digest


def _page(lang: str, inside: str) -> bytes:
    return (
        f'<!doctype html><html lang="{_lang(lang)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_word('title', lang)} – làm theo</title><style>{STYLE}</style></head>"
        f"<body>{inside}</body></html>"
    ).encode("utf-8", "replace")


def _word(key: str, lang: str) -> str:
    return WORDS[key][lang == "en"]


def _lang(lang: str) -> Lang:
    return "en" if lang == "en" else "vi"
