"""The replay's own pages: minimal HTML, everything archived in them escaped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape

from archive.web.asked import Lang, letter
from archive.web.replay_captures import Found, Gone
from archive.web.replay_look import FRAMED, STYLE
from archive.web.show import Show
from archive.web.words import word as web_word
from archive.web.words_replay import WORDS


@dataclass(frozen=True, slots=True)
class Door:
    """Whom the replay answers, and where: ``url`` is the origin by which the world sees it,
    ``home`` that of the archive it belongs to, ``contact`` whom to write to; "" for none.
    ``spell`` is how the archive spells an address, for links inside of captures."""

    lang: Lang = "vi"
    public: bool = False
    url: str = ""
    home: str = ""
    contact: str = ""
    spell: Callable[[str], str] = str


def notice(key: str, lang: str, *, framed: bool = False, **values: object) -> bytes:
    """One sentence."""
    said = escape(_word(key, lang).format(**values))
    return _page(lang, f"<main><p>{said}</p></main>", framed=framed)


def gone(found: Gone, lang: str, *, framed: bool = False) -> bytes:
    """Why a capture is not shown, and where its page itself is or was; of a withheld one, the
    day and the class of reason alone. In the frame an address is no link: it leads nowhere."""
    show = Show(_lang(lang), {})
    if found.stone is None:
        link = _link(show.href(found.url), web_word("article.original", lang))
        if framed:
            link = f'<span class="far">{escape(found.url)}</span>' if found.url else ""
        said = f"<p>{_word(found.why, lang)}</p>{link and f'<p>{link}</p>'}"
        back = f"<p>{_word('back', lang)}</p>" if framed else ""
        return _page(lang, f"<main>{said}{back}</main>", framed=framed)
    stone = found.stone
    said = _word("withheld", lang).format(
        day=show.day(stone.withheld_at), kind=show("stone", stone.kind)
    )
    if stone.until:
        term = web_word("stone.over" if stone.is_over else "stone.until", lang)
        said += f" {term.format(day=show.day(stone.until))}"
    return _page(lang, f"<main><p>{escape(said)}</p></main>", framed=framed)


def around(found: Found, lang: str, door: Door, *, framed: bool, markup: bool) -> bytes:
    """What a capture is, and the captured page in a locked frame where it can be shown;
    ``markup`` for a page made of HTML, of which the archive holds that alone."""
    raw = f' <a href="/raw/{found.id}" download>{_word("raw", lang)}</a>' if found.raw else ""
    if framed:
        said = escape(_word("html" if markup else "as_it_was", lang))
        if found.covered:
            said = f"{escape(_word('covered', lang))} {said}"
    elif found.trouble:
        said = escape(_word("unreadable", lang).format(error=found.trouble))
    else:
        said = escape(_word("as_file" if found.raw else "no_page", lang))
    frame = (
        f'<iframe sandbox="" referrerpolicy="no-referrer" src="/{found.id}?lang={_lang(lang)}"'
        f' title="{escape(_word("title", lang))}"></iframe>'
    )
    about = f"<h1>{_word('title', lang)}</h1>{_table(found, lang, _FOLDED if framed else ())}"
    about += f"<p>{said}{raw}</p>{_restrict(door, lang) if door.public else ''}"
    shown = f'<div class="about">{about}</div>{frame if framed else ""}'
    return _page(lang, f'{_ways(found, lang, door)}<main class="shown">{shown}</main>')


def _ways(found: Found, lang: str, door: Door) -> str:
    """Back to the article and to the archive."""
    if not door.home:
        return ""
    tongue = f"?lang={_lang(lang)}"
    ways = f'<a class="name" href="{escape(door.home)}/{tongue}">làm theo</a>'
    if found.article:
        there = f"{door.home}/bai/{found.article}{tongue}"
        ways += f' <a href="{escape(there)}">← {_word("article", lang)}</a>'
    other = "vi" if _lang(lang) == "en" else "en"
    name = "English" if other == "en" else "Tiếng Việt"
    ways += f' <a href="?lang={other}" lang="{other}" hreflang="{other}">{name}</a>'
    return f'<header><nav aria-label="{_word("ways", lang)}">{ways}</nav></header>'


def topped(found: Found, lang: str) -> str:
    """A line for the top of a captured page that a link in another led to, as HTML in ASCII:
    what stands above the frame speaks of the page it began with."""
    show = Show(_lang(lang), {})
    parts = [
        _word("led", lang).format(when=show.when(found.fetched_at)),
        found.url,
        found.organisation,
        f"{_word('rights', lang)}: {found.rights}" if found.rights else "",
        _word("covered", lang) if found.covered else "",
    ]
    said = escape(" · ".join(part for part in parts if part))
    # As important as a style can be, so that the page's own does not hide it.
    style = (
        "all:initial;display:block;position:sticky;top:0;z-index:2147483647;padding:6px 12px;"
        "background:#f6e9cb;color:#211d19;font:14px/1.4 system-ui,sans-serif;"
        "border-bottom:2px solid #9a6a14;overflow-wrap:anywhere"
    )
    locked = "!important;".join(style.split(";")) + "!important"
    line = f'<div role="note" lang="{_lang(lang)}" style="{locked}">{said}</div>'
    return line.encode("ascii", "xmlcharrefreplace").decode()


def _restrict(door: Door, lang: str) -> str:
    """Where to ask for a restriction, as on every public page."""
    said = web_word("footer.restrict", lang)
    home = f"{door.home}/gioi-thieu#han-che" if door.home else ""
    link = _link(letter(door.contact, said) or home, said)
    return link and f"<p>{link}</p>"


def _link(href: str, said: str) -> str:
    return f'<a href="{escape(href)}" rel="noreferrer noopener nofollow">{said}</a>' if href else ""


def facts(found: Found, lang: str) -> bytes:
    """What a capture without a page is."""
    return _page(lang, f"<main>{_table(found, lang)}</main>", framed=True)


_FOLDED = ("status", "type", "coding", "place", "digest")
"""Facts that are folded away above a page: they would fill a phone before the page begins."""


def _table(found: Found, lang: str, folded: tuple[str, ...] = ()) -> str:
    rows = {
        key: f"<dt>{_word(key, lang)}</dt><dd>{escape(value)}</dd>"
        for key, value in _facts(found, lang)
    }
    first = "".join(row for key, row in rows.items() if key not in folded)
    rest = "".join(row for key, row in rows.items() if key in folded)
    more = f"<details><summary>{_word('more', lang)}</summary><dl>{rest}</dl></details>"
    return f"<dl>{first}</dl>{rest and more}"


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


def _page(lang: str, inside: str, *, framed: bool = False) -> bytes:
    style = FRAMED if framed else STYLE
    return (
        f'<!doctype html><html lang="{_lang(lang)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_word('title', lang)} – làm theo</title><style>{style}</style></head>"
        f"<body>{inside}</body></html>"
    ).encode("utf-8", "replace")


def _word(key: str, lang: str) -> str:
    return WORDS[key][lang == "en"]


def _lang(lang: str) -> Lang:
    return "en" if lang == "en" else "vi"
